"""What can be done with plans and kinds of membership."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.catalogue.service import add_article, remove_article, set_price
from fablab_desk.db.references import find_unused, is_used, remove_unused
from fablab_desk.errors import DeskError, Problems
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.memberships.drafts import KindDraft, PlanDraft
from fablab_desk.memberships.errors import (
    AcceptedKindError,
    FeeArticleError,
    HeldKindError,
    NamelessPlanError,
    TakenLabelError,
    UnknownCategoryError,
    UnknownKindError,
    UnknownPlanError,
    UsedKindError,
)
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_PLANS, inverse="memberships.remove_plan")
def add_plan(act: Act, plan_id: UUID, draft: PlanDraft) -> None:
    if act.session.get(MembershipPlan, plan_id) is None:
        act.session.add(MembershipPlan(id=plan_id, **_checked(act, plan_id, draft)))


@needs(Right.EDIT_PLANS, inverse="memberships.remove_plan")
def offer_plan(
    act: Act, plan_id: UUID, draft: PlanDraft, fee: ArticleDraft, price_id: UUID, price: PriceDraft
) -> None:
    """A plan together with the article that prices it, under the key that its draft names."""
    if act.session.get(MembershipPlan, plan_id) is None:
        add_article(act, draft.article_id, fee)
        act.session.flush()
        set_price(act, price_id, draft.article_id, price)
        add_plan(act, plan_id, draft)


@needs(Right.EDIT_PLANS, inverse="memberships.correct_plan")
def correct_plan(act: Act, plan_id: UUID, draft: PlanDraft, seen: int | PlanDraft) -> None:
    """Periods already recorded stay as they are, with their category and their acceptance."""
    plan = _load(act, plan_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, plan, plan.label, _checked(act, plan_id, draft), known)


@needs(Right.EDIT_PLANS, inverse="memberships.restore_plan")
def archive_plan(act: Act, plan_id: UUID) -> None:
    """Nobody can take it any more; memberships by it go on to their end."""
    plan = _load(act, plan_id)
    plan.archived_on = plan.archived_on or act.day


@needs(Right.EDIT_PLANS, inverse="memberships.archive_plan")
def restore_plan(act: Act, plan_id: UUID) -> None:
    _load(act, plan_id).archived_on = None


@needs(Right.EDIT_PLANS)
def remove_plan(act: Act, plan_id: UUID) -> None:
    """One added by mistake, which nobody took; the fee that priced it alone goes with it."""
    plan = find_unused(act.session, MembershipPlan, plan_id)
    if plan is None:
        return
    act.session.delete(plan)
    act.session.flush()
    fee = act.session.get_one(Article, plan.article_id)
    is_free = not is_used(act.session, Article, fee.id, own=[Price])
    if is_free and fee.nature is ArticleNature.MEMBERSHIP_FEE:
        remove_article(act, fee.id)


@needs(Right.EDIT_PLANS, inverse="memberships.remove_kind")
def add_kind(act: Act, kind_id: UUID, draft: KindDraft) -> None:
    if act.session.get(MembershipKind, kind_id) is None:
        act.session.add(MembershipKind(id=kind_id, **_checked_kind(act, kind_id, draft)))


@needs(Right.EDIT_PLANS, inverse="memberships.correct_kind")
def correct_kind(act: Act, kind_id: UUID, draft: KindDraft, seen: int | KindDraft) -> None:
    """Whether it is statutory stays as it is once somebody is a member by it."""
    kind = act.session.get(MembershipKind, kind_id)
    if kind is None:
        raise UnknownKindError
    said = _checked_kind(act, kind_id, draft)
    used = select(Membership.id).where(Membership.kind_id == kind_id).limit(1)
    if kind.statutory != draft.statutory and act.session.scalars(used).first():
        raise Problems([("statutory", UsedKindError(kind.label))])
    known = seen if isinstance(seen, int) else _kind_columns(seen)
    correct(act, kind, kind.label, said, known)


@needs(Right.EDIT_PLANS)
def remove_kind(act: Act, kind_id: UUID) -> None:
    """One added by mistake, to which no plan and no membership belongs."""
    remove_unused(act.session, MembershipKind, kind_id, refusal=HeldKindError)


def _load(act: Act, plan_id: UUID) -> MembershipPlan:
    plan = act.session.get(MembershipPlan, plan_id)
    if plan is None:
        raise UnknownPlanError
    return plan


def _checked(act: Act, plan_id: UUID, draft: PlanDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    found += _taken(act, MembershipPlan, plan_id, tidy.label)
    kind = act.session.get(MembershipKind, tidy.kind_id)
    if kind is None:
        found.append(("kind_id", UnknownKindError()))
    elif tidy.asks_acceptance and not kind.statutory:
        found.append(("asks_acceptance", AcceptedKindError()))
    if tidy.category_id and not _is_category(act, tidy.category_id):
        found.append(("category_id", UnknownCategoryError()))
    if act.session.get(Article, tidy.article_id) is None:
        found.append(("article_id", FeeArticleError()))
    if found:
        raise Problems(found)
    return asdict(tidy)


def _is_category(act: Act, category_id: UUID) -> bool:
    entry = act.session.get(ListEntry, category_id)
    return entry is not None and entry.kind is ListKind.CATEGORY


def _checked_kind(act: Act, kind_id: UUID, draft: KindDraft) -> dict[str, Any]:
    said = _kind_columns(draft)
    found = _taken(act, MembershipKind, kind_id, said["label"])
    if not said["label"]:
        found.append(("label", NamelessPlanError()))
    if found:
        raise Problems(found)
    return said


def _kind_columns(draft: KindDraft) -> dict[str, Any]:
    return {**asdict(draft), "label": " ".join(draft.label.split())}


def _taken(
    act: Act, model: type[MembershipPlan | MembershipKind], key: UUID, label: str
) -> list[tuple[str, DeskError]]:
    same = select(model.id).where(model.label == label, model.id != key)
    taken = act.session.scalars(same).first()
    return [("label", TakenLabelError(label))] if taken else []
