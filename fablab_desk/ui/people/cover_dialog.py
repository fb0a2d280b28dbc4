"""The form of a cover: under which organisation, agreement or session somebody comes."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.cover_errors import NobodyCoversError
from fablab_desk.memberships.covers import CoverRow, find_cover
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.service_covers import correct_cover, cover_person, remove_cover
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.record import PersonRecord
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo


class NobodyNamedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who is covered."))


class FirstDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write from when."))


class CoverDialog(FormDialog):
    """From a person's record it asks what covers her, from an organisation's whom it covers."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        record: PersonRecord,
        known: CoverRow | None = None,
    ) -> None:
        of_person = record.kind is PartyKind.PERSON
        title = mark("Covered by") if of_person else mark("Named people")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Note the cover"))
        self._of, self._known = record, known
        note = (
            mark(
                "{name} comes under the membership of an organisation, an agreement or a session "
                "held here, and does not vote by it."
            )
            if of_person
            else mark("Who comes under the membership of {name}? It goes on when it is renewed.")
        )
        self.add_note(translate(note).format(name=record.name))
        kind = PartyKind.ORGANISATION if of_person else PartyKind.PERSON
        self.other = PartyField(desk, kind=kind)
        name, label = ("organisation_id", mark("Organisation"))
        if not of_person:
            name, label = ("person_id", mark("Person"))
        self.add_field(name, label, self.other, required=not of_person)
        self.reason = self.add_field(
            "reason",
            mark("By what else"),
            LineField(mark("An agreement, a session; blank: the membership")),
        )
        self.first = self.add_field("starts_on", mark("From"), DayField(desk.today), required=True)
        until = DayField(desk.today, mark("Blank: as long as it is a member"))
        self.last = self.add_field("ends_on", mark("Until"), until)
        self.first.set_value(desk.today())
        if known:
            self.fill(known)

    def reread(self) -> Query[CoverRow | None] | None:
        if self._known is None:
            return None
        return partial(find_cover, cover_id=self._known.id, day=self._desk.today())

    def fill(self, known: CoverRow) -> None:
        self._known = known
        other = (known.person_id, known.person)
        if self._of.kind is PartyKind.PERSON:
            key = known.organisation_id
            self.other.set_value((key, known.organisation) if key else None)
        else:
            self.other.set_value(other)
            self.other.setEnabled(False)  # another person is another cover
        self.reason.set_value(known.reason)
        self.first.set_value(known.starts_on)
        self.last.set_value(known.ends_on)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        if self._of.kind is not PartyKind.PERSON and not self.other.text().strip():
            found.append(("person_id", NobodyNamedError()))
        elif not self.other.text().strip() and not self.reason.value():
            found.append(("organisation_id", NobodyCoversError()))
        if self.first.value() is None:
            found.append(("starts_on", FirstDayError()))
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, draft, key = self._known, self._draft(), self.key
        if known is None:
            return lambda act: cover_person(act, key, draft)
        return lambda act: correct_cover(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo:
        known, after, key = self._known, self._draft(), self.key
        if known is None:
            return Undo(translate(mark("The cover is noted.")), lambda act: remove_cover(act, key))
        before = known.draft
        said = translate(mark("The cover of {name} is corrected.")).format(name=known.person)
        return Undo(said, lambda act: correct_cover(act, known.id, before, after))

    def _draft(self) -> CoverDraft:
        other, first = self.other.value(), self.first.value()
        of_person = self._of.kind is PartyKind.PERSON
        person: UUID | None = self._of.id if of_person else other
        assert person
        assert first
        return CoverDraft(
            person_id=person,
            organisation_id=other if of_person else self._of.id,
            reason=self.reason.value(),
            starts_on=first,
            ends_on=self.last.value(),
        )
