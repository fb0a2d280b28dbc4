"""What can be asked about money taken and about the tills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import list_charges_about
from fablab_desk.db.listing import Listing
from fablab_desk.payments.kinds import JournalKind, MethodKind
from fablab_desk.payments.models import (
    Allocation,
    Cashing,
    Payment,
    PaymentMethod,
    Till,
    TillEntry,
    TillSession,
)
from fablab_desk.people.models import Party
from fablab_desk.people.queries import PARTIES_SEARCH
from fablab_desk.staff.models import Account


@dataclass(frozen=True, slots=True)
class MethodRow:
    id: UUID
    label: str
    kind: MethodKind
    account: str
    asks_reference: bool
    position: int
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class CashingRow:
    """A line of the journal of money; `corrected_on`: an opposite entry exists."""

    id: UUID
    at: datetime
    day: date
    payer_id: UUID | None
    payer_name: str
    account_name: str
    total: Decimal
    methods: str
    corrects_id: UUID | None
    reason: str
    corrected_on: date | None


@dataclass(frozen=True, slots=True)
class PaidLine:
    charge_id: UUID
    label: str
    quantity: Decimal
    amount: Decimal
    paid: Decimal
    vat_nature: VatNature
    for_whom: str  # another than who owes it
    carrier_id: UUID  # whose sale it is

    @property
    def said(self) -> str:
        return f"{self.label} ({self.for_whom})" if self.for_whom else self.label


@dataclass(frozen=True, slots=True)
class PaymentRow:
    method: str
    kind: MethodKind
    amount: Decimal
    tendered: Decimal
    change: Decimal
    reference: str
    drawer: str
    bank: str


@dataclass(frozen=True, slots=True)
class CashingDetail:
    """One cashing with what it paid and how, as its receipt says it."""

    id: UUID
    at: datetime
    day: date
    payer_id: UUID | None
    payer_name: str
    account_name: str
    total: Decimal
    lines: tuple[PaidLine, ...]
    payments: tuple[PaymentRow, ...]


@dataclass(frozen=True, slots=True)
class ClosingDetail:
    """A closed till session; `said` is what its journal entry keeps."""

    till: str
    opened_at: datetime
    opened_by: str
    opening_amount: Decimal
    closed_at: datetime
    closed_by: str
    counted: Decimal
    expected: Decimal
    difference: Decimal
    reason: str
    period_total: Decimal
    perpetual_total: Decimal
    seq: int
    said: dict[str, Any]


class HistoryKind(StrEnum):
    CHARGE = "charge"
    CASHING = "cashing"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of what a party was charged and paid; `record_id` is the charge or the cashing."""

    on: date
    kind: HistoryKind
    record_id: UUID
    text: str
    amount: Decimal
    state: ChargeState | None


def list_methods(session: Session, *, archived: bool = False) -> list[MethodRow]:
    """In the order in which they are offered."""
    wanted = select(
        PaymentMethod.id,
        PaymentMethod.label,
        PaymentMethod.kind,
        PaymentMethod.account,
        PaymentMethod.asks_reference,
        PaymentMethod.position,
        PaymentMethod.archived_on,
        PaymentMethod.version,
    ).order_by(PaymentMethod.position, PaymentMethod.label)
    if not archived:
        wanted = wanted.where(PaymentMethod.archived_on.is_(None))
    return [MethodRow(*row) for row in session.execute(wanted)]


_Opposite = aliased(Cashing, flat=True)
_METHODS = (
    select(func.aggregate_strings(PaymentMethod.label, ", "))
    .join(Payment, Payment.method_id == PaymentMethod.id)
    .where(Payment.cashing_id == Cashing.id)
    .correlate(Cashing)
    .scalar_subquery()
)
CASHINGS: Listing[CashingRow] = Listing(
    wanted=select(
        Cashing.id,
        Cashing.at,
        Cashing.day,
        Cashing.payer_id,
        func.coalesce(Party.name, ""),
        Account.name,
        Cashing.total,
        _METHODS,
        Cashing.corrects_id,
        Cashing.reason,
        _Opposite.day,
    )
    .outerjoin(Party, Party.id == Cashing.payer_id)
    .outerjoin(Account, Account.id == Cashing.account_id)
    .outerjoin(_Opposite, _Opposite.corrects_id == Cashing.id),
    make_row=CashingRow,
    key=Cashing.id,
    orders={"at": (Cashing.at, Cashing.id)},
    descending=True,
    shows=frozenset({Cashing}),
    search=PARTIES_SEARCH,
)


