from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, an_attachments_folder
from builders.trainings import (
    a_certification,
    a_course,
    a_course_draft,
    a_half_day,
    a_session,
    a_session_draft,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    half_days,
    present,
    version_of,
)
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.trainings import service as courses
from fablab_desk.trainings import service_certifications as certifications
from fablab_desk.trainings import service_closing as closing
from fablab_desk.trainings import service_enrolments as enrolments
from fablab_desk.trainings import service_sessions as sessions
from fablab_desk.trainings import service_sheets as sheets
from fablab_desk.trainings.drafts import AssessmentDraft, EnrolmentDraft, GrantDraft
from fablab_desk.trainings.kinds import Level, Presence, Result
from fablab_desk.trainings.models import TrainingSession

Call = Callable[[Act], object]
WHY = "essai"


def add_course(worker: Worker) -> Call:
    key, draft = new_key(), a_course_draft(a_machine(worker))
    return lambda act: courses.add_course(act, key, draft)


def correct_course(worker: Worker) -> Call:
    machine = a_machine(worker)
    key = a_course(worker, machine)
    draft = a_course_draft(machine, title="Laser, les bases", capacity=4)
    return lambda act: courses.correct_course(act, key, draft, 1)


def archive_course(worker: Worker) -> Call:
    key = a_course(worker)
    return lambda act: courses.archive_course(act, key)


def restore_course(worker: Worker) -> Call:
    key = a_course(worker)
    worker.does(lambda act: courses.archive_course(act, key))
    return lambda act: courses.restore_course(act, key)


def plan_session(worker: Worker) -> Call:
    key, draft = new_key(), a_session_draft(a_course(worker), a_person(worker))
    return lambda act: sessions.plan_session(act, key, draft)


def correct_session(worker: Worker) -> Call:
    course, trainer = a_course(worker), a_person(worker)
    key = a_session(worker, course, trainer)
    draft = a_session_draft(
        course, trainer, seats=4, half_days=(a_half_day(NOW - timedelta(days=2)),)
    )
    return lambda act: sessions.correct_session(act, key, draft, 1)


def cancel_session(worker: Worker) -> Call:
    key = a_session(worker, a_course(worker))
    return lambda act: sessions.cancel_session(act, key, WHY)


def plan_again(worker: Worker) -> Call:
    key = a_session(worker, a_course(worker))
    worker.does(lambda act: sessions.cancel_session(act, key, WHY))
    return lambda act: sessions.plan_again(act, key)


def enrol(worker: Worker) -> Call:
    session_id, key = a_session(worker, a_course(worker)), new_key()
    draft = EnrolmentDraft(person_id=a_person(worker))
    return lambda act: enrolments.enrol(act, key, session_id, draft)


def correct_enrolment(worker: Worker) -> Call:
    person = a_person(worker)
    key = an_enrolment(worker, a_session(worker, a_course(worker)), person)
    draft = EnrolmentDraft(person_id=person, profession="Menuisière")
    return lambda act: enrolments.correct_enrolment(act, key, draft, 1)


def withdraw_enrolment(worker: Worker) -> Call:
    key = an_enrolment(worker, a_session(worker, a_course(worker)))
    return lambda act: enrolments.withdraw_enrolment(act, key)


def restore_enrolment(worker: Worker) -> Call:
    key = an_enrolment(worker, a_session(worker, a_course(worker)))
    worker.does(lambda act: enrolments.withdraw_enrolment(act, key))
    return lambda act: enrolments.restore_enrolment(act, key)


def give_seat(worker: Worker) -> Call:
    key = an_enrolment(worker, a_session(worker, a_course(worker)))
    worker.does(lambda act: enrolments.give_seat_back(act, key))
    return lambda act: enrolments.give_seat(act, key)


def give_seat_back(worker: Worker) -> Call:
    key = an_enrolment(worker, a_session(worker, a_course(worker)))
    return lambda act: enrolments.give_seat_back(act, key)


def note_presences(worker: Worker) -> Call:
    session_id = a_session(worker, a_course(worker))
    key = an_enrolment(worker, session_id)
    marks = {(key, half): Presence.PRESENT for half in half_days(worker, session_id)}
    return lambda act: enrolments.note_presences(act, session_id, marks)


def assess(worker: Worker) -> Call:
    session_id = a_session(worker, a_course(worker))
    key = an_enrolment(worker, session_id)
    present(worker, session_id, key)
    results = [(key, AssessmentDraft(result=Result.PASSED, remark="À l’aise"))]
    return lambda act: enrolments.assess(act, session_id, results)


def _over(worker: Worker) -> UUID:
    machine = a_machine(worker)
    session_id = a_session(worker, a_course(worker, machine), a_trainer(worker, machine))
    key = an_enrolment(worker, session_id)
    present(worker, session_id, key)
    assessed(worker, session_id, key)
    return session_id


def close_session(worker: Worker) -> Call:
    key = _over(worker)
    seen = version_of(worker, TrainingSession, key)
    return lambda act: closing.close_session(act, key, seen)


