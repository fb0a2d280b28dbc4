from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.trainings import (
    a_certification,
    a_course,
    a_session,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    present,
)
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.staff.act import Act
from fablab_desk.trainings import service_papers as papers

Call = Callable[[Act], object]


def held(worker: Worker) -> tuple[UUID, UUID]:
    """A closed session and the enrolment of whoever passed."""
    machine = a_machine(worker)
    session_id = a_session(worker, a_course(worker, machine), a_trainer(worker, machine))
    key = an_enrolment(worker, session_id)
    present(worker, session_id, key)
    assessed(worker, session_id, key)
    closed(worker, session_id)
    return session_id, key


def attest_training(worker: Worker) -> Call:
    paper, (_, key) = new_key(), held(worker)
    return lambda act: papers.attest_training(act, paper, key)


def attest_attendance(worker: Worker) -> Call:
    paper, (_, key) = new_key(), held(worker)
    return lambda act: papers.attest_attendance(act, paper, key)


def certify_completion(worker: Worker) -> Call:
    paper, (_, key) = new_key(), held(worker)
    with worker.database.writing() as session:
        session.scalars(select(Carrier)).one().training_body = "84420123456"
    return lambda act: papers.certify_completion(act, paper, key)


def attest_certification(worker: Worker) -> Call:
    paper = new_key()
    key = a_certification(worker, a_person(worker), machine_id=a_machine(worker))
    return lambda act: papers.attest_certification(act, paper, key)


def attest_session(worker: Worker) -> Call:
    paper, (session_id, key) = new_key(), held(worker)
    return lambda act: papers.attest_session(act, session_id, {key: paper})


CALLS: dict[str, Callable[[Worker], Call]] = {
    "trainings.attest_training": attest_training,
    "trainings.attest_attendance": attest_attendance,
    "trainings.certify_completion": certify_completion,
    "trainings.attest_certification": attest_certification,
    "trainings.attest_session": attest_session,
}
