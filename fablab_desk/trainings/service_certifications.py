"""Certifications given without a session, and what befalls them: never deleted."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select

from fablab_desk.clock import add_months
from fablab_desk.errors import Problems, gathered, refuse
from fablab_desk.lab.bounds import EarlyDayError
from fablab_desk.lab.kinds import FIRST_DAY, ListKind, LockKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.models import Machine
from fablab_desk.people.models import Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.attesting import let_fall
from fablab_desk.trainings.certification_errors import (
    ComingGrantError,
    EventDayError,
    GoneCertificationError,
    GrantedTwiceError,
    GranterError,
    GrantTermError,
    NotFirstError,
    NotPassedError,
    PersonlessError,
    SelfGrantError,
    TargetlessError,
    UnbornGrantError,
)
from fablab_desk.trainings.drafts import Found, GrantDraft
from fablab_desk.trainings.errors import ReasonlessError, UnknownTargetError
from fablab_desk.trainings.event_order import order_problems, refuse_disorder
from fablab_desk.trainings.granting import is_entitled, sheet_on
from fablab_desk.trainings.kinds import EventKind, Level, Source, Standing
from fablab_desk.trainings.models import Certification, CertificationEvent, Course
from fablab_desk.trainings.rights import load_register


@needs(Right.CERTIFY, inverse="trainings.withdraw_certifications")
def grant(act: Act, certification_id: UUID, draft: GrantDraft) -> None:
    """Shown at the machine to a trainer of it, today or some days ago."""
    _grant_all(act, [(certification_id, draft)], Source.DIRECT, alone=True)


@needs(Right.CERTIFY, inverse="trainings.withdraw_certifications")
def take_over_certifications(act: Act, lines: Sequence[tuple[UUID, GrantDraft]]) -> None:
    """Trainings given before the program was here, in one act: who gave them is only named.

    A problem's field is “2.granted_on” for the third line.
    """
    _grant_all(act, lines, Source.TAKEN_OVER, alone=False)


@needs(Right.EDIT_STAFF, inverse="trainings.withdraw_certifications")
def grant_first(act: Act, certification_id: UUID, draft: GrantDraft, reason: str) -> None:
    """The lab's first trainer of a machine, whom nobody could certify; signed by another later."""
    found: Found = [] if reason.strip() else [("reason", ReasonlessError())]
    what = gathered(found, "machine_id", partial(_target_name, act, draft))
    if what and _has_trainer(act, draft):
        found.append(("machine_id", NotFirstError(what)))
    refuse(found)
    if act.session.get(Certification, certification_id) is None:
        _grant_all(act, [(certification_id, draft)], Source.FOUNDER, alone=True)
        act.alone(certification_id, reason.strip())


@needs(Right.CERTIFY, inverse="trainings.restore_certifications")
def withdraw_certifications(act: Act, keys: Sequence[UUID], reason: str) -> None:
    """They were entered by mistake: kept, and they count on no day."""
    if not reason.strip():
        raise Problems([("reason", ReasonlessError())])
    for one in [_load(act, key) for key in keys]:
        if not one.withdrawn:
            act.refuse_if_locked(LockKind.TRAININGS, one.granted_on)
            one.withdrawn, one.note = True, reason.strip()
            let_fall(act, [one.id], reason.strip())
            act.about(one.person_id, one.id)


@needs(Right.CERTIFY, inverse="trainings.withdraw_certifications")
def restore_certifications(act: Act, keys: Sequence[UUID]) -> None:
    for one in [_load(act, key) for key in keys]:
        if one.withdrawn:
            act.refuse_if_locked(LockKind.TRAININGS, one.granted_on)
            _refuse_to_count(act, one)
            one.withdrawn, one.note = False, ""
            act.about(one.person_id, one.id)


@needs(Right.CERTIFY, inverse="trainings.withdraw_event")
def suspend(
    act: Act,
    event_id: UUID,
    certification_id: UUID,
    reason: str,
    *,
    starts_on: date | None = None,
    until: date | None = None,
) -> None:
    """From that day until the other one, included, or until it is restored."""
    _befall(act, event_id, certification_id, EventKind.SUSPENDED, reason, starts_on, until)


@needs(Right.CERTIFY, inverse="trainings.withdraw_event")
def restore(
    act: Act, event_id: UUID, certification_id: UUID, reason: str, *, starts_on: date | None = None
) -> None:
    """It is suspended no more from that day on."""
    _befall(act, event_id, certification_id, EventKind.RESTORED, reason, starts_on, None)


