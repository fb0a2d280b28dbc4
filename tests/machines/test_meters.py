"""What is read on meters: never less than before, in whatever order it is typed."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, a_meter
from builders.upkeep import used
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.machines.drafts import MeterDraft
from fablab_desk.machines.errors import (
    ComingReadingError,
    CountedMeterError,
    HighReadingError,
    LowReadingError,
    NegativeReadingError,
    ReadMeterError,
)
from fablab_desk.machines.kinds import MeterKind
from fablab_desk.machines.meters import list_meters
from fablab_desk.machines.models import Meter, MeterReading
from fablab_desk.machines.service_meters import (
    correct_meter,
    record_reading,
    restore_reading,
    withdraw_reading,
)
from fablab_desk.staff.models import Account

TODAY, DAY = NOW.date(), timedelta(days=1)


def read(
    worker: Worker, meter: UUID, value: str, day: date | None = None, *, replaced: bool = False
) -> UUID:
    key: UUID = new_key()
    much = Decimal(value)
    worker.does(lambda act: record_reading(act, key, meter, much, day, replaced=replaced))
    return key


def wrong(worker: Worker, meter: UUID, value: str, day: date | None = None) -> type:
    with pytest.raises(Problems) as refusal:
        read(worker, meter, value, day)
    ((_, problem),) = refusal.value.found
    return type(problem)


def added(worker: Worker) -> list[Decimal]:
    """By those that stand, in their order."""
    with worker.database.reading() as session:
        order = MeterReading.day, MeterReading.at, MeterReading.id
        wanted = select(MeterReading).where(~MeterReading.withdrawn).order_by(*order)
        return [one.added for one in session.scalars(wanted)]


def shown(worker: Worker, machine: UUID, day: date = TODAY) -> list[Decimal | None]:
    with worker.database.reading() as session:
        return [row.value for row in list_meters(session, machine, day)]


def test_each_reading_adds_what_is_more_than_the_one_before(administrator: Worker) -> None:
    laser = a_machine(administrator)
    meter = a_meter(administrator, laser, initial=Decimal(4))
    for value, day in (("10", TODAY - 9 * DAY), ("25", TODAY), ("18", TODAY - 4 * DAY)):
        read(administrator, meter, value, day)
    assert added(administrator) == [6, 8, 7]
    assert shown(administrator, laser, TODAY - DAY) == [18]
    assert shown(administrator, laser) == [25]


def test_what_cannot_be_is_refused_with_its_reason(administrator: Worker) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    read(administrator, meter, "10", TODAY - 4 * DAY)
    read(administrator, meter, "20", TODAY - 2 * DAY)
    assert wrong(administrator, meter, "9") is LowReadingError
    assert wrong(administrator, meter, "21", TODAY - 3 * DAY) is HighReadingError
    assert wrong(administrator, meter, "-1") is NegativeReadingError
    assert wrong(administrator, meter, "30", TODAY + DAY) is ComingReadingError
    counted = a_meter(administrator, a_machine(administrator, "M2"), MeterKind.HOURS, "Heures")
    assert wrong(administrator, counted, "5") is CountedMeterError


def test_a_new_meter_begins_again_below(administrator: Worker) -> None:
    laser = a_machine(administrator)
    meter = a_meter(administrator, laser)
    read(administrator, meter, "900", TODAY - 5 * DAY)
    read(administrator, meter, "3", TODAY - 2 * DAY, replaced=True)
    read(administrator, meter, "8")
    assert added(administrator) == [900, 0, 5]
    assert wrong(administrator, meter, "7") is LowReadingError


def test_the_first_of_a_day_is_withdrawn_and_comes_back_below_the_second(
    administrator: Worker,
) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    first = read(administrator, meter, "10")
    read(administrator, meter, "12")
    administrator.does(lambda act: withdraw_reading(act, first))
    assert added(administrator) == [12]
    administrator.does(lambda act: restore_reading(act, first))
    assert added(administrator) == [10, 2]


def test_what_another_contradicts_since_is_not_restored(administrator: Worker) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    first = read(administrator, meter, "10", TODAY - 3 * DAY)
    administrator.does(lambda act: withdraw_reading(act, first))
    read(administrator, meter, "4", TODAY - DAY)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: restore_reading(act, first))
    assert [type(one) for _, one in refusal.value.found] == [HighReadingError]


def test_a_reading_typed_later_for_a_day_comes_after_those_of_that_day(
    administrator: Worker,
) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    late = NOW - 2 * DAY + timedelta(hours=8)  # in the evening of that day
    with administrator.database.writing() as session:
        session.add(
            MeterReading(
                meter_id=meter,
                day=late.date(),
                at=late,
                value=Decimal(10),
                added=Decimal(10),
                account_id=session.scalars(select(Account.id)).one(),
            )
        )
    assert wrong(administrator, meter, "9", late.date()) is LowReadingError
    read(administrator, meter, "14", late.date())
    assert added(administrator) == [10, 4]


def test_what_it_showed_at_first_is_corrected_with_what_the_first_reading_added(
    administrator: Worker,
) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    read(administrator, meter, "10")
    draft = MeterDraft(label="Tube", kind=MeterKind.READ, unit="h", initial=Decimal(4))
    administrator.does(lambda act: correct_meter(act, meter, draft, 1))
    assert added(administrator) == [6]


def test_a_meter_that_was_read_counts_nothing_else_from_then_on(administrator: Worker) -> None:
    meter = a_meter(administrator, a_machine(administrator))
    read(administrator, meter, "10")
    draft = MeterDraft(label="Tube", kind=MeterKind.HOURS, unit="h")
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: correct_meter(act, meter, draft, 1))
    assert [(name, type(one)) for name, one in refusal.value.found] == [("kind", ReadMeterError)]
    with administrator.database.reading() as session:
        assert session.get_one(Meter, meter).kind is MeterKind.READ


def test_hours_and_trips_are_counted_from_the_logbook_to_the_end_of_a_day(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    a_meter(administrator, laser, MeterKind.HOURS, "Heures", initial=Decimal(100))
    a_meter(administrator, laser, MeterKind.TRIPS, "Trajets", unit="")
    for day, hours in ((TODAY - 2 * DAY, 1.5), (TODAY - DAY, 2), (TODAY, 4)):
        used(administrator, laser, day, hours)
    assert shown(administrator, laser, TODAY - DAY) == [Decimal("103.50"), 2]
    assert shown(administrator, laser) == [Decimal("107.50"), 3]
