"""Taking money, taking it back, and the receipt of it."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.i18n import LANGUAGES
from fablab_desk.lab.kinds import LockKind
from fablab_desk.money import ZERO
from fablab_desk.papers.queries import PaperState, list_papers_about
from fablab_desk.papers.service import revoke_paper
from fablab_desk.payments.drafts import CashingDraft, Opening
from fablab_desk.payments.dues import Due, collect_dues, find_payer, reverse_dues
from fablab_desk.payments.errors import (
    CorrectedCashingError,
    CorrectionOfCorrectionError,
    MissingMoneyError,
    OwnMoneyReasonError,
    PaymentReasonError,
    SelfRefundError,
    TooMuchError,
)
from fablab_desk.payments.issue import issue_receipt_paper
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import Cashing, Payment, PaymentMethod, TillEntry
from fablab_desk.payments.parts import PaidPart, check_parts, reverse_parts
from fablab_desk.payments.recording import record_cashing
from fablab_desk.payments.service_till import open_till
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right, RightError
from fablab_desk.stock.movements import give_back_fact


@needs(Right.CASH, inverse="payments.correct_cashing")
def cash(act: Act, cashing_id: UUID, draft: CashingDraft) -> Decimal:
    """Take money for what is owed and sold (Encaisser). Returns the change to give back.

    That the till is closed is told last (ClosedTillError): whoever counts it then counts once.
    """
    if act.session.get(Cashing, cashing_id) is not None:
        return _change_of(act, cashing_id)
    act.refuse_if_locked(LockKind.PAYMENTS, act.day)
    payer = find_payer(act, draft.payer_id)
    is_own = payer.id is not None and payer.id == act.person_id
    found: list[tuple[str, DeskError]] = []
    if is_own and not act.reason.strip():
        found.append(("reason", OwnMoneyReasonError()))
    methods = _methods(act, draft)
    parts = gathered(found, "parts", lambda: check_parts(draft.parts, methods, payer.name)) or []
    _refuse_gift(act, parts)
    dues = gathered(found, "", lambda: collect_dues(act, payer, draft)) or []
    if parts and dues:
        gathered(found, "parts", lambda: _refuse_mismatch(parts, dues))
    refuse(found)
    if draft.opening:
        open_till(act, draft.opening.session_id, draft.till_id, draft.opening.count)
    record_cashing(act, cashing_id, payer.id, draft.till_id, parts, dues)
    if is_own:
        act.alone(cashing_id, act.reason)
    return sum((part.change for part in parts), ZERO)


@needs(Right.CORRECT_PAYMENT)
def correct_cashing(
    act: Act,
    new_id: UUID,
    cashing_id: UUID,
    reason: str,
    till_id: UUID | None = None,
    opening: Opening | None = None,
) -> None:
    """The opposite entry, once: what it paid is owed again, and its receipt counts no more.

    Cash comes out of `till_id`, or of the till that took it. That this one is closed is told last
    (ClosedTillError): whoever counts it then counts once, and its opening is part of the act.
    """
    if act.session.get(Cashing, new_id) is not None:
        return
    act.refuse_if_locked(LockKind.PAYMENTS, act.day)
    original = act.session.get_one(
        Cashing, cashing_id, with_for_update=True, populate_existing=True
    )
    if not reason.strip():
        raise Problems([("reason", PaymentReasonError())])
    _refuse_correction(act, original)
    reason = reason.strip()
    dues = reverse_dues(act, cashing_id)
    parts = reverse_parts(act, cashing_id)
    till_id = till_id or _till_of(act, cashing_id)
    if opening:
        open_till(act, opening.session_id, till_id, opening.count)
    record_cashing(
        act, new_id, original.payer_id, till_id, parts, dues, corrects_id=cashing_id, reason=reason
    )
    for charge, _ in dues:
        if charge.payer_id is None and not charge.paid:  # there is nobody to owe it
            charge.close(ChargeState.CANCELLED, reason, act.day)
            if charge.fact_kind is FactKind.SALE:
                give_back_fact(act, charge.fact_id)
    for paper in list_papers_about(act.session, cashing_id):
        if paper.state is PaperState.VALID:
            revoke_paper(act, paper.id, reason)


@needs(Right.CASH)
def issue_receipt(act: Act, cashing_id: UUID, language: str = LANGUAGES[0]) -> UUID:
    """The receipt (reçu) of a cashing, the same one however often it is asked. Returns its key."""
    return issue_receipt_paper(act, cashing_id, language)


def _change_of(act: Act, cashing_id: UUID) -> Decimal:
    given = select(func.sum(Payment.change)).where(Payment.cashing_id == cashing_id)
    return act.session.scalar(given) or ZERO


def _methods(act: Act, draft: CashingDraft) -> dict[UUID, PaymentMethod]:
    keys = {part.method_id for part in draft.parts}
    wanted = select(PaymentMethod).where(PaymentMethod.id.in_(keys))
    return {method.id: method for method in act.session.scalars(wanted)}


def _refuse_gift(act: Act, parts: Sequence[PaidPart]) -> None:
    """Offering is waiving by another name."""
    offers = any(part.method.kind is MethodKind.OFFERED for part in parts)
    if offers and not act.actor.may(Right.WAIVE_CHARGE):
        raise RightError(Right.WAIVE_CHARGE)


def _refuse_mismatch(parts: Sequence[PaidPart], dues: Sequence[Due]) -> None:
    given = sum((part.amount for part in parts), ZERO)
    total = sum((amount for _, amount in dues), ZERO)
    if given != total:
        wrong = TooMuchError if given > total else MissingMoneyError
        raise wrong(given, total)


def _refuse_correction(act: Act, original: Cashing) -> None:
    if original.corrects_id is not None:
        raise CorrectionOfCorrectionError
    opposite = select(Cashing.at).where(Cashing.corrects_id == original.id)
    at = act.session.scalars(opposite).first()
    if at is not None:
        raise CorrectedCashingError(at.astimezone(act.zone))
    if original.payer_id is not None and original.payer_id == act.person_id:
        raise SelfRefundError


def _till_of(act: Act, cashing_id: UUID) -> UUID:
    return act.session.scalars(
        select(TillEntry.till_id).where(TillEntry.record_id == cashing_id)
    ).one()
