"""Charging somebody by hand: what no membership and no sale wrote by itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.charges.drafts import PRICE_PLACES, ChargeLine, day_problem
from fablab_desk.charges.service import charge_by_hand, withdraw_charge
from fablab_desk.errors import DeskError, Problems, gathered
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import ZERO, format_amount, priced
from fablab_desk.overview.charging import Charging, load_charging
from fablab_desk.staff.act import Act
from fablab_desk.staff.rights import Right, RightError
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, DecimalField, LineField, write_decimal
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.messages import tell
from fablab_desk.ui.people.covered_note import say_covered
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.memberships.payers import UsualPayer
    from fablab_desk.overview.counter import OnSale

V = TypeVar("V")


EURO = "\u00a0€"
NOT_READ = Decimal("NaN")  # equals nothing that was proposed


class Then(StrEnum):
    """What becomes of the charge once it is written."""

    LATER = mark("To be paid later")
    SLATE = mark("On the slate: it is agreed")
    NOW = mark("At once: take the money next")


class NobodyChargedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose for whom it is."))


class PricelessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what one costs."))


class ChargeDialog(FormDialog):
    charged = Signal(object, bool)  # the payer's key; whether to take the money now

    WIDTH = 540

    def __init__(self, desk: Desk, parent: QWidget | None, party_id: UUID | None = None) -> None:
        super().__init__(desk, parent, mark("Add something owed"), mark("Add what is owed"))
        self._party_id = party_id
        self._on_sale: dict[UUID, OnSale] = {}
        self._proposed: tuple[str, Decimal | None] = ("", None)
        self._usual_payer: UsualPayer | None = None
        self.beneficiary = self.add_field(
            "beneficiary_id", mark("For whom"), PartyField(desk), required=True
        )
        self.payer = self.add_field("payer_id", mark("Who pays"), PartyField(desk))
        self.article: ChoiceField[UUID | None] = self.add_field(
            "article_id", mark("Article"), ChoiceField[UUID | None](_nothing_listed())
        )
        self.label = self.add_field("label", mark("What for"), LineField(), required=True)
        self.quantity, self.price = DecimalField(), DecimalField(2, EURO)
        self.add_row(
            mark("Quantity and price"),
            [
                ("quantity", mark("Quantity"), self.quantity),
                ("unit_price", mark("Price of one, taxes included"), self.price),
            ],
            required=True,
        )
        self.quantity.set_value(Decimal(1))
        self.price.setPlaceholderText(translate(mark("Price of one")))
        self.day = self.add_field("owed_on", mark("Date"), DayField(desk.today))
        self.day.set_value(desk.today())
        thens = [(one, translate(one)) for one in Then]
        self.then = self.add_field("then", mark("Payment"), ChoiceField[Then](thens))
        self.then.set_value(Then.LATER)
        self.cover = Label("", "muted", wrap=True)
        self.add_widget(self.cover)
        self.outcome = Label("", "heading", wrap=True)
        self.outcome.setContentsMargins(0, 8, 0, 0)
        self.add_widget(self.outcome)
        self.beneficiary.changed.connect(self._read)
        self.day.changed.connect(self._read)
        self.payer.changed.connect(self._follow_payer)
        self.article.changed.connect(self._propose)
        for field in (self.quantity, self.price):
            field.changed.connect(self._follow)

    def open_when_read(self) -> None:
        """Show the form, or say in a sentence that this account may not charge anybody."""
        self._ask(self._party_id, self._open_with)

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open: it is for its holder."""
        self.beneficiary.take_scan(code)

    def _ask(self, party_id: UUID | None, then: Callable[[Charging], None]) -> None:
        day = _read(self.day.value, None) or self._desk.today()
        account_id = self._desk.seat.account_id
        self._desk.ask(
            lambda session: load_charging(session, party_id, day, account_id), then, self, "who"
        )

    def _open_with(self, charging: Charging) -> None:
        if Right.CHARGE_PERSON not in charging.rights:
            tell(self.parent() or self, RightError(Right.CHARGE_PERSON))
            self.deleteLater()
            return
        self.beneficiary.set_value(charging.beneficiary)
        self._show_known(charging)
        self.open()
        if self._party_id:
            self.article.setFocus()

    def _read(self) -> None:
        """Another beneficiary has another payer, another day other prices."""
        self._ask(_read(self.beneficiary.value, None), self._show_known)

    def _show_known(self, charging: Charging) -> None:
        usual, before = charging.payer, self._usual_payer
        if _read(self.payer.value, None) == (before.id if before else None):
            self.payer.set_value(usual.named if usual else None)
        self._usual_payer = usual
        self._covered = charging.beneficiary[1] if charging.beneficiary else ""
        self._follow_payer()
        self._on_sale = {one.article.id: one for one in charging.on_sale}
        listed = [
            (key, f"{one.article.label} · {_exactly(one.price)}")
            for key, one in self._on_sale.items()
        ]
        self.article.set_choices([*_nothing_listed(), *listed])
        self._propose()

    def _follow_payer(self) -> None:
        usual = self._usual_payer
        covers = usual is not None and usual.covers
        if usual and covers and (covers := _read(self.payer.value, None) == usual.id):
            self.cover.setText(say_covered(self._covered, usual.name))
        self.cover.setVisible(covers)

    def _propose(self) -> None:
        """The article's words and price, unless others were typed."""
        one = self._on_sale.get(self.article.value() or UUID(int=0))
        label = one.article.label if one else ""
        price = round(one.price, PRICE_PLACES) if one else None
        if self.label.value() == self._proposed[0]:
            self.label.set_value(label)
        if _read(self.price.value, NOT_READ) == self._proposed[1]:
            self.price.set_value(price)
        self._proposed = (label, price)
        self._follow()

    def _follow(self) -> None:
        quantity, price = _read(self.quantity.value, None), _read(self.price.value, None)
        total = priced(quantity, price) if quantity and price else ZERO
        texts = [translate(mark("Total {amount}")).format(amount=format_amount(total, current()))]
        usual = self._proposed[1]
        if usual is not None and price is not None and price != usual:
            listed = translate(mark("price of the catalogue {amount}"))
            texts.append(listed.format(amount=_exactly(usual)))
        self.outcome.setText(" · ".join(texts))

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        if not self.beneficiary.text().strip():
            found.append(("beneficiary_id", NobodyChargedError()))
        if not self.price.text().strip():
            found.append(("unit_price", PricelessError()))
        if wrong := day_problem(self._day(), self._desk.today()):
            found.append(("owed_on", wrong))
        named = {name for name, _ in found}
        rest: list[tuple[str, DeskError]] = []
        gathered(rest, "", self._line().checked)
        if found := found + [one for one in rest if one[0] not in named]:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        key, line = self.key, self._line()
        payer_id = self.payer.value() or self.beneficiary.value()
        assert payer_id
        return lambda act: charge_by_hand(act, key, payer_id, line)

    def undo(self, result: object) -> Undo:
        assert isinstance(result, UUID)
        reason, line = translate(mark("taken back at once")), self._line()
        said = translate(mark("“{label}” is owed: {amount}."))
        return Undo(
            said.format(label=line.label, amount=format_amount(line.amount, current())),
            lambda act: withdraw_charge(act, result, reason),
        )

    def saved(self, result: object) -> None:
        payer_id = self.payer.value() or self.beneficiary.value()
        self.charged.emit(payer_id, self.then.value() is Then.NOW)

    def _day(self) -> date:
        return _read(self.day.value, None) or self._desk.today()

    def _line(self) -> ChargeLine:
        """What can be read of the line: what cannot is told beside its own field."""
        return ChargeLine(
            label=self.label.value(),
            quantity=_read(self.quantity.value, None) or ZERO,
            unit_price=_read(self.price.value, None) or ZERO,
            article_id=self.article.value(),
            beneficiary_id=_read(self.beneficiary.value, None),
            owed_on=self._day(),
            on_slate=self.then.value() is Then.SLATE,
        )


def _exactly(price: Decimal) -> str:
    """A price of one may go below the cent."""
    return write_decimal(round(price, PRICE_PLACES), 2) + EURO


def _nothing_listed() -> list[tuple[UUID | None, str]]:
    return [(None, translate(mark("Something else, in your own words")))]


def _read(value: Callable[[], V | None], otherwise: V | None) -> V | None:
    """What a field holds, where it can be read."""
    try:
        return value()
    except DeskError:
        return otherwise
