"""The form of a new price: from which day, for whom, how much."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.queries import ArticleRow
from fablab_desk.catalogue.service import set_price, withdraw_price
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import AmountField, ChoiceField, DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.undo import Undo


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
        )
