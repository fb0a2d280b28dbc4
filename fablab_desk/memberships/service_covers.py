"""What can be done about people who come under an organisation's membership, or the like."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import DeskError, Problems, beside
from fablab_desk.memberships.cover_errors import (
    AlreadyCoveredError,
    FullCoverError,
    NoMembershipError,
    UnknownCoverError,
)
from fablab_desk.memberships.covers import limits_of
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.models import Cover
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.queries import was_member_on
from fablab_desk.people.models import NEVER_DUE, Organisation, Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.ENROL_MEMBER, inverse="memberships.remove_cover")
def cover_person(act: Act, cover_id: UUID, draft: CoverDraft) -> None:
    """The person keeps her own audience, and does not vote by it."""
    if act.session.get(Cover, cover_id) is None:
        kept = _checked(act, cover_id, draft)
        act.session.add(Cover(id=cover_id, **asdict(kept)))
        _tell(act, kept)


@needs(Right.ENROL_MEMBER, inverse="memberships.correct_cover")
def correct_cover(act: Act, cover_id: UUID, draft: CoverDraft, seen: int | CoverDraft) -> None:
    """Its dates, or what covers; a cover ends so as well, on the last day that is written."""
    cover = act.session.get(Cover, cover_id)
    if cover is None:
        raise UnknownCoverError
    _tell(act, _draft_of(cover))
    kept = _checked(act, cover_id, draft, _draft_of(cover))
    person = load_present(act.session, Person, kept.person_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, cover, person.name, asdict(kept), known)
    _tell(act, kept)


@needs(Right.ENROL_MEMBER, inverse="memberships.cover_person")
def remove_cover(act: Act, cover_id: UUID) -> None:
    """One written by mistake; one that is over is given its last day instead."""
    cover = act.session.get(Cover, cover_id)
    if cover is not None:
        _tell(act, _draft_of(cover))
        act.session.delete(cover)


def _draft_of(cover: Cover) -> CoverDraft:
    return CoverDraft(
        person_id=cover.person_id,
        organisation_id=cover.organisation_id,
        reason=cover.reason,
        starts_on=cover.starts_on,
        ends_on=cover.ends_on,
    )


def _tell(act: Act, draft: CoverDraft) -> None:
    act.about(*(key for key in (draft.person_id, draft.organisation_id) if key))


def _checked(
    act: Act, cover_id: UUID, draft: CoverDraft, was: CoverDraft | None = None
) -> CoverDraft:
    kept, found = draft.checked()
    person = load_present(act.session, Person, kept.person_id)
    organisation = None
    if kept.organisation_id:
        with beside("organisation_id"):
            organisation = load_present(act.session, Organisation, kept.organisation_id)
    if not found:
        found += _refused_twice(act, cover_id, kept, person, organisation)
    if not found and organisation and not kept.reason:
        found += _refused_membership(act, cover_id, kept, organisation, was)
    if found:
        raise Problems(found)
    return kept


def _refused_twice(
    act: Act, cover_id: UUID, draft: CoverDraft, person: Person, organisation: Organisation | None
) -> list[tuple[str, DeskError]]:
    """The same cover once on each day."""
    wanted = select(Cover).where(
        Cover.id != cover_id,
        Cover.person_id == draft.person_id,
        Cover.organisation_id == draft.organisation_id,
        Cover.reason == draft.reason,
    )
    for other in act.session.scalars(wanted.order_by(Cover.starts_on)):
        if _days(_draft_of(other)).meets(_days(draft)):
            by = draft.reason or (organisation.name if organisation else "")
            return [("starts_on", AlreadyCoveredError(person.name, by, other.starts_on))]
    return []


def _refused_membership(
    act: Act,
    cover_id: UUID,
    draft: CoverDraft,
    organisation: Organisation,
    was: CoverDraft | None,
) -> list[tuple[str, DeskError]]:
    """It begins under a membership, whose plan may cover so many people and no more."""
    key, first = organisation.id, draft.starts_on
    is_same = was and (was.organisation_id, was.starts_on) == (key, first) and not was.reason
    if not is_same and not was_member_on(act.session, key, first):
        return [("starts_on", NoMembershipError(organisation.name, first))]
    act.session.refresh(organisation, with_for_update=True)
    wanted = select(Cover).where(
        Cover.id != cover_id, Cover.organisation_id == key, Cover.reason == ""
    )
    others = [_days(_draft_of(one)) for one in act.session.scalars(wanted)]
    for membership, most in limits_of(act.session, key):
        if not membership.meets(_days(draft)):
            continue
        day = _full_day(_days(draft), membership, others, most)
        if day is not None:
            return [("organisation_id", FullCoverError(organisation.name, most, day))]
    return []


def _full_day(days: Period, membership: Period, others: list[Period], most: int) -> date | None:
    """The first day on which as many are named already: they can only be more where one begins."""
    first = max(days.starts_on, membership.starts_on)
    begun = {first, *(one.starts_on for one in others if one.starts_on > first)}
    for day in sorted(begun):
        if not (days.holds(day) and membership.holds(day)):
            return None
        if sum(one.holds(day) for one in others) >= most:
            return day
    return None


def _days(draft: CoverDraft) -> Period:
    return Period(draft.starts_on, draft.ends_on or NEVER_DUE)
