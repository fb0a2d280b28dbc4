import csv
import json
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Enum

from builders import Worker
from builders.memberships import a_member
from builders.money import a_cashing
from builders.people import (
    ADULT_BORN,
    a_child,
    a_consent,
    a_guardian,
    a_person,
    admitted,
    an_attachments_folder,
    an_organisation,
)
from fablab_desk.care.access import Access, gather
from fablab_desk.care.access_file import summary, write_access
from fablab_desk.care.access_words import value_text
from fablab_desk.care.erasure_errors import NoPersonToEraseError
from fablab_desk.care.personal_tables import FURTHER, PERSONAL
from fablab_desk.care.repointing import party_references
from fablab_desk.care.service_personal import note_access
from fablab_desk.db.base import Base
from fablab_desk.db.references import references_to
from fablab_desk.keys import new_key
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import correct_person
from fablab_desk.staff.queries import history

TODAY = date(2026, 3, 2)
# Tables that hang on rows of a person and hold nothing of hers, each with the reason.
NOT_HERS = {
    **dict.fromkeys(
        ("audit_entries", "permanences", "saved_filters", "self_acts", "till_sessions"),
        "what an account did at the desk, told by its acts",
    ),
    **dict.fromkeys(
        ("meter_readings", "stock_counts", "stock_movements"),
        "what an account did at the desk, told by its acts",
    ),
    **dict.fromkeys(
        ("half_days", "signed_sheets"), "of a session, not of who trains, hosts or pays"
    ),
    "project_files": "of a project, not of who makes it",
    **dict.fromkeys(
        ("machine_stops", "order_checks", "upkeep_files"), "of a machine, not of who told of it"
    ),
    "cashings": "the opposite of a payment names the same payer",
    "invoice_lines": "what an invoice says stands on its paper, which is told",
    "invoices": "a credit note of theirs names the same buyer",
    "household_members": "named by their own table",
    "party_merges": "named by their own table",
}


def told(worker: Worker, person_id: Any) -> Access:
    with worker.database.reading() as session:
        return gather(session, person_id, an_attachments_folder(worker))


def text_of(access: Access) -> str:
    return "\n".join("|".join(row) for section in access.sections for row in section.rows)


def lived(worker: Worker) -> Any:
    person = a_person(worker, "Éloïse", "Duprévert", email="eloise@example.org")
    membership = a_member(worker, person)
    worker.does(lambda act: attest_membership(act, new_key(), membership))
    a_cashing(worker, person)
    a_consent(worker, person)
    return person


def test_what_hangs_on_a_person_s_rows_is_told_too_or_says_why_not() -> None:
    named = {table for table, _ in party_references()}
    hanging = {other.name for table in named for other, _ in references_to(table)}
    assert hanging - set(PERSONAL) - set(NOT_HERS) == set(FURTHER)


def test_all_kinds_of_rows_are_told_in_words(administrator: Worker) -> None:
    access = told(administrator, lived(administrator))
    names = {section.name for section in access.sections}
    assert names >= {
        *("record", "memberships", "charges", "cashings", "payments", "consents", "journal"),
        *("allocations", "membership_attestations"),
    }
    assert "eloise@example.org" in text_of(access)
    assert "Adhésion annuelle" in text_of(access)
    assert [name.endswith(".pdf") and pdf[:5] for name, pdf in access.papers] == [b"%PDF-"]


def test_of_others_only_the_name_is_told(administrator: Worker) -> None:
    child = a_child(administrator)
    parent = admitted(
        administrator,
        PersonDraft(
            first_name="Ada", last_name="Parente", email="a@example.org", birth_date=ADULT_BORN
        ),
    )
    a_guardian(administrator, child, parent)
    said = text_of(told(administrator, child))
    assert "Ada Parente" in said
    assert "a@example.org" not in said


def test_what_the_journal_says_of_them_is_told(administrator: Worker) -> None:
    person = a_person(administrator)
    draft = PersonDraft(first_name="Ada", last_name="Exemple", city="Lyon")
    administrator.does(lambda act: correct_person(act, person, draft, 1))
    (journal,) = (one for one in told(administrator, person).sections if one.name == "journal")
    assert any("Lyon" in row[4] for row in journal.rows)


def test_no_password_nor_key_of_the_base_is_told(administrator: Worker) -> None:
    person = lived(administrator)
    access = told(administrator, person)
    assert str(person) not in text_of(access)
    assert "password_hash" not in json.dumps([list(one.plain) for one in access.sections])


def test_the_file_opens_with_a_page_sheets_and_papers(
    administrator: Worker, tmp_path: Path
) -> None:
    access = told(administrator, lived(administrator))
    file = tmp_path / "access.zip"
    count = write_access(access, file, administrator.now)
    with ZipFile(file) as archive:
        names = archive.namelist()
        assert len(names) == count
        (page,) = (name for name in names if name.endswith(".html"))
        assert "Éloïse Duprévert" in archive.read(page).decode()
        (sheet,) = (name for name in names if name.endswith("memberships.csv"))
        text = archive.read(sheet).decode("utf-8-sig")
        rows = list(csv.reader(text.splitlines(), delimiter=";"))
        assert len(rows) == 2
        plain = json.loads(archive.read(sheet.replace(".csv", ".json")))
        assert plain[0]["starts_on"] == "2026-03-02"


def test_markup_in_a_name_is_shown_as_it_was_typed(administrator: Worker, tmp_path: Path) -> None:
    person = a_person(administrator, "<script>alert(1)</script>", "Exemple")
    page = summary(told(administrator, person), administrator.now)
    assert "<script>" not in page


def test_stopped_halfway_there_is_no_file(administrator: Worker, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    access, folder = told(administrator, lived(administrator)), tmp_path / "out"
    folder.mkdir()
    with pytest.raises(StoppedError):
        write_access(access, folder / "access.zip", administrator.now, stop)
    assert list(folder.iterdir()) == []


def test_a_folder_that_refuses_is_told(administrator: Worker, tmp_path: Path) -> None:
    access = told(administrator, a_person(administrator))
    with pytest.raises(UnwritableFileError):
        write_access(access, tmp_path / "nowhere" / "access.zip", administrator.now)


def test_who_took_it_out_stands_in_their_history(administrator: Worker) -> None:
    person, key = a_person(administrator), new_key()
    administrator.does(lambda act: note_access(act, key, person))
    with administrator.database.reading() as session:
        assert history(session, person)[0].service == "care.note_access"


def test_an_organisation_has_no_such_file(administrator: Worker) -> None:
    with pytest.raises(NoPersonToEraseError):
        told(administrator, an_organisation(administrator))


def test_no_word_of_a_closed_list_is_told_as_the_base_keeps_it() -> None:
    named = (*PERSONAL, *FURTHER)
    raw = [
        f"{table.name}.{column.name}: {member.value}"
        for table in (Base.metadata.tables[name] for name in named if name != "parties")
        for column in table.columns
        if isinstance(column.type, Enum) and column.type.enum_class
        if column.name not in getattr(PERSONAL.get(table.name), "hidden", ())
        for member in column.type.enum_class
        if value_text(table.name, column.name, member, ZoneInfo("Europe/Paris")) == member.value
    ]
    assert raw == []
