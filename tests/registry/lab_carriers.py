from collections.abc import Callable

from builders import Worker
from builders.lab import a_carrier
from fablab_desk.keys import new_key
from fablab_desk.lab import service_carriers as service
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def add_carrier(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.add_carrier(act, key, "UNIV", CarrierDraft(name="Université"))


def archive_carrier(worker: Worker) -> Call:
    key = a_carrier(worker)
    return lambda act: service.archive_carrier(act, key)


def restore_carrier(worker: Worker) -> Call:
    key = a_carrier(worker)
    worker.does(lambda act: service.archive_carrier(act, key))
    return lambda act: service.restore_carrier(act, key)


def make_main(worker: Worker) -> Call:
    key = a_carrier(worker)
    return lambda act: service.make_main(act, key)


def remove_carrier(worker: Worker) -> Call:
    key = a_carrier(worker)
    return lambda act: service.remove_carrier(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "lab.add_carrier": add_carrier,
    "lab.archive_carrier": archive_carrier,
    "lab.restore_carrier": restore_carrier,
    "lab.make_main": make_main,
    "lab.remove_carrier": remove_carrier,
}
