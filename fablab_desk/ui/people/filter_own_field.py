"""The condition of a filter on one of the lab's own fields."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.people.custom import NO, YES, CustomKind, kept, shown
from fablab_desk.people.custom import restored as read_kept
from fablab_desk.people.custom_queries import CustomFieldRow
from fablab_desk.people.exchange.own_fields import read_cell
from fablab_desk.people.filters import Conditions
from fablab_desk.ui.fields import ChoiceField, LineField
from fablab_desk.ui.forms import FormDialog

CHOSEN = (CustomKind.YES_NO, CustomKind.CHOICE)
BAND = (CustomKind.NUMBER, CustomKind.DAY)


class OwnFieldCondition:
    """Which field, and what stands in it: a choice, a text, or from one value to another."""

    def __init__(self, form: FormDialog, today: Callable[[], date]) -> None:
        self._form, self._today = form, today
        self._fields: dict[UUID | None, CustomFieldRow] = {}
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("None")))]
        self.which = form.add_field("field_id", mark("Custom field"), ChoiceField(nothing))
        self.choice = form.add_field("field_choice", mark("says"), ChoiceField[str]([("", "–")]))
        self.least, self.most = LineField(), LineField()
        form.add_row(
            mark("is"),
            [
                ("field_value", mark("Value of the field"), self.least),
                ("field_most", mark("Up to"), self.most),
            ],
        )
        self.which.changed.connect(self._follow)
        self._follow()

    def offer(self, fields: Sequence[CustomFieldRow]) -> None:
        self._fields = {field.id: field for field in fields}
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("None")))]
        self.which.set_choices([*nothing, *((one.id, one.label) for one in fields)])

    def fill(self, said: Conditions) -> None:
        known = said.field_id if said.field_id in self._fields else None
        self.which.set_value(known)
        self._follow()
        field = self._fields.get(known)
        if field is None:
            return
        if field.kind in CHOSEN:
            values = [value for value, _ in self._offered(field)]
            self.choice.set_value(said.field_value if said.field_value in values else "")
            return
        for line, text in ((self.least, said.field_value), (self.most, said.field_most)):
            line.set_value(shown(read_kept(field.kind, text)) if text else "")

    def conditions(self) -> dict[str, Any]:
        """What it says, where it can be read."""
        field = self._fields.get(self.which.value())
        if field is None:
            return {}
        said = {"field_id": field.id, "field_kind": field.kind}
        if field.kind in CHOSEN:
            return {**said, "field_value": self.choice.value()}
        value, most = (self._read(field, line)[0] for line in (self.least, self.most))
        return {**said, "field_value": value, "field_most": most if field.kind in BAND else ""}

    def problems(self) -> list[tuple[str, DeskError]]:
        field = self._fields.get(self.which.value())
        if field is None or field.kind in CHOSEN:
            return []
        lines = (("field_value", self.least), ("field_most", self.most))
        found = ((name, self._read(field, line)[1]) for name, line in lines)
        return [(name, problem) for name, problem in found if problem]

    def _read(self, field: CustomFieldRow, line: LineField) -> tuple[str, DeskError | None]:
        try:
            written = line.value()
            return (kept(read_cell(field, written, self._today())) if written else ""), None
        except DeskError as problem:
            return "", problem

    def _offered(self, field: CustomFieldRow) -> list[tuple[str, str]]:
        filled = ("", translate(mark("Anything: it is filled in")))
        if field.kind is CustomKind.YES_NO:
            return [filled, (YES, translate(mark("Yes"))), (NO, translate(mark("No")))]
        return [filled, *((one, one) for one in field.draft.choices)]

    def _follow(self) -> None:
        field = self._fields.get(self.which.value())
        chosen = field is not None and field.kind in CHOSEN
        if field is not None and chosen:
            self.choice.set_choices(self._offered(field))
        self._form.show_row("field_choice", chosen)
        self._form.show_row("field_value", field is not None and not chosen)
        is_band = field is not None and field.kind in BAND
        self.most.setVisible(is_band)
        for line, said in ((self.least, mark("from")), (self.most, mark("to"))):
            line.setPlaceholderText(translate(said) if is_band else "")
