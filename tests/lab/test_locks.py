from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import Worker
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.errors import (
    AlreadyLockedError,
    MovedLockError,
    ReasonNeededError,
    UnfinishedPeriodError,
)
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import locked_through
from fablab_desk.lab.service_locks import lock_period, unlock_period
from fablab_desk.overview.settings import list_closings

CHARGES = LockKind.CHARGES
JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)


def lock(worker: Worker, through: date) -> None:
    worker.does(lambda act: lock_period(act, new_key(), CHARGES, through, "Bilan"))


def through(worker: Worker, kind: LockKind = CHARGES) -> date | None:
    with worker.database.reading() as session:
        return locked_through(session, kind)


def test_each_kind_of_record_is_closed_by_itself(treasurer: Worker) -> None:
    lock(treasurer, JUNE)
    lock(treasurer, DECEMBER)
    assert (through(treasurer), through(treasurer, LockKind.PAYMENTS)) == (DECEMBER, None)


@pytest.mark.parametrize("back_to", [JUNE, None])
def test_a_period_is_opened_again_in_part_or_whole(treasurer: Worker, back_to: date | None) -> None:
    lock(treasurer, DECEMBER)
    treasurer.does(lambda act: unlock_period(act, new_key(), CHARGES, "Oubli", back_to))
    assert through(treasurer) == back_to


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 3, 2), UnfinishedPeriodError),
        (date(2027, 1, 1), UnfinishedPeriodError),
        (JUNE, AlreadyLockedError),
        (date(2025, 5, 31), AlreadyLockedError),
    ],
)
def test_only_days_gone_by_that_are_still_open_can_be_closed(
    treasurer: Worker, day: date, refusal: type[DeskError]
) -> None:
    lock(treasurer, JUNE)
    with pytest.raises(Problems) as found:
        lock(treasurer, day)
    assert [type(problem) for _, problem in found.value.found] == [refusal]


def test_opening_again_says_why(treasurer: Worker) -> None:
    lock(treasurer, DECEMBER)
    with pytest.raises(Problems) as found:
        treasurer.does(lambda act: unlock_period(act, new_key(), CHARGES, " "))
    assert [type(problem) for _, problem in found.value.found] == [ReasonNeededError]


def test_what_another_desk_closed_meanwhile_is_not_opened_unseen(treasurer: Worker) -> None:
    lock(treasurer, JUNE)
    lock(treasurer, DECEMBER)
    with pytest.raises(MovedLockError):
        treasurer.does(
            lambda act: unlock_period(act, new_key(), CHARGES, "Oubli", None, shown=JUNE)
        )
    assert through(treasurer) == DECEMBER


def test_what_was_closed_last_counts_whoever_opened_the_form_first(treasurer: Worker) -> None:
    first_form, last_form = new_key(), new_key()
    soon = replace(treasurer, now=treasurer.now + timedelta(minutes=1))
    treasurer.does(lambda act: lock_period(act, last_form, CHARGES, JUNE))
    soon.does(lambda act: lock_period(act, first_form, CHARGES, DECEMBER))
    assert through(treasurer) == DECEMBER
    with treasurer.database.reading() as session:
        assert [row.through for row in list_closings(session) if row.newest] == [DECEMBER]
