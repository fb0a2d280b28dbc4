"""The forms of a VAT regime and of a text of papers, each from a day on."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import REGIME_TEXTS, VatRegime
from fablab_desk.lab.service_dated import set_text, set_vat_regime
from fablab_desk.lab.texts import text_keys
from fablab_desk.overview.settings import RegimeRow, TextRow, list_regimes, list_texts
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.settings.price_dialog import MissingDayError
from fablab_desk.ui.undo import Undo

NAMES_TEXTS = {
    "membership_attestation_note": mark("Note of the membership attestation"),
    "receipt_note": mark("Note of the receipt"),
    "vat_franchise_293_b": mark("VAT mention, below the threshold"),
    "vat_exempt_261_7_1_a": mark("VAT mention, services to members"),
    "vat_exempt_261_7_1_b": mark("VAT mention, accessory receipts"),
    "vat_exempt_261_4_4": mark("VAT mention, trainings"),
    "vat_on_debits": mark("VAT mention, on debits"),
    "no_discount": mark("Discount for early payment"),
    "late_penalty_public": mark("Late penalties, public buyers"),
    "late_penalty": mark("Late penalties"),
    "recovery_indemnity": mark("Recovery indemnity"),
    "fee_call_people": mark("Call for fees, beginning"),
    "fee_call_organisations": mark("Call for fees, beginning for organisations"),
    "fee_call_closing": mark("Call for fees, end"),
    "assembly_convocation_note": mark("Convocation to the assembly, end"),
    "member_letter": mark("Letter to members"),
}


def text_name(key: str) -> str:
    """What a text is for; a key of a later version shows as it is."""
    return translate(NAMES_TEXTS.get(key, key))


class RegimeDialog(FormDialog):
    def __init__(
        self, desk: Desk, parent: QWidget, carrier_id: UUID, known: Sequence[RegimeRow]
    ) -> None:
        super().__init__(desk, parent, mark("VAT regime"), mark("Set the regime"))
        self._carrier_id = carrier_id
        regimes = [(regime, translate(REGIME_TEXTS[regime])) for regime in VatRegime]
        self.regime = self.add_field("regime", mark("Regime"), ChoiceField[VatRegime](regimes))
        self.day = self.add_field("valid_from", mark("From"), DayField(desk.today), required=True)
        self.day.set_value(desk.today())
        self.add_note(
            translate(mark("Articles keep their own VAT: look through them after a change."))
        )
        self.fill(known)

    def reread(self) -> Query[list[RegimeRow]]:
        day, key = self._desk.today(), self._carrier_id
        return partial(list_regimes, day=day, carrier_id=key)

    def fill(self, known: Sequence[RegimeRow]) -> None:
        """Begin with what holds, so that it is seen when another desk sets something else."""
        self._known = known
        if holds := self._in_force(self._day()):
            self.regime.set_value(holds)

    def check(self) -> None:
        _need_day(self.day)

    def act(self) -> Callable[[Act], object]:
        key, carrier_id, day = self.key, self._carrier_id, self._day()
        regime, shown = self.regime.value(), self._in_force(day)
        return lambda act: set_vat_regime(act, key, carrier_id, day, regime, shown)

    def undo(self, result: object) -> Undo | None:
        day, carrier_id, regime = self._day(), self._carrier_id, self.regime.value()
        before = self._in_force(day)
        if before is None:
            return None
        return Undo(
            self.said(result),
            lambda act: set_vat_regime(act, new_key(), carrier_id, day, before, regime),
        )

    def said(self, result: object) -> str:
        return translate(mark("The VAT regime is set."))

    def _in_force(self, day: date) -> VatRegime | None:
        return next((row.regime for row in self._known if row.valid_from <= day), None)

    def _day(self) -> date:
        day: date = read_or(self.day, self._desk.today())
        return day


class TextDialog(FormDialog):
    """A text from a day on; the same day again replaces what was said from that day."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        known: Sequence[TextRow],
        row: TextRow | None,
        *,
        same_day: bool = False,
    ) -> None:
        title = mark("Correct a text") if same_day else mark("New text")
        super().__init__(desk, parent, title)
        self._known = known
        keys = sorted(((key, text_name(key)) for key in text_keys()), key=lambda one: one[1])
        self.text_key = self.add_field("key", mark("For"), ChoiceField[str](keys))
        self.text = self.add_field("text", mark("Text"), TextField(4))
        hint = mark("Article of law, decision of the board…")
        self.source = self.add_field("source", mark("Source"), LineField(hint))
        self.day = self.add_field("valid_from", mark("From"), DayField(desk.today), required=True)
        self.add_note(translate(mark("Blank, nothing is printed. Issued papers stay as they are.")))
        self.day.set_value(row.valid_from if row and same_day else desk.today())
        if row:
            self.text_key.set_value(row.key)
            self.text.set_value(row.text)
            self.source.set_value(row.source)
        self.text_key.setEnabled(not same_day)
        self.day.setEnabled(not same_day)
        self.text_key.changed.connect(self._begin)

    def reread(self) -> Query[list[TextRow]]:
        return partial(list_texts, day=self._desk.today())

    def fill(self, known: Sequence[TextRow]) -> None:
        self._known = known
        self._write(self._in_force(self.text_key.value(), self._day()))

    def open(self) -> None:
        super().open()
        if not self.text_key.isEnabled():
            self.text.setFocus()

    def check(self) -> None:
        _need_day(self.day)

    def act(self) -> Callable[[Act], object]:
        key, name, day = self.key, self.text_key.value(), self._day()
        before, (text, source) = self._in_force(name, day), self._typed()
        shown = (before.text, before.source) if before else ("", "")
        return lambda act: set_text(act, key, name, day, text, source, shown)

    def undo(self, result: object) -> Undo | None:
        name, day, typed = self.text_key.value(), self._day(), self._typed()
        before = self._in_force(name, day)
        if before is None:
            return None
        text, source = before.text, before.source
        return Undo(
            self.said(result),
            lambda act: set_text(act, new_key(), name, day, text, source, typed),
        )

    def said(self, result: object) -> str:
        return translate(mark("Papers say it from that day on."))

    def _typed(self) -> tuple[str, str]:
        return self.text.value().strip(), self.source.value().strip()

    def _in_force(self, name: str, day: date) -> TextRow | None:
        return next((row for row in self._known if row.key == name and row.valid_from <= day), None)

    def _begin(self) -> None:
        """Another text is corrected: what it says until now is nothing that was typed."""
        self._write(self._in_force(self.text_key.value(), self._desk.today()))
        self.meanwhile.begin("text", "source")

    def _write(self, row: TextRow | None) -> None:
        self.text.set_value(row.text if row else "")
        self.source.set_value(row.source if row else "")

    def _day(self) -> date:
        day: date = read_or(self.day, self._desk.today())
        return day


def _need_day(field: DayField) -> None:
    if not field.text().strip():
        raise Problems([("valid_from", MissingDayError())])
