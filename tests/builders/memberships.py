"""Plans, and people who are members."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.people import a_person
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_drafts import EntryDraft
from fablab_desk.lab.service_lists import add_entry
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import MembershipKind, MembershipPlan
from fablab_desk.memberships.service import Enrolled, cancel_membership, enrol
from fablab_desk.memberships.service_covers import cover_person

OPENED = date(2020, 1, 1)


def a_kind(worker: Worker, label: str = "Adhésion", *, statutory: bool = True) -> UUID:
    key = new_key()
    with worker.database.writing() as session:
        session.add(MembershipKind(id=key, label=label, statutory=statutory))
    return key


def a_plan(
    worker: Worker,
    label: str = "Adhésion annuelle",
    *,
    kind_id: UUID | None = None,
    rule: PeriodRule = PeriodRule.ROLLING,
    months: int = 12,
    offered_months: int = 0,
    fee: str = "20.00",
    for_organisations: bool = False,
    audience_id: UUID | None = None,
    asks_acceptance: bool = False,
    category_id: UUID | None = None,
) -> UUID:
    """A plan with its article and a fee for all since 2020; a season begins on 1 September."""
    key, article = new_key(), new_key()
    kind_id = kind_id or a_kind(worker, f"Type {label}")
    with worker.database.writing() as session:
        session.add(
            Article(
                id=article,
                code=f"ADH-{str(article)[-6:]}",
                label=label,
                nature=ArticleNature.MEMBERSHIP_FEE,
                vat_nature=VatNature.OUT_OF_SCOPE,
                account="7561",
            )
        )
        session.flush()
        session.add(Price(article_id=article, valid_from=OPENED, amount=Decimal(fee)))
        session.add(
            MembershipPlan(
                id=key,
                label=label,
                kind_id=kind_id,
                article_id=article,
                rule=rule,
                months=months,
                offered_months=offered_months,
                for_organisations=for_organisations,
                audience_id=audience_id,
                asks_acceptance=asks_acceptance,
                category_id=category_id,
            )
        )
    return key


def enrolled(worker: Worker, party_id: UUID, plan_id: UUID, entered_on: date) -> Enrolled:
    return worker.does(lambda act: enrol(act, new_key(), party_id, plan_id, entered_on)).result


def a_member(
    worker: Worker,
    party_id: UUID | None = None,
    plan_id: UUID | None = None,
    entered_on: date | None = None,
) -> UUID:
    """A membership of today, of Ada and by a rolling plan unless said; its fee is owed."""
    party, plan = party_id or a_person(worker), plan_id or a_plan(worker)
    return enrolled(worker, party, plan, entered_on or worker.now.date()).membership_id


def a_cover(
    worker: Worker,
    person_id: UUID,
    organisation_id: UUID | None = None,
    reason: str = "",
    *,
    first: date | None = None,
    last: date | None = None,
) -> UUID:
    """From today on, unless said."""
    key, first = new_key(), first or worker.now.date()
    draft = CoverDraft(
        person_id=person_id,
        organisation_id=organisation_id,
        reason=reason,
        starts_on=first,
        ends_on=last,
    )
    worker.does(lambda act: cover_person(act, key, draft))
    return key


def a_category(worker: Worker, label: str = "Bienfaiteur") -> UUID:
    key, draft = new_key(), EntryDraft(kind=ListKind.CATEGORY, label=label)
    worker.does(lambda act: add_entry(act, key, draft))
    return key


def cancel(worker: Worker, membership_id: UUID, reason: str = "Saisie deux fois") -> None:
    worker.does(lambda act: cancel_membership(act, membership_id, reason))
