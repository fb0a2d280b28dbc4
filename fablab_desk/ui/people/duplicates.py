"""Records that may be one person: compared, merged, or told apart for good."""

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from fablab_desk.care.duplicates import Likeness, find_duplicates
from fablab_desk.care.service_merge import hold_alike, tell_apart
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.people.duplicates_table import COLUMNS
from fablab_desk.ui.people.merge import open_merge
from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo
from fablab_desk.ui.working import WorkingDialog

TITLE = mark("Possible duplicates")
SIZE = (1000, 620)
NOTHING = mark("No two records look like one person.")
NOT_SOUGHT = mark("The search was stopped: look again whenever you like.")


class DuplicatesDialog(WorkingDialog):
    """The likeliest pairs first; the search runs beside the window and can be stopped."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, translate(TITLE))
        self._pairs: list[Likeness] = []
        self.state = Label("", "muted")
        self.table = RowTable(desk, COLUMNS, name="duplicates", title=TITLE)
        self.nothing = EmptyState("merge", translate(NOTHING))
        self._pages = QStackedWidget()
        card = ListCard()
        card.body.addWidget(self.table)
        for page in (QWidget(), self.nothing, card):
            self._pages.addWidget(page)
        self._list = card
        self.body.addWidget(self.state)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._pages, 1)
        self.again = self.add_button(mark("Look again"), self._look)
        self.apart = self.add_button(mark("They are not the same"), self._tell_apart)
        self.merge = self.add_button(mark("Compare and merge…"), self._merge, primary=True)
        self.table.chosen_changed.connect(self.follow)
        self.table.activated_row.connect(self._merge)
        self.fit(*SIZE)
        self.follow()

    def open(self) -> None:
        super().open()
        self._look()

    def _look(self) -> None:
        database = self._desk.database

        def job(progress: Progress) -> list[Likeness]:
            with Collector.held(), database.reading() as session:
                return find_duplicates(session, progress)

        self.work(mark("Comparing the records…"), job, self._show)

    def refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, StoppedError):
            self._show([])
            self.nothing.say(translate(NOT_SOUGHT), False)
        else:
            super().refused(refusal)

    def _show(self, pairs: list[Likeness]) -> None:
        self.nothing.say(translate(NOTHING), False)
        self._show_pairs(pairs, 0)

    def follow(self) -> None:
        """What the buttons offer now, and how many pairs are left."""
        left, busy = len(self._pairs), self.is_working()
        chosen = self.table.chosen() is not None
        self.again.setEnabled(not busy)
        self.apart.setEnabled(chosen and not busy)
        self.merge.setEnabled(chosen and not busy)
        if left:
            self.state.setText(translate_many("{n} pair to look at", "{n} pairs to look at", left))
        else:
            self.state.setText("")
        if not busy or left:
            self._pages.setCurrentWidget(self._list if left else self.nothing)

    def _merge(self) -> None:
        """The elder record is kept unless it was archived."""
        pair = self.table.chosen()
        if pair is None or self.is_working():
            return
        kept, gone = pair.elder, pair.younger
        if kept.archived:
            kept, gone = gone, kept
        open_merge(self._desk, self, kept.id, gone.id, self._merged)

    def _merged(self, _kept: UUID, gone: UUID) -> None:
        self._drop(gone)

    def _tell_apart(self) -> None:
        pair = self.table.chosen()
        if pair is None:
            return
        one, other = pair.elder, pair.younger
        said = translate(mark("{one} and {other} are two people: this pair is shown no more."))
        told = said.format(one=one.name, other=other.name)
        back = Undo(told, lambda act: hold_alike(act, one.id, other.id))
        self._desk.do(
            lambda act: tell_apart(act, one.id, other.id),
            lambda _none: self._drop(one.id, other.id),
            self,
            undo=lambda _none: back,
        )

    def _drop(self, *keys: UUID) -> None:
        """Of one key every pair it stands in goes, of two that pair."""
        left = [one for one in self._pairs if not set(keys) <= {one.elder.id, one.younger.id}]
        self._show_pairs(left, self.table.currentIndex().row())

    def _show_pairs(self, pairs: list[Likeness], row: int) -> None:
        """And stand on that row, or on the last one where there are fewer."""
        self._pairs = pairs
        stand = pairs[min(row, len(pairs) - 1)].id if pairs else None
        self.table.show_rows(pairs, stand)
        self.table.setFocus()
        self.follow()
