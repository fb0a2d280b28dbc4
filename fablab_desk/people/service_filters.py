"""Keeping a filter of the people under a name, correcting and removing it."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from fablab_desk.db.search import normalise
from fablab_desk.errors import Problems
from fablab_desk.people.drafts import Findings, tidy
from fablab_desk.people.filter_errors import (
    FilterTakenError,
    UnknownFilterError,
)
from fablab_desk.people.filter_models import SavedFilter
from fablab_desk.people.filter_queries import settled, standing_names
from fablab_desk.people.filters import Conditions, FilterDraft
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.CORRECT_PERSON, inverse="people.remove_filter")
def save_filter(act: Act, filter_id: UUID, draft: FilterDraft) -> None:
    if act.session.get(SavedFilter, filter_id) is None:
        act.session.add(SavedFilter(id=filter_id, **_checked(act, filter_id, draft)))


@needs(Right.CORRECT_PERSON, inverse="people.correct_filter")
def correct_filter(act: Act, filter_id: UUID, draft: FilterDraft, seen: int | FilterDraft) -> None:
    found = act.session.get(SavedFilter, filter_id)
    if found is None or found.account_id not in (None, act.actor.id):
        raise UnknownFilterError
    said = _checked(act, filter_id, draft)
    known = seen if isinstance(seen, int) else _columns(act, seen)
    correct(act, found, found.label, said, known)


@needs(Right.CORRECT_PERSON, inverse="people.save_filter")
def remove_filter(act: Act, filter_id: UUID) -> None:
    found = act.session.get(SavedFilter, filter_id)
    if found is not None and found.account_id in (None, act.actor.id):
        act.session.delete(found)


def _checked(act: Act, filter_id: UUID, draft: FilterDraft) -> dict[str, Any]:
    findings = Findings()
    label = findings.take("label", draft.label.strip(), tidy)
    found = [*findings.found, *draft.problems()]
    conditions, strange = settled(act.session, draft.conditions)
    found += strange
    seen_by = or_(SavedFilter.account_id.is_(None), SavedFilter.account_id == act.actor.id)
    others = select(SavedFilter.label).where(SavedFilter.id != filter_id, seen_by)
    taken = {normalise(one) for one in act.session.scalars(others)} | standing_names()
    if label and normalise(label) in taken:
        found.append(("label", FilterTakenError(label)))
    if found:
        raise Problems(found)
    return _columns(act, FilterDraft(label=label, conditions=conditions, own=draft.own))


def _columns(act: Act, draft: FilterDraft) -> dict[str, Any]:
    conditions: Conditions = draft.conditions
    return {
        "label": draft.label,
        "account_id": act.actor.id if draft.own else None,
        "conditions": conditions.as_json(),
    }
