import base64
from datetime import date, time
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from builders import Worker
from builders.lab import an_audience
from builders.staff import an_account, an_account_draft
from fablab_desk.documents.errors import LogoError
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import AudienceDraft, CarrierDraft, LabDraft
from fablab_desk.lab.errors import (
    AudienceTakenError,
    NamelessAudienceError,
    NoAudienceError,
    NobodyToLogInError,
)
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import (
    find_settings,
    list_audiences,
    load_carrier,
)
from fablab_desk.lab.service import (
    add_audience,
    archive_audience,
    correct_carrier,
    correct_lab,
    reorder_audiences,
)
from fablab_desk.lab.texts import list_seed_texts
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Role

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
IDENTITY = CarrierDraft(
    name="Association Fablab d’essai",
    legal_form="association loi 1901",
    address="1 rue de l’Essai",
    postal_code="42 000",
    city="Saint-Étienne",
    phone="04 77 12 34 56",
    siret="732 829 320 00074",
    rna="w423012345",
    logo=PIXEL,
)


def main_carrier(worker: Worker) -> UUID:
    with worker.database.reading() as session:
        return load_carrier(session).id


def labels(worker: Worker) -> list[str]:
    with worker.database.reading() as session:
        return [audience.label for audience in list_audiences(session)]


def test_the_identity_is_kept_in_its_normal_forms(administrator: Worker) -> None:
    key = main_carrier(administrator)
    administrator.does(lambda act: correct_carrier(act, key, IDENTITY, 1))
    with administrator.database.reading() as session:
        carrier = load_carrier(session)
        head = letterhead_of(session, carrier)
    assert (carrier.siret, carrier.rna, carrier.phone) == (
        "73282932000074",
        "W423012345",
        "+33477123456",
    )
    assert head.name == "Association Fablab d’essai"
    assert "SIRET 732 829 320 00074" in head.legal_lines
    assert head.address_lines == ("1 rue de l’Essai", "42000 Saint-Étienne")
    assert head.contact_lines == ("04 77 12 34 56",)
    assert head.logo == PIXEL


def test_every_problem_of_an_identity_is_told_beside_its_field(administrator: Worker) -> None:
    key = main_carrier(administrator)
    wrong = CarrierDraft(
        name=" ",
        city="x" * 301,
        postal_code="4200",
        email="nowhere",
        phone="12",
        siret="73282932000075",
        rna="423",
        training_body="8442",
        vat_number="FR45732829320",
        iban="FR0630006000011234567890188",
        bic="AGRIFRP",
        account_holder="x" * 301,
        logo=b"GIF89a",
    )
    with pytest.raises(Problems) as found:
        administrator.does(lambda act: correct_carrier(act, key, wrong, 1))
    fields = {field for field, _ in found.value.found}
    assert fields == {
        *("name", "city", "postal_code", "email", "phone", "siret"),
        *("rna", "training_body", "vat_number", "iban", "bic", "account_holder", "logo"),
    }
    assert isinstance(dict(found.value.found)["logo"], LogoError)


def test_a_correction_from_an_old_form_is_refused(administrator: Worker) -> None:
    administrator.does(lambda act: correct_lab(act, LabDraft(name="Un"), 1))
    with pytest.raises(StaleError):
        administrator.does(lambda act: correct_lab(act, LabDraft(name="Deux"), 1))


def test_settings_that_cannot_be_are_told_at_once(administrator: Worker) -> None:
    wrong = LabDraft(
        name="",
        zone_name="Europe/Nulle-Part",
        fiscal_month=13,
        day_ends_at=time(13),
        idle_minutes=-1,
        gift_cap=Decimal(-1),
    )
    with pytest.raises(Problems) as found:
        administrator.does(lambda act: correct_lab(act, wrong, 1))
    assert [field for field, _ in found.value.found] == [
        *("name", "zone_name", "fiscal_month", "day_ends_at", "idle_minutes", "gift_cap")
    ]


def test_a_login_is_asked_only_where_an_administrator_can_open(administrator: Worker) -> None:
    asking = LabDraft(name="Fablab d’essai", asks_login=True)
    with administrator.database.writing() as session:
        session.execute(update(Account).values(built_in=True))
    with pytest.raises(Problems) as found:
        administrator.does(lambda act: correct_lab(act, asking, 1))
    assert [type(problem) for _, problem in found.value.found] == [NobodyToLogInError]
    an_account(administrator, an_account_draft(roles=[Role.ADMINISTRATOR]))
    administrator.does(lambda act: correct_lab(act, asking, 1))
    with administrator.database.reading() as session:
        assert find_settings(session).asks_login


def test_audiences_keep_the_order_they_were_given(administrator: Worker) -> None:
    for label in ("Grand public", "Étudiant", "Professionnel"):
        add(administrator, label)
    assert labels(administrator) == ["Grand public", "Étudiant", "Professionnel"]
    with administrator.database.reading() as session:
        keys = {row.label: row.id for row in list_audiences(session)}
    wanted = [keys["Professionnel"], keys["Grand public"]]
    administrator.does(lambda act: reorder_audiences(act, wanted))
    assert labels(administrator) == ["Professionnel", "Grand public", "Étudiant"]


@pytest.mark.parametrize(
    ("label", "refusal"), [(" ", NamelessAudienceError), (" Étudiant ", AudienceTakenError)]
)
def test_an_audience_has_a_name_of_its_own(
    administrator: Worker, label: str, refusal: type[DeskError]
) -> None:
    an_audience(administrator, "Étudiant")
    with pytest.raises(Problems) as found:
        add(administrator, label)
    assert [type(problem) for _, problem in found.value.found] == [refusal]


def test_the_last_audience_stays(administrator: Worker) -> None:
    first, second = an_audience(administrator, "Pro"), an_audience(administrator, "Scolaire")
    administrator.does(lambda act: archive_audience(act, first))
    assert labels(administrator) == ["Scolaire"]
    with pytest.raises(NoAudienceError):
        administrator.does(lambda act: archive_audience(act, second))


def test_every_text_of_a_new_base_is_sourced() -> None:
    assert all(seed.text and seed.source for seed in list_seed_texts())
    said = {seed.key: seed.text for seed in list_seed_texts()}
    assert said["vat_franchise_293_b"] == "TVA non applicable, article 293 B du CGI"
    assert said["vat_exempt_261_7_1_a"] == "TVA non applicable, art. 261-7-1° du CGI"


def day(text: str) -> date:
    return date.fromisoformat(text)


def add(worker: Worker, label: str) -> None:
    worker.does(lambda act: add_audience(act, new_key(), AudienceDraft(label=label)))