@needs(Right.CERTIFY, inverse="trainings.withdraw_event")
def revoke(
    act: Act, event_id: UUID, certification_id: UUID, reason: str, *, starts_on: date | None = None
) -> None:
    """For good: the training is to be followed anew."""
    _befall(act, event_id, certification_id, EventKind.REVOKED, reason, starts_on, None)


@needs(Right.CERTIFY, inverse="trainings.note_event_again")
def withdraw_event(act: Act, event_id: UUID) -> None:
    """It was noted by mistake: kept, and it counts no more."""
    event = _event(act, event_id)
    act.refuse_if_locked(LockKind.TRAININGS, event.starts_on)
    event.withdrawn = True
    refuse_disorder(act, event.certification_id)


@needs(Right.CERTIFY, inverse="trainings.withdraw_event")
def note_event_again(act: Act, event_id: UUID) -> None:
    event = _event(act, event_id)
    act.refuse_if_locked(LockKind.TRAININGS, event.starts_on)
    event.withdrawn = False
    refuse_disorder(act, event.certification_id)


def _grant_all(
    act: Act, lines: Sequence[tuple[UUID, GrantDraft]], source: Source, *, alone: bool
) -> None:
    found: Found = []
    for place, (key, draft) in enumerate(lines):
        if act.session.get(Certification, key) is not None:
            continue
        own: Found = []
        gathered(own, "", partial(_grant, act, key, draft, source))
        found += own if alone else [(f"{place}.{name}", problem) for name, problem in own]
    refuse(found)


def _grant(act: Act, key: UUID, draft: GrantDraft, source: Source) -> None:
    found: Found = []
    day = draft.granted_on or act.day
    what = gathered(found, "machine_id", partial(_target_name, act, draft))
    person = None
    if draft.person_id is None:
        found.append(("person_id", PersonlessError()))
    else:
        load = partial(load_present, act.session, Person, draft.person_id)
        person = gathered(found, "person_id", load)
    if day > act.day:
        found.append(("granted_on", ComingGrantError(day)))
    elif day < FIRST_DAY:
        found.append(("granted_on", EarlyDayError(day)))
    elif person and person.birth_date and person.birth_date > day:
        found.append(("granted_on", UnbornGrantError(person.name, day)))
    if draft.fixed_until and draft.fixed_until < day:
        found.append(("fixed_until", GrantTermError()))
    gathered(found, "granted_on", lambda: act.refuse_if_locked(LockKind.TRAININGS, day))
    if person and what:
        if _same(act, draft, person.id, day):
            found.append(("person_id", GrantedTwiceError(person.name, what, day)))
        if source is Source.DIRECT:
            found += _granter_problems(act, draft, what, day)
    refuse(found)
    assert person
    _write(act, key, draft, source, day)
    if person.id == act.person_id and source is not Source.FOUNDER:  # a founder's always is told
        act.alone(key, act.reason or draft.note.strip())
    act.about(person.id, key)


def _write(act: Act, key: UUID, draft: GrantDraft, source: Source, day: date) -> None:
    assert draft.person_id
    course = act.session.get(Course, draft.course_id) if draft.course_id else None
    trainer = act.session.get(Person, draft.trainer_id) if draft.trainer_id else None
    until, disuse = draft.fixed_until, draft.disuse_months
    if course and until is None and course.validity_months:
        until = add_months(day, course.validity_months)
    if course and disuse is None:
        disuse = course.disuse_months
    act.session.add(
        Certification(
            id=key,
            person_id=draft.person_id,
            machine_id=draft.machine_id,
            family_id=draft.family_id,
            course_id=draft.course_id,
            level=draft.level,
            granted_on=day,
            source=source,
            granted_by=trainer.name if trainer else " ".join(draft.granted_by.split()),
            trainer_id=draft.trainer_id,
            fixed_until=until,
            disuse_months=disuse,
            sheet=sheet_on(act.session, draft.machine_id, day),
            note=draft.note.strip(),
            recorded_at=act.now,
            account_id=act.actor.id,
        )
    )
    act.session.flush()


def _target_name(act: Act, draft: GrantDraft) -> str:
    if (draft.machine_id is None) == (draft.family_id is None):
        raise TargetlessError
    if draft.machine_id:
        machine = act.session.get(Machine, draft.machine_id)
        if machine is None:
            raise UnknownTargetError
        return machine.name
    entry = act.session.get(ListEntry, draft.family_id)
    if entry is None or entry.kind is not ListKind.RISK_FAMILY:
        raise UnknownTargetError
    return entry.label


