"""What the forms of a person and of an organisation share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.people.communes import FRANCE
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import archive_party, take_back_correction
from fablab_desk.staff.act import Act
from fablab_desk.ui import theme
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, PhoneField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.own_fields import OwnFields
from fablab_desk.ui.people.town import TownField
from fablab_desk.ui.readable import read_all
from fablab_desk.ui.undo import Undo

POSTAL_CODE = 92
D = TypeVar("D", PersonDraft, OrganisationDraft)


@dataclass(frozen=True)
class Kept(Generic[D]):
    """The draft that a form fills in, and the services that keep it."""

    draft: type[D]
    admit: Callable[[Act, UUID, D], int]
    correct: Callable[[Act, UUID, D, int], None]


class PartyDialog(FormDialog, Generic[D]):
    """A record new or known; `admitted` tells the key of a new one, and whether to enrol it."""

    admitted = Signal(object, bool)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        kept: Kept[D],
        known: PersonRecord | None,
        titles: tuple[str, str],
    ) -> None:
        """The titles are msgids: of a new record, and of a known one."""
        new, correct = titles
        verb = mark("Save") if known else mark("Save the record")
        super().__init__(desk, parent, correct if known else new, verb)
        self.known = known
        self.party_key = known.id if known else self.key
        self._kept: Kept[D] = kept
        self._before: D = _begun(kept.draft, known)
        self._after: D = self._before
        self._offered: list[AudienceRow] = []
        self._own = OwnFields(self, desk.today)
        self.audience: ChoiceField[UUID | None] = ChoiceField(self._audiences())
        self.audience.set_value(self._before.audience_id)
        desk.ask(list_audiences, self._offer_audiences, self)
        if known is None:
            desk.ask(list_custom_fields, self._ask_own, self, "custom fields")

    def draft(self) -> D:
        """What the fields hold, over what the form does not show; nothing where unreadable."""
        fields = {name: one for name, one in self.fields.items() if not self._own.is_mine(name)}
        custom = self._own.values() or self._before.custom
        return replace(self._before, **read_all(fields, {}), custom=custom)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        try:
            self.draft().checked(self._desk.today())
        except Problems as refusal:
            found += refusal.found
        found += self._own.problems()
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        draft, key, kept = self.draft(), self.party_key, self._kept
        self._after = draft.checked(self._desk.today())
        if self.known is None:
            return lambda act: kept.admit(act, key, draft)
        seen = self.known.version
        return lambda act: kept.correct(act, key, draft, seen)

    def undo(self, result: object) -> Undo | None:
        key, before, after = self.party_key, self._before, self._after
        if self.known is None:
            said = translate(mark("{name} is recorded.")).format(name=after.name)
            return Undo(said, lambda act: archive_party(act, key))
        if before == after:
            return None
        said = translate(mark("{name} is corrected.")).format(name=after.name)
        return Undo(said, lambda act: take_back_correction(act, key, before, after))

    def saved(self, result: object) -> None:
        if self.known is None:
            self.admitted.emit(self.party_key, self.wants_enrolment())

    def wants_enrolment(self) -> bool:
        """Whether a membership is recorded next."""
        return False

    def add_address(self) -> None:
        self.add_section(mark("Address"))
        self.add_field("address", mark("Street"), TextField(2))
        postal_code = LineField(mark("Code"))
        postal_code.setMaximumWidth(theme.px(POSTAL_CODE))
        town = TownField()
        self.add_row(
            mark("Town"),
            [("postal_code", mark("Postal code"), postal_code), ("city", mark("Town"), town)],
        )
        postal_code.textEdited.connect(
            lambda code: town.take_postal_code(code if self._before.country == FRANCE else "")
        )
        self.add_field("district", mark("Priority district"), LineField())

    def add_desk_fields(self) -> None:
        self.add_section(mark("At the desk"))
        self.add_field("card", mark("Card number"), LineField())
        self.add_field("first_visit_on", mark("First visit on"), DayField(self._desk.today))
        self.add_field("alert", mark("Alert shown when opened"), TextField(2))
        self.add_field("note", mark("Staff note"), TextField(2))

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open: it is theirs."""
        self.fields["card"].set_value(code)

    def add_contact(self) -> None:
        self.add_field("email", mark("E-mail"), LineField())
        self.add_field("phone", mark("Phone"), PhoneField())

    def reread(self) -> Query[PersonRecord] | None:
        if self.known is None:
            return None
        return partial(load_record, party_id=self.party_key, day=self._desk.today())

    def fill(self, known: PersonRecord) -> None:
        """Show what is known; nothing counts as typed before the user does."""
        self.known = known
        self._before = self._after = _begun(self._kept.draft, known)
        self.audience.set_choices(self._audiences())
        for name, field in self.fields.items():
            if not self._own.is_mine(name):
                field.set_value(getattr(self._before, name))
        said = self._before.custom or {}
        self._own.show([one.field for one in known.custom if one.field.id in said])
        self._own.fill(said)

    def _ask_own(self, fields: list[CustomFieldRow]) -> None:
        kind = PartyKind.PERSON if self._kept.draft is PersonDraft else PartyKind.ORGANISATION
        self._own.show([one for one in fields if one.draft.whom.concerns(kind)])

    def _offer_audiences(self, rows: list[AudienceRow]) -> None:
        self._offered = rows
        self.audience.set_choices(self._audiences())

    def _audiences(self) -> list[tuple[UUID | None, str]]:
        """The record's own is among them, though it may be archived or not read yet."""
        offered: dict[UUID | None, str] = {None: translate(mark("Not stated"))}
        if self.known and self.known.draft.audience_id:
            offered[self.known.draft.audience_id] = self.known.audience
        offered |= {row.id: row.label for row in self._offered}
        return list(offered.items())


def _begun(kind: type[D], known: PersonRecord | None) -> D:
    if known is None:
        return kind()
    assert isinstance(known.draft, kind)
    return known.draft
