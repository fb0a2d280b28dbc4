"""What a day means for the lab itself: its hours, why it is closed, its insurance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.lab.hours import Range
from fablab_desk.lab.insurance import Liability
from fablab_desk.lab.premises_queries import SHOWS, closed_on, hours_on, list_liabilities

__all__ = ("SHOWS", "LabDay", "load_lab_day")


@dataclass(frozen=True, slots=True)
class LabDay:
    """`closed` says why; `pressing` are the insurances that end soon or have ended.

    One that stands alike for every carrier is told once, without a name.
    """

    hours: tuple[Range, ...]
    closed: str | None
    pressing: tuple[Liability, ...]


def load_lab_day(session: Session, day: date) -> LabDay:
    """A public holiday matters on a day with hours only: elsewhere nobody is awaited."""
    hours = hours_on(session, day)
    pressing = _told_once(list_liabilities(session, day))
    return LabDay(hours, closed_on(session, day) if hours else None, pressing)


def _told_once(found: Sequence[Liability]) -> tuple[Liability, ...]:
    pressing = tuple(one for one in found if one.presses)
    alike = {replace(one, carrier="") for one in found}
    return tuple(alike) if pressing and len(alike) == 1 else pressing
