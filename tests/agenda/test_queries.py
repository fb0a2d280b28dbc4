from datetime import timedelta

import pytest
from sqlalchemy import Select
from sqlalchemy.sql.compiler import SQLCompiler

from builders import NOW, Worker
from builders.agenda import a_count, a_group, an_arrival
from builders.people import a_person, an_organisation
from fablab_desk.agenda.drafts import GroupDraft
from fablab_desk.agenda.figures import LINES, NAMED
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.queries import (
    ARRIVALS,
    arrivals_of,
    arrivals_on,
    count_visits,
    groups_of,
)
from fablab_desk.agenda.service import check_in_group, withdraw_arrivals
from fablab_desk.keys import new_key

TODAY = NOW.date()


def test_the_list_of_a_day_pages_and_stays_on_its_chosen_line(administrator: Worker) -> None:
    keys = [a_count(administrator, heads) for heads in (1, 2, 3)]
    an_arrival(administrator, a_person(administrator), TODAY - timedelta(1))
    listing = arrivals_on(TODAY)
    with administrator.database.reading() as session:
        assert listing.count(session) == 3
        assert [row.id for row in listing.page(session, 0, 2)] == keys[:0:-1]
        assert listing.place(session, keys[0]) == 2


def test_the_list_of_a_day_is_the_same_object_so_that_it_knows_what_it_asked() -> None:
    assert arrivals_on(TODAY) is arrivals_on(TODAY)


def test_the_card_of_a_person_tells_her_last_days_and_how_many_there_are(
    administrator: Worker,
) -> None:
    ada = a_person(administrator)
    days = [TODAY - timedelta(n) for n in range(14)]
    keys = {day: an_arrival(administrator, ada, day) for day in days}
    administrator.does(lambda act: withdraw_arrivals(act, [keys[days[1]]]))
    with administrator.database.reading() as session:
        found = arrivals_of(session, ada)
        assert [row.day for row in found] == [days[0], *days[2:13]]
        assert count_visits(session, ada) == 13
        assert [row.first for row in found] == [False] * 12


def test_an_organisation_tells_the_groups_it_came_with(administrator: Worker) -> None:
    school = an_organisation(administrator)
    draft = GroupDraft(organisation_id=school, pupils=20)
    administrator.does(lambda act: check_in_group(act, new_key(), draft))
    a_group(administrator)
    with administrator.database.reading() as session:
        assert [row.heads for row in groups_of(session, school)] == [20]


@pytest.mark.parametrize(
    "asked",
    [
        ARRIVALS.wanted.where(Arrival.counted_on == TODAY).order_by(Arrival.id.desc()),
        ARRIVALS.wanted.where(Arrival.person_id == new_key()),
        ARRIVALS.wanted.where(Arrival.organisation_id == new_key()),
        LINES.params(first=TODAY, last=TODAY),
        NAMED.params(first=TODAY, last=TODAY),
    ],
)
def test_no_question_of_the_door_walks_all_arrivals(
    asked: Select[tuple[object, ...]], administrator: Worker
) -> None:
    if administrator.database.engine.dialect.name != "sqlite":
        pytest.skip("an empty table of a server is walked whatever its indexes")
    with administrator.database.reading() as session:
        sql = asked.compile(session.get_bind())
        assert isinstance(sql, SQLCompiler)
        values = tuple(str(sql.params[name]) for name in sql.positiontup or ())
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [str(row[3]) for row in plan]
    assert not [step for step in steps if step.startswith("SCAN")]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps[:2]
