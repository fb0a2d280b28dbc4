"""What can be asked about the lab's spaces, hours, closures, insurance and lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.lab.hours import Range, read_hours
from fablab_desk.lab.insurance import InsuranceRow, Liability, liability_on
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_drafts import WEEKDAYS
from fablab_desk.lab.premises_models import Closure, Insurance, ListEntry, OpeningHours, Space
from fablab_desk.lab.public_holidays import public_holiday, public_holidays

SHOWS = frozenset({OpeningHours, Closure, Insurance, Carrier})


@dataclass(frozen=True, slots=True)
class CarrierName:
    id: UUID
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """`carrier` is its name, or nothing for the whole lab."""

    id: UUID
    label: str
    carrier_id: UUID | None
    carrier: str
    remark: str
    position: int
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    id: UUID
    kind: ListKind
    label: str
    position: int
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A week; `until` is the day before the next one holds, if there is one."""

    id: UUID
    valid_from: date
    until: date | None
    label: str
    monday: str
    tuesday: str
    wednesday: str
    thursday: str
    friday: str
    saturday: str
    sunday: str
    version: int

    def on(self, weekday: int) -> tuple[Range, ...]:
        """Of a weekday, Monday being 0."""
        return read_hours(getattr(self, WEEKDAYS[weekday]))


@dataclass(frozen=True, slots=True)
class ClosureRow:
    id: UUID
    label: str
    starts_on: date
    ends_on: date
    version: int


def list_spaces(session: Session, *, archived: bool = False) -> list[SpaceRow]:
    """In the lab's order, those it uses no longer only if asked for."""
    wanted = (
        select(Space, Carrier.name)
        .outerjoin(Carrier, Carrier.id == Space.carrier_id)
        .order_by(Space.position, Space.label)
    )
    if not archived:
        wanted = wanted.where(Space.archived_on.is_(None))
    return [
        SpaceRow(
            row.id,
            row.label,
            row.carrier_id,
            carrier or "",
            row.remark,
            row.position,
            row.archived_on,
            row.version,
        )
        for row, carrier in session.execute(wanted)
    ]


def list_entries(session: Session, kind: ListKind, *, archived: bool = False) -> list[EntryRow]:
    wanted = (
        select(
            ListEntry.id,
            ListEntry.kind,
            ListEntry.label,
            ListEntry.position,
            ListEntry.archived_on,
            ListEntry.version,
        )
        .where(ListEntry.kind == kind)
        .order_by(ListEntry.position, ListEntry.label)
    )
    if not archived:
        wanted = wanted.where(ListEntry.archived_on.is_(None))
    return [EntryRow(*row) for row in session.execute(wanted)]


def list_hours(session: Session) -> list[HoursRow]:
    """The newest first."""
    rows: list[HoursRow] = []
    wanted = select(OpeningHours).order_by(OpeningHours.valid_from.desc())
    for each in session.scalars(wanted):
        after = rows[-1].valid_from if rows else None
        days = {weekday: getattr(each, weekday) for weekday in WEEKDAYS}
        until = date.fromordinal(after.toordinal() - 1) if after else None
        rows.append(
            HoursRow(
                id=each.id,
                valid_from=each.valid_from,
                until=until,
                label=each.label,
                version=each.version,
                **days,
            )
        )
    return rows


def list_closures(session: Session) -> list[ClosureRow]:
    """The latest first."""
    wanted = select(
        Closure.id, Closure.label, Closure.starts_on, Closure.ends_on, Closure.version
    ).order_by(Closure.starts_on.desc(), Closure.label)
    return [ClosureRow(*row) for row in session.execute(wanted)]


def hours_on(session: Session, day: date) -> tuple[Range, ...]:
    """When the lab receives on a day of the week as that one, whether it is closed or not."""
    weekday = getattr(OpeningHours, WEEKDAYS[day.weekday()])
    wanted = (
        select(weekday)
        .where(OpeningHours.valid_from <= day)
        .order_by(OpeningHours.valid_from.desc())
        .limit(1)
    )
    return read_hours(session.scalars(wanted).first() or "")


def closed_on(session: Session, day: date, language: str | None = None) -> str | None:
    """Why the lab is closed that day: what its closure, or else the public holiday, is called."""
    wanted = (
        select(Closure.label)
        .where(Closure.ends_on >= day, Closure.starts_on <= day)
        .order_by(Closure.starts_on)
        .limit(1)
    )
    said = session.scalars(wanted).first()
    return said or public_holiday(day, load_postal_code(session), language) or None


def list_coming_holidays(
    session: Session, day: date, count: int, language: str | None = None
) -> list[tuple[date, str]]:
    """The public holidays from that day on, each with its name."""
    postal_code = load_postal_code(session)
    years = (public_holidays(day.year + more, postal_code, language) for more in (0, 1))
    found = [(on, name) for year in years for on, name in year.items() if on >= day]
    return found[:count]


def list_carriers(session: Session) -> list[CarrierName]:
    """The main one first; the archived ones too, for what belongs to them still."""
    wanted = select(Carrier.id, Carrier.name, Carrier.archived_on.is_not(None))
    found = session.execute(wanted.order_by(Carrier.is_main.desc(), Carrier.name))
    return [CarrierName(*row) for row in found]


def load_postal_code(session: Session) -> str:
    """Of the main carrier: it tells which public holidays the lab has."""
    wanted = select(Carrier.postal_code).where(Carrier.is_main)
    return session.scalars(wanted).one_or_none() or ""


def list_insurances(session: Session) -> list[InsuranceRow]:
    """The one that ends last first."""
    wanted = (
        select(Insurance, Carrier.name)
        .outerjoin(Carrier, Carrier.id == Insurance.carrier_id)
        .order_by(Insurance.ends_on.desc(), Insurance.insurer)
    )
    return [_insurance(row, carrier or "") for row, carrier in session.execute(wanted)]


def list_liabilities(session: Session, day: date) -> list[Liability]:
    """How each carrier is insured that day, in one statement; the main one first."""
    wanted = (
        select(Carrier.id, Carrier.name, Insurance)
        .outerjoin(
            Insurance, or_(Insurance.carrier_id == Carrier.id, Insurance.carrier_id.is_(None))
        )
        .order_by(Carrier.is_main.desc(), Carrier.name)
    )
    carriers: dict[UUID, tuple[str, list[InsuranceRow]]] = {}
    for key, name, row in session.execute(wanted):
        _, policies = carriers.setdefault(key, (name, []))
        if row is not None:
            policies.append(_insurance(row, name))
    return [liability_on(name, policies, day) for name, policies in carriers.values()]


def list_contracts(session: Session) -> Sequence[str]:
    """The digests of all contracts attached."""
    return session.scalars(select(Insurance.contract).where(Insurance.contract != "")).all()


def _insurance(row: Insurance, carrier: str) -> InsuranceRow:
    return InsuranceRow(
        row.id,
        row.carrier_id,
        carrier,
        row.insurer,
        row.policy_number,
        row.starts_on,
        row.ends_on,
        row.warn_days,
        row.contract,
        row.contract_name,
        row.version,
    )
