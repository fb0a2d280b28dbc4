"""When the lab receives: the hours of a week from a day on, its closures, the public holidays."""

from datetime import date

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.premises_drafts import WEEKDAYS, ClosureDraft, HoursDraft
from fablab_desk.lab.premises_queries import (
    ClosureRow,
    HoursRow,
    list_closures,
    list_coming_holidays,
    list_hours,
)
from fablab_desk.lab.service_hours import (
    add_closure,
    add_hours,
    correct_closure,
    correct_hours,
    remove_closure,
    remove_hours,
)
from fablab_desk.staff.column_words import COLUMN_TEXTS
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Sentence
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, LineField
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removed import Removed
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.setting_form import Services, SettingForm

ABOUT = mark(
    "When the lab receives its public: said on the first screen, and when the lab is opened on a"
    " day it is closed."
)
TYPED = mark("10:00-12:00 14:00-18:00")
COMING = 4  # public holidays


class HoursPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Opening hours and closures"), ABOUT)
        self.list: RowList[HoursRow] = RowList(
            desk,
            name="settings hours",
            title=mark("Opening hours"),
            columns=[
                Column(mark("From"), lambda row: short(row.valid_from), width=115),
                Column(mark("Hours of the week"), week_of, width=300, stretch=True),
                Column(mark("Name"), lambda row: Muted(row.label), width=120, spare=True),
                Column(mark("State"), self._hours_state, width=110),
            ],
            empty=Empty("clock", mark("No opening hours yet.")),
        )
        self.closures: RowList[ClosureRow] = RowList(
            desk,
            name="settings closures",
            title=mark("Closures"),
            columns=[
                Column(mark("Closure"), lambda row: row.label, width=200, stretch=True),
                Column(mark("First day"), lambda row: short(row.starts_on), width=110),
                Column(mark("Last day"), lambda row: short(row.ends_on), width=110),
                Column(mark("State"), self._closure_state, width=110),
            ],
            empty=Empty("day", mark("No closure yet: holidays, works, a long weekend…")),
        )
        self.holidays = Sentence("", "muted")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.closures, 1)
        self.body.addWidget(self.holidays)
        self._declare()

    def _declare(self) -> None:
        self.add_action = action(self, mark("&New hours…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.removed: Removed[HoursRow, HoursDraft] = Removed(
            self.desk, self, self.list, remove_hours, add_hours, lambda row: short(row.valid_from)
        )
        self.list.follow(self._update_hours, self.correct_action)
        self.close_action = action(self, mark("New c&losure…"), self._add_closure, icon="add")
        self.change_action = action(self, mark("C&hange…"), self._correct_closure, icon="edit")
        self.closures.add_list_act(self.close_action)
        self.closures.add_act(self.change_action)
        self.reopened: Removed[ClosureRow, ClosureDraft] = Removed(
            self.desk, self, self.closures, remove_closure, add_closure, lambda row: row.label
        )
        self.closures.follow(self._update_closures, self.change_action)

    def read(self) -> None:
        day = self.desk.today()
        self.desk.ask(list_hours, self.list.show_rows, self, "hours")
        self.desk.ask(list_closures, self.closures.show_rows, self, "closures")
        self.desk.ask(
            lambda session: list_coming_holidays(session, day, COMING),
            self._show_holidays,
            self,
            "holidays",
        )

    def _show_holidays(self, coming: list[tuple[date, str]]) -> None:
        named = ", ".join(f"{format_day(day, current())} ({name})" for day, name in coming)
        said = translate(mark("The lab counts as closed on public holidays. The next: {days}."))
        self.holidays.setText(said.format(days=named))

    def _hours_state(self, row: HoursRow) -> Chip:
        return when_chip(row.valid_from, row.until, self.desk.today())

    def _closure_state(self, row: ClosureRow) -> Chip:
        return when_chip(row.starts_on, row.ends_on, self.desk.today())

    def _update_hours(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.removed.update()

    def _update_closures(self) -> None:
        self.change_action.setEnabled(self.closures.chosen() is not None)
        self.reopened.update()

    def _add(self) -> None:
        dialog = WeekDialog(self.desk, self)
        if self.list.rows:  # mostly one day of the week changes
            dialog.begin_from(self.list.rows[0])
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            WeekDialog(self.desk, self, row).open()

    def _add_closure(self) -> None:
        dialog = ClosureDialog(self.desk, self)
        self.closures.expect(dialog.key)
        dialog.open()

    def _correct_closure(self) -> None:
        if row := self.closures.chosen():
            ClosureDialog(self.desk, self, row).open()


class WeekDialog(SettingForm[HoursRow, HoursDraft]):
    services = Services[HoursRow, HoursDraft](list_hours, add_hours, correct_hours, remove_hours)
    offered = mark("The hours are added.")

    def __init__(self, desk: Desk, parent: QWidget, known: HoursRow | None = None) -> None:
        title = mark("Correct opening hours") if known else mark("New opening hours")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        since = DayField(desk.today)
        self.valid_from = self.add_field("valid_from", mark("Valid from"), since, required=True)
        self.days = {
            weekday: self.add_field(weekday, COLUMN_TEXTS[weekday], LineField(TYPED))
            for weekday in WEEKDAYS
        }
        self.add_note(
            translate(mark("Several times a day stand one after the other. Left empty: closed."))
        )
        hint = mark("School year, summer…")
        self.label = self.add_field("label", mark("Name"), LineField(hint))
        self.begin()

    def begin_from(self, before: HoursRow) -> None:
        """The hours that hold so far, to be changed from today on."""
        for weekday, field in self.days.items():
            field.set_value(getattr(before, weekday))
        self.valid_from.set_value(self._desk.today())

    def said(self, result: object) -> str:
        return translate(mark("The hours are corrected."))

    def draft(self) -> HoursDraft:
        return HoursDraft(**self.values())


class ClosureDialog(SettingForm[ClosureRow, ClosureDraft]):
    services = Services[ClosureRow, ClosureDraft](
        list_closures, add_closure, correct_closure, remove_closure
    )
    offered = mark("“{name}”: the lab is closed then.")

    def __init__(self, desk: Desk, parent: QWidget, known: ClosureRow | None = None) -> None:
        title = mark("Correct a closure") if known else mark("New closure")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        hint = mark("Christmas holidays, works…")
        self.label = self.add_field("label", mark("Name"), LineField(hint), required=True)
        days = (("starts_on", mark("First day")), ("ends_on", mark("Last day")))
        for name, text in days:
            self.add_field(name, text, DayField(desk.today), required=True)
        self.add_note(translate(mark("The lab is closed on both days too.")))
        self.begin()

    def draft(self) -> ClosureDraft:
        return ClosureDraft(**self.values())


def week_of(row: HoursRow) -> str:
    """The days it receives, each with its hours."""
    days = (
        f"{translate(COLUMN_TEXTS[weekday])[:3].lower()}. {hours.replace('-', '–')}"
        for weekday in WEEKDAYS
        if (hours := getattr(row, weekday))
    )
    return " · ".join(days)


def when_chip(first: date, last: date | None, day: date) -> Chip:
    if day < first:
        return Chip(translate(mark("To come")), Tone.INFO)
    if last is not None and last < day:
        return Chip(translate(mark("Past")), Tone.GREY)
    return Chip(translate(mark("Now")), Tone.OK)


def short(day: date) -> str:
    return format_day(day, current(), short=True)
