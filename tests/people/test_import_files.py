"""The files a lab really arrives with, line by line."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from builders import Worker
from builders.sheets import DATA, TODAY, a_preview_of, reasons
from fablab_desk.i18n import say
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.making import open_file
from fablab_desk.people.kinds import Gender, PartyKind
from fablab_desk.people.models import Household, ImportBatch, Party
from fablab_desk.people.queries import find_by_number, payer_of
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service_import import import_people
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.models import AuditDetail, AuditEntry

HELLOASSO, GALETTE = "members-helloasso.csv", "members-galette.csv"
FAB_MANAGER = "members-fab-manager-example.csv"
EXPECTED = {
    HELLOASSO: (5, {5: ["The order was not kept: its state is “Remboursé”."]}),
    GALETTE: (
        2,
        {
            5: ["This looks like Zoé Lefèvre of line 4. Confirm if it is somebody else."],
            6: [
                "Birth date: There is no day 31/02/1990 in the calendar.",
                "E-mail: “pas-un-mail” is not an e-mail address. Expected: name@example.org.",
                "Postal code: The postal code “4200” has four digits: is it 04200, its zero lost?",
            ],
        },
    ),
    FAB_MANAGER: (1, {3: ["This line names neither a person nor an organisation."]}),
}
every_file = pytest.mark.parametrize("name", EXPECTED)


def take_in(worker: Worker, name: str) -> None:
    preview = a_preview_of(worker, name)
    worker.does(lambda act: import_people(act, preview))


def card(worker: Worker, number: int) -> PersonRecord:
    with worker.database.reading() as session:
        key = find_by_number(session, str(number))
        assert key is not None
        return load_record(session, key, TODAY)


def rows(worker: Worker) -> dict[str, Any]:
    with worker.database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in BLUEPRINT.metadata.tables.items()
        }


@every_file
def test_each_line_is_new_or_told_why_not(administrator: Worker, name: str) -> None:
    new, refused = EXPECTED[name]
    preview = a_preview_of(administrator, name)
    said = preview.as_json()
    assert (said["new"], said["changed"], said["unchanged"]) == (new, 0, 0)
    assert reasons(preview) == refused
    assert said["refused"] == [{"line": n, "reasons": why} for n, why in refused.items()]


@every_file
def test_a_preview_writes_nothing(administrator: Worker, name: str) -> None:
    before = rows(administrator)
    a_preview_of(administrator, name)
    assert rows(administrator) == before


@every_file
def test_a_second_import_changes_nothing(administrator: Worker, name: str) -> None:
    take_in(administrator, name)
    once = rows(administrator)
    again = a_preview_of(administrator, name)
    said = again.as_json()
    assert (said["new"], said["changed"], said["unchanged"]) == (0, 0, EXPECTED[name][0])
    assert set(reasons(again)) == set(EXPECTED[name][1])
    assert not administrator.does(lambda act: import_people(act, again)).touched
    assert rows(administrator) == once


@every_file
def test_the_three_files_go_into_one_base(administrator: Worker, name: str) -> None:
    for other in EXPECTED:
        take_in(administrator, other)
    assert not a_preview_of(administrator, name).writes


def test_a_password_is_never_read(administrator: Worker) -> None:
    sheet, _ = open_file(DATA / FAB_MANAGER)
    with administrator.database.reading() as session:
        assert "password" not in match_columns(session, sheet).columns
    take_in(administrator, FAB_MANAGER)
    with administrator.database.reading() as session:
        written = [*session.scalars(select(Party.search)), *session.scalars(select(Party.note))]
        details = session.scalars(select(AuditDetail.changes))
        assert "newP" not in f"{written} {list(details)}"


def test_the_order_of_another_makes_them_the_payer(administrator: Worker) -> None:
    take_in(administrator, HELLOASSO)
    child, payer = card(administrator, 2), card(administrator, 6)
    assert (child.name, payer.name) == ("Minh Anh Nguyen", "Thierry Nguyen")
    assert (child.draft.email, payer.draft.email) == ("", "t.nguyen@example.org")
    with administrator.database.reading() as session:
        assert payer_of(session, child.id) == payer.id
        assert session.scalar(select(func.count()).select_from(Household)) == 2


def test_capitals_accents_and_leap_days_are_read_as_people_write_them(
    administrator: Worker,
) -> None:
    take_in(administrator, HELLOASSO)
    eloise, child, noble = (card(administrator, number) for number in (1, 2, 5))
    assert (eloise.name, eloise.draft.city, child.draft.city) == (
        "Éloïse Dupré",
        "Saint-Étienne",
        "Saint-Étienne",
    )
    assert noble.name == "Anne-Sophie Marie-Ange de La Tour d'Auvergne-Lauraguais"
    assert isinstance(noble.draft, PersonDraft)
    assert noble.draft.birth_date == date(2000, 2, 29)


def test_an_organisation_without_a_person_is_an_organisation(administrator: Worker) -> None:
    take_in(administrator, HELLOASSO)
    shop = card(administrator, 4)
    assert (shop.kind, shop.name) == (PartyKind.ORGANISATION, "Atelier Exemple SCOP")
    assert isinstance(shop.draft, OrganisationDraft)
    assert (shop.draft.phone, shop.draft.note) == ("+33477000000", "Luc Marteau")


def test_a_line_break_inside_a_field_is_kept(administrator: Worker) -> None:
    take_in(administrator, GALETTE)
    muller = card(administrator, 1)
    assert isinstance(muller.draft, PersonDraft)
    assert muller.draft.address == "2, allée des Acacias\n1er étage"
    assert (muller.draft.outside_number, muller.draft.gender) == ("12", Gender.MALE)


def test_words_in_place_of_a_phone_are_no_reason_to_refuse(administrator: Worker) -> None:
    _, refused = EXPECTED[GALETTE]
    assert not any("phone" in reason for reason in refused[6])


def test_an_address_in_one_cell_is_taken_apart(administrator: Worker) -> None:
    preview = a_preview_of(administrator, FAB_MANAGER)
    (jean,) = preview.proposals
    assert jean.name == "Jean Dupont"
    said = jean.columns
    assert (said["address"], said["postal_code"], said["city"]) == (
        "12 bvd Libération",
        "75000",
        "Paris",
    )
    assert [say(note) for note in jean.notes] == [
        "“123456789” was read as 01 23 45 67 89.",
        "“standard” is no audience of the lab: left out.",
    ]


def test_the_membership_columns_stay_with_their_line(administrator: Worker) -> None:
    preview = a_preview_of(administrator, HELLOASSO)
    found = {one.line: one.membership for one in preview.proposals}
    assert found[3] is not None
    assert (found[3].label, str(found[3].amount)) == ("Adhésion jeune (moins de 18 ans)", "10.00")
    assert found[3].starts_on == date(2026, 9, 3)


def test_one_import_is_one_entry_of_the_journal(administrator: Worker) -> None:
    take_in(administrator, HELLOASSO)
    with administrator.database.reading() as session:
        (entry,) = session.scalars(select(AuditEntry)).all()
        detail = session.get_one(AuditDetail, entry.seq).changes["import"]
        batch = session.scalars(select(ImportBatch)).one()
    assert entry.service == "people.import_people"
    assert detail["file"] == HELLOASSO
    assert (detail["new"], detail["payers"], detail["refused"]) == (5, 2, 1)
    assert detail["sha256"] == batch.sha256
    assert detail["numbers"] == [1, 7]


def test_titles_are_matched_with_what_they_mean(administrator: Worker) -> None:
    sheet, _ = open_file(DATA / GALETTE)
    with administrator.database.reading() as session:
        columns = match_columns(session, sheet).columns
    assert columns["gsm_adh"] is ImportField.MOBILE
    assert columns["date_echeance"] is ImportField.MEMBERSHIP_ENDS_ON
    assert "bool_exempt_adh" not in columns
