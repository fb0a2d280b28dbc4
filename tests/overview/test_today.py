from datetime import date, timedelta
from decimal import Decimal

import pytest

from builders import NOW, Worker
from builders.memberships import a_member, a_plan, cancel
from builders.money import a_cashing, a_charge, a_line
from builders.people import a_person
from fablab_desk.care.service import record_backup
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.overview.members import count_standing
from fablab_desk.overview.today import load_today
from fablab_desk.overview.today_rows import SHOWN, Today
from fablab_desk.people.records import keep_run
from fablab_desk.people.service import archive_party
from fablab_desk.staff.queries import list_self_acts
from fablab_desk.staff.service import sign_self_act

TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def today(worker: Worker) -> Today:
    with worker.database.reading() as session:
        return load_today(session, TODAY)


def until(worker: Worker, name: str, last: date, first: date = date(2020, 9, 1)) -> None:
    key = a_person(worker, name)
    with worker.database.writing() as session:
        keep_run(session, key, first, last)
    if name.startswith("Gone"):
        worker.does(lambda act: archive_party(act, key))


def test_nothing_is_due_in_an_empty_lab(administrator: Worker) -> None:
    said = today(administrator)
    assert (said.current, said.due_soon, said.late, said.enrolled, said.owing) == (0, 0, 0, 0, 0)
    assert (said.owed, said.to_sign, said.last_backup) == (Decimal(0), 0, None)


def test_due_and_late_are_counted_to_the_day_without_the_archived(administrator: Worker) -> None:
    for name, days in [
        ("Ada", 0),
        ("Bea", 30),
        ("Cléo", 31),
        ("Denis", -1),
        ("Eva", -60),
        ("Farid", -61),
        ("Gone late", -2),
        ("Gone soon", 2),
    ]:
        until(administrator, name, TODAY + timedelta(days=days))
    until(administrator, "Hedi", TODAY + timedelta(days=20), TODAY + timedelta(days=1))
    said = today(administrator)
    assert [row.name.split()[0] for row in said.due_soon_rows] == ["Ada", "Hedi", "Bea"]
    assert [row.name.split()[0] for row in said.late_rows] == ["Denis", "Eva"]
    assert (said.due_soon, said.late, said.current) == (3, 2, 3)
    with administrator.database.reading() as session:
        # Farid is late for longer than the first screen tells.
        assert count_standing(session, TODAY) == (said.current, 3)


def test_lists_are_short_and_counts_are_whole(administrator: Worker) -> None:
    for number in range(SHOWN + 2):
        until(administrator, f"Ada {number}", TODAY - timedelta(days=number + 1))
    said = today(administrator)
    assert (said.late, len(said.late_rows)) == (SHOWN + 2, SHOWN)
    assert said.late_rows[0].until == TODAY - timedelta(days=1)


def test_the_memberships_recorded_today_are_told(administrator: Worker) -> None:
    plan = a_plan(administrator, rule=PeriodRule.ROLLING)
    ada, bea, cleo, denis = (a_person(administrator, name) for name in ("A", "B", "C", "D"))
    a_member(administrator, ada, plan)
    a_member(administrator, bea, plan, TODAY - timedelta(days=1))
    cancel(administrator, a_member(administrator, cleo, plan))
    row = TakenOver(
        party_id=denis,
        plan_id=plan,
        entered_on=TODAY,
        period=Period(TODAY, date(2027, 3, 1)),
    )
    administrator.does(lambda act: take_over(act, [row]))
    said = today(administrator)
    assert said.enrolled == 1
    (row_told,) = said.enrolled_rows
    assert (row_told.party_id, row_told.until) == (ada, date(2027, 3, 1))


def test_what_is_owed_is_summed_by_payer_the_oldest_debt_first(administrator: Worker) -> None:
    ada, bea = a_person(administrator, "Ada"), a_person(administrator, "Bea")
    a_charge(administrator, ada, a_line(unit_price="12.10", owed_on=TODAY))
    a_charge(administrator, bea, a_line(unit_price="5.05", owed_on=date(2026, 1, 5)))
    a_charge(administrator, bea, a_line(unit_price="0.20", owed_on=date(2026, 2, 5)))
    a_cashing(administrator, ada, "40.00")
    said = today(administrator)
    assert [(row.name.split()[0], row.due, row.since) for row in said.owed_rows] == [
        ("Bea", Decimal("5.25"), date(2026, 1, 5)),
        ("Ada", Decimal("12.10"), TODAY),
    ]
    assert (said.owed, said.owing) == (Decimal("17.35"), 2)


def test_acts_to_sign_and_the_last_copy_are_told(administrator: Worker) -> None:
    own = a_person(administrator)
    administrator.does(lambda act: act.alone(own, "alone at the desk"))
    assert today(administrator).to_sign == 1
    with administrator.database.reading() as session:
        (waiting,) = list_self_acts(session)
    other = Worker(administrator.database)
    other.does(lambda act: sign_self_act(act, waiting.id))
    for hours in (0, -2):
        at = NOW + timedelta(hours=hours)
        worker = Worker(administrator.database, now=at)
        worker.does(lambda act: record_backup(act, new_key(), "fablab.db", 1, "", proved=True))
    said = today(administrator)
    assert (said.to_sign, said.last_backup) == (0, NOW)
