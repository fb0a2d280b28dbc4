"""The lab's own fields in the form of a person or of an organisation."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.people.custom import MOST_NUMBER, CustomKind, Value, Values, form_name
from fablab_desk.people.custom_queries import CustomFieldRow
from fablab_desk.people.custom_values import check_values
from fablab_desk.ui.fields import ChoiceField, CountField, DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.reading_order import chain_as_read
from fablab_desk.ui.underlined import give_letters

ANSWERS = ((None, mark("Not said")), (True, mark("Yes")), (False, mark("No")))


class OwnFields:
    """A section of the form, once it is known what is asked."""

    def __init__(self, form: FormDialog, today: Callable[[], date]) -> None:
        self._form, self._today = form, today
        self.asked: Sequence[CustomFieldRow] = ()

    def show(self, asked: Sequence[CustomFieldRow]) -> None:
        if not asked or self.asked:
            return
        self.asked = asked
        self._form.add_section(mark("Noted by the lab"))
        for field in asked:
            made = self._made(field)
            name = form_name(field.id)
            self._form.add_field(name, field.label, made, required=field.draft.required)
            if field.draft.hint:
                self._form.add_help(name, field.draft.hint)
        if self._form.isVisible():
            give_letters(self._form)
            chain_as_read(self._form)

    def fill(self, said: Values) -> None:
        """A value that is no longer in the list of a field is offered as long as it stands."""
        for field in self.asked:
            made: Any = self._form.fields[form_name(field.id)]
            value = said.get(field.id)
            if field.kind is CustomKind.CHOICE:
                made.set_choices(_choices(field, value))
            made.set_value("" if value is None and field.kind is CustomKind.TEXT else value)

    def values(self) -> dict[Any, Value | None]:
        """What the fields hold; nothing where it cannot be read."""
        held = {
            field.id: read_or(self._form.fields[form_name(field.id)], None) for field in self.asked
        }
        return {key: None if value == "" else value for key, value in held.items()}

    def problems(self) -> list[tuple[str, DeskError]]:
        return check_values(self.asked, self.values())

    def is_mine(self, name: str) -> bool:
        return any(form_name(field.id) == name for field in self.asked)

    def _made(self, field: CustomFieldRow) -> QWidget:
        match field.kind:
            case CustomKind.NUMBER:
                return CountField(MOST_NUMBER)
            case CustomKind.DAY:
                return DayField(self._today)
            case CustomKind.YES_NO:
                return ChoiceField[bool | None](
                    [(value, translate(text)) for value, text in ANSWERS]
                )
            case CustomKind.CHOICE:
                return ChoiceField[str | None](_choices(field, None))
        return LineField()


def _choices(field: CustomFieldRow, value: Value | None) -> list[tuple[str | None, str]]:
    offered = list(field.draft.choices)
    if isinstance(value, str) and value not in offered:
        offered.append(value)
    return [(None, translate(mark("Not said"))), *((one, one) for one in offered)]
