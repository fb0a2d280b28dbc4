"""People and organisations for tests of any room."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from builders import Worker
from fablab_desk.files import AttachmentsFolder
from fablab_desk.keys import new_key
from fablab_desk.people.custom import CustomKind
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.filters import Conditions, FilterDraft
from fablab_desk.people.kinds import ConsentKind, ConsentSource, GuardianRelation, PartyKind
from fablab_desk.people.piece_drafts import PieceDraft, PieceKindDraft, WordingDraft
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom
from fablab_desk.people.service import admit_organisation, admit_person
from fablab_desk.people.service_custom import add_custom_field
from fablab_desk.people.service_family import (
    ConsentDraft,
    GuardianDraft,
    add_guardian,
    record_consent,
)
from fablab_desk.people.service_filters import save_filter
from fablab_desk.people.service_household import HouseholdDraft, form_household
from fablab_desk.people.service_piece_kinds import add_piece_kind, set_wording
from fablab_desk.people.service_pieces import note_piece

CHILD_BORN = date(2012, 5, 4)
ADULT_BORN = date(1985, 2, 3)


def a_person(
    worker: Worker,
    first_name: str = "Ada",
    last_name: str = "Exemple",
    *,
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    card: str = "",
    audience_id: UUID | None = None,
) -> UUID:
    draft = PersonDraft(
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        email=email,
        phone=phone,
        card=card,
        audience_id=audience_id,
    )
    return admitted(worker, draft)


def admitted(worker: Worker, draft: PersonDraft) -> UUID:
    key = new_key()
    worker.does(lambda act: admit_person(act, key, draft))
    return key


def a_child(worker: Worker, first_name: str = "Zoé", last_name: str = "Exemple") -> UUID:
    return a_person(worker, first_name, last_name, birth_date=CHILD_BORN)


def an_adult(worker: Worker, first_name: str = "Ada", last_name: str = "Exemple") -> UUID:
    return a_person(worker, first_name, last_name, birth_date=ADULT_BORN)


def an_organisation(worker: Worker, name: str = "Atelier Exemple", siret: str = "") -> UUID:
    key = new_key()
    draft = OrganisationDraft(name=name, siret=siret)
    worker.does(lambda act: admit_organisation(act, key, draft))
    return key


def a_household(worker: Worker, payer_id: UUID, *member_ids: UUID) -> UUID:
    key = new_key()
    draft = HouseholdDraft(payer_id=payer_id, member_ids=member_ids)
    worker.does(lambda act: form_household(act, key, draft))
    return key


def a_guardian(
    worker: Worker,
    child_id: UUID,
    guardian_id: UUID,
    *,
    sole_holder: bool = False,
    relation: GuardianRelation = GuardianRelation.PARENT,
) -> UUID:
    key = new_key()
    draft = GuardianDraft(
        child_id=child_id, guardian_id=guardian_id, sole_holder=sole_holder, relation=relation
    )
    worker.does(lambda act: add_guardian(act, key, draft))
    return key


def a_piece_kind(
    worker: Worker,
    label: str = "Bulletin",
    *,
    whom: PieceWhom = PieceWhom.EVERYBODY,
    validity: PieceValidity = PieceValidity.UNLIMITED,
    form: PieceForm = PieceForm.OTHER,
    **said: Any,
) -> UUID:
    key = new_key()
    draft = PieceKindDraft(label=label, whom=whom, validity=validity, form=form, **said)
    worker.does(lambda act: add_piece_kind(act, key, draft))
    return key


def a_custom_field(
    worker: Worker,
    label: str = "Moyen de transport",
    kind: CustomKind = CustomKind.TEXT,
    **said: Any,
) -> UUID:
    key, draft = new_key(), CustomFieldDraft(label=label, kind=kind, **said)
    worker.does(lambda act: add_custom_field(act, key, draft))
    return key


def a_filter(
    worker: Worker,
    label: str = "Voisins",
    conditions: Conditions | None = None,
    *,
    own: bool = False,
) -> UUID:
    key = new_key()
    asked = conditions or Conditions(party_kind=PartyKind.PERSON)
    draft = FilterDraft(label=label, conditions=asked, own=own)
    worker.does(lambda act: save_filter(act, key, draft))
    return key


def a_wording(
    worker: Worker, kind_id: UUID, valid_from: date = date(2026, 1, 1), *, asks_again: bool = False
) -> UUID:
    key = new_key()
    draft = WordingDraft(
        valid_from=valid_from, label=f"du {valid_from}", text="Je signe.", asks_again=asks_again
    )
    worker.does(lambda act: set_wording(act, key, kind_id, draft))
    return key


def a_piece(worker: Worker, party_id: UUID, kind_id: UUID, on: date | None = None) -> UUID:
    key, draft = new_key(), PieceDraft(party_id=party_id, kind_id=kind_id, received_on=on)
    worker.does(lambda act: note_piece(act, key, draft))
    return key


def an_answer(
    person_id: UUID,
    given: bool = True,
    *,
    kind: ConsentKind = ConsentKind.IMAGE,
    by: UUID | None = None,
    on: date | None = None,
    **said: Any,
) -> ConsentDraft:
    return ConsentDraft(
        person_id=person_id,
        kind=kind,
        given=given,
        source=ConsentSource.FORM,
        by_guardian_id=by,
        given_on=on,
        **{"wording": "J’accepte.", **said},
    )


def a_consent(
    worker: Worker,
    person_id: UUID,
    given: bool = True,
    *,
    by: UUID | None = None,
    on: date | None = None,
    **said: Any,
) -> UUID:
    key = new_key()
    draft = an_answer(person_id, given, by=by, on=on, **said)
    worker.does(lambda act: record_consent(act, key, draft))
    return key


def a_photo(width: int = 64, height: int = 48, form: str = "PNG") -> bytes:
    kept = BytesIO()
    Image.new("RGB", (width, height), "teal").save(kept, form)
    return kept.getvalue()


def an_attachments_folder(worker: Worker) -> AttachmentsFolder:
    assert worker.keys is not None
    return AttachmentsFolder(worker.keys.parent / "attachments")
