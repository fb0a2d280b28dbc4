"""Who pays for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fablab_desk.errors import Problems, beside
from fablab_desk.people.drafts import tidy
from fablab_desk.people.errors import (
    AlreadyPayingError,
    EmptyHouseholdError,
    OtherHouseholdError,
    OwnPayerError,
    PaidForError,
)
from fablab_desk.people.labels import labels_of
from fablab_desk.people.models import Household, HouseholdMember, Party, Person
from fablab_desk.people.queries import names_of, names_paid_for, payer_of
from fablab_desk.people.records import load_present, stale_record
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.queries import last_change
from fablab_desk.staff.rights import Right


@dataclass(frozen=True, kw_only=True)
class HouseholdDraft:
    """A payer and those they pay for; an empty label becomes the payer's name."""

    payer_id: UUID
    member_ids: Sequence[UUID]
    label: str = ""


@needs(Right.CORRECT_PERSON, inverse="people.dissolve_household")
def form_household(act: Act, household_id: UUID, draft: HouseholdDraft) -> None:
    """Let one party pay for several people. The payer must pay for themselves."""
    if act.session.get(Household, household_id) is not None:
        return
    label = _checked(act.session, household_id, draft)
    act.session.add(Household(id=household_id, label=label, payer_id=draft.payer_id))
    act.session.flush()
    _seat(act.session, household_id, draft.member_ids)


@needs(Right.CORRECT_PERSON, inverse="people.correct_household")
def correct_household(act: Act, household_id: UUID, draft: HouseholdDraft, seen: int) -> None:
    """Another payer, other people, another label."""
    household = act.session.get_one(Household, household_id)
    label = _checked(act.session, household_id, draft)
    there = set(_members(act.session, household_id))
    said = (household.label, household.payer_id, there)
    if said == (label, draft.payer_id, set(draft.member_ids)):
        return
    if household.version != seen:
        raise stale_record(act.session, household.label, household_id)
    household.label, household.payer_id = label, draft.payer_id
    for person_id in there - set(draft.member_ids):
        act.session.delete(act.session.get_one(HouseholdMember, person_id))
    _seat(act.session, household_id, [key for key in draft.member_ids if key not in there])
    _renew(act, household)


@needs(Right.CORRECT_PERSON, inverse="people.form_household")
def dissolve_household(act: Act, household_id: UUID) -> None:
    """From now on each pays for themselves."""
    household = act.session.get(Household, household_id)
    if household is None:
        return
    for person_id in _members(act.session, household_id):
        act.session.delete(act.session.get_one(HouseholdMember, person_id))
    act.session.flush()
    act.session.delete(household)


@needs(Right.CORRECT_PERSON, inverse="people.leave_household")
def name_payer(
    act: Act, household_id: UUID, person_id: UUID, payer_id: UUID, shown: UUID | None = None
) -> None:
    """The person joins the payer's household, or a new one under that key, and leaves their own.

    `shown` is who paid where this was decided: somebody else by now, and it is refused.
    """
    if payer_of(act.session, person_id) == payer_id != person_id:
        return
    if person_id == payer_id:
        raise OwnPayerError(load_present(act.session, Person, person_id).name)
    _refuse_other_payer(act.session, person_id, shown)
    leave_household(act, person_id)
    known = act.session.scalars(
        select(Household).where(Household.payer_id == payer_id).order_by(Household.id).limit(1)
    ).first()
    if known is None:
        form_household(
            act, household_id, HouseholdDraft(payer_id=payer_id, member_ids=(person_id,))
        )
        return
    member_ids = (*_members(act.session, known.id), person_id)
    correct_household(
        act,
        known.id,
        HouseholdDraft(payer_id=payer_id, member_ids=member_ids, label=known.label),
        known.version,
    )


@needs(Right.CORRECT_PERSON, inverse="people.name_payer")
def leave_household(act: Act, person_id: UUID, shown: UUID | None = None) -> None:
    """The person pays for themselves again; a household of nobody but its payer goes.

    `shown` as for `name_payer`.
    """
    membership = act.session.get(HouseholdMember, person_id)
    if membership is None:
        return
    household = act.session.get_one(Household, membership.household_id)
    if household.payer_id == person_id:
        return
    _refuse_other_payer(act.session, person_id, shown)
    act.about(household.payer_id)
    act.session.delete(membership)
    act.session.flush()
    _renew(act, household)
    if not set(_members(act.session, household.id)) - {household.payer_id}:
        dissolve_household(act, household.id)


def _refuse_other_payer(session: Session, person_id: UUID, shown: UUID | None) -> None:
    if shown is None or payer_of(session, person_id) == shown:
        return
    name = load_present(session, Person, person_id).name
    membership = session.get(HouseholdMember, person_id)
    change = last_change(session, membership.household_id if membership else person_id)
    if change is None:
        raise StaleError(name, "", None, ())
    raise StaleError(name, change.account_name, change.at, labels_of(["payer_id"]))


def _renew(act: Act, household: Household) -> None:
    """Who belongs to it is no column of its own, yet a form open elsewhere is an old one now."""
    act.session.flush()
    renewed = update(Household).where(Household.id == household.id)
    act.session.execute(
        renewed.values(version=Household.version + 1),
        execution_options={"synchronize_session": False},
    )
    act.session.expire(household)
    act.about(household.id)


def _members(session: Session, household_id: UUID) -> list[UUID]:
    wanted = select(HouseholdMember.person_id).where(HouseholdMember.household_id == household_id)
    return list(session.scalars(wanted))


def _seat(session: Session, household_id: UUID, person_ids: Sequence[UUID]) -> None:
    session.add_all(
        HouseholdMember(person_id=person_id, household_id=household_id)
        for person_id in dict.fromkeys(person_ids)
    )


def _checked(session: Session, household_id: UUID, draft: HouseholdDraft) -> str:
    """The label, once every rule of a household holds: one payer, and no loop of payers."""
    with beside("payer_id"):
        payer = load_present(session, Party, draft.payer_id)
        _refuse_paid_for(session, household_id, payer)
    if not set(draft.member_ids) - {payer.id}:
        raise EmptyHouseholdError
    for person_id in draft.member_ids:
        person = load_present(session, Person, person_id)
        if person_id != payer.id and _pays_elsewhere(session, household_id, person_id):
            refusal = AlreadyPayingError(person.name, names_paid_for(session, person_id))
            raise Problems([("payer_id", refusal)])
        other = _other_household(session, household_id, person_id)
        if other is not None:
            raise OtherHouseholdError(person.name, other.label)
    return tidy(draft.label) or payer.name


def _refuse_paid_for(session: Session, household_id: UUID, payer: Party) -> None:
    elsewhere = _other_household(session, household_id, payer.id)
    if elsewhere is not None and elsewhere.payer_id != payer.id:
        raise PaidForError(payer.name, names_of(session, [elsewhere.payer_id])[elsewhere.payer_id])


def _other_household(session: Session, household_id: UUID, person_id: UUID) -> Household | None:
    wanted = (
        select(Household)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .where(HouseholdMember.person_id == person_id, Household.id != household_id)
    )
    return session.scalars(wanted).first()


def _pays_elsewhere(session: Session, household_id: UUID, person_id: UUID) -> bool:
    wanted = select(Household.id).where(
        Household.payer_id == person_id, Household.id != household_id
    )
    return session.scalars(wanted).first() is not None
