"""The methods of one cashing: each part as it will be kept, or every problem it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.drafts import has_more_places
from fablab_desk.errors import DeskError, Problems
from fablab_desk.money import ZERO
from fablab_desk.payments.drafts import Part
from fablab_desk.payments.errors import (
    ArchivedMethodError,
    ChangeError,
    MissingReferenceError,
    NoMethodError,
    PartAmountError,
    ShortTenderError,
)
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import Payment, PaymentMethod
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True)
class PaidPart:
    method: PaymentMethod
    amount: Decimal
    tendered: Decimal
    reference: str
    drawer: str
    bank: str

    @property
    def change(self) -> Decimal:
        return self.tendered - self.amount


def check_parts(
    parts: tuple[Part, ...], methods: Mapping[UUID, PaymentMethod], payer: str
) -> list[PaidPart]:
    """`payer` is who signed a cheque on which no other name was read."""
    found: list[tuple[str, DeskError]] = [] if parts else [("parts", NoMethodError())]
    paid = []
    for place, part in enumerate(parts):
        method = methods[part.method_id]
        problems = list(_problems(part, method).items())
        found += [(f"parts.{place}.{field}", problem) for field, problem in problems]
        if not problems:
            paid.append(_paid(part, method, payer))
    if found:
        raise Problems(found)
    return paid


def reverse_parts(act: Act, cashing_id: UUID) -> list[PaidPart]:
    """The parts of a cashing with the opposite amounts; change is not given twice."""
    kept = (
        select(Payment, PaymentMethod)
        .join(PaymentMethod, PaymentMethod.id == Payment.method_id)
        .where(Payment.cashing_id == cashing_id)
        .order_by(Payment.id)
    )
    return [
        PaidPart(
            method,
            -payment.amount,
            -payment.amount,
            payment.reference,
            payment.drawer,
            payment.bank,
        )
        for payment, method in act.session.execute(kept)
    ]


def taken(parts: Sequence[PaidPart]) -> Decimal:
    """What came in: a thing offered settles what is owed and brings no money."""
    received = (part.amount for part in parts if part.method.kind is not MethodKind.OFFERED)
    return sum(received, ZERO)


def _paid(part: Part, method: PaymentMethod, payer: str) -> PaidPart:
    is_cheque = method.kind is MethodKind.CHEQUE
    return PaidPart(
        method,
        part.amount,
        part.amount if part.tendered is None else part.tendered,
        part.reference.strip(),
        (part.drawer.strip() or payer) if is_cheque else "",
        part.bank.strip() if is_cheque else "",
    )


def _problems(part: Part, method: PaymentMethod) -> dict[str, DeskError]:
    found: dict[str, DeskError] = {}
    if method.archived_on:
        found["method_id"] = ArchivedMethodError(method.label)
    if method.asks_reference and not part.reference.strip():
        found["reference"] = MissingReferenceError(method.label)
    if not is_amount(part.amount):
        found["amount"] = PartAmountError()
    elif part.tendered is not None and (wrong := _tender_problem(part, method)):
        found["tendered"] = wrong
    return found


def _tender_problem(part: Part, method: PaymentMethod) -> DeskError | None:
    tendered = part.tendered
    assert tendered is not None
    if not is_amount(tendered):
        return PartAmountError()
    if tendered < part.amount:
        return ShortTenderError(tendered, part.amount)
    if tendered > part.amount and method.kind is not MethodKind.CASH:
        return ChangeError(method.label)
    return None


def is_amount(amount: Decimal) -> bool:
    return amount.is_finite() and amount > 0 and not has_more_places(amount, 2)
