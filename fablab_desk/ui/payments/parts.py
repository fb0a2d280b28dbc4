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
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import AmountField, ChoiceField, LineField
from fablab_desk.ui.problem import Problem


class PartLine(QWidget):
    """One method; cash asks what was handed over, a cheque its bank."""

    changed = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self._methods: Sequence[MethodRow] = ()
        self.method: ChoiceField[UUID] = ChoiceField()
        self.amount = AmountField(mark("Amount"))
        self.tendered = AmountField(mark("Handed over"))
        self.reference = LineField(mark("Number or reference"))
        self.bank = LineField(mark("Bank"))
        self.problems = {
            name: Problem() for name in ("method_id", "amount", "tendered", "reference")
        }
        self._lay_out()
        names = (
            mark("Method"),
            mark("Amount"),
            mark("Handed over"),
            mark("Reference"),
            mark("Bank"),
        )
        fields = (self.method, self.amount, self.tendered, self.reference, self.bank)
        for field, name in zip(fields, names, strict=True):
            field.setAccessibleName(f"{translate(name)} {place + 1}")
        for line in (self.amount, self.tendered, self.reference, self.bank):
            line.changed.connect(self.changed)
        self.method.changed.connect(self.changed)
        self.method.changed.connect(self._follow)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, field in enumerate((self.method, self.amount, self.tendered)):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 1)
        self.handed = Label("", "muted")
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
        """The amount typed, or nothing where it cannot be read."""
        try:
            return self.amount.value() or ZERO
        except DeskError:
            return ZERO

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

    def say(self, name: str, text: str) -> None:
        self.problems.get(name, self.problems["amount"]).say(text)

    def clear_problems(self) -> None:
        for problem in self.problems.values():
            problem.say("")

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
