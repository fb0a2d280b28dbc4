"""Papers issued before: found again, shown as they were issued, revoked."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.listing import Listing
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.papers.queries import PaperRow, PaperState, containing
from fablab_desk.papers.seal import parts_of
from fablab_desk.papers.service import revoke_paper
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.papers.show import show_paper
from fablab_desk.ui.reason import ReasonDialog
from fablab_desk.ui.search_field import SearchField
from fablab_desk.ui.tables import RowTable

TITLE = mark("Issued papers")
NOTHING = mark("No paper was issued yet.")
NOTHING_FOUND = mark("Nothing is found.")
TONES = {
    PaperState.VALID: Tone.OK,
    PaperState.REVOKED: Tone.BAD,
    PaperState.REPLACED: Tone.GREY,
}


def _about(row: PaperRow) -> str:
    parts = parts_of(row.about)
    return " · ".join(
        format_amount(part, current()) if isinstance(part, Decimal) else part for part in parts
    )


class PapersDialog(PlainDialog):
    def __init__(
        self, desk: Desk, parent: QWidget, papers: Listing[PaperRow], whose: str = ""
    ) -> None:
        title = translate(TITLE)
        super().__init__(parent, f"{title} · {whose}" if whose else title)
        self._desk = desk
        self._papers = papers
        self.search = SearchField(mark("Search a number, a name…"))
        self.table: RowTable[PaperRow] = RowTable(desk, COLUMNS, name="papers", title=TITLE)
        self._nothing = EmptyState("paper", translate(NOTHING))
        self.table.set_empty(self._nothing)
        self.search.lead(self.table)
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(self.search)
        self.body.addWidget(card, 1)
        self.revoke_button = self.add_button(mark("Revoke…"), self._revoke)
        self.open_button = self.add_button(mark("Open the paper"), self._open, primary=True)
        self.search.textChanged.connect(lambda _text: self._read())
        self.table.chosen_changed.connect(self._follow)
        self.table.activated_row.connect(self._open)
        self.table.typed.connect(self._type)
        desk.changed.connect(self._on_changed)
        self.fit(780, 520)
        self.search.setFocus()
        self._read()
        self._follow()

    def _read(self) -> None:
        text = self.search.text().strip()
        self._nothing.say(translate(NOTHING_FOUND if text else NOTHING), False)
        self.table.choose_first = bool(text)
        self.table.show_listing(containing(self._papers, text))

    def _follow(self) -> None:
        row = self.table.chosen()
        self.open_button.setEnabled(row is not None)
        self.revoke_button.setEnabled(row is not None and row.may_be_revoked)

    def _open(self) -> None:
        if row := self.table.chosen():
            show_paper(self._desk, self, row.id)

    def _revoke(self) -> None:
        if row := self.table.chosen():
            question = translate(
                mark("Why does paper {number} no longer count? It stays kept, and this stays said.")
            )
            paper_id = row.id
            ReasonDialog(
                self._desk,
                self,
                mark("Revoke the paper"),
                question.format(number=row.number),
                lambda act, reason: revoke_paper(act, paper_id, reason),
                translate(mark("Paper {number} is revoked.")).format(number=row.number),
            ).open()

    def _type(self, letter: str) -> None:
        self.search.setFocus()
        self.search.insert(letter)

    def _on_changed(self, touched: frozenset[type]) -> None:
        if touched & self._papers.shows:
            self.table.reload()


COLUMNS: list[Column[PaperRow]] = [
    Column(mark("Number"), lambda row: row.number, width=130, order="number"),
    Column(
        mark("Paper"),
        lambda row: TwoLines(translate(row.kind.label), _about(row)),
        width=240,
        stretch=True,
    ),
    Column(
        mark("Issued on"),
        lambda row: format_day(row.issued_on, current(), short=True),
        width=120,
        order="issued",
    ),
    Column(mark("State"), lambda row: Chip(translate(row.state), TONES[row.state]), width=130),
]
