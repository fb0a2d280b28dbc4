"""Two desks at once: the later act sees what the earlier one wrote."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select

from builders import Worker
from builders.people import a_person
from fablab_desk.errors import Problems
from fablab_desk.people.errors import CardTakenError
from fablab_desk.people.service_card import give_card
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import AuditEntry

A_WHILE = 0.3  # seconds: what the later desk would need to look and find nothing


def test_a_card_given_at_two_desks_is_refused_at_the_later_one(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    later = Worker(administrator.database, keys=administrator.keys)
    begun = Event()

    def first(act: Act) -> None:
        give_card(act, ada, "04A2")
        act.session.flush()
        begun.set()
        sleep(A_WHILE)

    def second() -> None:
        begun.wait()
        later.does(lambda act: give_card(act, bea, "04A2"))

    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(second)
        administrator.does(first)
        with pytest.raises(Problems) as refusal:
            told.result()
    ((_, problem),) = refusal.value.found
    assert isinstance(problem, CardTakenError)


def test_an_act_is_dated_after_those_it_waited_for(administrator: Worker) -> None:
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    later = Worker(administrator.database, keys=administrator.keys)
    begun = Event()

    def first(act: Act) -> None:
        begun.set()
        sleep(A_WHILE)
        give_card(act, ada, "04A2")
        administrator.now = later.now = act.now.replace(minute=50)

    def second() -> None:
        begun.wait()
        later.does(lambda act: give_card(act, bea, "04A3"))

    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(second)
        administrator.does(first)
        told.result()
    with administrator.database.reading() as session:
        instants = list(session.scalars(select(AuditEntry.at).order_by(AuditEntry.seq)))
    assert instants[-1].minute == 50
