from collections.abc import Callable

from builders import Worker
from builders.papers import a_paper
from fablab_desk.papers.service import revoke_paper
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def revoke(worker: Worker) -> Call:
    key = a_paper(worker)
    return lambda act: revoke_paper(act, key, "wrong name")


CALLS: dict[str, Callable[[Worker], Call]] = {"papers.revoke_paper": revoke}