def reopen_session(worker: Worker) -> Call:
    key = _over(worker)
    closed(worker, key)
    return lambda act: closing.reopen_session(act, key)


def grant(worker: Worker) -> Call:
    machine, key = a_machine(worker), new_key()
    draft = GrantDraft(
        person_id=a_person(worker),
        level=Level.AUTONOMOUS,
        machine_id=machine,
        trainer_id=a_trainer(worker, machine),
    )
    return lambda act: certifications.grant(act, key, draft)


def take_over_certifications(worker: Worker) -> Call:
    draft = GrantDraft(
        person_id=a_person(worker), level=Level.AUTONOMOUS, machine_id=a_machine(worker)
    )
    lines = [(new_key(), draft)]
    return lambda act: certifications.take_over_certifications(act, lines)


def grant_first(worker: Worker) -> Call:
    key = new_key()
    draft = GrantDraft(
        person_id=a_person(worker), level=Level.TRAINER, machine_id=a_machine(worker)
    )
    return lambda act: certifications.grant_first(act, key, draft, WHY)


def _one(worker: Worker) -> UUID:
    return a_certification(worker, a_person(worker), machine_id=a_machine(worker))


def withdraw_certifications(worker: Worker) -> Call:
    key = _one(worker)
    return lambda act: certifications.withdraw_certifications(act, [key], WHY)


def restore_certifications(worker: Worker) -> Call:
    key = _one(worker)
    worker.does(lambda act: certifications.withdraw_certifications(act, [key], WHY))
    return lambda act: certifications.restore_certifications(act, [key])


def suspend(worker: Worker) -> Call:
    key, event = _one(worker), new_key()
    return lambda act: certifications.suspend(act, event, key, WHY)


def restore(worker: Worker) -> Call:
    key, event, first = _one(worker), new_key(), new_key()
    worker.does(lambda act: certifications.suspend(act, first, key, WHY))
    return lambda act: certifications.restore(act, event, key, WHY)


def revoke(worker: Worker) -> Call:
    key, event = _one(worker), new_key()
    return lambda act: certifications.revoke(act, event, key, WHY)


def withdraw_event(worker: Worker) -> Call:
    key, event = _one(worker), new_key()
    worker.does(lambda act: certifications.suspend(act, event, key, WHY))
    return lambda act: certifications.withdraw_event(act, event)


def note_event_again(worker: Worker) -> Call:
    key, event = _one(worker), new_key()
    worker.does(lambda act: certifications.suspend(act, event, key, WHY))
    worker.does(lambda act: certifications.withdraw_event(act, event))
    return lambda act: certifications.note_event_again(act, event)


def _kept_sheet(worker: Worker) -> tuple[UUID, Call]:
    key, session, files = (
        new_key(),
        a_session(worker, a_course(worker)),
        an_attachments_folder(worker),
    )
    return key, lambda act: sheets.keep_sheet(act, files, key, session, "feuille.pdf", b"%PDF")


def keep_sheet(worker: Worker) -> Call:
    return _kept_sheet(worker)[1]


def withdraw_sheet(worker: Worker) -> Call:
    key, keep = _kept_sheet(worker)
    worker.does(keep)
    return lambda act: sheets.withdraw_sheet(act, key)


def restore_sheet(worker: Worker) -> Call:
    key, keep = _kept_sheet(worker)
    worker.does(keep)
    worker.does(lambda act: sheets.withdraw_sheet(act, key))
    return lambda act: sheets.restore_sheet(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "trainings.add_course": add_course,
    "trainings.correct_course": correct_course,
    "trainings.archive_course": archive_course,
    "trainings.restore_course": restore_course,
    "trainings.plan_session": plan_session,
    "trainings.correct_session": correct_session,
    "trainings.cancel_session": cancel_session,
    "trainings.plan_again": plan_again,
    "trainings.keep_sheet": keep_sheet,
    "trainings.withdraw_sheet": withdraw_sheet,
    "trainings.restore_sheet": restore_sheet,
    "trainings.enrol": enrol,
    "trainings.correct_enrolment": correct_enrolment,
    "trainings.withdraw_enrolment": withdraw_enrolment,
    "trainings.restore_enrolment": restore_enrolment,
    "trainings.give_seat": give_seat,
    "trainings.give_seat_back": give_seat_back,
    "trainings.note_presences": note_presences,
    "trainings.assess": assess,
    "trainings.close_session": close_session,
    "trainings.reopen_session": reopen_session,
    "trainings.grant": grant,
    "trainings.take_over_certifications": take_over_certifications,
    "trainings.grant_first": grant_first,
    "trainings.withdraw_certifications": withdraw_certifications,
    "trainings.restore_certifications": restore_certifications,
    "trainings.suspend": suspend,
    "trainings.restore": restore,
    "trainings.revoke": revoke,
    "trainings.withdraw_event": withdraw_event,
    "trainings.note_event_again": note_event_again,
}
