from collections.abc import Callable

from builders import Worker
from builders.people import a_person
from fablab_desk.care.service_personal import erase_person, note_access
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def erase(worker: Worker) -> Call:
    person = a_person(worker)
    return lambda act: erase_person(act, person, "Ada Exemple", 1)


def access(worker: Worker) -> Call:
    person, key = a_person(worker), new_key()
    return lambda act: note_access(act, key, person)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "care.erase_person": erase,
    "care.note_access": access,
}
