from collections.abc import Callable

from builders import Worker
from builders.money import a_charge, a_line
from builders.people import a_person
from fablab_desk.charges import service
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def charge(worker: Worker) -> Call:
    key, payer, line = new_key(), a_person(worker), a_line()
    return lambda act: service.charge_by_hand(act, key, payer, line)


def withdraw(worker: Worker) -> Call:
    key = a_charge(worker, a_person(worker))
    return lambda act: service.withdraw_charge(act, key, "charged twice")


def waive(worker: Worker) -> Call:
    key = a_charge(worker, a_person(worker))
    return lambda act: service.waive_charge(act, key, "the machine failed")


def restore(worker: Worker) -> Call:
    key = a_charge(worker, a_person(worker))
    worker.does(lambda act: service.waive_charge(act, key, "the machine failed"))
    return lambda act: service.restore_charge(act, key)


def put_on_slate(worker: Worker) -> Call:
    key = a_charge(worker, a_person(worker))
    return lambda act: service.put_on_slate(act, key)


def take_off_slate(worker: Worker) -> Call:
    key = a_charge(worker, a_person(worker))
    worker.does(lambda act: service.put_on_slate(act, key))
    return lambda act: service.take_off_slate(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "charges.charge_by_hand": charge,
    "charges.withdraw_charge": withdraw,
    "charges.waive_charge": waive,
    "charges.restore_charge": restore,
    "charges.put_on_slate": put_on_slate,
    "charges.take_off_slate": take_off_slate,
}
