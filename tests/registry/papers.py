from collections.abc import Callable
from dataclasses import replace

from builders import Worker
from builders.papers import a_paper
from fablab_desk.papers.service import publish_revoked, revoke_paper
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def revoke(worker: Worker) -> Call:
    key = a_paper(worker)
    return lambda act: revoke_paper(act, key, "wrong name")


def publish(worker: Worker) -> Call:
    assert worker.keys
    a_paper(replace(worker, keys=worker.keys / "another desk"))  # this one signs for the first time
    return publish_revoked


CALLS: dict[str, Callable[[Worker], Call]] = {
    "papers.publish_revoked": publish,
    "papers.revoke_paper": revoke,
}
