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
from fablab_desk.people.piece_queries import ImagePaper
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service_family import ConsentDraft, record_consent, retract_consent
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.image_fields import WIDE, ImageTerms, MediaField
from fablab_desk.ui.undo import Undo

NEWS = mark("I agree to receive the news of the lab by e-mail.")
NOT_ASKED = ImagePaper()
TYPED = (ConsentSource.DESK, ConsentSource.FORM)


class ConsentDialog(FormDialog):
    """An answer is kept as a fact of its day; another one later replaces it, and both stay."""

    WIDTH = WIDE

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        record: PersonRecord,
        paper: ImagePaper = NOT_ASKED,
    ) -> None:
        super().__init__(desk, parent, mark("Consent"), mark("Keep the answer"))
        self._record = record
        self.add_note(record.name)
        kinds = [(kind, translate(CONSENT_TEXTS[kind])) for kind in ConsentKind]
        self.kind = self.add_field("kind", mark("For"), ChoiceField(kinds))
        answers = [(True, translate(mark("Agrees"))), (False, translate(mark("Refuses")))]
        self.given = self.add_field("given", mark("Answer"), ChoiceField(answers))
        self.media = self.add_field("media", mark("Shown"), MediaField())
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
        self.terms = ImageTerms(self, paper, self.day, desk.today())
        self.wording = self.add_field("wording", mark("Wording"), TextField(4), required=True)
        self.terms.follow(self.wording)
        self._proposed = ""
        self.kind.changed.connect(self._propose)
        for field in (self.kind, self.given):
            field.changed.connect(self._follow)
        self._propose()
        self._follow()

    def act(self) -> Callable[[Act], object]:
        draft = ConsentDraft(
            person_id=self._record.id,
            kind=self.kind.value(),
            given=self.given.value(),
            wording=self.wording.value(),
            source=self.source.value(),
            by_guardian_id=self.by.value() if self._record.is_minor else None,
            given_on=self.day.value(),
            media=self.media.value() if self._is_yes() else None,
            valid_until=self.terms.until.value() if self._is_yes() else None,
            wording_id=self.terms.signed.value() if self._is_image() else None,
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
            usual = translate(NEWS, LANGUAGES[0])
            self._proposed = self.terms.text() if self._is_image() else usual
            self.wording.set_value(self._proposed)

    def _is_image(self) -> bool:
        return self.kind.value() is ConsentKind.IMAGE

    def _is_yes(self) -> bool:
        return self._is_image() and self.given.value()

    def _follow(self) -> None:
        """Where and until when is asked of whoever agrees to pictures."""
        self.show_row("media", self._is_yes())
        self.terms.show(asked=self._is_image(), given=self._is_yes())
