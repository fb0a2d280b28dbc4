from collections.abc import Callable

from sqlalchemy import select

from builders import Worker
from builders.staff import PASSWORD, an_account, an_account_draft
from fablab_desk.keys import new_key
from fablab_desk.staff import service
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import SelfAct

Call = Callable[[Act], object]


def add(worker: Worker) -> Call:
    key, draft = new_key(), an_account_draft()
    return lambda act: service.add_account(act, key, draft)


def correct(worker: Worker) -> Call:
    key = an_account(worker)
    draft = an_account_draft(name="Another name")
    return lambda act: service.correct_account(act, key, draft, 1)


def close(worker: Worker) -> Call:
    key = an_account(worker)
    return lambda act: service.close_account(act, key)


def reopen(worker: Worker) -> Call:
    key = an_account(worker)
    worker.does(lambda act: service.close_account(act, key))
    return lambda act: service.reopen_account(act, key)


def change_password(worker: Worker) -> Call:
    return lambda act: service.change_own_password(act, PASSWORD, "a longer one")


def prefer(worker: Worker) -> Call:
    return lambda act: service.prefer(act, "theme", "dark")


def sign(worker: Worker) -> Call:
    other = Worker(worker.database)

    def record(act: Act) -> None:
        act.service = "payments.cash"
        act.alone(new_key(), "nobody else was there")

    other.does(record)
    with worker.database.reading() as session:
        key = session.scalars(select(SelfAct.id)).one()
    return lambda act: service.sign_self_act(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "staff.add_account": add,
    "staff.correct_account": correct,
    "staff.close_account": close,
    "staff.reopen_account": reopen,
    "staff.change_own_password": change_password,
    "staff.prefer": prefer,
    "staff.sign_self_act": sign,
}
