"""What the forms of a person and of an organisation share."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.people.drafts import PartyDraft
from fablab_desk.people.record import PersonRecord
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, PhoneField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_all


class PartyDialog(FormDialog):
    """A record new or known; `admitted` tells the key of a new one, and whether to enrol it."""

    admitted = Signal(object, bool)

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, known: PersonRecord | None, verb: str
    ) -> None:
        super().__init__(desk, parent, title, verb)
        self.known = known
        self.party_key = known.id if known else self.key
        self.audience: ChoiceField[UUID | None] = ChoiceField(
            [(None, translate(mark("Not stated")))]
        )
        desk.ask(list_audiences, self._offer_audiences, self)

    def add_address(self) -> None:
        self.add_section(mark("Address"))
        self.add_field("address", mark("Street"), TextField(2))
        self.add_row(
            mark("Town"),
            [
                ("postal_code", mark("Postal code"), LineField(mark("Code"))),
                ("city", mark("Town"), LineField(mark("Town"))),
            ],
        )
        self.add_field("district", mark("Priority district"), LineField())

    def add_desk_fields(self) -> None:
        self.add_section(mark("At the desk"))
        self.add_field("card", mark("Card number"), LineField())
        self.add_field("first_visit_on", mark("First visit on"), DayField(self._desk.today))
        self.add_field("alert", mark("Alert shown when opened"), LineField())
        self.add_field("note", mark("Staff note"), TextField(2))

    def add_contact(self) -> None:
        self.add_field("email", mark("E-mail"), LineField())
        self.add_field("phone", mark("Phone"), PhoneField())

    def fill(self, draft: PartyDraft) -> None:
        """Show what is known; nothing counts as typed before the user does."""
        for name, field in self.fields.items():
            if name != "audience_id" and hasattr(draft, name):
                field.set_value(getattr(draft, name))

    def typed(self) -> dict[str, Any]:
        """What the fields hold, by the names of the draft; nothing where it cannot be read."""
        return read_all(self.fields, {})

    def _offer_audiences(self, rows: list[AudienceRow]) -> None:
        touched = self.is_touched()
        nothing = [(None, translate(mark("Not stated")))]
        self.audience.set_choices([*nothing, *((row.id, row.label) for row in rows)])
        chosen = self.known.draft.audience_id if self.known else None
        if not touched and chosen in [row.id for row in rows]:
            self.audience.set_value(chosen)
            self._touched = False
