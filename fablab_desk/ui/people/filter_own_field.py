"""The conditions of a filter on the lab's own fields: each that is chosen offers one more."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.people.custom import NO, YES, CustomKind, kept, shown
from fablab_desk.people.custom import restored as read_kept
from fablab_desk.people.custom_queries import CustomFieldRow
from fablab_desk.people.exchange.own_fields import read_cell
from fablab_desk.people.filters import Noted
from fablab_desk.ui.fields import ChoiceField, LineField
from fablab_desk.ui.forms import FormDialog

CHOSEN = (CustomKind.YES_NO, CustomKind.CHOICE)
BAND = (CustomKind.NUMBER, CustomKind.DAY)


MOST = 4


class OwnFieldConditions:
    """All of them have to be met."""

    def __init__(self, form: FormDialog, today: Callable[[], date]) -> None:
        self.each = [OwnFieldCondition(form, today, place) for place in range(MOST)]
        for one in self.each:
            one.which.changed.connect(self._follow)
        self._follow()

    def offer(self, fields: Sequence[CustomFieldRow]) -> None:
        for one in self.each:
            one.offer(fields)

    def fill(self, said: Sequence[Noted]) -> None:
        """Those whose field is gone are left out."""
        known = [one for one in said if self.each[0].knows(one.field_id)]
        for place, condition in enumerate(self.each):
            condition.fill(known[place] if place < len(known) else None)
        self._follow()

    def conditions(self) -> tuple[Noted, ...]:
        """What they say, where it can be read."""
        return tuple(said for one in self.each if (said := one.condition()))

    def problems(self) -> list[tuple[str, DeskError]]:
        return [problem for one in self.each for problem in one.problems()]

    def _follow(self) -> None:
        last = max((place for place, one in enumerate(self.each) if one.which.value()), default=-1)
        for place, one in enumerate(self.each):
            one.show(place <= last + 1)


class OwnFieldCondition:
    """Which field, and what stands in it: a choice, a text, or from one value to another."""

    def __init__(self, form: FormDialog, today: Callable[[], date], place: int) -> None:
        self._form, self._today = form, today
        self._suffix = f".{place}" if place else ""
        self._fields: dict[UUID | None, CustomFieldRow] = {}
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("None")))]
        self.which = form.add_field(
            self._name("field_id"), mark("Custom field"), ChoiceField(nothing)
        )
        self.choice = form.add_field(
            self._name("field_choice"), mark("says"), ChoiceField[str]([("", "–")])
        )
        self.least, self.most = LineField(), LineField()
        form.add_row(
            mark("is"),
            [
                (self._name("field_value"), mark("Value of the field"), self.least),
                (self._name("field_most"), mark("Up to"), self.most),
            ],
        )
        self.which.changed.connect(self._follow)
        self._follow()

    def offer(self, fields: Sequence[CustomFieldRow]) -> None:
        self._fields = {field.id: field for field in fields}
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("None")))]
        self.which.set_choices([*nothing, *((one.id, one.label) for one in fields)])

    def knows(self, field_id: UUID) -> bool:
        return field_id in self._fields

    def show(self, shown: bool) -> None:
        self._form.show_row(self._name("field_id"), shown)

    def fill(self, said: Noted | None) -> None:
        self.which.set_value(said.field_id if said else None)
        self._follow()
        if said is None:
            return
        field = self._fields[said.field_id]
        if field.kind in CHOSEN:
            values = [value for value, _ in self._offered(field)]
            self.choice.set_value(said.value if said.value in values else "")
            return
        for line, text in ((self.least, said.value), (self.most, said.most)):
            line.set_value(shown(read_kept(field.kind, text)) if text else "")

    def condition(self) -> Noted | None:
        """What it says, where it can be read."""
        field = self._fields.get(self.which.value())
        if field is None:
            return None
        if field.kind in CHOSEN:
            return Noted(field_id=field.id, kind=field.kind, value=self.choice.value())
        value, most = (self._read(field, line)[0] for line in (self.least, self.most))
        most = most if field.kind in BAND else ""
        return Noted(field_id=field.id, kind=field.kind, value=value, most=most)

    def problems(self) -> list[tuple[str, DeskError]]:
        field = self._fields.get(self.which.value())
        if field is None or field.kind in CHOSEN:
            return []
        lines = ((self._name("field_value"), self.least), (self._name("field_most"), self.most))
        found = ((name, self._read(field, line)[1]) for name, line in lines)
        return [(name, problem) for name, problem in found if problem]

    def _name(self, name: str) -> str:
        return f"{name}{self._suffix}"

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
        self._form.show_row(self._name("field_choice"), chosen)
        self._form.show_row(self._name("field_value"), field is not None and not chosen)
        is_band = field is not None and field.kind in BAND
        self.most.setVisible(is_band)
        for line, said in ((self.least, mark("from")), (self.most, mark("to"))):
            line.setPlaceholderText(translate(said) if is_band else "")
