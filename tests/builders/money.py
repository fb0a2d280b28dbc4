"""What people owe, and money taken for it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.drafts import ChargeLine
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.keys import new_key


def a_line(
    label: str = "Découpe laser",
    unit_price: str = "12.00",
    quantity: str = "1",
    *,
    beneficiary_id: UUID | None = None,
    owed_on: date | None = None,
    vat_nature: VatNature = VatNature.OUT_OF_SCOPE,
) -> ChargeLine:
    return ChargeLine(
        label=label,
        unit_price=Decimal(unit_price),
        quantity=Decimal(quantity),
        beneficiary_id=beneficiary_id,
        owed_on=owed_on,
        vat_nature=vat_nature,
    )


def a_charge(worker: Worker, payer_id: UUID, line: ChargeLine | None = None) -> UUID:
    """Somebody owes 12 € for a laser cut, or what the line says. Returns the charge's key."""
    chosen = line or a_line()
    return worker.does(lambda act: charge_by_hand(act, new_key(), payer_id, chosen)).result
