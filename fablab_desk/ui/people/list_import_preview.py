"""What taking a list in would do: its lines by their fate, and who is meant by the unsure ones."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.care.near_people import Proposed
from fablab_desk.i18n import format_count, mark, say, translate
from fablab_desk.overview.taking_lists import LineFate, ListLine, Sorted
from fablab_desk.people.numbers import member_number
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label, ListCard
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.paging import Column
from fablab_desk.ui.problem import Remark
from fablab_desk.ui.tables import RowTable

COUNTED = {
    LineFate.TAKEN: mark("To write: {n}"),
    LineFate.UNSURE: mark("Who is it? {n}"),
    LineFate.KNOWN: mark("Known already: {n}"),
    LineFate.REFUSED: mark("Refused: {n}"),
}
TOLD = {LineFate.TAKEN: mark("It will be written."), LineFate.KNOWN: mark("It is here already.")}
DETAIL = 50  # pixels, as in the import of members
WHO = mark("Who is meant")
NOBODY = mark("Nobody of these: leave the line out")


class ListPreviewPage(QWidget):
    answered = Signal()  # somebody was said to be meant by a line, or nobody

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._lines: Sorted = {}
        self._showing = False  # the choice is filled in, not answered
        self.chosen: dict[int, Proposed] = {}
        self.told = Remark("info", Ink.MUTED)
        self.pills = QButtonGroup(self)
        self.table: RowTable[ListLine] = RowTable(
            desk,
            [
                Column(mark("Line"), lambda one: Muted(str(one.line)), width=72),
                Column(mark("What it says"), lambda one: one.said or "—", width=300),
                Column(mark("What becomes of it"), self.told_of, width=300, stretch=True),
            ],
            name="list import",
            title=mark("Lines of the file"),
            two_lines=False,
        )
        self.detail = Label("", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(theme.px(DETAIL))
        self.who = ChoiceField[UUID | None]([(None, translate(NOBODY))])
        self.who.setAccessibleName(translate(WHO))
        self.who.setMinimumWidth(theme.px(280))
        self.accept_all = QPushButton(translate(mark("Take every single proposal")))
        self.accept_all.setAutoDefault(False)
        describe(self.who)
        self.who.changed.connect(self._answer)
        self.accept_all.clicked.connect(self._accept_all)
        self.table.chosen_changed.connect(self._show_line)
        self.table.activated_row.connect(self.who.setFocus)
        self.pills.idClicked.connect(lambda _place: self._show_fate())
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for place, _ in enumerate(LineFate):
            pill = QPushButton()
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setAutoDefault(False)
            self.pills.addButton(pill, place)
            line.addWidget(pill)
        line.addStretch(1)
        line.addWidget(self.accept_all)
        card = ListCard()
        card.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.detail, 1)
        foot.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.told)
        layout.addLayout(line)
        layout.addWidget(card, 1)
        layout.addLayout(foot)

    def show_lines(self, lines: Sorted) -> None:
        self._lines = lines
        for place, fate in enumerate(LineFate):
            count = len(self._lines[fate])
            pill = self.pills.button(place)
            pill.setText(translate(COUNTED[fate]).format(n=format_count(count)))
            pill.setEnabled(bool(count))
            pill.setVisible(bool(count) or fate is not LineFate.UNSURE)
        filled = (place for place, fate in enumerate(LineFate) if self._lines[fate])
        first = list(LineFate).index(LineFate.UNSURE) if self._lines[LineFate.UNSURE] else None
        place = first if first is not None else next(filled, 0)
        self.pills.button(place).setChecked(True)
        self._show_fate()

    def count(self, fate: LineFate) -> int:
        return len(self._lines.get(fate, ()))

    def show_fate(self, fate: LineFate) -> None:
        self.pills.button(list(LineFate).index(fate)).click()

    def told_of(self, one: ListLine) -> str:
        if person := self.chosen.get(one.line):
            return _named(person)
        if one.fate in TOLD:
            return " ".join((translate(TOLD[one.fate]), *map(say, one.reasons)))
        return " ".join(map(say, one.reasons))

    def clear(self) -> None:
        """Another file, or other columns: what was answered meant other lines."""
        self._lines = {}
        self.chosen.clear()

    def _show_fate(self) -> None:
        rows = self._lines[list(LineFate)[self.pills.checkedId()]]
        chosen = self.table.chosen()
        kept = chosen.line if chosen else None
        keep = next((one for one in rows if one.line == kept), next(iter(rows), None))
        self.table.show_rows(rows, keep.id if keep else None)
        is_unsure = rows is self._lines[LineFate.UNSURE]
        self.accept_all.setVisible(is_unsure and any(self._single(rows)))
        self._show_line()

    def _show_line(self) -> None:
        one = self.table.chosen()
        self.detail.setText(self.told_of(one) if one else "")
        self.who.setVisible(bool(one and one.people))
        if one and one.people:
            self._showing = True
            people = ((person.id, _named(person)) for person in one.people)
            self.who.set_choices([(None, translate(NOBODY)), *people])
            known = self.chosen.get(one.line)
            self.who.set_value(known.id if known and known in one.people else None)
            self._showing = False

    def _answer(self) -> None:
        one, key = self.table.chosen(), self.who.value()
        if one is None or self._showing:
            return
        self.chosen.pop(one.line, None)
        person = next((person for person in one.people if person.id == key), None)
        if person:
            self.chosen[one.line] = person
        self._tell_answered()

    def _accept_all(self) -> None:
        unsure = self._lines[LineFate.UNSURE]
        self.chosen |= {one.line: one.people[0] for one in self._single(unsure)}
        self.accept_all.hide()
        self._tell_answered()

    def _single(self, rows: Sequence[ListLine]) -> Iterator[ListLine]:
        """Lines of which one person alone may be meant, and nobody said it yet."""
        for one in rows:
            if len(one.people) == 1 and one.fate is LineFate.UNSURE and one.line not in self.chosen:
                yield one

    def _tell_answered(self) -> None:
        self._show_line()
        self.table.viewport().update()
        self.answered.emit()


def _named(person: Proposed) -> str:
    return f"{person.name} · {member_number(person.number)}"
