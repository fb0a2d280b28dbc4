"""The door: twelve people at once, each with a few letters and Enter."""

from datetime import date
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.door import (
    EVERYBODY,
    SHOWS,
    DoorState,
    Only,
    arrivals_shown,
    load_door,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.agenda.banner import Banner
from fablab_desk.ui.agenda.columns import said_of
from fablab_desk.ui.agenda.frame import NOBODY
from fablab_desk.ui.agenda.reception import Reception
from fablab_desk.ui.agenda.words import state_of
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.scaffold import NOTHING_FOUND


class DoorTab(Reception):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.door: DoorState | None = None
        self._only = EVERYBODY
        self._declare_actions()
        self._connect()
        self.follow(desk, SHOWS, self._reread)
        self._reread()

    def open_record(self, key: UUID) -> None:
        """Stand on an arrival of the day that is shown."""
        self.table.stand_on(key)

    def show_only(self, only: Only, said: str) -> None:
        self._only = only
        text = translate(mark("Only shown: {what}"))
        self.narrowed.say(text.format(what=said) if only != EVERYBODY else "")
        self._show_day()
        self.field.empty()
        self.table.setFocus()

    def _declare_actions(self) -> None:
        self.open_action = action(self, mark("&Open the lab…"), self._open, "Ctrl+O", icon="day")
        self.close_action = action(self, mark("&Close the lab…"), self._close, icon="day")
        self.group_action = action(
            self,
            mark("&Group…"),
            self._group,
            "Ctrl+G",
            icon="household",
            words=mark("school class pupils visit"),
        )
        self.days_action = action(
            self,
            mark("Several da&ys…"),
            self._several_days,
            "Ctrl+Shift+G",
            icon="agenda",
            hint=mark("A holiday course, a school’s week: one group, a count for each day"),
        )
        self.arrive_action = action(
            self,
            mark("Note an arrival"),
            self._arrive,
            icon="checks",
            hint=mark("A name, a card or +3 in the field at the top, then Enter"),
        )
        self.admit_action = action(
            self,
            mark("&New person…"),
            self._admit,
            "Ctrl+N",
            icon="person-add",
            hint=mark("With the name that was typed; counted at once. Ctrl+Enter in the field"),
        )
        self.day_action = action(
            self,
            mark("Another &day…"),
            self._choose_day,
            "Ctrl+J",
            icon="agenda",
            hint=mark("Look at a day, or type its paper list"),
        )
        self.cash_action = action(self, mark("&Take money…"), self._cash, "Ctrl+E", icon="cash")
        self.page_action = action(self, mark("The day in one &page…"), self._page, icon="report")
        self.correct_action = action(
            self, mark("Correct the open&ing…"), self._correct, "Shift+F2", icon="edit"
        )
        self.sheets_action = action(
            self,
            mark("Print the &sheets of the day…"),
            self._sheets,
            icon="print",
            hint=mark("A blank sheet for the door, and whom not to photograph"),
        )
        self.import_action = action(
            self,
            mark("&Import a list of arrivals…"),
            self._import,
            icon="import",
            loads="people.list_import",
            hint=mark("A list kept in a table: nothing is written before its preview"),
        )
        self.figures_action = action(
            self,
            mark("Import figures of &earlier years…"),
            self._import_figures,
            icon="import",
            loads="people.list_import",
            hint=mark("A table of a year, what was counted, and the number"),
        )
        self.role_action = action(
            self,
            mark("Next &role"),
            self.next_role,
            "F4",
            icon="volunteer",
            hint=mark("Whoever comes next is let in as public, supervisor, speaker…"),
        )
        self.withdraw_action = action(
            self, mark("&Withdraw from the list"), self._withdraw, "Del", icon="delete"
        )
        self.record_action = action(
            self, mark("Open the &record"), self._open_record, "F2", icon="people"
        )
        self.today_action = action(self, mark("Back to today"), self._back, icon="today")
        self.all_action = action(self, mark("Show all"), self._show_all, icon="close")
        self.forgotten_action = action(self, mark("Close it…"), self._close, icon="day")
        self.addAction(self.arrive_action)  # for Ctrl+K: the field itself is in sight
        self.add_more(self.cash_action)
        self.add_more(self.days_action)
        self.add_more(self.page_action)
        self.add_more(self.correct_action)
        self.add_more(self.sheets_action)
        self.add_more(self.import_action)
        self.add_more(self.figures_action)
        self.add_more(self.role_action)
        self.add_secondary(self.day_action)
        self.add_secondary(self.group_action)
        self.add_primary(self.open_action)
        self.add_primary(self.close_action)
        for act in (self.admit_action, self.withdraw_action, self.record_action):
            self.addAction(act)
        for act in (self.record_action, self.withdraw_action):
            self.table.addAction(act)
        self.forgotten = Banner("clock", self.forgotten_action)
        self.elsewhen = Banner("history", self.today_action)
        self.narrowed = Banner("filter", self.all_action)
        for banner in (self.forgotten, self.elsewhen, self.narrowed):
            self.above.addWidget(banner)

    def _connect(self) -> None:
        self.field.new_asked.connect(self._admit)
        self.table.activated_row.connect(self._open_record)
        self.table.chosen_changed.connect(self._update_actions)
        self.table.rows.counted.connect(self._counted)

    def _arrive(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _admit(self) -> None:
        from fablab_desk.ui.people.person import PersonDialog

        dialog = PersonDialog(self.desk, self, typed=self.field.text())
        dialog.then_enrol.setChecked(False)  # most come to see
        dialog.admitted.connect(self._admitted)
        dialog.open()

    def _admitted(self, key: UUID, then_enrol: bool) -> None:
        self.let_in(key, translate(mark("The new person")))
        if then_enrol:
            from fablab_desk.ui.people.enrol import open_enrolment

            open_enrolment(self.desk, self, key, self._enrolled)

    def _enrolled(self, payer_id: UUID, take_money: bool) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        if take_money:
            CashDialog(self.desk, self, payer_id).open_when_read()

    def _cash(self) -> None:
        """From whoever is chosen, most often the one who came last."""
        from fablab_desk.overview.counter import whom_to_cash
        from fablab_desk.ui.payments.cash import CashDialog

        def cash(payer_id: UUID | None, for_id: UUID | None = None) -> None:
            CashDialog(self.desk, self, payer_id, for_id).open_when_read()

        row = self.table.chosen()
        if row is None or row.party_id is None:
            cash(None)
        else:
            key, day = row.party_id, self.desk.today()
            self.desk.ask(
                lambda session: whom_to_cash(session, key, day),
                lambda found: cash(*found),
                self,
                "payer",
            )

    def _group(self) -> None:
        from fablab_desk.ui.agenda.group import GroupDialog

        self._say("")  # what was told of whoever came before is past
        GroupDialog(self.desk, self, self.audiences, self.past).open()

    def _several_days(self) -> None:
        from fablab_desk.ui.agenda.several_days import count_several_days

        count_several_days(self.desk, self, self.audiences)

    def _choose_day(self) -> None:
        from fablab_desk.ui.agenda.another_day import DayDialog

        dialog = DayDialog(self.desk, self, self.day)
        dialog.chosen.connect(self._go_to)
        dialog.open()

    def _go_to(self, day: date) -> None:
        self.past = None if day == self.desk.today() else day
        text = mark("{day}: what is typed here counts on that day, without an hour.")
        said = translate(text).format(day=format_day(day, current()))
        self.elsewhen.say(said if self.past else "")
        self.greeting.clear()
        self._show_all()
        self._read_door()

    def _back(self) -> None:
        self._go_to(self.desk.today())

    def _show_all(self) -> None:
        self.show_only(EVERYBODY, "")
        self.field.setFocus()

    def _open(self) -> None:
        from fablab_desk.ui.agenda.opening import OpeningDialog

        OpeningDialog(self.desk, self).open_when_read()

    def _close(self) -> None:
        from fablab_desk.ui.agenda.closing import ClosingDialog

        if self.door and self.door.running:
            dialog = ClosingDialog(self.desk, self, self.door.running.id)
            dialog.closed.connect(self._show_page)
            dialog.open_when_read()

    def _correct(self) -> None:
        from fablab_desk.ui.agenda.permanence import correct_one_of

        if self.door:
            correct_one_of(self.desk, self, self.door.openings)

    def _sheets(self) -> None:
        from fablab_desk.ui.agenda.sheets import Sheet, print_sheets

        print_sheets(self.desk, self, list(Sheet))

    def _import(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.ARRIVALS)

    def _import_figures(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.FIGURES)

    def _page(self) -> None:
        self._show_page(self.day)

    def _show_page(self, day: date) -> None:
        from fablab_desk.ui.agenda.day_page import show_day_page

        show_day_page(self.desk, self, day)

    def _withdraw(self) -> None:
        if row := self.table.chosen():
            self.letting_in.withdraw(row.id, said_of(row))

    def _open_record(self) -> None:
        row = self.table.chosen()
        if row and row.party_id:
            self.desk.open("people", row.party_id)

    def _reread(self) -> None:
        in_haste = self.letting_in.under_way > 0
        if in_haste:
            self._show_day()  # the newest is what is looked for
        else:
            self.table.choose_first = self.table.chosen() is None
            self.table.reload() if self.table.shown_listing() else self._show_day()
        self._read_door(patient=in_haste)

    def _show_day(self) -> None:
        self.table.choose_first = True
        self.table.show_listing(arrivals_shown(self.day, self._only))

    def _read_door(self, *, patient: bool = False) -> None:
        """The figures give way to whoever comes next."""
        day = self.day
        self.desk.ask(
            lambda session: load_door(session, day), self._show_door, self, "door", patient=patient
        )

    def _show_door(self, door: DoorState) -> None:
        self.door = door
        today = self.desk.today()
        self.say_state(state_of(door, self.desk.zone, is_today=self.past is None))
        self.figures.show_figures(door.figures)
        late = door.running is not None and door.running.day < today
        said = ""
        if door.running and late:
            text = translate(mark("The opening of {day} was never closed."))
            said = text.format(day=format_day(door.running.day, current()))
        self.forgotten.say(said)
        self.correct_action.setEnabled(bool(door.openings))
        self.open_action.setVisible(self.past is None and door.running is None)
        self.close_action.setVisible(door.running is not None and not late)

    def _counted(self, count: int) -> None:
        if not count:
            narrowed = self._only != EVERYBODY
            self.empty.say(translate(NOTHING_FOUND if narrowed else NOBODY), not narrowed)

    def _update_actions(self) -> None:
        row = self.table.chosen()
        self.withdraw_action.setEnabled(row is not None)
        self.record_action.setEnabled(bool(row and row.party_id))
