from decimal import Decimal

import pytest
from builders import Worker, a_charge, a_debtor, a_person
from sqlalchemy import select

from fablab_desk.charges.models import Charge
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.keys import new_key
from fablab_desk.errors import Problems


def test_a_price_keeps_its_places_and_the_amount_is_rounded_once(treasurer: Worker) -> None:
    a_debtor(treasurer, a_charge(quantity="0.3333", unit_price="0.081234"))
    with treasurer.database.reading() as session:
        charge = session.scalars(select(Charge)).one()
    assert (charge.quantity, charge.unit_price) == (Decimal("0.3333"), Decimal("0.081234"))
    assert charge.amount == Decimal("0.03")


def test_nothing_cannot_be_charged(treasurer: Worker) -> None:
    person_id = a_person(treasurer)
    with pytest.raises(Problems):
        treasurer.does(lambda act: charge_by_hand(act, new_key(), person_id, a_charge("0")))
