"""A letter to many, and an e-mail to one."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import pytest
from pypdf import PdfReader

from builders import NOW, Worker
from builders.lab import a_carrier, an_audience
from builders.memberships import a_member
from builders.people import a_person, admitted, an_organisation
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.identifiers import EmailError
from fablab_desk.keys import new_key
from fablab_desk.lab.texts import list_seed_texts
from fablab_desk.memberships.service import attest_membership
from fablab_desk.overview.letters import (
    TEXT,
    EmptyLetterError,
    Letter,
    UnknownFieldError,
    draw_letters,
    load_readers,
)
from fablab_desk.overview.write_mail import (
    NoEmailError,
    Written,
    load_correspondent,
    write_mail,
)
from fablab_desk.people.drafts import PersonDraft

TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def never_stops(_done: int, _total: int) -> None:
    """Nobody watches."""


def test_each_letter_is_filled_in_and_begins_a_sheet_of_its_own(administrator: Worker) -> None:
    ada = admitted(
        administrator,
        PersonDraft(
            first_name="{nom}",
            last_name="<b>&",
            address="1 rue X",
            postal_code="42000",
            city="Saint-Étienne",
        ),
    )
    shop = an_organisation(administrator, "Atelier Exemple")
    usual = next(seed.text for seed in list_seed_texts() if seed.key == TEXT)
    with administrator.database.reading() as session:
        letter = Letter("Pour {name}", usual).checked()
        readers = load_readers(session, [shop, ada], TODAY, "fr")
    pdf = draw_letters(letter, readers, "fr", never_stops)
    first, second = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert all(word in first for word in ("Pour Atelier Exemple", "Bonjour Atelier Exemple,"))
    assert all(word in second for word in ("Bonjour {nom},", "est le M-00001", "SAINT-ÉTIENNE"))


def test_each_is_written_to_by_the_structure_of_their_audience(administrator: Worker) -> None:
    key = a_carrier(administrator)
    pro = an_audience(administrator, "Pro", carrier_id=key)
    kim = admitted(administrator, PersonDraft(first_name="Kim", last_name="Essai", audience_id=pro))
    ada = a_person(administrator)
    with administrator.database.reading() as session:
        readers = load_readers(session, [ada, kim, ada], TODAY, "fr")
    pdf = draw_letters(Letter("", "Bonjour"), readers, "fr", never_stops)
    texts = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert ["Université d’Essai" in text for text in texts] == [False, True, False]


@pytest.mark.parametrize(
    ("member", "later", "said"),
    [
        (True, timedelta(), "Votre adhésion court jusqu’au"),
        (True, timedelta(days=800), "Votre adhésion s’est terminée le"),
        (False, timedelta(), "Vous n’avez pas encore d’adhésion."),
    ],
)
def test_a_membership_that_is_over_is_not_said_to_run(
    administrator: Worker, member: bool, later: timedelta, said: str
) -> None:
    key = a_person(administrator)
    if member:
        a_member(administrator, key)
    with administrator.database.reading() as session:
        readers = load_readers(session, [key], TODAY + later, "fr")
    (reader,) = readers.people
    filled = Letter("", "{situation}").checked().filled(reader.values)
    assert filled.text.startswith(said)


def test_a_letter_without_a_subject_has_no_heading_but_its_file_has_a_title(
    administrator: Worker,
) -> None:
    key = a_person(administrator)
    with administrator.database.reading() as session:
        readers = load_readers(session, [key], TODAY, "fr")
    pdf = PdfReader(BytesIO(draw_letters(Letter("", "Bonjour"), readers, "fr", never_stops)))
    assert "Lettre" not in pdf.pages[0].extract_text()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Lettre aux adhérents"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("  ", EmptyLetterError), ("Bonjour {surnom}", UnknownFieldError), ("{}", UnknownFieldError)],
)
def test_a_letter_that_cannot_be_filled_in_is_refused(text: str, refusal: type[DeskError]) -> None:
    with pytest.raises(refusal) as refused:
        Letter("", text).checked()
    assert say(refused.value)


@pytest.mark.parametrize("field", ["prénom", "PRENOM", "first name"])
def test_a_field_is_known_in_any_of_our_languages(field: str) -> None:
    letter = Letter("", f"{{{field}}} !").checked()
    assert letter.filled({"first_name": "Ada"}).text == "Ada !"


def test_an_e_mail_carries_the_paper_chosen(administrator: Worker) -> None:
    key = a_person(administrator, email="ada@example.org")
    membership, paper = a_member(administrator, key), new_key()
    administrator.does(lambda act: attest_membership(act, paper, membership))
    with administrator.database.reading() as session:
        found = load_correspondent(session, key)
        written = Written(found.email, "Bonjour\r\nBcc: x@y.z", "Été", found.papers[0].id)
        name, content = write_mail(session, written, datetime(2026, 3, 3, tzinfo=UTC))
    mail = message_from_bytes(content, policy=default)
    (attached,) = mail.iter_attachments()
    assert (name, mail["To"], mail["Bcc"]) == ("ada@example.org.eml", "ada@example.org", None)
    assert attached.get_content().startswith(b"%PDF")


def test_an_e_mail_to_what_is_no_address_is_refused(administrator: Worker) -> None:
    written = Written("ada\nBcc: eve@example.org", "", "", None)
    with administrator.database.reading() as session, pytest.raises(EmailError):
        write_mail(session, written, datetime(2026, 3, 3, tzinfo=UTC))


def test_somebody_without_an_e_mail_is_told_to_have_none(administrator: Worker) -> None:
    key = a_person(administrator)
    with administrator.database.reading() as session, pytest.raises(NoEmailError):
        load_correspondent(session, key)
