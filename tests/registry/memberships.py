from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.catalogue import an_article
from builders.memberships import a_kind, a_member, a_plan
from builders.people import a_person
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.keys import new_key
from fablab_desk.memberships import (
    service,
    service_covers,
    service_decisions,
    service_plans,
    service_renewal,
)
from fablab_desk.memberships.drafts import CoverDraft, KindDraft, PlanDraft
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.renewal import Renewal, preview_renewals
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def enrol(worker: Worker) -> Call:
    key, party, plan = new_key(), a_person(worker), a_plan(worker)
    return lambda act: service.enrol(act, key, party, plan, act.day)


def cancel(worker: Worker) -> Call:
    key = a_member(worker)
    return lambda act: service.cancel_membership(act, key, "Saisie deux fois")


def a_renewal(worker: Worker) -> Renewal:
    party = a_person(worker)
    a_member(worker, party, a_plan(worker), date(2025, 2, 10))
    with worker.database.reading() as session:
        today = worker.now.date()
        (line,) = preview_renewals(session, [party], today, today)
    assert line.renewal
    return line.renewal


def renew_members(worker: Worker) -> Call:
    wanted = [a_renewal(worker)]
    return lambda act: service_renewal.renew_members(act, wanted, act.day)


def take_back_renewals(worker: Worker) -> Call:
    wanted = [a_renewal(worker)]
    worker.does(lambda act: service_renewal.renew_members(act, wanted, act.day))
    keys = [one.membership_id for one in wanted]
    return lambda act: service_renewal.take_back_renewals(act, keys, "Saisies trop tôt")


def a_request(worker: Worker) -> UUID:
    return a_member(worker, a_person(worker), a_plan(worker, asks_acceptance=True))


def decide_memberships(worker: Worker) -> Call:
    decision = service_decisions.Decision(
        accepted=(a_request(worker),), decided_on=worker.now.date()
    )
    return lambda act: service_decisions.decide_memberships(act, decision)


def take_back_decisions(worker: Worker) -> Call:
    key = a_request(worker)
    decision = service_decisions.Decision(accepted=(key,), decided_on=worker.now.date())
    worker.does(lambda act: service_decisions.decide_memberships(act, decision))
    return lambda act: service_decisions.take_back_decisions(act, [key])


def a_cover(worker: Worker, reason: str = "Convention") -> CoverDraft:
    return CoverDraft(
        person_id=a_person(worker),
        reason=reason,
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 6, 30),
    )


def cover_person(worker: Worker) -> Call:
    key, draft = new_key(), a_cover(worker)
    return lambda act: service_covers.cover_person(act, key, draft)


def correct_cover(worker: Worker) -> Call:
    key, draft = new_key(), a_cover(worker)
    worker.does(lambda act: service_covers.cover_person(act, key, draft))
    ended = replace(draft, ends_on=date(2026, 3, 1))
    return lambda act: service_covers.correct_cover(act, key, ended, 1)


def remove_cover(worker: Worker) -> Call:
    key, draft = new_key(), a_cover(worker)
    worker.does(lambda act: service_covers.cover_person(act, key, draft))
    return lambda act: service_covers.remove_cover(act, key)


def attest(worker: Worker) -> Call:
    key, membership = new_key(), a_member(worker)
    return lambda act: service.attest_membership(act, key, membership)


def a_draft(worker: Worker, label: str = "Saison") -> PlanDraft:
    kind, article = a_kind(worker, "Soutien"), an_article(worker, "ADH")
    return PlanDraft(label=label, kind_id=kind, article_id=article, rule=PeriodRule.SEASON)


def add_plan(worker: Worker) -> Call:
    key, draft = new_key(), a_draft(worker)
    return lambda act: service_plans.add_plan(act, key, draft)


def offer_plan(worker: Worker) -> Call:
    key, price, draft = new_key(), new_key(), replace(a_draft(worker), article_id=new_key())
    fee = ArticleDraft(code="ADH1", label="Saison", nature=ArticleNature.MEMBERSHIP_FEE)
    cost = PriceDraft(amount=Decimal(20), valid_from=date(2026, 1, 1))
    return lambda act: service_plans.offer_plan(act, key, draft, fee, price, cost)


def correct_plan(worker: Worker) -> Call:
    key, draft = a_plan(worker), a_draft(worker)
    return lambda act: service_plans.correct_plan(act, key, draft, 1)


def archive_plan(worker: Worker) -> Call:
    key = a_plan(worker)
    return lambda act: service_plans.archive_plan(act, key)


def restore_plan(worker: Worker) -> Call:
    key = a_plan(worker)
    worker.does(lambda act: service_plans.archive_plan(act, key))
    return lambda act: service_plans.restore_plan(act, key)


def add_kind(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_plans.add_kind(act, key, KindDraft(label="Abonnement"))


def correct_kind(worker: Worker) -> Call:
    key = a_kind(worker)
    return lambda act: service_plans.correct_kind(act, key, KindDraft(label="Abonnement"), 1)


def remove_plan(worker: Worker) -> Call:
    key = a_plan(worker)
    return lambda act: service_plans.remove_plan(act, key)


def remove_kind(worker: Worker) -> Call:
    key = a_kind(worker, "Soutien")
    return lambda act: service_plans.remove_kind(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "memberships.enrol": enrol,
    "memberships.renew_members": renew_members,
    "memberships.take_back_renewals": take_back_renewals,
    "memberships.decide_memberships": decide_memberships,
    "memberships.take_back_decisions": take_back_decisions,
    "memberships.cancel_membership": cancel,
    "memberships.attest_membership": attest,
    "memberships.add_plan": add_plan,
    "memberships.offer_plan": offer_plan,
    "memberships.cover_person": cover_person,
    "memberships.correct_cover": correct_cover,
    "memberships.remove_cover": remove_cover,
    "memberships.correct_plan": correct_plan,
    "memberships.archive_plan": archive_plan,
    "memberships.restore_plan": restore_plan,
    "memberships.add_kind": add_kind,
    "memberships.correct_kind": correct_kind,
    "memberships.remove_plan": remove_plan,
    "memberships.remove_kind": remove_kind,
}
