"""The form of one of the lab's own fields."""

from functools import partial

from PySide6.QtWidgets import QWidget

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
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField, TextField
from fablab_desk.ui.settings.setting_form import Services, SettingForm

NEVER = mark(
    "Ask only for what the lab needs. Health data (disability, allergy, treatment…) is not "
    "to be noted here, nor anything about beliefs or origins."
)
RENAMED = mark("One choice a line. A line that is corrected is corrected in the records too.")


class CustomFieldDialog(SettingForm[CustomFieldRow, CustomFieldDraft]):
    services = Services[CustomFieldRow, CustomFieldDraft](
        partial(list_custom_fields, archived=True),
        add_custom_field,
        correct_custom_field,
        remove_custom_field,
    )
    offered = mark("“{name}” stands in the records from now on.")

    def __init__(self, desk: Desk, parent: QWidget, known: CustomFieldRow | None = None) -> None:
        title = mark("Correct a field") if known else mark("New field")
        verb = mark("Save") if known else mark("Add the field")
        super().__init__(desk, parent, known, title, verb)
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
        self._put(CustomFieldDraft(label=""))
        self.begin()
        self.kind.changed.connect(self._follow)
        self._follow()

    def check(self) -> None:
        if found := self._typed().checked()[1]:
            raise Problems(found)

    def draft(self) -> CustomFieldDraft:
        return self._typed().checked()[0]

    def show_known(self, known: CustomFieldRow) -> None:
        self._put(known.draft)

    def _put(self, said: CustomFieldDraft) -> None:
        for name, field in self.fields.items():
            if name != "choices":
                field.set_value(getattr(said, name))
        self.choices.set_value("\n".join(said.choices))

    def _typed(self) -> CustomFieldDraft:
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