def _granter_problems(act: Act, draft: GrantDraft, what: str, day: date) -> Found:
    """A trainer of the machine, or of each of the family, on that day; never for oneself."""
    if draft.trainer_id is None:
        return [("trainer_id", GranterError("?", what))]
    if draft.trainer_id == draft.person_id:
        return [("trainer_id", SelfGrantError())]
    trainer = act.session.get(Person, draft.trainer_id)
    name = trainer.name if trainer else "?"
    trains = _is_trainer(act, draft, draft.trainer_id, day)
    return [] if trains else [("trainer_id", GranterError(name, what))]


def _is_trainer(act: Act, draft: GrantDraft, person_id: UUID, day: date) -> bool:
    register = load_register(act.session, [person_id], None, day)
    for one in register.grants.get(person_id, ()):
        if one.level is not Level.TRAINER or register.state(one).standing is not Standing.IN_FORCE:
            continue
        if draft.family_id and one.family_id == draft.family_id:
            return True
    if draft.machine_id:
        right = register.right(person_id, draft.machine_id)
        in_force = right.state is not None and right.state.standing is Standing.IN_FORCE
        return in_force and right.grant is not None and right.grant.level is Level.TRAINER
    return False


def _has_trainer(act: Act, draft: GrantDraft) -> bool:
    wanted = select(Certification.person_id).where(
        Certification.level == Level.TRAINER,
        Certification.withdrawn.is_(False),
        Certification.machine_id == draft.machine_id
        if draft.machine_id
        else Certification.family_id == draft.family_id,
    )
    people = set(act.session.scalars(wanted)) - {draft.person_id}
    return any(_is_trainer(act, draft, one, act.day) for one in people)


def _same(act: Act, draft: GrantDraft, person_id: UUID, day: date) -> bool:
    wanted = select(Certification.id).where(
        Certification.person_id == person_id,
        Certification.machine_id.is_(None)
        if draft.machine_id is None
        else Certification.machine_id == draft.machine_id,
        Certification.family_id.is_(None)
        if draft.family_id is None
        else Certification.family_id == draft.family_id,
        Certification.level == draft.level,
        Certification.granted_on == day,
        Certification.withdrawn.is_(False),
    )
    return act.session.scalars(wanted.limit(1)).first() is not None


def _befall(
    act: Act,
    event_id: UUID,
    certification_id: UUID,
    kind: EventKind,
    reason: str,
    starts_on: date | None,
    until: date | None,
) -> None:
    if act.session.get(CertificationEvent, event_id) is not None:
        return
    one, day = _load(act, certification_id), starts_on or act.day
    found: Found = [] if reason.strip() else [("reason", ReasonlessError())]
    if day < one.granted_on:
        found.append(("starts_on", EventDayError(one.granted_on)))
    if until and until < day:
        found.append(("until", GrantTermError()))
    gathered(found, "starts_on", lambda: act.refuse_if_locked(LockKind.TRAININGS, day))
    found += order_problems(act, one, kind, day)
    refuse(found)
    act.session.add(
        CertificationEvent(
            id=event_id,
            certification_id=certification_id,
            kind=kind,
            starts_on=day,
            until=until,
            reason=reason.strip(),
            at=act.now,
            account_id=act.actor.id,
        )
    )
    if kind is not EventKind.RESTORED:
        let_fall(act, [certification_id], reason.strip())
    act.about(one.person_id, certification_id)


def _refuse_to_count(act: Act, one: Certification) -> None:
    """Of a session, while its result stands; never beside another that says the same."""
    person = act.session.get_one(Person, one.person_id)
    if one.enrolment_id and not is_entitled(act, one.enrolment_id):
        raise NotPassedError(person.name)
    said = GrantDraft(
        person_id=one.person_id, level=one.level, machine_id=one.machine_id, family_id=one.family_id
    )
    if _same(act, said, one.person_id, one.granted_on):
        raise GrantedTwiceError(person.name, _target_name(act, said), one.granted_on)


def _load(act: Act, certification_id: UUID) -> Certification:
    found = act.session.get(
        Certification, certification_id, with_for_update=True, populate_existing=True
    )
    if found is None:
        raise GoneCertificationError
    return found


def _event(act: Act, event_id: UUID) -> CertificationEvent:
    event = act.session.get(CertificationEvent, event_id)
    if event is None:
        raise GoneCertificationError
    act.about(_load(act, event.certification_id).person_id, event.certification_id)
    return event
