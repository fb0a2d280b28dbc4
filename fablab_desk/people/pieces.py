"""What the lab asks people to hand in: the closed lists, and how long a piece holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from fablab_desk.clock import add_months
from fablab_desk.i18n import mark
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.rows import born_for_majority

FOR_EVER = date(9999, 12, 31)
ADULT_MONTHS = 18 * 12
ONE_DAY = timedelta(days=1)


class PieceWhom(StrEnum):
    EVERYBODY = "everybody"
    PEOPLE = "people"
    MINORS = "minors"
    ORGANISATIONS = "organisations"
    AUDIENCE = "audience"


class PieceValidity(StrEnum):
    SEASON = "season"
    MONTHS = "months"
    MAJORITY = "majority"
    UNLIMITED = "unlimited"


class PieceForm(StrEnum):
    """What is printed for somebody to fill in and sign."""

    MEMBERSHIP = "membership"
    RULES = "rules"
    PARENTAL = "parental"
    IMAGE = "image"  # its answers are consents
    OTHER = "other"


class PieceState(StrEnum):
    MISSING = "missing"
    HELD = "held"
    REFUSED = "refused"  # an answer like another: nothing is missing


WHOM_TEXTS = {
    PieceWhom.EVERYBODY: mark("Everybody"),
    PieceWhom.PEOPLE: mark("People"),
    PieceWhom.MINORS: mark("Under 18"),
    PieceWhom.ORGANISATIONS: mark("Organisations"),
    PieceWhom.AUDIENCE: mark("An audience"),
}
VALIDITY_TEXTS = {
    PieceValidity.SEASON: mark("Until the end of the season"),
    PieceValidity.MONTHS: mark("So many months"),
    PieceValidity.MAJORITY: mark("Until they are 18"),
    PieceValidity.UNLIMITED: mark("Without an end"),
}
FORM_TEXTS = {
    PieceForm.MEMBERSHIP: mark("Membership form"),
    PieceForm.RULES: mark("Rules, to be signed"),
    PieceForm.PARENTAL: mark("Parental authorisation"),
    PieceForm.IMAGE: mark("Image rights"),
    PieceForm.OTHER: mark("Document to bring"),
}


class Holder(Protocol):
    """Whoever a piece may be asked of."""

    @property
    def kind(self) -> PartyKind: ...

    @property
    def audience_id(self) -> UUID | None: ...

    @property
    def birth_date(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Term:
    """How long a piece holds from the day it was received on."""

    validity: PieceValidity
    months: int
    season_month: int
    season_day: int

    def last_day(self, on: date, born: date | None) -> date | None:
        """Included; None: until a majority, and the birth date is not known."""
        match self.validity:
            case PieceValidity.SEASON:
                return season_end(on, self.season_month, self.season_day)
            case PieceValidity.MONTHS:
                return add_months(on, self.months)
            case PieceValidity.MAJORITY:
                return last_day_as_minor(born) if born else None
            case PieceValidity.UNLIMITED:
                return FOR_EVER


def season_end(on: date, month: int, day: int) -> date:
    """The eve of the next day on which a season begins; 29 February falls on the 28th."""
    for year in (on.year, on.year + 1):
        begin = _day_of(year, month, day)
        if begin > on:
            return begin - ONE_DAY
    return _day_of(on.year + 2, month, day) - ONE_DAY


def last_day_as_minor(born: date) -> date:
    """The eve of turning 18; whoever was born on 29 February is of age on 1 March."""
    birthday = add_months(born, ADULT_MONTHS)
    return birthday if birthday.day != born.day else birthday - ONE_DAY


def is_minor(holder: Holder, day: date) -> bool:
    return holder.birth_date is not None and holder.birth_date > born_for_majority(day)


def _day_of(year: int, month: int, day: int) -> date:
    return add_months(date(year, 1, day), month - 1)
