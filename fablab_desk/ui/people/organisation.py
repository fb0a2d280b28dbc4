"""The form of an organisation, new or known."""

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.people.drafts import OrganisationDraft
from fablab_desk.people.kinds import (
    CHORUS_TEXTS,
    ORGANISATION_TEXTS,
    ChorusAsks,
    OrganisationKind,
)
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service import admit_organisation, correct_organisation
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, LineField, TextField
from fablab_desk.ui.people.party import Kept, PartyDialog

KEPT = Kept(OrganisationDraft, admit_organisation, correct_organisation)
TITLES = (mark("New organisation"), mark("Correct an organisation"))


class OrganisationDialog(PartyDialog[OrganisationDraft]):
    def __init__(
        self, desk: Desk, parent: QWidget | None, known: PersonRecord | None = None
    ) -> None:
        super().__init__(desk, parent, KEPT, known, TITLES)
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
        asks = [(one, translate(CHORUS_TEXTS[one])) for one in ChorusAsks]
        self.add_field("chorus_asks", mark("Asked by Chorus Pro"), ChoiceField[ChorusAsks](asks))
        self.add_field(
            "chorus_services",
            mark("Services (Chorus Pro)"),
            TextField(3, mark("One service a line: its code, then its name")),
        )
        self.add_desk_fields()
        if known:
            self.fill(known)