def cashings_of(party_id: UUID) -> Listing[CashingRow]:
    """The money one party brought."""
    return CASHINGS.narrowed(Cashing.payer_id == party_id)


def cashings_since(day: date) -> Listing[CashingRow]:
    """The money taken on that day and after."""
    return CASHINGS.narrowed(Cashing.day >= day)


def load_cashing(session: Session, cashing_id: UUID) -> CashingDetail:
    wanted = (
        select(
            Cashing.id,
            Cashing.at,
            Cashing.day,
            Cashing.payer_id,
            func.coalesce(Party.name, ""),
            Account.name,
            Cashing.total,
        )
        .outerjoin(Party, Party.id == Cashing.payer_id)
        .join(Account, Account.id == Cashing.account_id)
        .where(Cashing.id == cashing_id)
    )
    return CashingDetail(
        *session.execute(wanted).one(),
        tuple(_lines(session, cashing_id)),
        tuple(_payments(session, cashing_id)),
    )


def load_closing(session: Session, session_id: UUID) -> ClosingDetail:
    opener, closer = aliased(Account), aliased(Account)
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Till.label,
            TillSession.opened_at,
            opener.name,
            TillSession.opening_amount,
            TillSession.closed_at,
            closer.name,
            TillSession.counted,
            TillSession.expected,
            TillSession.difference,
            TillSession.difference_reason,
            TillSession.period_total,
            TillSession.perpetual_total,
            TillEntry.seq,
            TillEntry.said,
        )
        .join(Till, Till.id == TillSession.till_id)
        .join(opener, opener.id == TillSession.opened_by)
        .join(closer, closer.id == TillSession.closed_by)
        .join(TillEntry, TillEntry.record_id == TillSession.id)
        .where(TillSession.id == session_id, TillEntry.kind == JournalKind.CLOSING)
    )
    return ClosingDetail(*session.execute(wanted).one())


def history(session: Session, party_id: UUID) -> list[HistoryRow]:
    """What the party was charged and what it paid, the newest first."""
    charged: Sequence[HistoryRow] = [
        HistoryRow(row.owed_on, HistoryKind.CHARGE, row.id, row.label, row.amount, row.state)
        for row in list_charges_about(session, party_id)
    ]
    paid = [
        HistoryRow(
            row.day,
            HistoryKind.CORRECTION if row.corrects_id else HistoryKind.CASHING,
            row.id,
            row.methods,
            row.total,
            None,
        )
        for row in reversed(cashings_of(party_id).every(session))
    ]
    return sorted([*charged, *paid], key=lambda row: row.on)[::-1]


def _lines(session: Session, cashing_id: UUID) -> list[PaidLine]:
    wanted = (
        select(
            Charge.id,
            Charge.label,
            Charge.quantity,
            Charge.amount,
            Allocation.amount,
            Charge.vat_nature,
            func.coalesce(Party.name, ""),
            Charge.carrier_id,
        )
        .join(Allocation, Allocation.charge_id == Charge.id)
        .outerjoin(Party, and_(Party.id == Charge.beneficiary_id, Party.id != Charge.payer_id))
        .where(Allocation.cashing_id == cashing_id)
        .order_by(Charge.owed_on, Charge.id)
    )
    return [PaidLine(*row) for row in session.execute(wanted)]


def _payments(session: Session, cashing_id: UUID) -> list[PaymentRow]:
    wanted = (
        select(
            PaymentMethod.label,
            PaymentMethod.kind,
            Payment.amount,
            Payment.tendered,
            Payment.change,
            Payment.reference,
            Payment.drawer,
            Payment.bank,
        )
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Payment.cashing_id == cashing_id)
        .order_by(Payment.id)
    )
    return [PaymentRow(*row) for row in session.execute(wanted)]
