"""The forms of a piece that was brought, and of the answers about pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.people.answers import holders, lacks_other
from fablab_desk.people.errors import NowhereError
from fablab_desk.people.kinds import SOURCE_TEXTS, ConsentKind, LinkRole
from fablab_desk.people.piece_drafts import PieceDraft
from fablab_desk.people.piece_queries import ImagePaper
from fablab_desk.people.piece_standing import PieceStanding
from fablab_desk.people.pieces import FOR_EVER, PieceForm
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service_family import ConsentDraft
from fablab_desk.people.service_pieces import (
    note_piece,
    record_answers,
    retract_answers,
    withdraw_piece,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.card_pieces import OTHER_PARENT
from fablab_desk.ui.people.consent import NOT_ASKED, TYPED
from fablab_desk.ui.people.image_fields import WIDE, ImageTerms, MediaField
from fablab_desk.ui.shortened import shortened
from fablab_desk.ui.undo import Undo

LONGEST = 40  # letters of a name before its answer


class NoAnswerError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nobody has answered yet: choose at least one answer."))


class NotePieceDialog(FormDialog):
    """What is missing is offered first."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        record: PersonRecord,
        pieces: Sequence[PieceStanding],
        kind_id: UUID | None = None,
    ) -> None:
        super().__init__(desk, parent, mark("Note a piece"), mark("Note it"))
        self._record = record
        self.add_note(record.name)
        papers = [one for one in pieces if one.form is not PieceForm.IMAGE]
        offered = sorted(papers, key=lambda one: not one.is_owed)
        self.kind = self.add_field(
            "kind_id", mark("Piece"), ChoiceField([(one.kind_id, one.label) for one in offered])
        )
        if kind_id:
            self.kind.set_value(kind_id)
        self.day = self.add_field("received_on", mark("Received on"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.note = self.add_field("note", mark("Note"), LineField())
        self.add_note(translate(mark("How long it holds follows from the settings.")))

    def act(self) -> Callable[[Act], object]:
        key = self.key
        draft = PieceDraft(
            party_id=self._record.id,
            kind_id=self.kind.value(),
            received_on=self.day.value(),
            note=self.note.value(),
        )
        return lambda act: note_piece(act, key, draft)

    def undo(self, result: object) -> Undo:
        key, until = self.key, result
        said = translate(mark("“{piece}” is noted.")).format(piece=self.kind.currentText())
        if isinstance(until, date) and until != FOR_EVER:
            said = translate(mark("“{piece}” is noted, until {day}.")).format(
                piece=self.kind.currentText(), day=format_day(until, current(), short=True)
            )
        return Undo(said, lambda act: withdraw_piece(act, key))


class AnswersDialog(FormDialog):
    """One paper: what each guardian and the child say, or somebody of age."""

    WIDTH = WIDE

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        record: PersonRecord,
        paper: ImagePaper = NOT_ASKED,
    ) -> None:
        super().__init__(desk, parent, mark("Image rights"), mark("Keep the answers"))
        self._record = record
        self.add_note(record.name)
        answers = [
            (None, translate(mark("No answer"))),
            (True, translate(mark("Agrees"))),
            (False, translate(mark("Refuses"))),
        ]
        self.asked: list[Answer] = []
        for number, (by, name) in enumerate(_asked(record)):
            field = ChoiceField[bool | None](answers)
            # Named by who answers: a text of the form, not a msgid.
            self.add_field(f"answer {number}", name, field)
            media = self.add_field(f"media {number}", mark("Shown"), MediaField())
            self.asked.append(Answer(new_key(), by, field, media))
            field.changed.connect(self._follow)
        if record.is_minor and len(self.asked) == 1:
            said = mark("A guardian agrees for a minor: record who answers for {name}.")
            self.add_note(translate(said).format(name=record.name))
        elif record.is_minor and lacks_other(record.related(LinkRole.GUARDIAN)):
            self.add_note(translate(OTHER_PARENT))
        sources = [(one, translate(SOURCE_TEXTS[one])) for one in reversed(TYPED)]
        self.source = self.add_field("source", mark("How"), ChoiceField(sources))
        self.day = self.add_field("given_on", mark("Date"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.terms = ImageTerms(self, paper, self.day, desk.today())
        self.wording = self.add_field("wording", mark("Wording"), TextField(3), required=True)
        self.terms.follow(self.wording)
        self.wording.set_value(self.terms.text())
        self._follow()

    def check(self) -> None:
        nowhere: list[tuple[str, DeskError]] = [
            (f"media {number}", NowhereError())
            for number, one in enumerate(self.asked)
            if one.given.value() and not one.media.value()
        ]
        if nowhere:
            raise Problems(nowhere)
        if all(one.given.value() is None for one in self.asked):
            raise Problems([("answer 0", NoAnswerError())])

    def act(self) -> Callable[[Act], object]:
        drafts = self._drafts()
        return lambda act: record_answers(act, drafts)

    def undo(self, result: object) -> Undo:
        keys = [one.key for one in self.asked]
        said = translate(mark("The answers about pictures of {name} are kept."))
        return Undo(said.format(name=self._record.name), lambda act: retract_answers(act, keys))

    def _drafts(self) -> list[tuple[UUID, ConsentDraft]]:
        return [(one.key, self._draft(one)) for one in self.asked if one.given.value() is not None]

    def _draft(self, one: "Answer") -> ConsentDraft:
        given = bool(one.given.value())
        return ConsentDraft(
            person_id=self._record.id,
            kind=ConsentKind.IMAGE,
            given=given,
            wording=self.wording.value(),
            source=self.source.value(),
            by_guardian_id=one.by,
            given_on=self.day.value(),
            media=one.media.value() if given else None,
            valid_until=self.terms.until.value() if given else None,
            wording_id=self.terms.signed.value(),
        )

    def _follow(self) -> None:
        """Where and until when is asked of whoever agrees."""
        for number, one in enumerate(self.asked):
            self.show_row(f"media {number}", bool(one.given.value()))
        self.terms.show(asked=True, given=any(one.given.value() for one in self.asked))


@dataclass(frozen=True, slots=True)
class Answer:
    """The fields of one who is asked; `by` None: the person."""

    key: UUID
    by: UUID | None
    given: ChoiceField[bool | None]
    media: MediaField


def _asked(record: PersonRecord) -> list[tuple[UUID | None, str]]:
    """Whose answers count: whoever holds the authority alone, or every guardian; and the child."""
    if not record.is_minor:
        return [(None, shortened(record.name, LONGEST))]
    guardians = record.related(LinkRole.GUARDIAN)
    counted = holders(guardians)
    child = translate(mark("{name} (the child’s own view)"))
    named = [(one.id, shortened(one.name, LONGEST)) for one in counted]
    return [*named, (None, child.format(name=shortened(record.name, LONGEST)))]
