"""The form of a new price: from which day, for whom, how much."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.drafts import A_DAY, PriceDraft
from fablab_desk.catalogue.queries import ArticleRow
from fablab_desk.catalogue.service import set_price, withdraw_price
from fablab_desk.catalogue.time_price import TimeRate, price_time
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.money import format_amount
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import AmountField, CheckField, ChoiceField, CountField, DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

TIME_ROWS = ("block_minutes", "set_up")
USUAL_BLOCK, EXAMPLE = 15, 70  # minutes


class MissingPriceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write the price, 0 when it is free."))


class MissingDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write from which day on."))


class PriceDialog(FormDialog):
    def __init__(
        self, desk: Desk, parent: QWidget, article: ArticleRow, audiences: Sequence[AudienceRow]
    ) -> None:
        super().__init__(desk, parent, mark("New price"), mark("Set the price"))
        self._article = article
        said = translate(mark("What “{name}” costs from that day on. What was charged stays."))
        self.add_note(said.format(name=article.label))
        self.amount = self.add_field("amount", mark("Price"), AmountField(), required=True)
        taxes = [
            (True, translate(mark("All taxes included"))),
            (False, translate(mark("Before VAT"))),
        ]
        self.taxes = self.add_field("tax_included", mark("Taxes"), ChoiceField[bool](taxes))
        everyone = (None, translate(mark("Everybody")))
        self.audience = self.add_field(
            "audience_id",
            mark("For"),
            ChoiceField[UUID | None]([everyone, *((row.id, row.label) for row in audiences)]),
        )
        self.day = self.add_field("valid_from", mark("From"), DayField(desk.today), required=True)
        self.day.set_value(desk.today())
        self.hourly = CheckField(mark("It is the price of an hour of machine time"))
        self.add_field("hourly", mark("By time"), self.hourly)
        self.block, self.grace = CountField(A_DAY), CountField(A_DAY)
        self.add_row(
            mark("Minutes"),
            [
                ("block_minutes", mark("Rounded up to blocks of (minutes)"), self.block),
                ("grace_minutes", mark("Not asked for (minutes)"), self.grace),
            ],
        )
        self.add_help(
            "block_minutes", translate(mark("Rounded up to blocks of… · not asked for, once a use"))
        )
        self.set_up, self.minimum = AmountField(), AmountField()
        self.add_row(
            mark("For a use"),
            [
                ("set_up", mark("Setting up"), self.set_up),
                ("minimum", mark("At least"), self.minimum),
            ],
        )
        self.add_help("set_up", translate(mark("Added for setting up · asked for at least")))
        self.example = Label("", "muted", wrap=True)
        self.add_widget(self.example)
        self.block.set_value(USUAL_BLOCK)
        for name in TIME_ROWS:
            self.show_row(name, False)
        self.hourly.changed.connect(self._follow)
        for field in (self.amount, self.block, self.grace, self.set_up, self.minimum):
            field.changed.connect(self._say_example)

    def _follow(self) -> None:
        for name in TIME_ROWS:
            self.show_row(name, self.hourly.value())
        self._say_example()
        self._grow()

    def _say_example(self) -> None:
        """What a use of an hour and ten minutes would cost."""
        if not self.hourly.value():
            self.example.setText("")
            return
        rate = TimeRate(
            price_id=self.key,
            article_id=self._article.id,
            hourly=read_or(self.amount, Decimal(0)),
            vat_nature=self._article.vat_nature,
            block_minutes=max(1, read_or(self.block, 1)),
            grace_minutes=read_or(self.grace, 0),
            set_up=read_or(self.set_up, Decimal(0)),
            minimum=read_or(self.minimum, Decimal(0)),
        )
        asked = price_time(rate, EXAMPLE)
        lines = " · ".join(say(line) for line in asked.lines)
        text = translate(mark("1 h 10 costs {amount} — {lines}"))
        self.example.setText(
            text.format(amount=format_amount(asked.amount, current()), lines=lines)
        )

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        if not self.amount.text().strip():
            found.append(("amount", MissingPriceError()))
        if not self.day.text().strip():
            found.append(("valid_from", MissingDayError()))
        if found:
            raise Problems(found)
        self._draft().check()

    def act(self) -> Callable[[Act], object]:
        draft, key, article_id = self._draft(), self.key, self._article.id
        return lambda act: set_price(act, key, article_id, draft)

    def undo(self, result: object) -> Undo | None:
        key = self.key
        said = translate(mark("“{name}” has a new price.")).format(name=self._article.label)
        return Undo(said, lambda act: withdraw_price(act, key))

    def _draft(self) -> PriceDraft:
        day = self.day.value() or self._desk.today()
        return PriceDraft(
            amount=self.amount.value() or Decimal(0),
            valid_from=day,
            audience_id=self.audience.value(),
            tax_included=self.taxes.value(),
            **self._time(),
        )

    def _time(self) -> dict[str, Any]:
        if not self.hourly.value():
            return {}
        return {
            "block_minutes": read_or(self.block, 0),
            "grace_minutes": read_or(self.grace, 0),
            "set_up": read_or(self.set_up, Decimal(0)),
            "minimum": read_or(self.minimum, Decimal(0)),
        }
