"""The answers of a lab that opens its desk for the first time."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete

from builders import PASSWORD, Worker
from fablab_desk.care.setup import Administrator, PlanAnswer, SetUp
from fablab_desk.catalogue.vat import VatAnswers
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.models import Carrier, Lab

ADMINISTRATOR = Administrator(name="Camille Essai", login="camille", password=PASSWORD)


def a_set_up(**other: Any) -> SetUp:
    plain = SetUp(
        lab_id=new_key(),
        name="Fablab d’essai",
        identity=CarrierDraft(
            name="Association Fablab d’essai",
            legal_form="association loi 1901",
            address="1 rue de l’Essai",
            postal_code="42000",
            city="Saint-Étienne",
        ),
        vat=VatAnswers(VatRegime.NON_PROFIT),
        audiences=("Grand public", "Étudiant"),
        plans=(
            PlanAnswer(label="Adhésion", fee=Decimal("20.00"), fees={"Étudiant": Decimal("10.00")}),
            PlanAnswer(label="Adhésion structure", fee=Decimal(100), for_organisations=True),
        ),
        offered_months=2,
    )
    return replace(plain, **other)


def without_lab(worker: Worker) -> None:
    """As a base is before its set-up."""
    with worker.database.writing() as session:
        session.execute(delete(Carrier))
        session.execute(delete(Lab))
