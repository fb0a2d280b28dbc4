"""Two desks at once: the base decides, and the other desk is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlalchemy import func, select

from builders import Worker
from builders.money import FLOAT, a_cashing, a_charge, a_part, a_till, an_open_till
from builders.people import a_person
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.payments.check import check_journal
from fablab_desk.payments.drafts import CashingDraft, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import Cashing, TillSession
from fablab_desk.payments.service import cash, correct_cashing
from fablab_desk.payments.service_till import close_till, open_till
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def at_once(worker: Worker, *calls: Call) -> list[str]:
    """What each desk was told, in the order of saying; nothing where it was done."""
    together = Barrier(len(calls))
    desks = [Worker(worker.database, worker.roles, keys=worker.keys) for _ in calls]

    def does(desk: Worker, call: Call) -> str:
        together.wait()
        try:
            desk.does(call)
        except DeskError as refusal:
            return say(refusal, "en")
        return ""

    with ThreadPoolExecutor(len(calls)) as pool:
        told = sorted(pool.map(does, desks, calls))
    with worker.database.reading() as session:
        assert check_journal(session, lambda _done, _all: None) == []
    return told


def pays(payer: UUID, draft: CashingDraft) -> Call:
    key = new_key()
    return lambda act: cash(act, key, draft)


def test_one_debt_is_taken_once(treasurer: Worker) -> None:
    an_open_till(treasurer)
    payer = a_person(treasurer)
    tick = Tick(charge_id=a_charge(treasurer, payer))
    draft = CashingDraft(payer_id=payer, ticks=(tick,), parts=(a_part(treasurer, "12"),))
    told = at_once(treasurer, pays(payer, draft), pays(payer, draft))
    assert told == ["", "“Découpe laser” is no longer open: correct the payment first."]


def test_a_till_is_opened_once(treasurer: Worker) -> None:
    till = a_till(treasurer)
    keys = (new_key(), new_key())
    calls: list[Call] = [
        lambda act, key=key: open_till(act, key, till, FLOAT)  # type: ignore[misc]
        for key in keys
    ]
    done, refused = at_once(treasurer, *calls)
    assert (done, refused[:28]) == ("", "“Till” was opened already by")


def test_a_till_is_closed_once(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    a_cashing(treasurer, a_person(treasurer), "10.00", MethodKind.CASH)
    told = at_once(
        treasurer,
        lambda act: close_till(act, opened, {1000: 11}),
        lambda act: close_till(act, opened, {1000: 10, 500: 2}),
    )
    assert (told[0], told[1][:28]) == ("", "“Till” was closed already by")


def test_money_is_taken_before_the_closing_or_not_at_all(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    payer = a_person(treasurer)
    tick = Tick(charge_id=a_charge(treasurer, payer))
    draft = CashingDraft(payer_id=payer, ticks=(tick,), parts=(a_part(treasurer, "12"),))
    at_once(treasurer, pays(payer, draft), lambda act: close_till(act, opened, FLOAT, "in a hurry"))
    with treasurer.database.reading() as session:
        closed = session.get_one(TillSession, opened)
        taken = session.scalar(select(func.sum(Cashing.total)))
    assert closed.expected == closed.opening_amount + (taken or 0)


def test_money_is_corrected_once(treasurer: Worker) -> None:
    wrong = a_cashing(treasurer, a_person(treasurer))
    calls: list[Call] = [
        lambda act, key=key: correct_cashing(act, key, wrong, "twice")  # type: ignore[misc]
        for key in (new_key(), new_key())
    ]
    told = at_once(treasurer, *calls)
    assert (told[0], told[1][:31]) == ("", "This was corrected already, on ")
