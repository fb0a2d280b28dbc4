"""The university that carries the demo lab beside the association: invented, like all of it."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from fablab_desk.assembly.drafts import AssemblyDraft, MandateDraft
from fablab_desk.assembly.kinds import AssemblyKind, Office
from fablab_desk.assembly.service import plan_assembly
from fablab_desk.assembly.service_mandates import give_mandate
from fablab_desk.assembly.voters import list_voters_on
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.clock import add_months
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import AudienceDraft, CarrierDraft
from fablab_desk.lab.service import add_audience
from fablab_desk.lab.service_carriers import add_carrier
from fablab_desk.memberships.drafts import KindDraft, PlanDraft
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.service import enrol
from fablab_desk.memberships.service_plans import add_kind, offer_plan
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
UNIVERSITY = CarrierDraft(
    name="Université de l’Exemple",
    legal_form="établissement public (exemple)",
    address="Campus du Prototype\n1 allée des Essais",
    postal_code="42000",
    city="Saint-Étienne",
    email="campus@universite-exemple.example",
    website="universite-exemple.example",
    iban="FR7630006000011234567890189",
    bic="EXEMFRPP",
    account_holder="Agent comptable de l’Université de l’Exemple",
)
AUDIENCE, PLAN = "Campus", "Adhésion campus"
AGENDA = "Bilan de l’année\nOuverture de l’atelier aux entreprises\nÉlection du bureau"
A_MONTH = timedelta(days=30)
MEMBERS, ADULT, LAST = 8, 18, 9


def join_campus(does: Does, begin: date, today: date) -> None:
    """A few members of the association join the university's own membership too."""
    carrier, audience, kind, plan = new_key(), new_key(), new_key(), new_key()
    does(partial(add_carrier, carrier_id=carrier, code="UNIV", draft=UNIVERSITY))
    belongs = AudienceDraft(label=AUDIENCE, carrier_id=carrier)
    does(partial(add_audience, audience_id=audience, draft=belongs))
    statutory = KindDraft(label="Adhésion à l’université", statutory=True)
    does(partial(add_kind, kind_id=kind, draft=statutory))
    does(partial(_offer, carrier=carrier, kind=kind, plan=plan, begin=begin))
    members = does(partial(_choose, today=today))
    for key in members:
        on = today - A_MONTH
        does(partial(enrol, membership_id=new_key(), party_id=key, plan_id=plan, entered_on=on))
    does(partial(_convene, carrier=carrier, members=members, today=today))


def _choose(act: Act, today: date) -> list[UUID]:
    voters = list_voters_on(today, ADULT).every(act.session)
    return [row.id for row in voters if row.kind is PartyKind.PERSON][:MEMBERS]


def _offer(act: Act, carrier: UUID, kind: UUID, plan: UUID, begin: date) -> None:
    draft = PlanDraft(
        label=PLAN,
        kind_id=kind,
        article_id=new_key(),
        rule=PeriodRule.ROLLING,
        position=LAST,
    )
    fee = ArticleDraft(
        code="CAMPUS", label=PLAN, nature=ArticleNature.MEMBERSHIP_FEE, carrier_id=carrier
    )
    price = PriceDraft(amount=Decimal("15.00"), valid_from=begin)
    offer_plan(act, plan, draft, fee, new_key(), price)


def _convene(act: Act, carrier: UUID, members: Sequence[UUID], today: date) -> None:
    """Its assembly is to come; whoever presides sits since the last one."""
    day = today + A_MONTH
    draft = AssemblyDraft(
        kind=AssemblyKind.ORDINARY,
        day=day,
        begins=time(12, 30),
        place="Amphithéâtre B, campus du Prototype",
        agenda=AGENDA,
        record_on=day,
        carrier_id=carrier,
    )
    plan_assembly(act, new_key(), draft)
    for person, office in zip(members, (Office.PRESIDENT, Office.SECRETARY), strict=False):
        mandate = MandateDraft(
            person_id=person,
            office=office,
            starts_on=add_months(today, -6),
            ends_on=add_months(today, 6),
            carrier_id=carrier,
        )
        give_mandate(act, new_key(), mandate)
