"""What the settings show of a lab: who it is, and what holds from which day on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.listing import Listing
from fablab_desk.lab.carriers import identity_of
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.kinds import LockKind, VatRegime
from fablab_desk.lab.locks import locked_through
from fablab_desk.lab.models import Carrier, CarrierVat, DocumentText, PeriodLock
from fablab_desk.lab.queries import Settings, find_settings
from fablab_desk.lab.texts import SeedText, list_seed_texts
from fablab_desk.people.models import Party
from fablab_desk.staff.allowed import rights_of
from fablab_desk.staff.queries import AccountRow, AuditRow, list_accounts, open_journal
from fablab_desk.staff.rights import Right, RightError

NOTHING = CarrierDraft(name="")


@dataclass(frozen=True, slots=True)
class Identity:
    """The lab's settings and who carries it; without a carrier nothing is set up yet."""

    settings: Settings
    carrier_id: UUID | None = None
    carrier: CarrierDraft = NOTHING
    version: int = 0


@dataclass(frozen=True, slots=True)
class AccountLine(AccountRow):
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class DeskAccounts:
    """The accounts as one of them sees them: none of the others without the right."""

    lines: tuple[AccountLine, ...]
    is_listed: bool  # whoever asks has an account with a login
    asks_login: bool
    refusal: RightError | None


@dataclass(frozen=True, slots=True)
class RegimeRow:
    id: UUID
    carrier_id: UUID
    valid_from: date
    regime: VatRegime
    in_force: bool


@dataclass(frozen=True, slots=True)
class TextRow:
    id: UUID
    key: str
    valid_from: date
    text: str
    source: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class LockRow:
    """One closing or opening; `newest` is what counts now for its kind."""

    id: UUID
    kind: LockKind
    through: date | None
    at: datetime
    reason: str
    newest: bool


def load_identity(session: Session) -> Identity:
    """Of the main carrier."""
    settings = find_settings(session)
    carrier = session.scalars(select(Carrier).where(Carrier.is_main)).one_or_none()
    if carrier is None:
        return Identity(settings)
    return Identity(settings, carrier.id, identity_of(carrier), carrier.version)


def find_identity(session: Session, carrier_id: UUID) -> Identity | None:
    """Of any carrier, unless it was removed."""
    carrier = session.get(Carrier, carrier_id)
    if carrier is None:
        return None
    return Identity(find_settings(session), carrier.id, identity_of(carrier), carrier.version)


def list_desk_accounts(session: Session) -> list[AccountLine]:
    """Those with a login and whose they are, the closed ones last."""
    rows = list_accounts(session)
    people = [row.person_id for row in rows if row.person_id]
    names = dict(session.execute(select(Party.id, Party.name).where(Party.id.in_(people))).all())
    return [
        AccountLine(
            **asdict(row), person_name=names.get(row.person_id, "") if row.person_id else ""
        )
        for row in rows
    ]


def load_desk_accounts(session: Session, reader_id: UUID) -> DeskAccounts:
    lines = list_desk_accounts(session)
    may = Right.EDIT_STAFF in rights_of(session, reader_id)
    return DeskAccounts(
        lines=tuple(lines) if may else (),
        is_listed=reader_id in [line.id for line in lines],
        asks_login=find_settings(session).asks_login,
        refusal=None if may else RightError(Right.EDIT_STAFF),
    )


def list_regimes(session: Session, day: date, carrier_id: UUID | None = None) -> list[RegimeRow]:
    """Of a carrier, or of the main one, the newest first; the one of that day is in force."""
    wanted = (
        select(CarrierVat)
        .join(Carrier, Carrier.id == CarrierVat.carrier_id)
        .where(Carrier.id == carrier_id if carrier_id else Carrier.is_main)
        .order_by(CarrierVat.valid_from.desc())
    )
    rows, found = [], False
    for row in session.scalars(wanted):
        now = not found and row.valid_from <= day
        found = found or now
        rows.append(RegimeRow(row.id, row.carrier_id, row.valid_from, row.regime, now))
    return rows


def list_texts(session: Session, day: date) -> list[TextRow]:
    """Every text of papers with its history, the newest first within its key.

    What the lab never set is listed as papers say it.
    """
    first = dict[str, date]()
    told = list[tuple[UUID, DocumentText | SeedText]]()
    for kept in session.scalars(select(DocumentText)):
        first[kept.key] = min(kept.valid_from, first.get(kept.key, date.max))
        told.append((kept.id, kept))
    for seed in list_seed_texts():
        if seed.valid_from < first.get(seed.key, date.max):
            told.append((uuid5(NAMESPACE_OID, f"{seed.key} {seed.valid_from}"), seed))
    rows, found = [], set[str]()
    for key, row in sorted(told, key=lambda each: (each[1].key, -each[1].valid_from.toordinal())):
        now = row.key not in found and row.valid_from <= day
        if now:
            found.add(row.key)
        rows.append(TextRow(key, row.key, row.valid_from, row.text, row.source, now))
    return rows


def list_closings(session: Session) -> list[LockRow]:
    """Every closing and opening of a period, the newest first."""
    seen: set[LockKind] = set()
    rows = []
    wanted = select(PeriodLock).order_by(PeriodLock.at.desc(), PeriodLock.id.desc())
    for row in session.scalars(wanted):
        rows.append(
            LockRow(row.id, row.kind, row.through, row.at, row.reason, row.kind not in seen)
        )
        seen.add(row.kind)
    return rows


def list_closed(session: Session) -> dict[LockKind, date | None]:
    return {kind: locked_through(session, kind) for kind in LockKind}


def find_journal(session: Session, reader_id: UUID) -> Listing[AuditRow] | RightError:
    """The journal of acts, or why this account may not read it, to be said in its place."""
    try:
        return open_journal(session, reader_id)
    except RightError as refusal:
        return refusal
