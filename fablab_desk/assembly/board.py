"""Who stands on the board as of a day, what ends soon, and which offices overlap."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.assembly.kinds import OFFICE_TEXTS, Office
from fablab_desk.assembly.models import Mandate
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.models import Carrier
from fablab_desk.people.models import Party

SOON = timedelta(days=90)
ALONE = (Office.PRESIDENT, Office.TREASURER, Office.SECRETARY)  # mostly one holds it at a time
_ended = func.coalesce(Mandate.resigned_on, Mandate.ends_on)


class MandateState(StrEnum):
    TO_COME = "to_come"
    CURRENT = "current"
    ENDS_SOON = "ends_soon"
    RESIGNED = "resigned"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class MandateRow:
    id: UUID
    carrier_id: UUID
    carrier: str  # its name
    person_id: UUID
    number: int
    name: str
    office: Office
    starts_on: date
    ends_on: date
    resigned_on: date | None
    version: int

    @property
    def last_on(self) -> date:
        return self.resigned_on or self.ends_on

    def state_on(self, day: date) -> MandateState:
        if self.starts_on > day:
            return MandateState.TO_COME
        if self.last_on < day:
            return MandateState.RESIGNED if self.resigned_on else MandateState.OVER
        return MandateState.ENDS_SOON if self.last_on <= day + SOON else MandateState.CURRENT


class TwoOfficesError(DeskError):
    """Told, not refused."""

    def __init__(self, name: str, office: str, starts_on: date, last_on: date) -> None:
        super().__init__(
            mark("{name} is also “{office}” from {starts_on} to {last_on}."),
            name=name,
            office=office,
            starts_on=starts_on,
            last_on=last_on,
        )


class SharedOfficeError(DeskError):
    """Told, not refused: a lab may have co-presidents."""

    def __init__(self, name: str, office: str, starts_on: date, last_on: date) -> None:
        super().__init__(
            mark("{name} holds the office “{office}” too, from {starts_on} to {last_on}."),
            name=name,
            office=office,
            starts_on=starts_on,
            last_on=last_on,
        )


def list_mandates(session: Session) -> list[MandateRow]:
    """All, the last to end first, the offices in their order."""
    rows = [MandateRow(*row) for row in session.execute(_wanted().order_by(Party.sort_name))]
    order = list(Office)
    return sorted(rows, key=lambda row: (-row.last_on.toordinal(), order.index(row.office)))


def list_board(session: Session, day: date, carrier_id: UUID | None = None) -> list[MandateRow]:
    """Who holds an office that day, of one structure or of any, the offices in their order."""
    wanted = _wanted().where(_holds(day, day)).order_by(Party.sort_name)
    if carrier_id:
        wanted = wanted.where(Mandate.carrier_id == carrier_id)
    rows = session.execute(wanted)
    order = list(Office)
    return sorted((MandateRow(*row) for row in rows), key=lambda row: order.index(row.office))


def load_mandate(session: Session, mandate_id: UUID) -> MandateRow:
    return MandateRow(*session.execute(_wanted().where(Mandate.id == mandate_id)).one())


def list_ending(session: Session, day: date, within: timedelta = SOON) -> list[MandateRow]:
    """Those held that day which end by then, the first one first."""
    ending = and_(_holds(day, day), _ended <= day + within)
    return [MandateRow(*row) for row in session.execute(_wanted().where(ending).order_by(_ended))]


def list_overlaps(session: Session, mandate_id: UUID) -> list[DeskError]:
    """Sentences: other offices of the same person, others in the same office."""
    mandate = session.get_one(Mandate, mandate_id)
    last = mandate.resigned_on or mandate.ends_on
    same = [Mandate.person_id == mandate.person_id]
    if mandate.office in ALONE:
        same.append(Mandate.office == mandate.office)
    wanted = _wanted().where(
        Mandate.id != mandate_id,
        Mandate.carrier_id == mandate.carrier_id,
        or_(*same),
        _holds(mandate.starts_on, last),
    )
    rows = [MandateRow(*row) for row in session.execute(wanted.order_by(Mandate.starts_on))]
    return [
        (TwoOfficesError if row.person_id == mandate.person_id else SharedOfficeError)(
            row.name, OFFICE_TEXTS[row.office], row.starts_on, row.last_on
        )
        for row in rows
    ]


def _wanted() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Mandate.id,
            Mandate.carrier_id,
            Carrier.name,
            Mandate.person_id,
            Party.number,
            Party.name,
            Mandate.office,
            Mandate.starts_on,
            Mandate.ends_on,
            Mandate.resigned_on,
            Mandate.version,
        )
        .join(Party, Party.id == Mandate.person_id)
        .join(Carrier, Carrier.id == Mandate.carrier_id)
    )


def _holds(first: date, last: date) -> ColumnElement[bool]:
    return and_(Mandate.starts_on <= last, _ended >= first)
