"""The general assemblies of the lab, and its board."""

from dataclasses import replace
from uuid import UUID

from fablab_desk.assembly.drafts import AssemblyDraft
from fablab_desk.assembly.kinds import ASSEMBLY_TEXTS
from fablab_desk.assembly.queries import AssemblyRow, Prepared, list_assemblies, prepared
from fablab_desk.assembly.service import (
    close_assembly,
    convene,
    remove_assembly,
    reopen_assembly,
    withdraw_convocation,
)
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, format_count, mark, translate
from fablab_desk.lab.premises_queries import list_carriers
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.board import BoardList
from fablab_desk.ui.settings.carrier_field import Carriers
from fablab_desk.ui.settings.offered import BothWays, Way, do_both_ways
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark(
    "Convene the members, enter who is there, print the figures for the minutes; and the board."
)
CLOSED = Way(
    mark("C&lose the assembly"), mark("The assembly of {name} is closed."), close_assembly, "lock"
)
OPENED = Way(
    mark("&Open again"), mark("The assembly of {name} is open again."), reopen_assembly, "undo"
)

PAPERS = "settings.assembly_papers"


class AssemblyPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("General assembly and board"), ABOUT)
        self.list: RowList[AssemblyRow] = RowList(
            desk,
            name="settings assemblies",
            title=mark("Assemblies"),
            columns=[
                Column(mark("Assembly"), _what, width=200, stretch=True),
                Column(mark("State"), _state, width=150),
                Column(mark("Voters"), _votes, width=110, numeric=True),
            ],
            empty=Empty("people", mark("No assembly yet: plan the next one.")),
            headed=mark("General assemblies"),
            two_lines=True,
        )
        self.carriers: Carriers = ()
        self.list.table.choose_first = True  # the newest is the one at work
        self.board = BoardList(desk, self)
        self._declare()
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.board, 3)
        self.list.follow(self.update_actions, self.attendance_action)

    def _declare(self) -> None:
        rows = self.list
        self.add_action = action(self, mark("&New assembly…"), self._add, "Ctrl+N", icon="add")
        self.attendance_action = action(
            self, mark("&Voters and attendance…"), self._attend, icon="checks"
        )
        self.convene_action = action(self, mark("Con&vene…"), self._convene, icon="mail")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.post_action = action(
            self, mark("&Print all convocations…"), self._print_all, icon="print", loads=PAPERS
        )
        self.paper_action = action(
            self,
            mark("Print those without an &e-mail…"),
            self._print_some,
            icon="print",
            loads=PAPERS,
        )
        self.mail_action = action(
            self, mark("Convocations as e-&mails…"), self._mail, icon="mail", loads=PAPERS
        )
        self.sheet_action = action(
            self, mark("Attendance &sheet…"), self._sheet, icon="paper", loads=PAPERS
        )
        self.minutes_action = action(
            self, mark("&Figures for the minutes…"), self._minutes, icon="report", loads=PAPERS
        )
        self.second_action = action(self, mark("Second ca&ll…"), self._second, icon="refresh")
        self.withdraw_action = action(
            self, mark("&Withdraw the convocation"), self._withdraw, icon="undo"
        )
        self.add_primary(self.add_action)
        rows.add_act(self.attendance_action)
        rows.add_act(self.convene_action)
        rows.add_act(self.correct_action)
        for act in (
            *(self.sheet_action, self.minutes_action, self.post_action, self.paper_action),
            *(self.mail_action, self.second_action, self.withdraw_action),
        ):
            rows.add_more(act)
        self.closing = BothWays(
            self.desk,
            self,
            rows,
            CLOSED,
            OPENED,
            is_away=lambda row: row.closed_at is not None,
            name=lambda row: format_day(row.day, current()),
        )
        self.removal = Removal(
            self.desk, self, rows, remove_assembly, lambda row: format_day(row.day, current())
        )

    def read(self) -> None:
        self.desk.ask(list_assemblies, self.list.show_rows, self, "assemblies")
        self.desk.ask(list_carriers, self._keep_carriers, self, "carriers")
        self.board.read()

    def _keep_carriers(self, carriers: Carriers) -> None:
        self.carriers = self.board.carriers = carriers

    def update_actions(self) -> None:
        row = self.list.chosen()
        is_open = row is not None and row.closed_at is None
        convened = row is not None and row.convened_on is not None
        self.attendance_action.setEnabled(row is not None)
        self.correct_action.setEnabled(is_open)
        self.convene_action.setEnabled(is_open and not convened)
        for act in (self.post_action, self.paper_action, self.mail_action, self.sheet_action):
            act.setEnabled(row is not None and row.voters > 0)
        self.minutes_action.setEnabled(convened)
        self.withdraw_action.setEnabled(is_open and convened)
        self.second_action.setEnabled(convened and row is not None and row.after_id is None)
        self.closing.update()
        self.closing.away.setEnabled(is_open and convened)
        self.removal.update()

    def _add(self) -> None:
        last = self.list.rows[0].draft(self.desk.zone) if self.list.rows else None
        self._plan(replace(last, after_id=None) if last else None)

    def _second(self) -> None:
        if row := self.list.chosen():
            self._plan(replace(row.draft(self.desk.zone), after_id=row.id, quorum=None))

    def _plan(self, like: AssemblyDraft | None) -> None:
        from fablab_desk.ui.settings.assembly_dialogs import AssemblyDialog

        dialog = AssemblyDialog(self.desk, self, like=like, carriers=self.carriers)
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        from fablab_desk.ui.settings.assembly_dialogs import AssemblyDialog

        if row := self.list.chosen():
            AssemblyDialog(self.desk, self, row, carriers=self.carriers).open()

    def _convene(self) -> None:
        from fablab_desk.ui.settings.assembly_dialogs import ConveneDialog

        row = self.list.chosen()
        if row is None:
            return

        def show(known: Prepared) -> None:
            ConveneDialog(self.desk, self, row, known).open()

        self.desk.ask(lambda session: prepared(session, row.id), show, self, "prepared")

    def _withdraw(self) -> None:
        row = self.list.chosen()
        if row is None or row.convened_on is None:
            return
        key, on = row.id, row.convened_on
        do_both_ways(
            self.desk,
            self,
            mark("The convocation to the assembly of {name} is withdrawn."),
            format_day(row.day, current()),
            lambda act: withdraw_convocation(act, key),
            lambda act: convene(act, key, on),
        )

    def _attend(self) -> None:
        from fablab_desk.ui.settings.attendance import AttendanceDialog

        if row := self.list.chosen():
            AttendanceDialog(self.desk, self, row).open()

    def _print_all(self) -> None:
        self._print(by_post=False)

    def _print_some(self) -> None:
        self._print(by_post=True)

    def _print(self, *, by_post: bool) -> None:
        from fablab_desk.ui.settings.assembly_papers import show_convocations

        if key := self._key():
            show_convocations(self.desk, self, key, by_post=by_post)

    def _mail(self) -> None:
        from fablab_desk.ui.settings.assembly_papers import ask_folder

        if key := self._key():
            ask_folder(self.desk, self, key)

    def _sheet(self) -> None:
        from fablab_desk.ui.settings.assembly_papers import show_sheet

        if key := self._key():
            show_sheet(self.desk, self, key)

    def _minutes(self) -> None:
        from fablab_desk.ui.settings.assembly_papers import show_minutes

        if key := self._key():
            show_minutes(self.desk, self, key)

    def _key(self) -> UUID | None:
        row = self.list.chosen()
        return row.id if row else None


def _what(row: AssemblyRow) -> TwoLines:
    said = (row.carrier, translate(ASSEMBLY_TEXTS[row.kind]), row.place)
    return TwoLines(format_day(row.day, current()), " · ".join(part for part in said if part))


def _state(row: AssemblyRow) -> Chip:
    if row.closed_at:
        return Chip(translate(mark("Held")), Tone.GREY)
    if row.convened_on:
        return Chip(translate(mark("Convened")), Tone.OK)
    return Chip(translate(mark("In preparation")), Tone.INFO)


def _votes(row: AssemblyRow) -> str:
    if row.figures is None:
        return format_count(row.voters)
    return f"{format_count(row.figures.votes)} / {format_count(row.voters)}"
