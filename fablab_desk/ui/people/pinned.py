"""Small forms about one record: its card, its alert, who speaks for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.identifiers import check_card
from fablab_desk.people.drafts import tidy_lines
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import take_back_correction
from fablab_desk.people.service_card import give_card, pin_alert
from fablab_desk.people.service_family import add_contact, remove_contact
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo


class NobodySpeaksError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who speaks for this organisation."))


class NoCardError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Scan the card, or type its number."))


class CardDialog(FormDialog):
    """The field has the focus: a card that is scanned fills it in and saves."""

    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Card"), mark("Give this card"))
        self.add_note(
            translate(mark("The card that opens the record of {name} when it is scanned.")).format(
                name=record.name
            )
        )
        self._held = self.add_note("")
        self.card = self.add_field("card", mark("Card number"), LineField(), required=True)
        self.fill(record)

    def reread(self) -> Query[PersonRecord]:
        return partial(load_record, party_id=self._record.id, day=self._desk.today())

    def fill(self, known: PersonRecord) -> None:
        """The card that is given is another: the one there is stands above it."""
        self._record = known
        held = known.draft.card
        self._held.setText(translate(mark("Replaces the card {card}.")).format(card=held))
        self._rows.setRowVisible(self._held, bool(held))

    def check(self) -> None:
        if not self.card.value():
            raise Problems([("card", NoCardError())])

    def act(self) -> Callable[[Act], object]:
        key, card, shown = self._record.id, self.card.value(), self._record.draft.card
        return lambda act: give_card(act, key, card, shown)

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open."""
        self.card.set_value(code)
        self.accept()

    def undo(self, result: object) -> Undo:
        key, before = self._record.id, self._record.draft
        after = replace(before, card=check_card(self.card.value()))
        said = translate(mark("{name} has a card.")).format(name=self._record.name)
        return Undo(said, lambda act: take_back_correction(act, key, before, after))


class AlertDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Pinned alert"))
        self.add_note(translate(mark("Shown whenever the record opens; blank, nothing is shown.")))
        self.alert = self.add_field("alert", mark("Alert"), TextField(2))
        self.fill(record)

    def reread(self) -> Query[PersonRecord]:
        return partial(load_record, party_id=self._record.id, day=self._desk.today())

    def fill(self, known: PersonRecord) -> None:
        self._record, self._text = known, known.draft.alert
        self.alert.set_value(known.draft.alert)

    def act(self) -> Callable[[Act], object]:
        key, text, seen = self._record.id, self.alert.value(), self._record.version
        self._text = text
        return lambda act: pin_alert(act, key, text, seen)

    def undo(self, result: object) -> Undo | None:
        key, before = self._record.id, self._record.draft
        after = replace(before, alert=tidy_lines(self._text))
        if after == before:
            return None
        said = mark("The alert of {name} is pinned.")
        if not after.alert:
            said = mark("The alert of {name} is gone.")
        text = translate(said).format(name=self._record.name)
        return Undo(text, lambda act: take_back_correction(act, key, before, after))


class ContactDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Contact"), mark("Add the contact"))
        self._record = record
        self.add_note(
            translate(mark("Who speaks for {name}? Record the person first.")).format(
                name=record.name
            )
        )
        self.person = self.add_field(
            "person_id", mark("Person"), PartyField(desk, kind=PartyKind.PERSON), required=True
        )
        self.role = self.add_field("role", mark("Role"), LineField())

    def check(self) -> None:
        if not self.person.text().strip():
            raise Problems([("person_id", NobodySpeaksError())])

    def act(self) -> Callable[[Act], object]:
        person_id, role = self.person.value(), self.role.value()
        assert person_id
        key, organisation_id = self.key, self._record.id
        return lambda act: add_contact(act, key, organisation_id, person_id, role)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("{name} has a contact.")).format(name=self._record.name)
        return Undo(said, lambda act: remove_contact(act, key))
