from collections.abc import Callable

from builders import Worker
from builders.people import a_person
from builders.twins import Twins
from fablab_desk.care.service_merge import hold_alike, merge_parties, tell_apart
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def twins(worker: Worker) -> Twins:
    return Twins(worker, a_person(worker), a_person(worker, "Adah"))


def merge(worker: Worker) -> Call:
    pair = twins(worker)
    seen = pair.preview().seen
    return lambda act: merge_parties(act, pair.kept, pair.gone, frozenset(), seen)


def apart(worker: Worker) -> Call:
    pair = twins(worker)
    return lambda act: tell_apart(act, pair.gone, pair.kept)


def alike(worker: Worker) -> Call:
    pair = twins(worker)
    worker.does(lambda act: tell_apart(act, pair.kept, pair.gone))
    return lambda act: hold_alike(act, pair.gone, pair.kept)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "care.merge_parties": merge,
    "care.tell_apart": apart,
    "care.hold_alike": alike,
}
