"""By which methods something is paid: up to four lines that share one sum."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, say, translate
from fablab_desk.money import ZERO
from fablab_desk.payments.drafts import Part
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import MethodRow
from fablab_desk.ui.asked import Found
from fablab_desk.ui.cards import Label
from fablab_desk.ui.payments.parts import COLUMN_GAP, PartLine

MOST_PARTS = 4
FIGURES_EDGE = 14  # from the edge of a field to the figures in it


class PaidBy(QWidget):
    """What was typed stays; a line that nobody typed in takes what the others leave."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._methods: Sequence[MethodRow] = ()
        self._total = ZERO
        self._told: list[PartLine] = []  # the lines of the parts, in their order
        self.lines: list[PartLine] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._captions())
        self._laid_out = QVBoxLayout()
        self._laid_out.setSpacing(8)
        layout.addLayout(self._laid_out)
        self._make_line()
        self.other = QPushButton(translate(mark("Another method")))
        self.other.setProperty("kind", "link")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._add)
        layout.addWidget(self.other)

    def _make_line(self) -> PartLine:
        """When it is asked for: most pay by one method, and nobody waits for the fields of four."""
        line = PartLine(len(self.lines))
        line.typed.connect(self._share)
        line.changed.connect(self._follow)
        line.offer(self._methods)
        self.lines.append(line)
        self._laid_out.addWidget(line)
        return line

    def _captions(self) -> QHBoxLayout:
        captions = QHBoxLayout()
        captions.setSpacing(COLUMN_GAP)
        self._handed = Label(translate(mark("Handed over")), "muted")
        method, amount = (Label(translate(m), "muted") for m in (mark("Means"), mark("Amount")))
        for caption in (method, amount, self._handed):
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            captions.addWidget(caption, 1)
        for figures in (amount, self._handed):
            figures.setAlignment(Qt.AlignmentFlag.AlignRight)
            figures.setContentsMargins(0, 0, FIGURES_EDGE, 0)
        return captions

    def offer(self, methods: Sequence[MethodRow]) -> None:
        self._methods = methods
        for line in self.lines:
            line.offer(methods)

    def share(self, total: Decimal) -> None:
        """Another sum is to be paid: what was not typed follows it."""
        self._total = total
        self._share(None)
        self._follow()

    def given(self) -> Decimal:
        return sum((line.given() for line in self.lines), ZERO)

    def change(self) -> Decimal:
        return sum((line.change() for line in self.lines), ZERO)

    def takes_cash(self) -> bool:
        return any(line.kind() is MethodKind.CASH for line in self.lines if line.given())

    def parts(self) -> tuple[Part, ...]:
        """What the lines say, those without an amount left out."""
        read = [(line, line.part()) for line in self.lines]
        self._told = [line for line, part in read if part]
        return tuple(part for _, part in read if part)

    def unreadable(self) -> Found:
        self._told = list(self.lines)
        return [
            (f"parts.{place}.{name}", refusal)
            for place, line in enumerate(self._told)
            for name, refusal in line.unreadable()
        ]

    def say(self, found: Found) -> Found:
        """Tell what is wrong beside its line, and nothing else any more. The rest comes back."""
        for line in self.lines:
            line.clear_problems()
        rest = []
        for name, refusal in found:
            place, _, field = name.removeprefix("parts.").partition(".")
            if name.startswith("parts.") and place.isdecimal():
                self._told[int(place)].say(field, say(refusal))
            else:
                rest.append((name, refusal))
        return rest

    def focus_wrong(self) -> None:
        wrong = next((field for line in self.lines if (field := line.first_wrong())), None)
        if wrong:
            wrong.setFocus()

    def _share(self, typed: PartLine | None) -> None:
        free = next((one for one in self.lines if one is not typed and not one.by_hand), None)
        if free:
            others = sum((one.given() for one in self.lines if one is not free), ZERO)
            free.propose(self._total - others)

    def _add(self) -> None:
        """Another method for the rest; less handed over than asked is what the first one pays."""
        for line in self.lines:
            line.take_what_was_handed()
        used = {line.method.value() for line in self.lines}
        rest = self._total - self.given()
        new = self._make_line()
        new.show()
        stops = [field for one in self.lines[-2:] for field in one.stops()]
        for before, after in pairwise([*stops, self.other]):  # Qt would lead there last of all
            QWidget.setTabOrder(before, after)
        fresh = next((one.id for one in self._methods if one.id not in used), None)
        if fresh:
            new.method.set_value(fresh)
        new.propose(rest)
        (new.method if rest > 0 else new.amount).setFocus()
        self.other.setVisible(len(self.lines) < MOST_PARTS)
        self._follow()

    def _follow(self) -> None:
        cash = any(line.kind() is MethodKind.CASH for line in self.lines)
        self._handed.setText(translate(mark("Handed over")) if cash else "")
        self.changed.emit()
