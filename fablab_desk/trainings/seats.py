"""What a seat in a session costs: the course's article, at the price of the session's first day."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.prices import find_price
from fablab_desk.charges.by_hand import KEPT_IN
from fablab_desk.charges.errors import PartlyPaidError, SettledChargeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, cancel_charge, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say
from fablab_desk.keys import new_key
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.money import priced
from fablab_desk.staff.act import Act
from fablab_desk.trainings.models import Course, Enrolment, TrainingSession

ONE = Decimal(1)


class PaidSeatError(DeskError):
    def __init__(self, label: str, paid: Decimal) -> None:
        super().__init__(
            mark("“{label}” is paid ({paid}): correct the payment first."), label=label, paid=paid
        )


def charge_seat(
    act: Act, enrolment: Enrolment, planned: TrainingSession, course: Course
) -> Charge | None:
    """Owed from the day of the enrolment; the organisation that pays for all pays for them too."""
    if course.article_id is None or enrolment.bill_id is not None:
        return None
    price = find_price(act.session, course.article_id, enrolment.audience_id, planned.begins_on)
    if price is None:
        return None
    payer = enrolment.payer_id or planned.payer_id
    if payer is None:
        payer = usual_payer(act.session, enrolment.person_id, planned.begins_on).id
    enrolment.bill_id = new_key()
    said = DeskError(
        mark("{course} · {day}"),
        course=course.title,
        day=format_day(planned.begins_on, KEPT_IN, short=True),
    )
    draft = ChargeDraft(
        label=say(said, KEPT_IN),
        quantity=ONE,
        unit_price=price.to_pay,
        amount=priced(ONE, price.to_pay),
        vat_nature=price.vat_nature,
        article_id=course.article_id,
        explanation=[say(line, KEPT_IN) for line in price.lines],
    )
    return write_charge(
        act,
        enrolment.bill_id,
        FactKind.SEAT,
        draft,
        payer_id=payer,
        beneficiary_id=enrolment.person_id,
        owed_on=act.day,
    )


def cancel_seat_charge(act: Act, enrolment: Enrolment, reason: str) -> None:
    """Nothing is owed for it any more; what was paid is corrected first."""
    charge = find_seat_charge(act, enrolment.bill_id)
    if charge is not None and charge.state is ChargeState.WAIVED:
        return  # nobody owes it, in this seat or when they come back to it
    enrolment.bill_id = None
    if charge is None or charge.state is ChargeState.CANCELLED:
        return
    try:
        cancel_charge(act, charge.fact_id, reason)
    except (PartlyPaidError, SettledChargeError) as paid:
        raise PaidSeatError(charge.label, charge.paid) from paid


def charge_anew(act: Act, enrolment: Enrolment, planned: TrainingSession, course: Course) -> None:
    """By the session's new day or payer; what was paid, waived or invoiced stays as it was."""
    charge = find_seat_charge(act, enrolment.bill_id)
    if charge is not None:
        is_open = charge.state is ChargeState.OPEN and not charge.paid and not charge.invoice_id
        if not is_open:
            return
        cancel_seat_charge(act, enrolment, "")
    charge_seat(act, enrolment, planned, course)


def find_seat_charge(act: Act, bill_id: UUID | None) -> Charge | None:
    if bill_id is None:
        return None
    return act.session.scalars(select(Charge).where(Charge.fact_id == bill_id)).one_or_none()
