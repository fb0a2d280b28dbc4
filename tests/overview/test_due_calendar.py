"""Upkeep by the day: worked by hand."""

from datetime import date, timedelta

import pytest

from builders import NOW, Worker
from builders.machines import a_machine
from builders.upkeep import a_plan, upkeep_done, used
from fablab_desk.db.database import Database
from fablab_desk.overview.due_calendar import calendar_of

TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def days(worker: Worker, first: date, last: date) -> list[tuple[date, str, bool, bool]]:
    with worker.database.reading() as session:
        rows = calendar_of(session, TODAY, first, last)
    assert len({row.id for row in rows}) == len(rows)
    return [(row.on, row.due.label, row.follows, row.late) for row in rows]


def test_what_is_due_stands_on_its_day_and_follows_at_its_rhythm(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, "Nettoyer", every_days=10)
    upkeep_done(administrator, laser, plan, TODAY - 4 * DAY)
    first = TODAY + 6 * DAY
    assert days(administrator, TODAY, TODAY + 30 * DAY) == [
        (first, "Nettoyer", False, False),
        (first + 10 * DAY, "Nettoyer", True, False),
        (first + 20 * DAY, "Nettoyer", True, False),
    ]
    assert days(administrator, first + 5 * DAY, first + 12 * DAY) == [
        (first + 10 * DAY, "Nettoyer", True, False)
    ]


def test_what_is_late_stands_on_today(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, "Graisser", every_days=30)
    upkeep_done(administrator, laser, plan, TODAY - 50 * DAY)
    assert days(administrator, TODAY - 60 * DAY, TODAY + 29 * DAY) == [
        (TODAY, "Graisser", False, True)
    ]


def test_hours_are_told_by_their_pace_and_once(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, "Buse", every_hours=50)
    upkeep_done(administrator, laser, plan, TODAY - 28 * DAY)
    for ago in range(28):
        used(administrator, laser, TODAY - ago * DAY, 1)  # an hour a day: 22 hours are left
    assert days(administrator, TODAY, TODAY + 90 * DAY) == [
        (TODAY + 22 * DAY, "Buse", False, False)
    ]
