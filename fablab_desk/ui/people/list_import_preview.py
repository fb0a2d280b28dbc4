"""What taking a list in would do: its lines by their fate, and who is meant by the unsure ones."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from fablab_desk.care.near_people import Proposed
from fablab_desk.i18n import mark, say, translate
from fablab_desk.overview.list_fates import LEFT_OUT, LineFate, ListLine, Sorted
from fablab_desk.people.numbers import member_number
from fablab_desk.ui import theme
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.file_fates import FatesPage
from fablab_desk.ui.tables import RowTable

COUNTED = {
    LineFate.TAKEN: mark("To write: {n}"),
    LineFate.UNSURE: mark("Who is it? {n}"),
    LineFate.KNOWN: mark("Known already: {n}"),
    LineFate.REFUSED: mark("Refused: {n}"),
}
TOLD = {LineFate.TAKEN: mark("It will be written."), LineFate.KNOWN: mark("It is here already.")}
WHO = mark("Who is meant")
NOBODY = mark("Nobody of these: leave the line out")


class ListPreviewPage(FatesPage):
    """Somebody may be said to be meant by a line, or nobody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(COUNTED, mark("Save the lines left out…"))
        self._lines: Sorted = {}
        self._showing = False  # the choice is filled in, not answered
        self.chosen: dict[int, Proposed] = {}
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
        self.lay_out(self.table, [self.who], last=[self.accept_all])

    def show_lines(self, lines: Sorted) -> None:
        self._lines = lines
        for fate in LineFate:
            self.count_pill(fate, len(lines[fate]))
        self.pill_of(LineFate.UNSURE).setVisible(bool(lines[LineFate.UNSURE]))
        filled = (fate for fate in (LineFate.UNSURE, *LineFate) if lines[fate])
        self.pill_of(next(filled, LineFate.TAKEN)).setChecked(True)
        self.show_chosen()

    def lines(self) -> list[list[ListLine]]:
        return list(self._lines.values())

    def lines_of(self, fate: LineFate) -> list[ListLine]:
        return self._lines.get(fate, [])

    def stand(self) -> None:
        self.table.setFocus()

    def count(self, fate: LineFate) -> int:
        return len(self.lines_of(fate))

    def show_fate(self, fate: LineFate) -> None:
        self.pill_of(fate).click()

    def told_of(self, one: ListLine) -> str:
        if person := self.chosen.get(one.line):
            return _named(person)
        if one.fate in TOLD:
            return " ".join((translate(TOLD[one.fate]), *map(say, one.reasons)))
        return " ".join(map(say, one.reasons))

    def clear(self) -> None:
        self.table.show_rows([])  # or the table would hold the lines as long as the dialog stands
        self._lines = {}

    def show_chosen(self) -> None:
        fate = LineFate(self.fate_shown() or LineFate.TAKEN)
        rows = self._lines[fate]
        chosen = self.table.chosen()
        kept = chosen.line if chosen else None
        keep = next((one for one in rows if one.line == kept), next(iter(rows), None))
        self.table.show_rows(rows, keep.id if keep else None)
        self.accept_all.setVisible(fate is LineFate.UNSURE and any(self._single(rows)))
        self.save_refused.setVisible(fate in LEFT_OUT and bool(rows))
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
