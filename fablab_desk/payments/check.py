"""Whether the journals of the tills and the figures around them still say the same."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError
from fablab_desk.money import ZERO
from fablab_desk.papers.queries import public_keys
from fablab_desk.payments.errors import (
    AlteredMoneyError,
    BrokenTillError,
    CashingSumError,
    ChargeSumError,
    ClosingSumError,
    CutTillError,
    PerpetualTotalError,
    UnprovenEntryError,
)
from fablab_desk.payments.journal import hash_of, signed_text
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
from fablab_desk.payments.totals import cash_of_session
from fablab_desk.seals import is_signed

STEP = 500
MOST_TOLD = 20

Progress = Callable[[int, int], None]  # entries read, all of them
Figures = tuple[Counter[tuple[str, Decimal]], Counter[tuple[str, Decimal]]]
_COUNTED = ("counted", "expected", "difference")
_NOTHING: Figures = (Counter(), Counter())


def check_journal(session: Session, progress: Progress) -> list[DeskError]:
    """Chains, signatures, perpetual totals, and that every sum adds up with its parts."""
    found: list[DeskError] = []
    for till in session.scalars(select(Till).order_by(Till.label)).all():
        found += _check_till(session, till, progress)
    for problems in (_cashings(session), _charges(session), _closings(session)):
        found += [problem for problem, _ in zip(problems, range(MOST_TOLD), strict=False)]
    return found


def _check_till(session: Session, till: Till, progress: Progress) -> list[DeskError]:
    """The first broken link is told, as all that follow it hang on it."""
    keys = public_keys(session)
    previous, last, total = "", 0, ZERO
    altered: list[DeskError] = []
    for page in _pages(session, till):
        kept = _kept(session, [entry.record_id for entry in page])
        for entry in page:
            follows = entry.seq == last + 1 and entry.previous == previous
            if not follows or hash_of(entry) != entry.hash:
                return [BrokenTillError(till.label, entry.seq)]
            if not _is_proven(entry, keys):
                return [UnprovenEntryError(till.label, entry.seq)]
            previous, last, total = entry.hash, entry.seq, total + entry.total
            if _said(entry) != kept.get(entry.record_id, _NOTHING):
                altered.append(AlteredMoneyError(till.label, entry.seq))
            if entry.kind is JournalKind.CLOSING and _perpetual(entry) != total:
                return [PerpetualTotalError(till.label, _perpetual(entry), total)]
        progress(last, till.seq)
    if (last, previous) != (till.seq, till.hash):
        return [CutTillError(till.label, last)]
    if total != till.perpetual_total:
        return [PerpetualTotalError(till.label, till.perpetual_total, total)]
    return altered[:MOST_TOLD]


def _pages(session: Session, till: Till) -> Iterator[Sequence[TillEntry]]:
    """Page by page, as a cursor left open halfway holds its connection."""
    wanted = select(TillEntry).where(TillEntry.till_id == till.id).order_by(TillEntry.seq)
    last = 0
    while page := session.scalars(wanted.where(TillEntry.seq > last).limit(STEP)).all():
        yield page
        last = page[-1].seq


def _perpetual(entry: TillEntry) -> Decimal:
    return Decimal(entry.said["perpetual_total"])


def _said(entry: TillEntry) -> Figures:
    """What an entry says was paid, by which kinds of method and for what; nothing of a count."""
    if entry.kind not in (JournalKind.CASHING, JournalKind.CORRECTION):
        return _NOTHING
    methods = Counter((method["kind"], Decimal(method["paid"])) for method in entry.said["methods"])
    return methods, Counter((line["label"], Decimal(line["paid"])) for line in entry.said["lines"])


def _kept(session: Session, cashing_ids: list[UUID]) -> dict[UUID, Figures]:
    """The same of the records themselves."""
    by_method = (
        select(Payment.cashing_id, PaymentMethod.kind, Payment.amount)
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Payment.cashing_id.in_(cashing_ids))
    )
    by_line = (
        select(Allocation.cashing_id, Charge.label, Allocation.amount)
        .join(Charge, Charge.id == Allocation.charge_id)
        .where(Allocation.cashing_id.in_(cashing_ids))
    )
    kept: dict[UUID, Figures] = {}
    for place, wanted in enumerate((by_method, by_line)):
        for cashing_id, name, amount in session.execute(wanted):
            figures = kept.setdefault(cashing_id, (Counter(), Counter()))
            figures[place][(str(name), amount)] += 1
    return kept


def _is_proven(entry: TillEntry, keys: dict[str, bytes]) -> bool:
    key = keys.get(entry.key_id)
    try:
        signature = bytes.fromhex(entry.signature)
    except ValueError:
        return False
    return key is not None and is_signed(key, signed_text(entry.hash), signature)


def _cashings(session: Session) -> Iterator[DeskError]:
    """A cashing is the sum of its payments and of what they settle, and stands in one journal."""
    wanted = select(Cashing.day, Cashing.total).where(
        or_(
            Cashing.total != _sum_of(Payment),
            Cashing.total != _sum_of(Allocation),
            _entered().is_(None),
            _received() != _entered(),
        )
    )
    for day, total in session.execute(wanted):
        yield CashingSumError(day, total)


def _sum_of(part: type[Payment] | type[Allocation]) -> ScalarSelect[Decimal]:
    summed = select(func.coalesce(func.sum(part.amount), ZERO))
    return summed.where(part.cashing_id == Cashing.id).scalar_subquery()


def _charges(session: Session) -> Iterator[DeskError]:
    allocated = select(func.coalesce(func.sum(Allocation.amount), ZERO))
    settled = allocated.where(Allocation.charge_id == Charge.id).scalar_subquery()
    wanted = select(Charge.label, Charge.paid).where(Charge.paid != settled)
    for label, paid in session.execute(wanted):
        yield ChargeSumError(label, paid)


def _closings(session: Session) -> Iterator[DeskError]:
    """What was counted is what the journal says, and what was expected can be found again."""
    closing = and_(TillEntry.record_id == TillSession.id, TillEntry.kind == JournalKind.CLOSING)
    wanted = (
        select(TillSession, Till.label, TillEntry.said)
        .join(Till, Till.id == TillSession.till_id)
        .outerjoin(TillEntry, closing)
        .where(TillSession.closed_at.is_not(None))
        .order_by(TillSession.closed_at)
    )
    for closed, till, said in session.execute(wanted):
        expected = closed.opening_amount + cash_of_session(session, closed.id)
        counted = closed.counted or ZERO
        figures = (f"{counted:.2f}", f"{expected:.2f}", f"{counted - expected:.2f}")
        kept = (closed.expected, closed.difference) == (expected, counted - expected)
        entered = said or {}
        if not kept or figures != tuple(entered.get(name) for name in _COUNTED):
            yield ClosingSumError(till, closed.day)


def _received() -> ScalarSelect[Decimal]:
    summed = (
        select(func.coalesce(func.sum(Payment.amount), ZERO))
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Payment.cashing_id == Cashing.id, PaymentMethod.kind != MethodKind.OFFERED)
    )
    return summed.scalar_subquery()


def _entered() -> ScalarSelect[Decimal]:
    summed = select(func.sum(TillEntry.total))
    return summed.where(TillEntry.record_id == Cashing.id).scalar_subquery()
