from collections.abc import Callable

from builders import Worker
from builders.memberships import a_member, a_party, a_plan
from fablab_desk.keys import new_key
from fablab_desk.memberships import service
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def enrol(worker: Worker) -> Call:
    key, party, plan = new_key(), a_party(worker), a_plan(worker)
    return lambda act: service.enrol(act, key, party, plan, act.day)


def cancel(worker: Worker) -> Call:
    key = a_member(worker)
    return lambda act: service.cancel_membership(act, key, "Saisie deux fois")


def attest(worker: Worker) -> Call:
    key, membership = new_key(), a_member(worker)
    return lambda act: service.attest_membership(act, key, membership)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "memberships.enrol": enrol,
    "memberships.cancel_membership": cancel,
    "memberships.attest_membership": attest,
}
