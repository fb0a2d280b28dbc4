from collections.abc import Callable
from uuid import UUID

from builders import Worker
from builders.money import FLOAT, a_cashing, a_charge, a_method, a_part, a_till, an_open_till
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.payments import service, service_methods, service_till
from fablab_desk.payments.drafts import CashingDraft, MethodDraft, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
VOUCHER = MethodDraft(label="Pass culture", kind=MethodKind.VOUCHER)


def a_new_method(worker: Worker) -> UUID:
    key = new_key()
    a_till(worker)
    worker.does(lambda act: service_methods.add_method(act, key, VOUCHER))
    return key


def cash(worker: Worker) -> Call:
    an_open_till(worker)
    payer, key = a_person(worker), new_key()
    tick = Tick(charge_id=a_charge(worker, payer))
    draft = CashingDraft(payer_id=payer, ticks=(tick,), parts=(a_part(worker, "12"),))
    return lambda act: service.cash(act, key, draft)


def correct(worker: Worker) -> Call:
    cashing, key = a_cashing(worker, a_person(worker)), new_key()
    worker.does(lambda act: service.issue_receipt(act, cashing))
    return lambda act: service.correct_cashing(act, key, cashing, "wrong amount")


def receipt(worker: Worker) -> Call:
    cashing = a_cashing(worker, a_person(worker))
    return lambda act: service.issue_receipt(act, cashing)


def open_till(worker: Worker) -> Call:
    till, key = a_till(worker), new_key()
    return lambda act: service_till.open_till(act, key, till, FLOAT)


def close_till(worker: Worker) -> Call:
    session = an_open_till(worker)
    return lambda act: service_till.close_till(act, session, FLOAT)


def usual(worker: Worker) -> Call:
    return lambda act: service_methods.add_usual_methods(act, "en")


def add(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_methods.add_method(act, key, VOUCHER)


def rename(worker: Worker) -> Call:
    key = a_new_method(worker)
    draft = MethodDraft(label="Pass sport", kind=MethodKind.VOUCHER)
    return lambda act: service_methods.correct_method(act, key, draft, 1)


def archive(worker: Worker) -> Call:
    key = a_new_method(worker)
    return lambda act: service_methods.archive_method(act, key)


def restore(worker: Worker) -> Call:
    key = a_new_method(worker)
    worker.does(lambda act: service_methods.archive_method(act, key))
    return lambda act: service_methods.restore_method(act, key)


def order(worker: Worker) -> Call:
    a_till(worker)
    first = a_method(worker, MethodKind.CARD)
    return lambda act: service_methods.order_methods(act, [first])


def add_till(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_methods.add_till(act, key, "Café")


def rename_till(worker: Worker) -> Call:
    key = a_till(worker)
    return lambda act: service_methods.rename_till(act, key, "Accueil", 1)


def archive_till(worker: Worker) -> Call:
    key = a_till(worker)
    return lambda act: service_methods.archive_till(act, key)


def restore_till(worker: Worker) -> Call:
    key = a_till(worker)
    worker.does(lambda act: service_methods.archive_till(act, key))
    return lambda act: service_methods.restore_till(act, key)


def remove(worker: Worker) -> Call:
    key = a_new_method(worker)
    return lambda act: service_methods.remove_method(act, key)


def remove_till(worker: Worker) -> Call:
    key = a_till(worker)
    return lambda act: service_methods.remove_till(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "payments.cash": cash,
    "payments.correct_cashing": correct,
    "payments.issue_receipt": receipt,
    "payments.open_till": open_till,
    "payments.close_till": close_till,
    "payments.add_usual_methods": usual,
    "payments.add_method": add,
    "payments.correct_method": rename,
    "payments.archive_method": archive,
    "payments.restore_method": restore,
    "payments.order_methods": order,
    "payments.add_till": add_till,
    "payments.rename_till": rename_till,
    "payments.archive_till": archive_till,
    "payments.restore_till": restore_till,
    "payments.remove_method": remove,
    "payments.remove_till": remove_till,
}
