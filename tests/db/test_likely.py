import re
from datetime import date

import pytest
from sqlalchemy import event, select

from fablab_desk.db.database import Database
from fablab_desk.db.likely import likely
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.queries import list_people

TODAY = date(2026, 3, 2)
IN_ORDER = r"ix_parties_(sort_name_number|filtered)\b"  # both begin with the order of the list


@pytest.mark.parametrize("chosen", [PeopleFilter.CURRENT, PeopleFilter.LATE, PeopleFilter.NEVER])
def test_a_filter_that_many_meet_is_walked_in_its_order_and_not_sorted(
    database: Database, chosen: PeopleFilter
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with database.reading() as session:
        engine = session.get_bind()
        note = lambda *args: asked.append((args[2], args[3]))  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        listing = list_people(chosen, TODAY)
        listing.count(session)
        listing.page(session, 0, 50)
        event.remove(engine, "before_cursor_execute", note)
        plans = [
            session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()
            for sql, given in asked
        ]
    counted, page = ([step.detail for step in plan] for plan in plans)
    (search,) = counted
    assert "SEARCH parties USING COVERING INDEX" in search
    (keys,) = (step for step in page if re.search(IN_ORDER, step))
    assert "USING INDEX" in keys or "USING COVERING INDEX" in keys
    assert page.count("USE TEMP B-TREE FOR ORDER BY") <= 1  # of the rows found, never of the keys


def test_a_server_hears_the_condition_alone() -> None:
    wanted = select(Party.id).where(*likely(Party.number > 3))
    assert "likely" not in str(wanted)
