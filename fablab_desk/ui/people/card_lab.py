"""Machines and projects of whoever is chosen, read once the rest of the record stands."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.record import PersonRecord
from fablab_desk.ui.cards import Item, ItemLine, SectionTitle
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.record_forms import RecordForms

if TYPE_CHECKING:
    from fablab_desk.overview.lab_life import LabLife


class LabLifeLines(QWidget):
    """It goes with the record that it is of, and so does an answer that comes after that."""

    def __init__(self, desk: Desk, record: PersonRecord, forms: RecordForms) -> None:
        super().__init__()
        self._desk, self._forms = desk, forms
        self._key, self._name = record.id, record.name
        self._shows: frozenset[type] = frozenset()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.hide()
        desk.changed.connect(self._hear)
        self._read()

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & self._shows:
            self._read()

    def _read(self) -> None:
        """What it needs is loaded by the reader: the first record is not kept waiting."""
        query = partial(_load, party_id=self._key, day=self._desk.today())
        self._desk.ask(query, self._show, self, "lab", patient=True)

    def _show(self, life: "LabLife") -> None:
        from fablab_desk.overview.lab_life import SHOWS

        self._shows = SHOWS
        while item := self._lines.takeAt(0):
            if gone := item.widget():
                gone.deleteLater()
        for widget in self._widgets(life):
            self._lines.addWidget(widget)
        self.setVisible(self._lines.count() > 0)

    def _widgets(self, life: "LabLife") -> Iterator[QWidget]:
        from fablab_desk.projects.kinds import STAGE_TEXTS
        from fablab_desk.trainings.kinds import ANSWER_TEXTS, Answer

        tones = {
            Answer.AUTONOMOUS: Tone.OK,
            Answer.WITH_ANIMATOR: Tone.INFO,
            Answer.TO_TRAIN: Tone.WARN,
        }
        opens = partial(self._forms.rights_asked.emit, self._key, self._name)
        if life.rights:
            yield SectionTitle(mark("Machines"))
        for row in life.rights:
            said = translate(ANSWER_TEXTS[row.answer])
            if row.until and row.answer is Answer.AUTONOMOUS:
                until = translate(mark("until {day}"))
                said = until.format(day=format_day(row.until, current(), short=True))
            yield ItemLine(Item(row.name, said, "certificate", tones[row.answer], opens))
        if life.projects:
            projects = SectionTitle(mark("Projects"))
            projects.setContentsMargins(0, 8, 0, 0)
            yield projects
        for _, title, stage in life.projects:
            yield ItemLine(Item(title, translate(STAGE_TEXTS[stage]), "tools"))


def _load(session: Any, party_id: UUID, day: date) -> "LabLife":
    from fablab_desk.overview.lab_life import load_lab_life

    return load_lab_life(session, party_id, day)
