"""What a form fills in when money is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from fablab_desk.keys import new_key
from fablab_desk.payments.kinds import MethodKind

TypedCount = Mapping[int, int | str]  # cents of a coin or note → how many, as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A charge that is paid now, by `amount` or wholly."""

    charge_id: UUID
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """Something sold at the counter, priced by the catalogue."""

    article_id: UUID
    quantity: Decimal = Decimal(1)
    id: UUID = field(default_factory=new_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is paid by one method; `tendered` is what was handed over, if more than the amount."""

    method_id: UUID
    amount: Decimal
    tendered: Decimal | None = None
    reference: str = ""
    drawer: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The till is opened in the same breath."""

    session_id: UUID
    count: TypedCount


@dataclass(frozen=True, slots=True, kw_only=True)
class CashingDraft:
    """`payer_id` None: a passing customer. `paid_now`: less than all of it, oldest first.

    What is sold is for `for_id`, at the price of their audience, where it is not the payer.
    `till_id` is the till of the workstation, or None where the lab has only one.
    """

    payer_id: UUID | None = None
    for_id: UUID | None = None
    ticks: tuple[Tick, ...] = ()
    sales: tuple[Sale, ...] = ()
    parts: tuple[Part, ...] = ()
    paid_now: Decimal | None = None
    till_id: UUID | None = None
    opening: Opening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodDraft:
    label: str
    kind: MethodKind
    account: str = ""
    asks_reference: bool = False
