"""What no record goes beyond: a day before the first one, a number that nobody means."""

from datetime import date
from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.kinds import FIRST_DAY

MOST = Decimal(10**9)  # of any unit: above it somebody's finger stayed on a key


class EarlyDayError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("Nothing is recorded as early as {day}."), day=day)


class OutsizedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This number cannot be right. Check it."))


def early(name: str, day: date | None) -> list[tuple[str, DeskError]]:
    return [(name, EarlyDayError(day))] if day and day < FIRST_DAY else []


def outsized(name: str, number: Decimal | int | None) -> list[tuple[str, DeskError]]:
    """Neither a number nor endless is told like what is too large."""
    asked = Decimal(0 if number is None else number)
    if asked.is_finite() and abs(asked) <= MOST:
        return []
    return [(name, OutsizedError())]
