"""The form of one of the lab's own fields."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.people.custom import (
    CUSTOM_KIND_TEXTS,
    CUSTOM_WHOM_TEXTS,
    CustomKind,
    CustomWhom,
)
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.service_custom import (
    add_custom_field,
    correct_custom_field,
    remove_custom_field,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo

NEVER = mark(
    "Ask only for what the lab needs. Health data (disability, allergy, treatment…) is not "
    "to be noted here, nor anything about beliefs or origins."
)
RENAMED = mark("One choice a line. A line that is corrected is corrected in the records too.")


class CustomFieldDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: CustomFieldRow | None = None) -> None:
        title = mark("Correct a field") if known else mark("New field")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Add the field"))
        self._known = known
        self.add_note(translate(NEVER))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        kinds = [(kind, translate(text)) for kind, text in CUSTOM_KIND_TEXTS.items()]
        self.kind = self.add_field("kind", mark("Kind"), ChoiceField[CustomKind](kinds))
        self.choices = self.add_field("choices", mark("Choices"), TextField(4, RENAMED))
        whom = [(one, translate(text)) for one, text in CUSTOM_WHOM_TEXTS.items()]
        self.whom = self.add_field("whom", mark("In the records of"), ChoiceField[CustomWhom](whom))
        self.hint = self.add_field("hint", mark("Help line"), LineField())
        self.required = self.add_field(
            "required", mark("Required"), CheckField(mark("The form is not saved without it"))
        )
        self._fill(known.draft if known else CustomFieldDraft(label=""))
        self._before = self._draft()
        self.kind.changed.connect(self._follow)
        self._follow()

    def reread(self) -> Query[CustomFieldRow | None] | None:
        return row_again(self._known, partial(list_custom_fields, archived=True))

    def fill(self, known: CustomFieldRow) -> None:
        self._known = known
        self._fill(known.draft)
        self._before = self._draft()

    def check(self) -> None:
        if found := self._draft().checked()[1]:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: add_custom_field(act, key, draft)
        return lambda act: correct_custom_field(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo:
        known, key = self._known, self.key
        before, after = self._before.checked()[0], self._draft().checked()[0]
        if known is not None:
            said = translate(mark("The correction of “{name}” is saved."))
            return Undo(
                said.format(name=after.label),
                lambda act: correct_custom_field(act, known.id, before, after),
            )
        said = translate(mark("“{name}” is asked for from now on."))
        return Undo(said.format(name=after.label), lambda act: remove_custom_field(act, key))

    def _fill(self, said: CustomFieldDraft) -> None:
        for name, field in self.fields.items():
            if name != "choices":
                field.set_value(getattr(said, name))
        self.choices.set_value("\n".join(said.choices))

    def _draft(self) -> CustomFieldDraft:
        return CustomFieldDraft(
            label=self.label.value(),
            kind=self.kind.value(),
            whom=self.whom.value(),
            hint=self.hint.value(),
            choices=tuple(self.choices.value().splitlines()),
            required=self.required.value(),
        )

    def _follow(self) -> None:
        """Only a field of choices shows them."""
        self.show_row("choices", self.kind.value() is CustomKind.CHOICE)
