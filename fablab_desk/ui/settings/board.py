"""Who holds which office on the board, and until when."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fablab_desk.assembly.board import MandateRow, MandateState, list_ending, list_mandates
from fablab_desk.assembly.kinds import OFFICE_TEXTS
from fablab_desk.assembly.service_mandates import remove_mandate, resign, withdraw_resignation
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, format_count, mark, translate, translate_many
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.offered import do_both_ways
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

STATES = {
    MandateState.TO_COME: (mark("To come"), Tone.GREY),
    MandateState.CURRENT: (mark("In office"), Tone.OK),
    MandateState.ENDS_SOON: (mark("Ends soon"), Tone.WARN),
    MandateState.RESIGNED: (mark("Resigned"), Tone.GREY),
    MandateState.OVER: (mark("Over"), Tone.GREY),
}
if TYPE_CHECKING:
    from fablab_desk.ui.settings.carrier_field import Carriers

PAPERS = "settings.board_papers"
SITS = (MandateState.CURRENT, MandateState.ENDS_SOON)


class BoardList(RowList[MandateRow]):
    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Its acts and their dialogs belong to the page it stands on."""
        super().__init__(
            desk,
            name="settings board",
            title=mark("Board"),
            columns=[
                Column(
                    mark("Name"),
                    self._who,
                    width=150,
                    stretch=True,
                ),
                Column(mark("From"), lambda row: _day(row.starts_on), width=105, spare=True),
                Column(mark("Until"), lambda row: _day(row.last_on), width=105),
                Column(mark("State"), self._state, width=140),
            ],
            empty=Empty("star", mark("Nobody holds an office yet.")),
            headed=mark("Board"),
            two_lines=True,
        )
        self._page = page
        self.carriers: Carriers = ()
        self.give_action = action(page, mark("New &mandate…"), self._give, icon="add")
        self.correct_action = action(page, mark("&Correct…"), self._correct, icon="edit")
        self.resign_action = action(page, mark("&Resignation…"), self._resign, icon="leave")
        self.stay_action = action(page, mark("&Withdraw the resignation"), self._stay, icon="undo")
        self.paper_action = action(
            page, mark("The &board on paper…"), self._print_board, icon="paper", loads=PAPERS
        )
        self.attest_action = action(
            page, mark("&Attestation of the mandate…"), self._attest, icon="paper", loads=PAPERS
        )
        self.add_list_act(self.give_action)
        self.add_more(self.paper_action)
        self.add_act(self.correct_action)
        self.add_act(self.resign_action)
        self.add_more(self.attest_action)
        self.add_more(self.stay_action)
        self.removal = Removal(desk, page, self, remove_mandate, lambda row: row.name)
        self.follow(self.update_actions, self.correct_action)

    def read(self) -> None:
        day = self._desk.today()
        self._desk.ask(
            lambda session: (list_mandates(session), len(list_ending(session, day))),
            self._show,
            self,
            "board",
        )

    def update_actions(self) -> None:
        row = self.chosen()
        self.correct_action.setEnabled(row is not None)
        self.attest_action.setEnabled(row is not None)
        self.paper_action.setEnabled(bool(self.rows))
        self.resign_action.setEnabled(row is not None and row.resigned_on is None)
        self.stay_action.setEnabled(row is not None and row.resigned_on is not None)
        self.removal.update()

    def _show(self, found: tuple[list[MandateRow], int]) -> None:
        rows, ending = found
        sits = sum(row.state_on(self._desk.today()) in SITS for row in rows)
        said = [translate(mark("Board: {n} in office")).format(n=format_count(sits))]
        if ending:
            said.append(
                translate_many(
                    mark("{n} mandate ends within 90 days"),
                    mark("{n} mandates end within 90 days"),
                    ending,
                )
            )
        self.say_title(" · ".join(said))
        self.show_rows(rows)

    def _who(self, row: MandateRow) -> TwoLines:
        office = translate(OFFICE_TEXTS[row.office])
        return TwoLines(row.name, f"{office} · {row.carrier}" if len(self.carriers) > 1 else office)

    def _state(self, row: MandateRow) -> Chip:
        word, tone = STATES[row.state_on(self._desk.today())]
        return Chip(translate(word), tone)

    def _give(self) -> None:
        from fablab_desk.ui.settings.mandate_dialogs import MandateDialog

        dialog = MandateDialog(self._desk, self._page, carriers=self.carriers)
        self.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        from fablab_desk.ui.settings.mandate_dialogs import MandateDialog

        if row := self.chosen():
            MandateDialog(self._desk, self._page, row, self.carriers).open()

    def _print_board(self) -> None:
        from fablab_desk.ui.settings.board_papers import BoardPaperDialog

        BoardPaperDialog(self._desk, self._page, self.carriers).open()

    def _attest(self) -> None:
        from fablab_desk.ui.settings.board_papers import show_attested

        if row := self.chosen():
            show_attested(self._desk, self._page, row.id)

    def _resign(self) -> None:
        from fablab_desk.ui.settings.mandate_dialogs import ResignDialog

        if row := self.chosen():
            ResignDialog(self._desk, self._page, row).open()

    def _stay(self) -> None:
        row = self.chosen()
        if row is None or row.resigned_on is None:
            return
        key, on = row.id, row.resigned_on
        do_both_ways(
            self._desk,
            self,
            mark("The resignation of {name} is withdrawn."),
            row.name,
            lambda act: withdraw_resignation(act, key),
            lambda act: resign(act, key, on),
        )


def _day(day: date) -> str:
    return format_day(day, current(), short=True)
