"""Encaisser: what is owed and sold, paid by one or several methods, with the change to give."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO, format_amount, priced
from fablab_desk.overview.counter import Counter, OnSale, load_counter
from fablab_desk.payments.drafts import CashingDraft, Opening, Part, Sale, Tick, TypedCount
from fablab_desk.payments.errors import NoMethodError
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash
from fablab_desk.people.queries import PersonRow, find_holder
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, CountField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.payments.parts import PartLine
from fablab_desk.ui.payments.receipt import show_receipt
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.problem import Problem

MOST_PARTS = 4


class CashDialog(FormDialog):
    WIDTH = 620

    def __init__(self, desk: Desk, parent: QWidget | None, payer_id: UUID | None = None) -> None:
        super().__init__(desk, parent, mark("Take money"), mark("Take the money"))
        self._counter: Counter | None = None
        self._ticks: list[tuple[QCheckBox, UUID, Decimal]] = []
        self._sales: list[tuple[OnSale, int]] = []
        self._first_payer = payer_id
        self._opening: Opening | None = None
        self.payer = self.add_field("payer_id", mark("Payer"), PartyField(desk))
        self.add_section(mark("To pay"))
        self._owed = _Column()
        self.add_widget(self._owed)
        self._add_sale_line()
        self.add_section(mark("Paid by"))
        self.lines = [PartLine(place) for place in range(MOST_PARTS)]
        for line in self.lines:
            line.setVisible(line.place == 0)
            line.changed.connect(self._follow)
            self.add_widget(line)
        self.other = QPushButton(translate(mark("Another method")))
        self.other.setProperty("kind", "link")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._add_line)
        self.add_widget(self.other)
        self.reason = self.add_field("reason", mark("Reason, for oneself"), LineField())
        self._reason_row = self._rows.rowCount() - 1
        self._rows.setRowVisible(self._reason_row, False)
        self.balance = Label("", "heading", wrap=True)
        self.add_widget(self.balance)
        self.till_problem = Problem()
        self.add_widget(self.till_problem)
        self.payer.changed.connect(self._read)

    def _add_sale_line(self) -> None:
        self.article: ChoiceField[int] = ChoiceField()
        self.article.setAccessibleName(translate(mark("Article")))
        self.quantity = CountField(1000)
        self.quantity.setAccessibleName(translate(mark("Quantity")))
        self.quantity.set_value(1)
        self.quantity.setMaximumWidth(64)
        self.add = QPushButton(translate(mark("Add")))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._sell)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.article, 1)
        line.addWidget(self.quantity)
        line.addWidget(self.add)
        self._counter_line = box
        self.add_widget(box)

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open: its holder pays."""

        def found(holder: PersonRow | None) -> None:
            if holder:
                self.payer.set_value((holder.id, holder.name))
                self.payer.changed.emit()

        self._desk.ask(lambda session: find_holder(session, code), found, self, "scan")

    def open_when_read(self) -> None:
        """Show the form with what the payer owes already in it."""
        key, day = self._first_payer, self._desk.today()
        self._desk.ask(lambda session: load_counter(session, key, day), self._open_with, self)

    def _open_with(self, counter: Counter) -> None:
        if self._first_payer:
            self.payer.set_value((self._first_payer, counter.payer_name))
        self._show_counter(counter)
        self.open()
        first = self.lines[0]
        handed = first.tendered if not first.tendered.isHidden() else first.amount
        (handed if self.total() else self.payer).setFocus()

    def _read(self) -> None:
        try:
            key = self.payer.value()
        except DeskError:
            return
        day = self._desk.today()
        self._desk.ask(lambda session: load_counter(session, key, day), self._show_counter, self)

    def _read_till(self) -> None:
        """Another desk may have opened it meanwhile."""
        day = self._desk.today()
        self._desk.ask(
            lambda session: load_counter(session, None, day), self._take_till, self, "till"
        )

    def _take_till(self, counter: Counter) -> None:
        if self._counter:
            self._counter = replace(self._counter, till=counter.till, session=counter.session)

    def _show_counter(self, counter: Counter) -> None:
        self._counter = counter
        self.verb.setEnabled(bool(counter.methods))
        if not counter.methods:
            self.problem.say(
                translate(mark("There is no payment method yet: add one in the settings."))
            )
        for line in self.lines:
            line.offer(counter.methods)
        self.article.set_choices(
            [
                (place, f"{one.article.label} · {format_amount(one.price, current())}")
                for place, one in enumerate(counter.on_sale)
            ]
        )
        self._counter_line.setVisible(bool(counter.on_sale))
        self._show_owed()

    def _show_owed(self) -> None:
        assert self._counter
        self._owed.clear()
        self._ticks = []
        for charge in self._counter.charges:
            whose = (
                f" ({charge.beneficiary_name})" if charge.beneficiary_id != charge.payer_id else ""
            )
            box = QCheckBox(f"{charge.label}{whose} · {format_amount(charge.due, current())}")
            box.setAccessibleName(box.text())
            box.setChecked(True)
            box.toggled.connect(self._retotal)
            self._owed.add(box)
            self._ticks.append((box, charge.id, charge.due))
        for one, many in self._sales:
            amount = format_amount(priced(Decimal(many), one.price), current())
            self._owed.add(Label(f"{many} × {one.article.label} · {amount}"))
        if not self._ticks and not self._sales:
            self._owed.add(Label(translate(mark("Nothing is owed. Add what is sold.")), "muted"))
        self._retotal()

    def _sell(self) -> None:
        many = self.quantity.value()
        if self._counter and self._counter.on_sale and many:
            self._sales.append((self._counter.on_sale[self.article.value()], many))
            self._touch()
            self._show_owed()

    def total(self) -> Decimal:
        owed = sum((due for box, _, due in self._ticks if box.isChecked()), ZERO)
        return owed + sum((priced(Decimal(n), one.price) for one, n in self._sales), ZERO)

    def _retotal(self) -> None:
        """The first method takes what the others leave."""
        others = sum((line.given() for line in self.lines[1:]), ZERO)
        self.lines[0].amount.set_value(max(self.total() - others, ZERO) or None)
        self._follow()

    def _add_line(self) -> None:
        hidden = [line for line in self.lines if line.isHidden()]
        if hidden:
            given = sum((line.given() for line in self.lines), ZERO)
            hidden[0].show()
            hidden[0].amount.set_value(max(self.total() - given, ZERO) or None)
            hidden[0].method.setFocus()
        self.other.setVisible(len(hidden) > 1)

    def _follow(self) -> None:
        total = self.total()
        given = sum((line.given() for line in self.lines), ZERO)
        change = sum((line.change() for line in self.lines), ZERO)
        verb = translate(mark("Take {amount}"))
        if not given:
            verb = translate(mark("Take the money"))
        self.verb.setText(verb.format(amount=format_amount(given, current())))
        texts = [translate(mark("Total {amount}")).format(amount=format_amount(total, current()))]
        if given < total:
            left = format_amount(total - given, current())
            texts.append(translate(mark("{amount} stays to pay")).format(amount=left))
        if change:
            back = format_amount(change, current())
            texts.append(translate(mark("give {amount} back")).format(amount=back))
        self.balance.setText(" · ".join(texts))
        cash = any(line.kind() is MethodKind.CASH and not line.isHidden() for line in self.lines)
        tills = self._counter is None or self._counter.till is not None
        self.till_problem.say(
            ""
            if tills or not cash
            else translate(mark("Cash needs a till: add one in the settings."))
        )

    def _parts(self) -> tuple[Part, ...]:
        parts = [line.part() for line in self.lines if not line.isHidden()]
        return tuple(part for part in parts if part)

    def check(self) -> None:
        for line in self.lines:
            line.clear_problems()
        if not self._parts():
            raise Problems([("parts", NoMethodError())])

    def act(self) -> Callable[[Act], object]:
        key, parts = self.key, self._parts()
        given = sum((part.amount for part in parts), ZERO)
        partly = given if given < self.total() else None
        draft = CashingDraft(
            payer_id=self.payer.value(),
            ticks=tuple(Tick(charge_id=key) for box, key, _ in self._ticks if box.isChecked()),
            sales=tuple(
                Sale(article_id=one.article.id, quantity=Decimal(many), id=new_key())
                for one, many in self._sales
            ),
            parts=parts,
            paid_now=partly,
            till_id=self._counter.till.id if self._counter and self._counter.till else None,
            opening=self._opening,
        )
        reason = self.reason.value()

        def take(act: Act) -> Decimal:
            act.reason = reason
            return cash(act, key, draft)

        return take

    def accept(self) -> None:
        if self.needs_opening():
            CountDialog(
                self._desk, self, closing=False, hand_over=self._open_with_count
            ).open_when_read()
            return
        super().accept()

    def needs_opening(self) -> bool:
        """Whether the drawer is to be counted first."""
        cash_used = any(
            line.kind() is MethodKind.CASH and line.given()
            for line in self.lines
            if not line.isHidden()
        )
        counter = self._counter
        closed = bool(counter and counter.till and counter.session is None)
        return bool(cash_used) and closed and self._opening is None

    def _open_with_count(self, count: TypedCount) -> None:
        """The till is opened in the same act as the money is taken."""
        self._opening = Opening(session_id=new_key(), count=count)
        super().accept()

    def _refused(self, refusal: DeskError) -> None:
        self._opening = None  # counted anew, or opened meanwhile by another desk
        self._read_till()
        found = refusal.found if isinstance(refusal, Problems) else ()
        for name, problem in found:
            place, _, field = name.removeprefix("parts.").partition(".")
            if name.startswith("parts.") and place.isdecimal():
                self.lines[int(place)].say(field, say(problem))
            if name == "reason":
                self._rows.setRowVisible(self._reason_row, True)
        rest = [one for one in found if not one[0].startswith("parts.")]
        super()._refused(Problems(rest) if found else refusal)

    def said(self, result: object) -> str:
        return ""

    def saved(self, result: object) -> None:
        change = result if isinstance(result, Decimal) else ZERO
        key, desk, parent = self.key, self._desk, self.parentWidget()
        text = translate(mark("The money is taken."))
        if change:
            back = format_amount(change, current())
            text = translate(mark("The money is taken: give {amount} back.")).format(amount=back)
        desk.tell(text, (translate(mark("Receipt")), lambda: show_receipt(desk, parent, key)))


class _Column(QWidget):
    """Lines one below the other, replaced together."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def clear(self) -> None:
        while item := self._layout.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
