"""The form of an organisation, new or known."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.people.drafts import OrganisationDraft
from fablab_desk.people.kinds import ORGANISATION_TEXTS, OrganisationKind
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service import admit_organisation, archive_party, correct_organisation
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk, Undo
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField, TextField
from fablab_desk.ui.people.party import PartyDialog


class OrganisationDialog(PartyDialog):
    def __init__(
        self, desk: Desk, parent: QWidget | None, known: PersonRecord | None = None
    ) -> None:
        title = mark("Correct an organisation") if known else mark("New organisation")
        super().__init__(desk, parent, title, known, mark("Save") if known else mark("Record"))
        self.add_field("name", mark("Name"), LineField(), required=True)
        kinds = [(kind, translate(ORGANISATION_TEXTS[kind])) for kind in OrganisationKind]
        self.add_field("organisation_kind", mark("Kind"), ChoiceField(kinds))
        self.add_contact()
        self.add_field("audience_id", mark("Audience"), self.audience)
        self.add_address()
        self.add_section(mark("Billing"))
        self.add_field("siret", mark("SIRET"), LineField())
        self.add_field("vat_number", mark("VAT number"), LineField())
        self.add_field("billing_address", mark("Billing address, if another"), TextField(3))
        self.add_field("service_code", mark("Chorus Pro service"), LineField())
        self.add_field(
            "needs_engagement",
            mark("Chorus Pro"),
            CheckField(mark("Asks for an engagement number")),
        )
        self.add_desk_fields()
        if known:
            self.fill(known.draft)

    def draft(self) -> OrganisationDraft:
        known = self.known.draft if self.known else OrganisationDraft()
        kept = {"country": known.country, "outside_number": known.outside_number}
        return OrganisationDraft(**{**kept, **self.typed()})

    def check(self) -> None:
        self.draft().checked(self._desk.today())

    def act(self) -> Callable[[Act], object]:
        draft, key = self.draft(), self.party_key
        if self.known is None:
            return lambda act: admit_organisation(act, key, draft)
        seen = self.known.version
        return lambda act: correct_organisation(act, key, draft, seen)

    def said(self, result: object) -> str:
        corrected = translate(mark("{name} is corrected.")).format(name=self.draft().name)
        return corrected if self.known else ""

    def undo(self, result: object) -> Undo | None:
        if self.known is not None:
            return None
        key = self.party_key
        said = translate(mark("{name} is recorded.")).format(name=self.draft().name)
        return Undo(said, lambda act: archive_party(act, key))

    def saved(self, result: object) -> None:
        if self.known is None:
            self.admitted.emit(self.party_key, False)
