from collections.abc import Callable

from builders import Worker
from builders.setup import a_set_up, without_lab
from fablab_desk.care.service_setup import set_up
from fablab_desk.staff.act import Act


def first(worker: Worker) -> Callable[[Act], object]:
    without_lab(worker)
    draft = a_set_up()
    return lambda act: set_up(act, draft)


CALLS: dict[str, Callable[[Worker], Callable[[Act], object]]] = {"care.set_up": first}
