"""The publics of a new lab: ticked, renamed, added, each with a fee of its own if it has one."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.care.setup import USUAL_AUDIENCES
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.asked import forgive_when_typed, mark_wrong
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import AmountField, CheckField, LineField
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.readable import read_or


class AudienceLine:
    """One public; without its tick it counts for nothing."""

    def __init__(self, label: str) -> None:
        self.kept = CheckField("")
        self.kept.setChecked(True)
        self.name = LineField(mark("Name of the audience"))
        self.name.set_value(label)
        self.fee = AmountField(mark("as all"))
        self.fee.setFixedWidth(theme.px(96))
        self.problem = Problem()
        forgive_when_typed(self.fee, self.problem)
        self.kept.changed.connect(self._follow)
        self.name.changed.connect(self._speak)
        self._speak()

    def label(self) -> str:
        return " ".join(self.name.value().split())

    def _follow(self) -> None:
        self.name.setEnabled(self.kept.value())
        self.fee.setEnabled(self.kept.value())

    def _speak(self) -> None:
        said = translate(mark("Audience {name}")).format(name=self.label())
        self.kept.setAccessibleName(said)
        self.name.setAccessibleName(said)
        self.fee.setAccessibleName(
            translate(mark("Fee of the audience {name}")).format(name=self.label())
        )


class AudienceGrid(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[AudienceLine] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(Label(translate(mark("Audience")), "muted"), 0, 1)
        self._grid.addWidget(Label(translate(mark("Fee, if another")), "muted"), 0, 2)
        for msgid in USUAL_AUDIENCES:
            self._add(translate(msgid))
        self.more = QPushButton(translate(mark("Add an audience")))
        self.more.setProperty("kind", "link")
        self.more.clicked.connect(self._add_blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setFocusProxy(self.lines[0].kept)

    def value(self) -> tuple[str, ...]:
        """The names kept; a line added and left blank is none."""
        return tuple(line.label() for line in self._kept())

    def set_value(self, labels: tuple[str, ...]) -> None:
        for line in self.lines:
            line.kept.set_value(line.label() in labels)

    def fees(self) -> dict[str, Decimal]:
        """Those written and legible."""
        fees = {line.label(): read_or(line.fee, None) for line in self._kept()}
        return {label: fee for label, fee in fees.items() if fee is not None}

    def unreadable(self) -> list[tuple[str, DeskError]]:
        found: list[tuple[str, DeskError]] = []
        for line in self._kept():
            try:
                line.fee.value()
            except DeskError as refusal:
                found.append((line.label(), refusal))
        return found

    def show_problems(self, texts: dict[str, str]) -> bool:
        """Sentences by the label of the audience; the first wrong fee is focused."""
        wrong = []
        for line in self.lines:
            said = texts.get(line.label(), "") if line.kept.value() else ""
            mark_wrong(line.fee, line.problem, said)
            if said:
                wrong.append(line)
        if wrong:
            wrong[0].fee.setFocus()
        return bool(wrong)

    def _add_blank(self) -> None:
        line = self._add("")
        for field in (line.kept, line.name, line.fee):
            field.show()
        line.name.setFocus()

    def _kept(self) -> list[AudienceLine]:
        return [line for line in self.lines if line.kept.value() and line.label()]

    def _add(self, label: str) -> AudienceLine:
        line = AudienceLine(label)
        row = 1 + 2 * len(self.lines)
        self.lines.append(line)
        self._grid.addWidget(line.kept, row, 0)
        self._grid.addWidget(line.name, row, 1)
        self._grid.addWidget(line.fee, row, 2)
        for changed in (line.kept.changed, line.name.changed, line.fee.changed):
            changed.connect(self.changed)
        self._grid.addWidget(line.problem, row + 1, 1, 1, 2)
        return line
