"""The form of an answer: the newsletter, image rights."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.people.kinds import (
    CONSENT_TEXTS,
    SOURCE_TEXTS,
    ConsentKind,
    ConsentSource,
    LinkRole,
)
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service_family import ConsentDraft, record_consent, retract_consent
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.undo import Undo

WORDINGS = {
    ConsentKind.NEWSLETTER: mark("I agree to receive the news of the lab by e-mail."),
    ConsentKind.IMAGE: mark("I agree that the lab shows pictures on which I can be seen."),
}
TYPED = (ConsentSource.DESK, ConsentSource.FORM)


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
        if record.is_minor and not guardians:
            self.add_note(
                translate(
                    mark("A guardian agrees for a minor: record who answers for {name}.")
                ).format(name=record.name)
            )
        sources = [(one, translate(SOURCE_TEXTS[one])) for one in TYPED]
        self.source = self.add_field("source", mark("How"), ChoiceField(sources))
        self.day = self.add_field("given_on", mark("Date"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.wording = self.add_field("wording", mark("Wording"), TextField(4), required=True)
        self._proposed = ""
        self.kind.changed.connect(self._propose)
        self._propose()

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

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("The answer of {name} is kept.")).format(name=self._record.name)
        return Undo(said, lambda act: retract_consent(act, key))

    def _propose(self) -> None:
        """The usual wording, in the language of the lab; one that was typed stays."""
        if self.wording.value() == self._proposed:
            self._proposed = translate(WORDINGS[self.kind.value()], LANGUAGES[0])
            self.wording.set_value(self._proposed)
