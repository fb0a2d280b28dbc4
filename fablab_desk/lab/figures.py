"""Figures of the years before the program: taken over as they were known, never counted anew."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

FIRST_YEAR = 1990
MOST = Decimal(10_000_000)
PLACES = Decimal("0.0001")


class FigureKind(StrEnum):
    """What a year is compared by: the report's own words."""

    MEMBERS = "members"
    NEW_MEMBERS = "new_members"
    ORGANISATIONS = "organisations"
    ARRIVALS = "arrivals"
    PEOPLE = "people"
    NEW_PUBLIC = "new_public"
    ACTIONS = "actions"
    PUPILS = "pupils"
    TRAINEES = "trainees"
    MACHINE_HOURS = "machine_hours"
    VOLUNTEER_HOURS = "volunteer_hours"
    PROJECTS = "projects"


FIGURE_TEXTS = {
    FigureKind.MEMBERS: mark("Members"),
    FigureKind.NEW_MEMBERS: mark("New members"),
    FigureKind.ORGANISATIONS: mark("Member organisations"),
    FigureKind.ARRIVALS: mark("Attendance (arrivals)"),
    FigureKind.PEOPLE: mark("Distinct persons"),
    FigureKind.NEW_PUBLIC: mark("New publics"),
    FigureKind.ACTIONS: mark("Actions held"),
    FigureKind.PUPILS: mark("Pupils received"),
    FigureKind.TRAINEES: mark("Trainees"),
    FigureKind.MACHINE_HOURS: mark("Machine hours"),
    FigureKind.VOLUNTEER_HOURS: mark("Volunteer hours"),
    FigureKind.PROJECTS: mark("Accompanied projects"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDraft:
    """`source` says where the number stands: a report, a minute book."""

    year: int
    kind: FigureKind
    number: Decimal
    source: str = ""

    def checked(self, this_year: int) -> tuple["FigureDraft", list[tuple[str, DeskError]]]:
        """The draft without stray blanks, and every problem it has by itself."""
        found: list[tuple[str, DeskError]] = []
        if not FIRST_YEAR <= self.year <= this_year:
            found.append(("year", FigureYearError(FIRST_YEAR, this_year)))
        if not 0 <= self.number <= MOST or self.number != self.number.quantize(PLACES):
            found.append(("number", FigureNumberError()))
        return replace(self, source=" ".join(self.source.split())), found


@dataclass(frozen=True, slots=True)
class FigureRow:
    id: UUID
    year: int
    kind: FigureKind
    number: Decimal
    source: str
    version: int


class FigureYearError(DeskError):
    def __init__(self, first: int, last: int) -> None:
        super().__init__(mark("A year from {first} to {last}."), first=str(first), last=str(last))


class FigureNumberError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A number of nought or more. What was not measured is left out, never nought.")
        )


class KnownFigureError(DeskError):
    def __init__(self, year: int) -> None:
        super().__init__(
            mark("This figure of {year} is known already: correct it instead."), year=str(year)
        )


class GoneFigureError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This figure was removed meanwhile."))
