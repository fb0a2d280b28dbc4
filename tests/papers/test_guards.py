import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from builders import Worker
from builders.lab import a_carrier
from builders.papers import a_paper
from fablab_desk.db.guards import missing
from fablab_desk.papers.guards import GUARDS
from fablab_desk.papers.service import revoke_paper


@pytest.fixture
def guarded(treasurer: Worker) -> Worker:
    a_carrier(treasurer)
    old = a_paper(treasurer)
    a_paper(treasurer)
    treasurer.does(lambda act: revoke_paper(act, old, "refunded"))
    return treasurer


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE papers SET title = 'x'",
        "UPDATE papers SET pdf = signature",
        "DELETE FROM papers",
        "UPDATE paper_revocations SET reason = 'x'",
        "DELETE FROM paper_revocations",
        "UPDATE signing_keys SET key_id = 'x'",
        "DELETE FROM signing_keys",
        "UPDATE paper_counters SET last = last - 1",
        "UPDATE paper_counters SET last = last + 2",
        "UPDATE paper_counters SET last = last + 1, carrier_id = (SELECT id FROM carriers"
        " WHERE code = 'UNIV')",
        "DELETE FROM paper_counters",
    ],
)
def test_the_base_refuses_to_change_what_was_issued(guarded: Worker, forbidden: str) -> None:
    refused = pytest.raises(IntegrityError, match=r"append-only|rise one by one")
    with guarded.database.engine.connect() as connection, refused:
        connection.execute(text(forbidden))


def test_a_paper_that_follows_nothing_is_refused(guarded: Worker) -> None:
    with guarded.database.engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM papers WHERE position = 2"))
        row = dict(found.mappings().one())
        row |= {"id": b"0" * 16, "position": 4, "number": "A2026-00009", "hash": "x"}
        if connection.dialect.name == "postgresql":
            row["id"] = "00000000-0000-7000-8000-000000000000"
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        with pytest.raises(IntegrityError, match="without a gap"):
            connection.execute(text(f"INSERT INTO papers ({names}) VALUES ({values})"), row)


def test_all_guards_stand_on_both_engines(guarded: Worker) -> None:
    with guarded.database.engine.connect() as connection:
        assert missing(connection, GUARDS) == set()
