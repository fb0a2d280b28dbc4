from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, a_photo, an_attachments_folder
from builders.uses import HOUR, recorded, started, the_use
from fablab_desk.keys import new_key
from fablab_desk.logbook import service, service_corrections, service_photo
from fablab_desk.logbook.drafts import StopDraft, UseDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def _over(worker: Worker) -> UseDraft:
    return UseDraft(
        machine_id=a_machine(worker),
        user_id=a_person(worker),
        starts_at=NOW - 2 * HOUR,
        ends_at=NOW - HOUR,
    )


def start(worker: Worker) -> Call:
    key = new_key()
    draft = UseDraft(machine_id=a_machine(worker), user_id=a_person(worker))
    return lambda act: service.start_use(act, key, draft)


def stop(worker: Worker) -> Call:
    key = started(worker, a_machine(worker), a_person(worker), starts_at=NOW - HOUR)
    return lambda act: service.stop_use(act, key)


def go_on(worker: Worker) -> Call:
    key = started(worker, a_machine(worker), a_person(worker), starts_at=NOW - HOUR)
    worker.does(lambda act: service.stop_use(act, key))
    return lambda act: service.go_on_with_use(act, key)


def record(worker: Worker) -> Call:
    key, draft = new_key(), _over(worker)
    return lambda act: service.record_use(act, key, draft)


def record_sheet(worker: Worker) -> Call:
    lines = [(new_key(), _over(worker))]
    return lambda act: service.record_sheet(act, lines)


def settle(worker: Worker) -> Call:
    began = NOW - timedelta(hours=3)
    key = started(worker, a_machine(worker), a_person(worker), starts_at=began)
    stops: list[tuple[UUID, StopDraft | None]] = [(key, StopDraft(ends_at=NOW - HOUR))]
    return lambda act: service.settle_uses(act, stops)


def correct(worker: Worker) -> Call:
    draft = _over(worker)
    key = recorded(worker, draft.machine_id, draft.user_id, NOW - 5 * HOUR)
    new, version = new_key(), the_use(worker, key).version
    return lambda act: service_corrections.correct_use(
        act, key, new, draft, "Mauvaise heure", version
    )


def take_correction_back(worker: Worker) -> Call:
    draft = _over(worker)
    key, new = recorded(worker, draft.machine_id, draft.user_id, NOW - 5 * HOUR), new_key()
    version = the_use(worker, key).version
    worker.does(
        lambda act: service_corrections.correct_use(act, key, new, draft, "Mauvaise heure", version)
    )
    return lambda act: service_corrections.take_correction_back(act, new, "Elle était juste")


def withdraw(worker: Worker) -> Call:
    key = recorded(worker, a_machine(worker), a_person(worker))
    return lambda act: service_corrections.withdraw_uses(act, [key], "Notée deux fois")


def restore(worker: Worker) -> Call:
    key = recorded(worker, a_machine(worker), a_person(worker))
    worker.does(lambda act: service_corrections.withdraw_uses(act, [key], "Notée deux fois"))
    return lambda act: service_corrections.restore_uses(act, [key])


def set_use_photo(worker: Worker) -> Call:
    key = recorded(worker, a_machine(worker), a_person(worker))
    files = an_attachments_folder(worker)
    return lambda act: service_photo.set_use_photo(act, files, key, a_photo())


def put_use_photo_back(worker: Worker) -> Call:
    key = recorded(worker, a_machine(worker), a_person(worker))
    files = an_attachments_folder(worker)
    worker.does(lambda act: service_photo.set_use_photo(act, files, key, a_photo()))
    return lambda act: service_photo.put_use_photo_back(act, files, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "logbook.set_use_photo": set_use_photo,
    "logbook.put_use_photo_back": put_use_photo_back,
    "logbook.start_use": start,
    "logbook.stop_use": stop,
    "logbook.go_on_with_use": go_on,
    "logbook.record_use": record,
    "logbook.record_sheet": record_sheet,
    "logbook.settle_uses": settle,
    "logbook.correct_use": correct,
    "logbook.take_correction_back": take_correction_back,
    "logbook.withdraw_uses": withdraw,
    "logbook.restore_uses": restore,
}
