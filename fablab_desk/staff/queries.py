"""What can be asked about accounts and the journal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.listing import Listing
from fablab_desk.db.refusals import place_of
from fablab_desk.errors import DeskError
from fablab_desk.lab.queries import find_settings
from fablab_desk.staff.audit import GENESIS, digest_of, hash_of
from fablab_desk.staff.column_words import COLUMN_TEXTS
from fablab_desk.staff.errors import BrokenChainError, CutJournalError, StaleError
from fablab_desk.staff.heads import Head, Known, hash_at, known_head
from fablab_desk.staff.models import Account, AuditDetail, AuditEntry, AuditSubject, SelfAct
from fablab_desk.staff.rights import Right, RightError

STEP = 1000


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: UUID
    login: str
    name: str
    roles: tuple[str, ...]
    person_id: UUID | None
    closed_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: UUID
    seq: int
    at: datetime
    account_name: str
    workstation: str
    service: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act in the history of a record, with the columns it changed there."""

    seq: int
    at: datetime
    account_name: str
    service: str
    reason: str
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class SelfActRow:
    id: UUID
    account_name: str
    at: datetime
    service: str
    reason: str


def list_accounts(session: Session) -> list[AccountRow]:
    """Those with a login, the closed ones last."""
    wanted = select(Account).where(~Account.built_in).order_by(Account.closed_on, Account.login)
    return [
        AccountRow(
            account.id,
            account.login,
            account.name,
            tuple(account.roles),
            account.person_id,
            account.closed_on,
            account.version,
        )
        for account in session.scalars(wanted)
    ]


def refuse_without(session: Session, account_id: UUID, right: Right) -> None:
    """RightError where that account may not: what is only read has no act that asks."""
    account = session.get(Account, account_id)
    if account is None or not account.may(right):
        raise RightError(right)


def open_journal(session: Session, reader_id: UUID) -> Listing[AuditRow]:
    """The journal of acts, for an account that may read it (RightError)."""
    refuse_without(session, reader_id, Right.SEE_AUDIT)
    return _JOURNAL


def list_self_acts(session: Session) -> list[SelfActRow]:
    """What waits for another's signature, the oldest first."""
    wanted = (
        select(SelfAct.id, Account.name, SelfAct.at, SelfAct.service, SelfAct.reason)
        .join(Account, Account.id == SelfAct.account_id)
        .where(SelfAct.signed_by.is_(None))
        .order_by(SelfAct.id)
    )
    return [SelfActRow(*row) for row in session.execute(wanted)]


def history(session: Session, record_id: UUID, most: int = 50) -> list[Change]:
    """The last acts about a record, the newest first."""
    wanted = (
        select(AuditEntry, AuditDetail.changes)
        .join(AuditSubject, AuditSubject.seq == AuditEntry.seq)
        .join(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .where(AuditSubject.record_id == record_id)
        .order_by(AuditSubject.seq.desc())
        .limit(most)
    )
    return [
        Change(
            entry.seq,
            entry.at,
            entry.account_name,
            entry.service,
            entry.reason,
            _columns(changes, record_id),
        )
        for entry, changes in session.execute(wanted)
    ]


def last_change(session: Session, record_id: UUID) -> Change | None:
    return next(iter(history(session, record_id, 1)), None)


def stale(session: Session, name: str, record_id: UUID) -> StaleError:
    """The refusal of an edit from an old form, with who changed what since."""
    change = last_change(session, record_id)
    if change is None:
        return StaleError(name, "", None, ())
    columns = [COLUMN_TEXTS[column] for column in change.columns if column in COLUMN_TEXTS]
    return StaleError(name, change.account_name, change.at, columns)


def check_journal(
    session: Session, keys: Path | None, progress: Callable[[int], None] = lambda _seq: None
) -> list[DeskError]:
    """Every link recomputed; the first broken one is told, and a tail that was cut off."""
    previous, last = GENESIS, 0
    for entry, detail in _links(session):
        erased = detail is not None and detail.erased_at is not None
        whole = detail is not None and (erased or digest_of(detail.changes) == entry.digest)
        follows = entry.seq == last + 1 and entry.previous == previous
        if not (whole and follows and hash_of(entry) == entry.hash):
            return [BrokenChainError(entry.seq)]
        previous, last = entry.hash, entry.seq
        if last % STEP == 0:
            progress(last)
    known = _known(session, keys) if keys else None
    heads = [head for head in (known.last, known.lost) if head] if known else []
    return [problem for head in heads for problem in _missing(session, head, last)][:1]


def _known(session: Session, keys: Path) -> Known | None:
    place = place_of(session.get_bind().engine.url)
    return known_head(keys, find_settings(session).lab_id, place)


def _missing(session: Session, head: Head, last: int) -> list[DeskError]:
    there = hash_at(session, head.seq)
    if there == head.hash:
        return []
    return [CutJournalError(last, head.seq) if there is None else BrokenChainError(head.seq)]


def _links(session: Session) -> Iterator[tuple[AuditEntry, AuditDetail | None]]:
    """Page by page: a cursor that is left before its end would stay open."""
    wanted = (
        select(AuditEntry, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .order_by(AuditEntry.seq)
        .limit(STEP)
    )
    after = 0
    while page := session.execute(wanted.where(AuditEntry.seq > after)).all():
        yield from page
        after = page[-1][0].seq
        session.expunge_all()


def _columns(changes: dict[str, Any], record_id: UUID) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for name, columns in changes.items():
        if str(record_id) in name.split(" ") and isinstance(columns, dict):
            found |= {column: (pair[0], pair[1]) for column, pair in columns.items()}
    return found


_JOURNAL: Listing[AuditRow] = Listing(
    wanted=select(
        AuditEntry.id,
        AuditEntry.seq,
        AuditEntry.at,
        AuditEntry.account_name,
        AuditEntry.workstation,
        AuditEntry.service,
        AuditEntry.reason,
    ),
    make_row=AuditRow,
    key=AuditEntry.id,
    orders={"seq": (AuditEntry.seq,)},
    descending=True,
    shows=frozenset({AuditEntry}),
)
