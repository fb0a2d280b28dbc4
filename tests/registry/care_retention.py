from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from builders import Worker
from builders.people import a_person
from fablab_desk.care.service_retention import seal_records, set_retention, unseal_records
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def long_gone(worker: Worker) -> UUID:
    return a_person(replace(worker, now=worker.now - timedelta(days=2000)))


def term(_worker: Worker) -> Call:
    return lambda act: set_retention(act, 5)


def seal(worker: Worker) -> Call:
    key = long_gone(worker)
    return lambda act: seal_records(act, [key])


def unseal(worker: Worker) -> Call:
    key = long_gone(worker)
    worker.does(lambda act: seal_records(act, [key]))
    return lambda act: unseal_records(act, [key])


CALLS: dict[str, Callable[[Worker], Call]] = {
    "care.set_retention": term,
    "care.seal_records": seal,
    "care.unseal_records": unseal,
}
