"""The first screen: the day so far and what is due, each line leading to its record."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer

from fablab_desk.memberships.ended_covers import SHOWS as ENDED_SHOWS
from fablab_desk.memberships.ended_covers import EndedCover, list_ended
from fablab_desk.overview.counter import TILL_SHOWS, load_todays_till
from fablab_desk.overview.door import SHOWS as DOOR_SHOWS
from fablab_desk.overview.door import DoorState, load_door
from fablab_desk.overview.today import SHOWS, load_today
from fablab_desk.overview.today_rows import Today, TodaysTill
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.late import when_loaded
from fablab_desk.ui.today.door import openness, visits_of
from fablab_desk.ui.today.ended import ended_item
from fablab_desk.ui.today.frame import TodayFrame

if TYPE_CHECKING:
    from fablab_desk.overview.machines_today import MachinesToday
    from fablab_desk.overview.premises import LabDay
    from fablab_desk.overview.trainings_today import TrainingsToday

MINUTE_MS = 60_000


class TodayTab(TodayFrame):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = desk.today()
        self._follows_lab = False
        self._machines: MachinesToday | None = None
        self._trainings: TrainingsToday | None = None
        self.party_asked.connect(self._open_party)
        self.people_asked.connect(self._open_people)
        self.owed_asked.connect(self._open_owed)
        self.count_asked.connect(self._count)
        self.sign_asked.connect(self._sign)
        self.cash_asked.connect(self._cash)
        self.admit_asked.connect(self._admit)
        self.door_asked.connect(self._open_door)
        self.insurance_asked.connect(self._open_insurance)
        self.decide_asked.connect(self._decide)
        self.machines_asked.connect(partial(desk.show_filter, "machines", "due"))
        self.stock_asked.connect(partial(desk.show_filter, "stock", "low"))
        self.trainings_asked.connect(partial(desk.open, "trainings"))
        self.rights_asked.connect(self._open_next_actions)
        self.follow(desk, SHOWS, self._read)
        self.follow(desk, TILL_SHOWS, self._read_till)
        self.follow(desk, DOOR_SHOWS, self._read_door)
        self.follow(desk, ENDED_SHOWS, self._read_ended)
        self._midnight = QTimer(self, interval=MINUTE_MS)
        self._midnight.timeout.connect(self._follow_the_day)
        self._midnight.start()
        self._read_till()
        self._read()
        self._read_door()
        self._read_ended()
        self._read_lab_day()
        self._read_machines()
        self._read_trainings()

    def _open_party(self, key: UUID) -> None:
        self._desk.open("people", key)

    def _open_people(self, listed: str) -> None:
        self._desk.show_filter("people", listed)

    def _open_owed(self) -> None:
        from fablab_desk.ui.payments.owed import OwedDialog

        OwedDialog(self._desk, self).open()

    def _open_door(self) -> None:
        self._desk.open("agenda")

    def _open_insurance(self) -> None:
        self._desk.show_filter("settings", "insurance_action")

    def _decide(self) -> None:
        when_loaded("people.decisions", self, self._open_decisions)

    def _open_decisions(self) -> None:
        from fablab_desk.ui.people.decisions import DecisionsDialog

        DecisionsDialog(self._desk, self).open()

    def _count(self, closing: bool) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        CountDialog(self._desk, self, closing=closing, then=self._read_till).open_when_read()

    def _sign(self) -> None:
        from fablab_desk.ui.staff.sign import SignDialog

        SignDialog(self._desk, self).open()

    def _cash(self) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        CashDialog(self._desk, self).open_when_read()

    def _admit(self) -> None:
        from fablab_desk.ui.people.person import PersonDialog

        dialog = PersonDialog(self._desk, self)
        dialog.admitted.connect(self._admitted)
        dialog.open()

    def _read(self) -> None:
        day = self._day
        self._desk.ask(lambda session: load_today(session, day), self._show, self)

    def _read_till(self) -> None:
        day = self._day
        self._desk.ask(
            lambda session: load_todays_till(session, day), self._show_till, self, "till"
        )

    def _read_door(self) -> None:
        day = self._day
        self._desk.ask(
            lambda session: load_door(session, day), self._show_door, self, "door", patient=True
        )

    def _read_ended(self) -> None:
        day = self._day
        self._desk.ask(
            lambda session: list_ended(session, day), self._show_ended, self, "ended", patient=True
        )

    def _read_lab_day(self) -> None:
        """What it needs is loaded by the reader, once the screen stands."""
        self._desk.ask(
            partial(_read_lab_day, day=self._day), self._show_lab_day, self, "lab day", patient=True
        )

    def _show_lab_day(self, read: "LabDay") -> None:
        from fablab_desk.ui.today.premises import SHOWS as LAB_SHOWS
        from fablab_desk.ui.today.premises import insurance_item, said_hours

        opens = self.insurance_asked.emit
        self.show_lab_day(said_hours(read), [insurance_item(one, opens) for one in read.pressing])
        if not self._follows_lab:
            self._follows_lab = True
            self.follow(self._desk, LAB_SHOWS, self._read_lab_day)

    def _read_machines(self) -> None:
        """As with the lab's day, what it needs is loaded by the reader."""
        self._desk.ask(
            partial(_read_machines, now=self._desk.now()),
            self._show_machines,
            self,
            "machines",
            patient=True,
        )

    def _show_machines(self, read: "MachinesToday") -> None:
        from fablab_desk.ui.today.machines import SHOWS as MACHINE_SHOWS
        from fablab_desk.ui.today.machines import stock_items

        if self._machines is None:
            self.follow(self._desk, MACHINE_SHOWS, self._read_machines)
        if read == self._machines:
            return
        self._machines = read
        self.tell_machines()
        self.show_to_order(stock_items(read.to_order, partial(self._desk.open, "stock")))

    def tell_machines(self) -> None:
        from fablab_desk.ui.today.machines import pressing_items, running_items, still_items

        if read := self._machines:
            now, zone = self._desk.now(), self._desk.zone
            opens = partial(self._desk.open, "machines")
            self.show_machines(
                running_items(read.running, now, zone, opens, self._stop),
                still_items(read.still, now, zone, opens),
                pressing_items(read.pressing, self._day, opens),
            )

    def _read_trainings(self) -> None:
        query = partial(_read_trainings, now=self._desk.now(), day=self._day)
        self._desk.ask(query, self._show_trainings, self, "trainings", patient=True)

    def _show_trainings(self, read: "TrainingsToday") -> None:
        from fablab_desk.ui.today.trainings import SHOWS as TRAININGS_SHOWS
        from fablab_desk.ui.today.trainings import ending_items, session_items

        if self._trainings is None:
            self.follow(self._desk, TRAININGS_SHOWS, self._read_trainings)
        if read != self._trainings:
            self._trainings = read
            opens = partial(self._desk.open, "trainings")
            self.show_trainings(
                session_items(read, self._desk.zone, opens),
                ending_items(read.ending, self._open_party),
            )

    def _open_next_actions(self) -> None:
        when_loaded("trainings.matrix", self, self._show_next_actions)

    def _show_next_actions(self) -> None:
        from fablab_desk.ui.trainings.matrix import NEXT, MatrixDialog

        MatrixDialog(self._desk, self, NEXT).open()

    def _stop(self, use_id: UUID) -> None:
        when_loaded("machines.stop", self, partial(self._open_stop, use_id))

    def _open_stop(self, use_id: UUID) -> None:
        from fablab_desk.ui.machines.acts import stop_running

        stop_running(self._desk, self, use_id)

    def _show_ended(self, ended: tuple[EndedCover, ...]) -> None:
        self.show_ended([ended_item(one, self.opener(one.id)) for one in ended])

    def _show_door(self, door: DoorState) -> None:
        state = openness(door, self._desk.zone, is_today=True)
        self.show_door(state, visits_of(door.figures))

    def _show(self, today: Today) -> None:
        self.show_today(today, self._desk.zone)

    def _show_till(self, till: TodaysTill) -> None:
        self.show_till(till, self._desk.zone)

    def _admitted(self, key: UUID, then_enrol: bool) -> None:
        from fablab_desk.ui.people.enrol import open_enrolment

        self._desk.open("people", key)
        if then_enrol:
            open_enrolment(self._desk, self, key, self._enrolled)

    def _enrolled(self, payer_id: UUID, take_money: bool) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        if take_money:
            CashDialog(self._desk, self, payer_id).open_when_read()

    def _follow_the_day(self) -> None:
        self.tell_machines()
        if self._desk.today() != self._day:
            self._day = self._desk.today()
            self._read_till()
            self._read()
            self._read_door()
            self._read_ended()
            self._read_lab_day()
            self._read_trainings()


def _read_machines(session: Any, now: datetime) -> "MachinesToday":
    from fablab_desk.overview.machines_today import load_machines_today

    return load_machines_today(session, now)


def _read_trainings(session: Any, now: datetime, day: date) -> "TrainingsToday":
    from fablab_desk.overview.trainings_today import load_trainings_today

    return load_trainings_today(session, now, day)


def _read_lab_day(session: Any, day: date) -> "LabDay":
    from fablab_desk.overview.premises import load_lab_day

    return load_lab_day(session, day)
