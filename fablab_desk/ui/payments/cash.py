"""Encaisser: what is owed and sold, paid by one or several methods, with the change to give."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO, format_amount, priced
from fablab_desk.overview.counter import Counter, OnSale, load_counter
from fablab_desk.payments.counts import amount_of, read_count
from fablab_desk.payments.drafts import CashingDraft, Opening, Sale, Tick, TypedCount
from fablab_desk.payments.errors import (
    ClosedTillError,
    NoMethodError,
    NothingToPayError,
    OpenTillError,
)
from fablab_desk.payments.service import cash
from fablab_desk.staff.act import Act
from fablab_desk.ui.asked import Found
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField, write_decimal
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.letters import letter_of, with_mnemonic
from fablab_desk.ui.payments.count import CountDialog, HandOver
from fablab_desk.ui.payments.paid_by import PaidBy
from fablab_desk.ui.payments.receipt import show_receipt
from fablab_desk.ui.payments.sale_line import SaleLine
from fablab_desk.ui.people.covered_note import say_covered
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.problem import Problem


class CashDialog(FormDialog):
    WIDTH = 620

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        payer_id: UUID | None = None,
        for_id: UUID | None = None,
    ) -> None:
        super().__init__(desk, parent, mark("Take money"), mark("Take the money"))
        self._counter: Counter | None = None
        self._ticks: list[tuple[QCheckBox, UUID, Decimal]] = []
        self._sales: list[tuple[OnSale, Decimal]] = []
        self._first_payer = payer_id
        self._for = for_id  # whom the first payer covers
        self._till_is_open = True
        self._opening: Opening | None = None
        self._counted: TypedCount | None = None
        self.payer = self.add_field("payer_id", mark("Payer"), PartyField(desk))
        self.cover = Label("", "muted", wrap=True)
        self.add_widget(self.cover)
        self.add_section(mark("To pay"))
        self._owed = _Column()
        self.add_widget(self._owed)
        self.sale_line = SaleLine()
        self.sale_line.sold.connect(self._sell)
        self.add_widget(self.sale_line)
        self.add_section(mark("Paid by"))
        self.paid = PaidBy()
        self.lines, self.other = self.paid.lines, self.paid.other
        self.add_widget(self.paid)
        self.reason = self.add_field("reason", mark("Reason, for oneself"), LineField())
        self._reason_row = self._rows.rowCount() - 1
        self._rows.setRowVisible(self._reason_row, False)
        self.balance = Label("", "heading", wrap=True)
        self.add_widget(self.balance)
        self.till_problem = Problem()
        self.add_widget(self.till_problem)
        self._add_till_line()
        self.paid.changed.connect(self._follow)
        self.payer.changed.connect(self._read)

    def _add_till_line(self) -> None:
        self.till_note = Label("", "muted", wrap=True)
        self.recount = QPushButton(translate(mark("Count again")))
        self.recount.setProperty("kind", "link")
        self.recount.setAutoDefault(False)
        self.recount.clicked.connect(self._count)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.till_note, 1)
        line.addWidget(self.recount)
        self.add_widget(box)

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open: its holder pays."""
        self.payer.take_scan(code)

    def open_when_read(self) -> None:
        """Show the form with what the payer owes already in it."""
        self._load(self._first_payer, self._open_with)

    def _load(self, payer_id: UUID | None, then: Callable[[Counter], None]) -> None:
        day, for_id = self._desk.today(), self._for_id(payer_id)
        self._desk.ask(lambda session: load_counter(session, payer_id, day, for_id), then, self)

    def _for_id(self, payer_id: UUID | None) -> UUID | None:
        """Another payer buys for himself."""
        return self._for if payer_id == self._first_payer else None

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
        self._load(key, self._show_counter)

    def _show_counter(self, counter: Counter) -> None:
        self._counter = counter
        said = ""
        if counter.covered:
            said = say_covered(counter.covered, counter.payer_name)
        elif counter.covering:
            said = translate(mark("{by} covers {name}, and can be asked for what is new."))
            said = said.format(by=counter.covering, name=counter.payer_name)
        self.cover.setText(said)
        self.cover.setVisible(bool(said))
        self._till_is_open = counter.session is not None
        self.verb.setEnabled(bool(counter.methods))
        if not counter.methods:
            self.problem.say(
                translate(mark("There is no payment method yet: add one in the settings."))
            )
        self.paid.offer(counter.methods)
        self.sale_line.offer(counter.on_sale)
        offered = {one.article.id: one for one in counter.on_sale}  # at this payer's prices
        self._sales = [(offered.get(one.article.id, one), many) for one, many in self._sales]
        self._show_owed()

    def _show_owed(self) -> None:
        assert self._counter
        off = {key for box, key, _ in self._ticks if not box.isChecked()}
        self._owed.clear()
        self._ticks = []
        for charge in self._counter.charges:
            whose = (
                f" ({charge.beneficiary_name})" if charge.beneficiary_id != charge.payer_id else ""
            )
            said = f"{charge.label}{whose} · {format_amount(charge.due, current())}"
            box = QCheckBox(with_mnemonic(said, ""))
            box.setAccessibleName(said)
            box.setChecked(charge.id not in off)
            box.toggled.connect(lambda _on: self.paid.share(self.total()))
            self._owed.add(box)
            self._ticks.append((box, charge.id, charge.due))
        for place, (one, many) in enumerate(self._sales):
            self._owed.add(self._sold_line(place, one, many))
        if not self._ticks and not self._sales:
            self._owed.add(Label(translate(mark("Nothing is owed. Add what is sold.")), "muted"))
        self._owed.settle()
        self._column.activate()  # at once: the form opens at its height, with nothing squeezed
        self.paid.share(self.total())

    def _sold_line(self, place: int, one: OnSale, many: Decimal) -> QWidget:
        amount = format_amount(priced(many, one.price), current())
        text = f"{write_decimal(many, 0)} × {one.article.label} · {amount}"
        remove = QPushButton(translate(mark("Remove")))
        remove.setProperty("kind", "link")
        remove.setAutoDefault(False)
        remove.setAccessibleName(translate(mark("Remove {what}")).format(what=text))
        remove.clicked.connect(lambda: self._unsell(place))
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(text, wrap=True), 1)
        line.addWidget(remove)
        return box

    def _sell(self, one: OnSale, many: Decimal) -> None:
        self._sales.append((one, many))
        self._touch()
        self._show_owed()

    def _unsell(self, place: int) -> None:
        del self._sales[place]
        self._show_owed()
        self.sale_line.article.setFocus()

    def total(self) -> Decimal:
        owed = sum((due for box, _, due in self._ticks if box.isChecked()), ZERO)
        return owed + sum((priced(n, one.price) for one, n in self._sales), ZERO)

    def _follow(self) -> None:
        total, given, change = self.total(), self.paid.given(), self.paid.change()
        verb = translate(mark("Take {amount}"))
        if not given:
            verb = translate(mark("Take the money"))
        said = verb.format(amount=format_amount(given, current()))
        self.verb.setText(with_mnemonic(said, letter_of(self.verb.text())))
        texts = [_told(mark("Total {amount}"), total)]
        if given < total:
            texts.append(_told(mark("{amount} stays to pay"), total - given))
        if given > total:
            texts.append(_told(mark("{amount} too much"), given - total))
        if change:
            texts.append(_told(mark("give {amount} back"), change))
        self.balance.setText(" · ".join(texts))
        self._follow_till()

    def _follow_till(self) -> None:
        """Cash goes into a till that is open; its count is asked once all else is right."""
        cash, note = self.paid.takes_cash(), ""
        no_till = cash and self._counter is not None and self._counter.till is None
        lacking = mark("Cash needs a till: add one in the settings.")
        self.till_problem.say(translate(lacking) if no_till else "")
        if self._opening:
            note = _told(mark("The till opens with {amount}."), _worth(self._opening.count))
        elif cash and not no_till and not self._till_is_open:
            note = translate(mark("The till is closed: you count it next, and it opens with this."))
        self.till_note.setText(note)
        self.till_note.setVisible(bool(note))
        self.recount.setVisible(self._opening is not None)

    def check(self) -> None:
        if found := self.paid.unreadable():
            raise Problems(found)
        if not self.paid.parts():
            raise Problems([("parts", NoMethodError() if self.total() else NothingToPayError())])

    def act(self) -> Callable[[Act], object]:
        key, parts = self.key, self.paid.parts()
        given = sum((part.amount for part in parts), ZERO)
        draft = CashingDraft(
            payer_id=self.payer.value(),
            for_id=self._for_id(self.payer.value()),
            ticks=tuple(Tick(charge_id=key) for box, key, _ in self._ticks if box.isChecked()),
            sales=tuple(
                Sale(article_id=one.article.id, quantity=many, id=new_key())
                for one, many in self._sales
            ),
            parts=parts,
            paid_now=given if ZERO < given < self.total() else None,
            till_id=self._counter.till.id if self._counter and self._counter.till else None,
            opening=self._opening if self.paid.takes_cash() else None,
        )
        reason = self.reason.value()

        def take(act: Act) -> Decimal:
            act.reason = reason
            return cash(act, key, draft)

        return take

    def _count(self) -> None:
        opening = HandOver(
            self._open_with_count, mark("Open the till, take the money"), self._counted
        )
        CountDialog(self._desk, self, closing=False, hand_over=opening).open_when_read()

    def _open_with_count(self, count: TypedCount) -> None:
        """The till is opened in the same act as the money is taken."""
        self._counted = count
        self._opening = Opening(session_id=new_key(), count=count)
        self._follow_till()
        self.accept()

    def _refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, ClosedTillError):  # nothing else stands in the way
            self._be_free()
            self._show([])
            self._till_is_open = False
            self._count()
            return
        if isinstance(refusal, OpenTillError):
            self._opening, self._till_is_open = None, True
        super()._refused(refusal)
        self._follow_till()
        found = refusal.found if isinstance(refusal, Problems) else ()
        if any(name.startswith("ticks.") for name, _ in found):
            self._read()  # another desk settled something meanwhile

    def _show(self, found: Found) -> None:
        if any(name == "reason" for name, _ in found):
            self._rows.setRowVisible(self._reason_row, True)
        rest = self.paid.say(found)
        super()._show(rest)
        if len(rest) < len(found) and not any(name in self.problems for name, _ in rest):
            self.paid.focus_wrong()

    def saved(self, result: object) -> None:
        change = result if isinstance(result, Decimal) else ZERO
        key, desk, parent = self.key, self._desk, _lasting(self.parentWidget())
        text = translate(mark("The money is taken."))
        if change:
            back = format_amount(change, current())
            text = translate(mark("The money is taken: give {amount} back.")).format(amount=back)
        desk.tell(text, (translate(mark("Receipt")), lambda: show_receipt(desk, parent, key)))


def _told(msgid: str, amount: Decimal) -> str:
    return translate(msgid).format(amount=format_amount(amount, current()))


def _lasting(parent: QWidget | None) -> QWidget | None:
    """What is still there when somebody asks for the receipt: no dialog."""
    while isinstance(parent, QDialog):
        parent = parent.parentWidget()
    return parent


def _worth(typed: TypedCount) -> Decimal:
    return amount_of(read_count(typed))


class _Column(QWidget):
    """Lines one below the other, replaced together."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)
        widget.show()

    def settle(self) -> None:
        self._layout.activate()

    def clear(self) -> None:
        while item := self._layout.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
