"""Small forms about one record: its answers, its card, its alert, who speaks for it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.people.kinds import (
    CONSENT_TEXTS,
    SOURCE_TEXTS,
    ConsentKind,
    ConsentSource,
    LinkRole,
)
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service_card import give_card, pin_alert, take_card_back
from fablab_desk.people.service_family import (
    ConsentDraft,
    add_contact,
    record_consent,
    remove_contact,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk, Undo
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField

WORDINGS = {
    ConsentKind.NEWSLETTER: mark("I agree to receive the news of the lab by e-mail."),
    ConsentKind.IMAGE: mark("I agree that the lab shows pictures on which I can be seen."),
}


class NobodySpeaksError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who speaks for this organisation."))


class NoCardError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Scan the card, or type its number."))


class ConsentDialog(FormDialog):
    """An answer is kept as a fact of its day; another one later replaces it, and both stay."""

    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Consent"), mark("Keep the answer"))
        self._record = record
        self.add_note(record.name)
        kinds = [(kind, translate(CONSENT_TEXTS[kind])) for kind in ConsentKind]
        self.kind = self.add_field("kind", mark("For"), ChoiceField(kinds))
        answers = [(True, translate(mark("Agrees"))), (False, translate(mark("Refuses")))]
        self.given = self.add_field("given", mark("Answer"), ChoiceField(answers))
        guardians = [(one.id, one.name) for one in record.related(LinkRole.GUARDIAN)]
        self.by = ChoiceField([*guardians, (None, record.name)])
        if record.is_minor:
            self.add_field("by_guardian_id", mark("Given by"), self.by)
        sources = [(one, translate(SOURCE_TEXTS[one])) for one in (_DESK, _FORM)]
        self.source = self.add_field("source", mark("How"), ChoiceField(sources))
        self.day = self.add_field("given_on", mark("On"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.wording = self.add_field("wording", mark("Wording"), TextField(2))
        self.kind.changed.connect(self._propose)
        self._propose()

    def _propose(self) -> None:
        self.wording.set_value(translate(WORDINGS[self.kind.value()], LANGUAGES[0]))

    def act(self) -> Callable[[Act], object]:
        draft = ConsentDraft(
            person_id=self._record.id,
            kind=self.kind.value(),
            given=self.given.value(),
            wording=self.wording.value(),
            source=self.source.value(),
            by_guardian_id=self.by.value() if self._record.is_minor else None,
            given_on=self.day.value(),
        )
        key = self.key
        return lambda act: record_consent(act, key, draft)

    def said(self, result: object) -> str:
        return translate(mark("The answer of {name} is kept.")).format(name=self._record.name)


_DESK, _FORM = ConsentSource.DESK, ConsentSource.FORM


class CardDialog(FormDialog):
    """The field has the focus: a card that is scanned fills it in and saves."""

    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Card"), mark("Give this card"))
        self._record = record
        self.add_note(
            translate(mark("The card that opens the record of {name} when it is scanned.")).format(
                name=record.name
            )
        )
        self.card = self.add_field("card", mark("Card number"), LineField(), required=True)

    def check(self) -> None:
        if not self.card.value():
            raise Problems([("card", NoCardError())])

    def act(self) -> Callable[[Act], object]:
        key, card = self._record.id, self.card.value()
        return lambda act: give_card(act, key, card)

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open."""
        self.card.set_value(code)
        self.accept()

    def undo(self, result: object) -> Undo:
        key, before = self._record.id, self._record.draft.card
        said = translate(mark("{name} has a card.")).format(name=self._record.name)
        if before:
            return Undo(said, lambda act: give_card(act, key, before))
        return Undo(said, lambda act: take_card_back(act, key))


class AlertDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Pinned alert"))
        self._record = record
        self.add_note(translate(mark("Shown whenever the record opens; blank, nothing is shown.")))
        self.alert = self.add_field("alert", mark("Alert"), TextField(2))
        self.alert.set_value(record.draft.alert)

    def act(self) -> Callable[[Act], object]:
        key, text, seen = self._record.id, self.alert.value(), self._record.version
        return lambda act: pin_alert(act, key, text, seen)

    def said(self, result: object) -> str:
        said = mark("The alert of {name} is pinned.")
        if not self.alert.value():
            said = mark("The alert of {name} is gone.")
        return translate(said).format(name=self._record.name)


class ContactDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Contact"), mark("Add the contact"))
        self._record = record
        self.add_note(
            translate(mark("Who speaks for {name}? Record the person first.")).format(
                name=record.name
            )
        )
        self.person = self.add_field("person_id", mark("Person"), PartyField(desk), required=True)
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
