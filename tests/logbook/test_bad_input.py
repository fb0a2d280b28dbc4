"""What is refused of uses and of what hangs on machines, beside which field."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.invoices import fit_to_invoice, issued
from builders.machines import a_machine, a_meter, machine_time
from builders.money import a_part, a_till
from builders.people import a_person
from builders.refused import refused
from builders.uses import HOUR, charges, recorded, started, the_use
from fablab_desk.charges.errors import InvoicedChargeError
from fablab_desk.invoicing.service import draft_from_charges
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import MaterialDraft, UseDraft
from fablab_desk.logbook.errors import (
    AncientUseError,
    CorrectionReasonError,
    GoneUseError,
    NotOverError,
    NotStandingError,
    PaidUseError,
    PlannedEndError,
    UnansweredError,
    UnknownMaterialError,
)
from fablab_desk.logbook.service import record_use, start_use, stop_use
from fablab_desk.logbook.service_corrections import correct_use, withdraw_uses
from fablab_desk.machines.drafts import MeterDraft, QuestionDraft
from fablab_desk.machines.errors import (
    GoneReadingError,
    NamelessMeterError,
    NamelessQuestionError,
    NegativeReadingError,
    TakenMeterError,
    WholeMachineError,
)
from fablab_desk.machines.kinds import MeterKind
from fablab_desk.machines.service_loans import add_kit
from fablab_desk.machines.service_meters import add_meter, withdraw_reading
from fablab_desk.machines.service_questions import add_question
from fablab_desk.machines.service_upkeep import cancel_order, check_order, open_order
from fablab_desk.machines.upkeep_drafts import KitDraft
from fablab_desk.machines.upkeep_errors import ClosedOrderError, KitCodeError, NamelessKitError
from fablab_desk.payments.drafts import CashingDraft, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return a_machine(administrator, article_id=machine_time(administrator))


def test_a_use_before_all_records_or_that_ends_before_it_begins(
    administrator: Worker, laser: UUID
) -> None:
    ada, long_ago = a_person(administrator), datetime(1999, 5, 4, 9, tzinfo=UTC)
    draft = UseDraft(
        machine_id=laser,
        user_id=ada,
        starts_at=long_ago,
        ends_at=long_ago + HOUR,
        materials=(MaterialDraft(article_id=new_key(), quantity=Decimal(1)),),
    )
    with refused(("starts_at", AncientUseError), ("materials.0", UnknownMaterialError)):
        administrator.does(lambda act: record_use(act, new_key(), draft))
    running = UseDraft(machine_id=laser, user_id=ada, planned_end=NOW - HOUR)
    with refused(("planned_end", PlannedEndError)):
        administrator.does(lambda act: start_use(act, new_key(), running))


def test_what_is_asked_is_answered(administrator: Worker, laser: UUID) -> None:
    asked = QuestionDraft(text="Quelle puissance ?", required=True, machine_id=laser)
    administrator.does(lambda act: add_question(act, new_key(), asked))
    with refused(("answers", UnansweredError)):
        started(administrator, laser, a_person(administrator))


def test_only_what_is_over_and_stands_is_corrected(administrator: Worker, laser: UUID) -> None:
    ada = a_person(administrator)
    over = recorded(administrator, laser, ada)
    running = started(administrator, a_machine(administrator, "P1"), ada)
    draft = UseDraft(
        machine_id=laser, user_id=ada, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR
    )

    def correction(key: UUID, reason: str = "erreur") -> None:
        seen = the_use(administrator, key).version
        call = partial(
            correct_use, use_id=key, new_id=new_key(), draft=draft, reason=reason, seen=seen
        )
        administrator.does(call)

    with refused(("reason", CorrectionReasonError)):
        correction(over, " ")
    with pytest.raises(NotOverError):
        correction(running)
    administrator.does(lambda act: withdraw_uses(act, [over], "erreur"))
    with pytest.raises(NotStandingError):
        correction(over)
    with refused(("reason", CorrectionReasonError)):
        administrator.does(lambda act: withdraw_uses(act, [running], " "))
    with pytest.raises(GoneUseError):
        administrator.does(lambda act: stop_use(act, new_key()))


def test_what_is_paid_or_invoiced_is_not_taken_away(administrator: Worker, laser: UUID) -> None:
    ada = a_person(administrator)
    fit_to_invoice(administrator, ada)
    paid = recorded(administrator, laser, ada)
    (hers,) = charges(administrator)
    a_till(administrator)
    money = CashingDraft(
        payer_id=ada,
        ticks=(Tick(charge_id=hers.id),),
        parts=(a_part(administrator, str(hers.amount), MethodKind.CARD),),
    )
    administrator.does(lambda act: cash(act, new_key(), money))
    with pytest.raises(PaidUseError):
        administrator.does(lambda act: withdraw_uses(act, [paid], "erreur"))
    key, invoiced = new_key(), recorded(administrator, laser, ada, NOW - 6 * HOUR)
    (other,) = (one.id for one in charges(administrator) if one.id != hers.id)
    administrator.does(lambda act: draft_from_charges(act, key, [other]))
    issued(administrator, key)
    with pytest.raises(InvoicedChargeError):
        administrator.does(lambda act: withdraw_uses(act, [invoiced], "erreur"))


def test_bad_questions_meters_orders_and_kits(administrator: Worker, laser: UUID) -> None:
    with refused(("text", NamelessQuestionError), ("machine_id", WholeMachineError)):
        administrator.does(lambda act: add_question(act, new_key(), QuestionDraft(text=" ")))
    a_meter(administrator, laser)
    for draft, wrong in (
        (
            MeterDraft(label=" ", kind=MeterKind.READ, initial=Decimal(-1)),
            (("label", NamelessMeterError), ("initial", NegativeReadingError)),
        ),
        (MeterDraft(label="Tube", kind=MeterKind.READ), (("label", TakenMeterError),)),
    ):
        with refused(*wrong):
            administrator.does(
                partial(add_meter, meter_id=new_key(), machine_id=laser, draft=draft)
            )
    with pytest.raises(GoneReadingError):
        administrator.does(lambda act: withdraw_reading(act, new_key()))
    order = new_key()
    administrator.does(lambda act: open_order(act, order, laser, label="Graissage"))
    administrator.does(lambda act: cancel_order(act, order))
    with pytest.raises(ClosedOrderError):
        administrator.does(lambda act: check_order(act, order, ()))
    kit = KitDraft(code="M1", name="Malle")
    administrator.does(lambda act: add_kit(act, new_key(), kit))
    with refused(("code", KitCodeError)):
        administrator.does(lambda act: add_kit(act, new_key(), kit))
    with refused(("name", NamelessKitError)):
        administrator.does(lambda act: add_kit(act, new_key(), KitDraft(code="M2", name=" ")))
