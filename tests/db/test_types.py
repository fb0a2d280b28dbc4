from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateTable

from fablab_desk.db.types import FixedPoint, UtcDateTime
from fablab_desk.keys import new_key
from fablab_desk.schema import BLUEPRINT

SQLITE: Dialect = sqlite.dialect()
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


def test_keys_made_one_after_the_other_sort_so() -> None:
    keys = [new_key() for _ in range(1000)]
    assert keys == sorted(set(keys))
    assert {key.version for key in keys} == {7}


@pytest.mark.parametrize(("dialect", "key"), [(SQLITE, "id BLOB"), (POSTGRESQL, "id UUID")])
def test_a_key_is_sixteen_bytes_on_either_engine(dialect: Dialect, key: str) -> None:
    ddl = str(CreateTable(BLUEPRINT.metadata.tables["parties"]).compile(dialect=dialect))
    assert f"{key} NOT NULL" in ddl
    assert "CHECK (kind IN ('person'" in ddl


def test_more_places_than_the_column_keeps_are_refused() -> None:
    amount = FixedPoint(2)
    assert amount.process_bind_param(Decimal("14.99"), SQLITE) == 1499
    with pytest.raises(ValueError, match="more than 2"):
        amount.process_bind_param(Decimal("14.985"), SQLITE)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 2), SQLITE)  # noqa: DTZ001
