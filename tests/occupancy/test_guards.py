"""The base itself refuses what is taken twice, past every service."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import DatabaseError

from builders import NOW, Worker
from fablab_desk.keys import new_key
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy
from fablab_desk.occupancy.models import Occupancy
from fablab_desk.occupancy.taking import TakenError, find_taken, give_back, let_go, take, take_again
from fablab_desk.staff.act import Act

HOUR = timedelta(hours=1)


def occupy(worker: Worker, resource: UUID, start: datetime, end: datetime | None) -> None:
    """By a row, as no service would."""
    with worker.database.writing() as session:
        session.add(
            Occupancy(
                resource_id=resource,
                resource_kind=ResourceKind.MACHINE,
                fact_id=new_key(),
                taken_by=TakenBy.USE,
                starts_at=start,
                ends_at=end,
                open_resource_id=None if end else resource,
            )
        )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NOW - HOUR / 2, NOW + HOUR / 2),  # into its beginning
        (NOW + HOUR / 2, NOW + 2 * HOUR),  # out of its end
        (NOW + HOUR / 4, NOW + HOUR / 2),  # within
        (NOW - HOUR, NOW + 3 * HOUR),  # around
        (NOW, NOW + HOUR),  # the same
        (NOW - HOUR, None),  # without an end
        (NOW + HOUR / 2, None),
    ],
)
def test_what_overlaps_is_refused(
    administrator: Worker, start: datetime, end: datetime | None
) -> None:
    laser = new_key()
    occupy(administrator, laser, NOW, NOW + HOUR)
    with pytest.raises(DatabaseError):
        occupy(administrator, laser, start, end)
    occupy(administrator, new_key(), start, end)  # another machine is free


@pytest.mark.parametrize(
    ("start", "end"), [(NOW - HOUR, NOW), (NOW + HOUR, NOW + 2 * HOUR), (NOW + HOUR, None)]
)
def test_what_touches_is_not(administrator: Worker, start: datetime, end: datetime | None) -> None:
    laser = new_key()
    occupy(administrator, laser, NOW, NOW + HOUR)
    occupy(administrator, laser, start, end)


def test_nothing_begins_while_something_runs(administrator: Worker) -> None:
    laser = new_key()
    occupy(administrator, laser, NOW, None)
    with pytest.raises(DatabaseError):
        occupy(administrator, laser, NOW + 5 * HOUR, NOW + 6 * HOUR)
    occupy(administrator, laser, NOW - HOUR, NOW)


def test_taken_given_back_taken_again_and_let_go(administrator: Worker) -> None:
    laser, use = new_key(), new_key()

    def begin(
        act: Act, fact: UUID = use, start: datetime = NOW, end: datetime | None = None
    ) -> None:
        take(
            act,
            resource_id=laser,
            kind=ResourceKind.MACHINE,
            fact_id=fact,
            taken_by=TakenBy.USE,
            starts_at=start,
            ends_at=end,
        )

    administrator.does(begin)
    with pytest.raises(TakenError) as refusal:
        administrator.does(lambda act: begin(act, new_key(), NOW + HOUR))
    assert refusal.value.taken is not None
    assert refusal.value.taken.fact_id == use
    administrator.does(lambda act: give_back(act, use, NOW + HOUR))
    other = new_key()
    administrator.does(lambda act: begin(act, other, NOW + HOUR, NOW + 2 * HOUR))
    with pytest.raises(TakenError):
        administrator.does(lambda act: take_again(act, use))
    administrator.does(lambda act: let_go(act, other))
    administrator.does(lambda act: take_again(act, use))
    with administrator.database.reading() as session:
        found = find_taken(session, laser, NOW + 9 * HOUR, None)
        assert found is not None
        assert (found.fact_id, found.ends_at) == (use, None)
        assert find_taken(session, laser, NOW - HOUR, NOW) is None
