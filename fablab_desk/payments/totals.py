"""How much was taken, by method: of days, months and years, and since a till was last closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from fablab_desk.clock import add_months
from fablab_desk.i18n import mark
from fablab_desk.money import ZERO
from fablab_desk.payments.kinds import JournalKind, MethodKind
from fablab_desk.payments.models import Cashing, Payment, PaymentMethod, TillEntry


class Span(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


SPAN_TEXTS = {Span.DAY: mark("Day"), Span.MONTH: mark("Month"), Span.YEAR: mark("Fiscal year")}


@dataclass(frozen=True, slots=True)
class MethodTotal:
    label: str
    kind: MethodKind
    payments: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """`taken` is money; what was offered stands among the methods and is not in it."""

    methods: tuple[MethodTotal, ...] = ()
    cashings: int = 0
    corrections: int = 0

    @property
    def taken(self) -> Decimal:
        return sum((m.amount for m in self.methods if m.kind is not MethodKind.OFFERED), ZERO)

    @property
    def offered(self) -> Decimal:
        return sum((m.amount for m in self.methods if m.kind is MethodKind.OFFERED), ZERO)


@dataclass(frozen=True, slots=True)
class PeriodTotal:
    """One day, month or year, with all that was ever taken up to its end."""

    first: date
    last: date
    totals: Totals
    perpetual_total: Decimal


def totals_of_days(session: Session, first: date, last: date) -> Totals:
    return _totals(session, Cashing.day.between(first, last))


def totals_since_closing(session: Session, till_id: UUID) -> Totals:
    """The period of a till: all its journal holds since its last closing, by every method."""
    closed = (
        select(func.coalesce(func.max(TillEntry.seq), 0))
        .where(TillEntry.till_id == till_id, TillEntry.kind == JournalKind.CLOSING)
        .scalar_subquery()
    )
    entered = select(TillEntry.record_id).where(
        TillEntry.till_id == till_id, TillEntry.seq > closed
    )
    return _totals(session, Cashing.id.in_(entered))


def cash_of_session(session: Session, session_id: UUID) -> Decimal:
    """The cash that went into the drawer, less what came out of it."""
    wanted = (
        select(func.sum(Payment.amount))
        .join(Cashing, Cashing.id == Payment.cashing_id)
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Cashing.till_session_id == session_id, PaymentMethod.kind == MethodKind.CASH)
    )
    return session.scalar(wanted) or ZERO


def list_period_totals(
    session: Session, span: Span, first: date, last: date, fiscal_month: int = 1
) -> list[PeriodTotal]:
    """Every period between the two days in which something was taken, the oldest first."""
    perpetual = _taken_before(session, first)
    days = session.scalars(
        select(Cashing.day).where(Cashing.day.between(first, last)).distinct().order_by(Cashing.day)
    )
    found = []
    for begin, end in dict.fromkeys(span_of(day, span, fiscal_month) for day in days):
        totals = totals_of_days(session, max(begin, first), min(end, last))
        perpetual += totals.taken
        found.append(PeriodTotal(begin, end, totals, perpetual))
    return found


def span_of(day: date, span: Span, fiscal_month: int = 1) -> tuple[date, date]:
    """The first and last day of the day's own, its month or its fiscal year."""
    if span is Span.DAY:
        return day, day
    if span is Span.MONTH:
        begin, months = day.replace(day=1), 1
    else:
        year = day.year - (day.month < fiscal_month)
        begin, months = date(year, fiscal_month, 1), 12
    return begin, add_months(begin, months) - timedelta(days=1)


def _taken_before(session: Session, day: date) -> Decimal:
    wanted = (
        select(func.sum(Payment.amount))
        .join(Cashing, Cashing.id == Payment.cashing_id)
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Cashing.day < day, PaymentMethod.kind != MethodKind.OFFERED)
    )
    return session.scalar(wanted) or ZERO


def _totals(session: Session, condition: ColumnElement[bool]) -> Totals:
    by_method = (
        select(
            PaymentMethod.label,
            PaymentMethod.kind,
            func.count(Payment.id),
            func.sum(Payment.amount),
        )
        .join(Payment, Payment.method_id == PaymentMethod.id)
        .join(Cashing, Cashing.id == Payment.cashing_id)
        .where(condition)
        .group_by(PaymentMethod.id, PaymentMethod.label, PaymentMethod.kind, PaymentMethod.position)
        .order_by(PaymentMethod.position, PaymentMethod.label)
    )
    counted = select(func.count(Cashing.id), func.count(Cashing.corrects_id)).where(condition)
    methods: Iterable[MethodTotal] = (MethodTotal(*row) for row in session.execute(by_method))
    cashings, corrections = session.execute(counted).one()
    return Totals(tuple(methods), cashings - corrections, corrections)
