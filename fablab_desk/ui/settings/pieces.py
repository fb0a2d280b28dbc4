"""What the lab asks people to hand in, and how each piece is worded from a day on."""

from functools import partial

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.piece_queries import (
    PieceKindRow,
    WordingRow,
    list_piece_kinds,
    list_wordings,
)
from fablab_desk.people.service_piece_kinds import (
    archive_piece_kind,
    order_piece_kinds,
    remove_piece_kind,
    remove_wording,
    restore_piece_kind,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.offered import BothWays, Way
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.piece_dialogs import PieceKindDialog, WordingDialog
from fablab_desk.ui.settings.piece_words import holds_sentence, whom_sentence
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("What is asked of whom, how long it holds, and what people sign.")


def _asked(row: PieceKindRow) -> Chip:
    if row.archived_on is None:
        return Chip(translate(mark("Asked for")), Tone.OK)
    return Chip(translate(mark("Archived")), Tone.GREY)


KINDS: list[Column[PieceKindRow]] = [
    Column(
        mark("Piece"),
        lambda row: TwoLines(row.label, whom_sentence(row)),
        width=200,
        stretch=True,
    ),
    Column(mark("Holds"), lambda row: Muted(holds_sentence(row.draft)), width=230, spare=True),
    Column(
        mark("Required"),
        lambda row: translate(mark("Yes")) if row.draft.required else Muted(translate(mark("No"))),
        width=96,
    ),
    Column(mark("State"), _asked, width=120),
]


class PiecesPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Pieces to hand in"), ABOUT)
        self._wordings: list[WordingRow] = []
        self.list: RowList[PieceKindRow] = RowList(
            desk,
            name="settings pieces",
            title=mark("Pieces"),
            columns=KINDS,
            empty=Empty("checks", mark("Nothing is asked of anybody yet.")),
            two_lines=True,
        )
        self.wordings: RowList[WordingRow] = RowList(
            desk,
            name="settings piece wordings",
            title=mark("Wordings"),
            columns=self._columns(),
            empty=Empty("paper", mark("This piece says nothing of its own yet.")),
            two_lines=True,
        )
        self.body.addWidget(self.list, 2)
        self.body.addWidget(self.wordings, 1)
        self._declare_kinds()
        self._declare_wordings()
        self.list.follow(self.update_kinds, self.correct_action)
        self.wordings.follow(self.update_wordings, self.reword_action)

    def _declare_kinds(self) -> None:
        self.add_action = action(self, mark("&New piece…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        asked_no_more = mark("“{name}” is no longer asked for.")
        asked_again = mark("“{name}” is asked for again.")
        self.offer = BothWays(
            self.desk,
            self,
            self.list,
            Way(mark("A&rchive"), asked_no_more, archive_piece_kind, "archive"),
            Way(mark("Bring &back"), asked_again, restore_piece_kind),
            is_away=lambda row: row.archived_on is not None,
            name=lambda row: row.label,
        )
        said = mark("The pieces are in another order.")
        self.order = Ordering(self.desk, self, self.list, said, order_piece_kinds)
        self.removal = Removal(self.desk, self, self.list, remove_piece_kind, lambda row: row.label)

    def _declare_wordings(self) -> None:
        self.word_action = action(self, mark("New &wording…"), self._word, icon="add")
        self.reword_action = action(self, mark("Co&rrect the wording…"), self._reword, icon="edit")
        self.wordings.add_list_act(self.word_action)
        self.wordings.add_act(self.reword_action)
        self.word_removal = Removal(
            self.desk, self, self.wordings, remove_wording, lambda row: row.label
        )

    def read(self) -> None:
        self.desk.ask(
            partial(list_piece_kinds, archived=True), self.list.show_rows, self, "piece kinds"
        )
        day = self.desk.today()
        self.desk.ask(partial(list_wordings, day=day), self._know, self, "piece wordings")

    def update_kinds(self) -> None:
        row = self.list.chosen()
        self.correct_action.setEnabled(row is not None)
        self.word_action.setEnabled(row is not None)
        self.offer.update()
        self.order.update()
        self.removal.update()
        self._show_wordings()

    def update_wordings(self) -> None:
        self.reword_action.setEnabled(self.wordings.chosen() is not None)
        self.word_removal.update()

    def _know(self, rows: list[WordingRow]) -> None:
        self._wordings = rows
        self._show_wordings()

    def _show_wordings(self) -> None:
        """Those of the chosen piece alone."""
        chosen = self.list.chosen()
        key = chosen.id if chosen else None
        self.wordings.show_rows([row for row in self._wordings if row.kind_id == key])

    def _add(self) -> None:
        PieceKindDialog(self.desk, self).open_when_read()

    def _correct(self) -> None:
        if row := self.list.chosen():
            PieceKindDialog(self.desk, self, row).open_when_read()

    def _word(self) -> None:
        if row := self.list.chosen():
            WordingDialog(self.desk, self, row, self.wordings.rows).open()

    def _reword(self) -> None:
        row, wording = self.list.chosen(), self.wordings.chosen()
        if row and wording:
            WordingDialog(self.desk, self, row, self.wordings.rows, wording).open()

    def _columns(self) -> list[Column[WordingRow]]:
        return [
            Column(
                mark("Text"),
                lambda row: TwoLines(row.text.replace("\n", " "), row.label),
                width=260,
                stretch=True,
            ),
            Column(
                mark("From"),
                lambda row: format_day(row.valid_from, current(), short=True),
                width=110,
                export=lambda row: row.valid_from,
            ),
            Column(mark("State"), self._state, width=120),
        ]

    def _state(self, row: WordingRow) -> Chip:
        if row.in_force:
            return Chip(translate(mark("In force")), Tone.OK)
        if row.valid_from > self.desk.today():
            return Chip(translate(mark("To come")), Tone.INFO)
        return Chip(translate(mark("Over")), Tone.GREY)
