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
    position: int
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
    return _summed(_by_day(session, Cashing.day.between(first, last)).values())


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
    return _summed(_by_day(session, Cashing.id.in_(entered)).values())


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
    spans: dict[tuple[date, date], list[Totals]] = {}
    for day, totals in _by_day(session, Cashing.day.between(first, last)).items():
        spans.setdefault(span_of(day, span, fiscal_month), []).append(totals)
    found = []
    for (begin, end), days in spans.items():
        totals = _summed(days)
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


def _by_day(session: Session, condition: ColumnElement[bool]) -> dict[date, Totals]:
    """The days on which something was taken, the oldest first."""
    method = (PaymentMethod.position, PaymentMethod.label, PaymentMethod.kind)
    by_method = (
        select(Cashing.day, *method, func.count(Payment.id), func.sum(Payment.amount))
        .join(Payment, Payment.cashing_id == Cashing.id)
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(condition)
        .group_by(Cashing.day, PaymentMethod.id, *method)
    )
    counted = (
        select(Cashing.day, func.count(Cashing.id), func.count(Cashing.corrects_id))
        .where(condition)
        .group_by(Cashing.day)
        .order_by(Cashing.day)
    )
    methods: dict[date, list[MethodTotal]] = {}
    for row in session.execute(by_method):
        methods.setdefault(row[0], []).append(MethodTotal(*row[1:]))
    return {
        day: Totals(tuple(methods.get(day, ())), cashings - corrections, corrections)
        for day, cashings, corrections in session.execute(counted)
    }


def _summed(days: Iterable[Totals]) -> Totals:
    days = list(days)
    by_method: dict[tuple[int, str, MethodKind], list[MethodTotal]] = {}
    for method in (method for totals in days for method in totals.methods):
        by_method.setdefault((method.position, method.label, method.kind), []).append(method)
    methods = [
        MethodTotal(*key, sum(p.payments for p in parts), sum((p.amount for p in parts), ZERO))
        for key, parts in sorted(by_method.items())
    ]
    cashings = sum(totals.cashings for totals in days)
    return Totals(tuple(methods), cashings, sum(totals.corrections for totals in days))
