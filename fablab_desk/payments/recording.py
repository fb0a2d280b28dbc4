"""How a cashing, or its opposite, is written: its payments, what they settle, its entry."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from fablab_desk.money import ZERO
from fablab_desk.payments.dues import Due
from fablab_desk.payments.errors import ClosedTillError
from fablab_desk.payments.journal import Said, TillHead, append_entry, lock_till
from fablab_desk.payments.kinds import JournalKind, MethodKind
from fablab_desk.payments.models import Allocation, Cashing, Payment, TillSession
from fablab_desk.payments.parts import PaidPart, taken
from fablab_desk.staff.act import Act


def record_cashing(
    act: Act,
    cashing_id: UUID,
    payer_id: UUID | None,
    till_id: UUID | None,
    parts: Sequence[PaidPart],
    dues: Sequence[Due],
    *,
    corrects_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Every amount of an opposite is negative. Cash needs the till to be open (ClosedTillError)."""
    till = lock_till(act, till_id)
    cashing = Cashing(
        id=cashing_id,
        at=act.now,
        day=act.day,
        account_id=act.actor.id,
        till_session_id=_session_for(act, till, parts),
        payer_id=payer_id,
        total=sum((amount for _, amount in dues), ZERO),
        corrects_id=corrects_id,
        reason=reason,
    )
    act.session.add(cashing)
    act.session.flush()
    for charge, amount in dues:
        charge.settle(amount)
        act.session.add(Allocation(cashing_id=cashing_id, charge_id=charge.id, amount=amount))
    for part in parts:
        act.session.add(_payment(cashing_id, part))
    kind = JournalKind.CORRECTION if corrects_id else JournalKind.CASHING
    append_entry(act, till, kind, cashing_id, taken(parts), _said(dues, parts, corrects_id))
    if payer_id:
        act.about(payer_id)


def _session_for(act: Act, till: TillHead, parts: Sequence[PaidPart]) -> UUID | None:
    """The open session of the till, read under its lock."""
    wanted = select(TillSession.id).where(TillSession.open_till_id == till.id)
    found = act.session.scalars(wanted).one_or_none()
    if found is None and any(part.method.kind is MethodKind.CASH for part in parts):
        raise ClosedTillError(till.label, till.id)
    return found


def _payment(cashing_id: UUID, part: PaidPart) -> Payment:
    return Payment(
        cashing_id=cashing_id,
        method_id=part.method.id,
        amount=part.amount,
        tendered=part.tendered,
        change=part.change,
        reference=part.reference,
        drawer=part.drawer,
        bank=part.bank,
    )


def _said(dues: Sequence[Due], parts: Sequence[PaidPart], corrects_id: UUID | None) -> Said:
    """What the journal keeps for ever: no name of a person."""
    said: Said = {
        "lines": [
            {
                "label": charge.label,
                "quantity": f"{charge.quantity:f}",
                "paid": f"{amount:.2f}",
                "vat": charge.vat_nature.value,
            }
            for charge, amount in dues
        ],
        "methods": [
            {
                "label": part.method.label,
                "kind": part.method.kind.value,
                "paid": f"{part.amount:.2f}",
            }
            for part in parts
        ],
    }
    return said | ({"corrects": str(corrects_id)} if corrects_id else {})
