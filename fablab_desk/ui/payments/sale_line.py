"""Something sold at the counter: which article, how many of it; Enter adds it."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.charges.drafts import quantity_problem
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.money import ZERO, format_amount
from fablab_desk.overview.counter import OnSale
from fablab_desk.ui import theme
from fablab_desk.ui.fields import ChoiceField, DecimalField, describe
from fablab_desk.ui.problem import Problem

QUANTITY_WIDTH = 80


class QuantityField(DecimalField):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()  # and the form around it is not saved
            return
        super().keyPressEvent(event)


class SaleLine(QWidget):
    sold = Signal(object, object)  # an OnSale, and how many as a Decimal

    def __init__(self) -> None:
        super().__init__()
        self._on_sale: Sequence[OnSale] = ()
        self.article: ChoiceField[int] = ChoiceField()
        self.article.setAccessibleName(translate(mark("Article")))
        describe(self.article)
        self.quantity = QuantityField()
        self.quantity.setAccessibleName(translate(mark("Quantity")))
        self.quantity.set_value(Decimal(1))
        self.quantity.setMaximumWidth(theme.px(QUANTITY_WIDTH))
        self.add = QPushButton(translate(mark("Add")))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._sell)
        self.quantity.entered.connect(self._sell)
        self.problem = Problem()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.article, 1)
        line.addWidget(self.quantity)
        line.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.problem)

    def offer(self, on_sale: Sequence[OnSale]) -> None:
        self._on_sale = on_sale
        self.article.set_choices(
            [
                (place, f"{one.article.label} · {format_amount(one.price, current())}")
                for place, one in enumerate(on_sale)
            ]
        )
        self.setVisible(bool(on_sale))

    def _sell(self) -> None:
        wrong: DeskError | None
        try:
            many = self.quantity.value() or ZERO
            wrong = quantity_problem(many)
        except DeskError as refusal:
            wrong = refusal
        self._say(say(wrong) if wrong else "")
        if wrong or not self._on_sale:
            return
        self.sold.emit(self._on_sale[self.article.value()], many)
        self.quantity.set_value(Decimal(1))

    def _say(self, text: str) -> None:
        self.problem.say(text)
        self.quantity.setAccessibleDescription(text)
        self.quantity.setProperty("wrong", bool(text))
        self.quantity.style().polish(self.quantity)
        if text:
            self.quantity.setFocus()
