from collections.abc import Callable
from uuid import UUID

from builders import Worker
from builders.people import a_person, an_attachments_folder
from builders.projects import a_meeting, a_project
from fablab_desk.keys import new_key
from fablab_desk.projects import service, service_files
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
MEETING = MeetingDraft(day=None, minutes=90, stage=ProjectStage.TRIAL)


def keep_project(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.keep_project(act, key, ProjectDraft(title="Lampe"))


def correct_project(worker: Worker) -> Call:
    key = a_project(worker)
    return lambda act: service.correct_project(act, key, ProjectDraft(title="Lampadaire"), 1)


def archive_project(worker: Worker) -> Call:
    key = a_project(worker)
    return lambda act: service.archive_project(act, key)


def restore_project(worker: Worker) -> Call:
    key = a_project(worker)
    worker.does(lambda act: service.archive_project(act, key))
    return lambda act: service.restore_project(act, key)


def name_person(worker: Worker) -> Call:
    key, ada = a_project(worker), a_person(worker)
    return lambda act: service.name_person(act, key, ada, ProjectRole.LEADS)


def forget_person(worker: Worker) -> Call:
    key, ada = a_project(worker), a_person(worker)
    worker.does(lambda act: service.name_person(act, key, ada))
    return lambda act: service.forget_person(act, key, ada)


def note_meeting(worker: Worker) -> Call:
    key, project = new_key(), a_project(worker)
    return lambda act: service.note_meeting(act, key, project, MEETING)


def correct_meeting(worker: Worker) -> Call:
    key = a_meeting(worker, a_project(worker))
    return lambda act: service.correct_meeting(act, key, MEETING, 1)


def withdraw_meeting(worker: Worker) -> Call:
    key = a_meeting(worker, a_project(worker))
    return lambda act: service.withdraw_meeting(act, key)


def restore_meeting(worker: Worker) -> Call:
    key = a_meeting(worker, a_project(worker))
    worker.does(lambda act: service.withdraw_meeting(act, key))
    return lambda act: service.restore_meeting(act, key)


def _attached(worker: Worker) -> tuple[UUID, Call]:
    key, project, files = new_key(), a_project(worker), an_attachments_folder(worker)
    return key, lambda act: service_files.attach_file(act, files, key, project, "plan.pdf", b"%PDF")


def attach_file(worker: Worker) -> Call:
    return _attached(worker)[1]


def take_file_off(worker: Worker) -> Call:
    key, attach = _attached(worker)
    worker.does(attach)
    return lambda act: service_files.take_file_off(act, key)


def put_file_back(worker: Worker) -> Call:
    key, attach = _attached(worker)
    worker.does(attach)
    worker.does(lambda act: service_files.take_file_off(act, key))
    return lambda act: service_files.put_file_back(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "projects.keep_project": keep_project,
    "projects.correct_project": correct_project,
    "projects.archive_project": archive_project,
    "projects.restore_project": restore_project,
    "projects.name_person": name_person,
    "projects.forget_person": forget_person,
    "projects.note_meeting": note_meeting,
    "projects.correct_meeting": correct_meeting,
    "projects.attach_file": attach_file,
    "projects.take_file_off": take_file_off,
    "projects.put_file_back": put_file_back,
    "projects.withdraw_meeting": withdraw_meeting,
    "projects.restore_meeting": restore_meeting,
}
