"""The lines of a payment: by which method, how much, and what was handed over."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.money import ZERO
from fablab_desk.payments.drafts import Part
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import MethodRow
from fablab_desk.ui.asked import forgive_when_typed, mark_wrong
from fablab_desk.ui.fields import AmountField, ChoiceField, LineField, describe
from fablab_desk.ui.problem import Problem

COLUMN_GAP = 8


class PartLine(QWidget):
    """One method; cash asks what was handed over, a cheque its bank."""

    changed = Signal()
    typed = Signal(object)  # this line: its amount was typed

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.by_hand = False  # the amount was typed: it is proposed no more
        self._methods: Sequence[MethodRow] = ()
        self.method: ChoiceField[UUID] = ChoiceField()
        self.amount = AmountField()
        self.tendered = AmountField()
        self.reference = LineField(mark("Number or reference"))
        self.bank = LineField(mark("Bank"))
        self._fields: dict[str, QWidget] = {
            "method_id": self.method,
            "amount": self.amount,
            "tendered": self.tendered,
            "reference": self.reference,
        }
        self.problems = {name: Problem() for name in self._fields}
        for name, field in self._fields.items():
            forgive_when_typed(field, self.problems[name])
        self._lay_out()
        names = (
            mark("Method"),
            mark("Amount"),
            mark("Handed over"),
            mark("Reference"),
            mark("Bank"),
        )
        for field, name in zip(self.stops(), names, strict=True):
            field.setAccessibleName(f"{translate(name)} {place + 1}")
            describe(field)
        for line in (self.amount, self.tendered, self.reference, self.bank):
            line.changed.connect(self.changed)
        self.amount.textEdited.connect(self._type)
        self.method.changed.connect(self.changed)
        self.method.changed.connect(self._follow)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab leads, in this order."""
        return (self.method, self.amount, self.tendered, self.reference, self.bank)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(COLUMN_GAP)
        grid.setVerticalSpacing(4)
        for column, field in enumerate((self.method, self.amount, self.tendered)):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.reference, 1, 0, 1, 2)
        grid.addWidget(self.bank, 1, 2)
        for row, problem in enumerate(self.problems.values(), 2):
            grid.addWidget(problem, row, 0, 1, 3)

    def offer(self, methods: Sequence[MethodRow]) -> None:
        self._methods = methods
        self.method.set_choices([(method.id, method.label) for method in methods])
        self._follow()

    def kind(self) -> MethodKind | None:
        chosen = self.method.value() if self._methods else None
        return next((one.kind for one in self._methods if one.id == chosen), None)

    def given(self) -> Decimal:
        """The amount typed, or nothing where it cannot be read or is refused anyway."""
        try:
            return max(self.amount.value() or ZERO, ZERO)
        except DeskError:
            return ZERO

    def propose(self, amount: Decimal) -> None:
        """The rest, or nothing when nothing is left; not what somebody typed."""
        self.by_hand = False
        self.amount.set_value(amount if amount > 0 else None)

    def take_what_was_handed(self) -> None:
        """Less was handed over than asked: that much is paid by this method."""
        try:
            tendered = self.tendered.value()
        except DeskError:
            return
        if tendered and 0 < tendered < self.given():
            self.by_hand = True
            self.amount.set_value(tendered)

    def change(self) -> Decimal:
        try:
            tendered = self.tendered.value()
        except DeskError:
            return ZERO
        return max(tendered - self.given(), ZERO) if tendered else ZERO

    def part(self) -> Part | None:
        """What this line says, or None when it holds no amount."""
        amount = self.amount.value()
        if amount is None:
            return None
        return Part(
            method_id=self.method.value(),
            amount=amount,
            tendered=self.tendered.value(),
            reference=self.reference.value(),
            bank=self.bank.value(),
        )

    def unreadable(self) -> list[tuple[str, DeskError]]:
        found = []
        for name, field in (("amount", self.amount), ("tendered", self.tendered)):
            try:
                field.value()
            except DeskError as refusal:
                found.append((name, refusal))
        return found

    def say(self, name: str, text: str) -> None:
        name = name if name in self.problems else "amount"
        mark_wrong(self._fields[name], self.problems[name], text)

    def clear_problems(self) -> None:
        for name, problem in self.problems.items():
            mark_wrong(self._fields[name], problem, "")

    def first_wrong(self) -> QWidget | None:
        wrong = (self._fields[name] for name, one in self.problems.items() if one.text())
        return next(wrong, None)

    def _type(self) -> None:
        self.by_hand = bool(self.amount.text().strip())
        self.typed.emit(self)

    def _follow(self) -> None:
        kind = self.kind()
        asks = next(
            (one.asks_reference for one in self._methods if one.id == self.method.value()), False
        )
        self.tendered.setVisible(kind is MethodKind.CASH)
        if kind is not MethodKind.CASH:
            self.tendered.clear()
        self.reference.setVisible(asks)
        self.bank.setVisible(kind is MethodKind.CHEQUE)
