from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from builders import Worker
from fablab_desk.care import service_register as services
from fablab_desk.care.register import ProcessingDraft, list_usual_processings
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
DRAFT = replace(list_usual_processings()[0], label="Vidéosurveillance", valid_from=date(2026, 1, 1))


def known(worker: Worker, draft: ProcessingDraft = DRAFT) -> UUID:
    key = new_key()
    worker.does(lambda act: services.add_processing(act, key, draft))
    return key


def usual(_worker: Worker) -> Call:
    return services.add_usual_processings


def add(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: services.add_processing(act, key, DRAFT)


def correct(worker: Worker) -> Call:
    key = known(worker)
    said = replace(DRAFT, kept_for="Un mois.")
    return lambda act: services.correct_processing(act, key, said, 1)


def archive(worker: Worker) -> Call:
    key = known(worker)
    return lambda act: services.archive_processing(act, key)


def restore(worker: Worker) -> Call:
    key = known(worker)
    worker.does(lambda act: services.archive_processing(act, key))
    return lambda act: services.restore_processing(act, key)


def remove(worker: Worker) -> Call:
    key = known(worker)
    return lambda act: services.remove_processing(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "care.add_usual_processings": usual,
    "care.add_processing": add,
    "care.correct_processing": correct,
    "care.archive_processing": archive,
    "care.restore_processing": restore,
    "care.remove_processing": remove,
}
