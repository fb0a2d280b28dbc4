from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from builders import Worker
from builders.memberships import a_category, a_cover, a_member, a_plan
from builders.people import a_person, admitted, an_organisation
from builders.sheets import TODAY, a_preview_of
from fablab_desk.i18n import use
from fablab_desk.keys import new_key
from fablab_desk.overview.leaving import take_out
from fablab_desk.overview.members import list_members
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.leaving import FileKindError, list_for_export, write_export
from fablab_desk.people.exchange.making import open_file, preview_members
from fablab_desk.people.exchange.preview import Preview
from fablab_desk.people.kinds import ChorusAsks, Gender, PeopleFilter
from fablab_desk.people.record import load_record
from fablab_desk.people.service import admit_organisation, archive_party, correct_organisation
from fablab_desk.people.service_export import export_people
from fablab_desk.people.service_import import import_people
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.staff.models import AuditDetail
from fablab_desk.staff.queries import last_change
from fablab_desk.staff.rights import RightError, Role

ALL = PeopleFilter.ALL


def some_people(worker: Worker) -> list[UUID]:
    full = PersonDraft(
        first_name="=cmd|'/c calc'!A1",
        last_name="Œuvray d’Ailleurs",
        gender=Gender.FEMALE,
        birth_date=date(2000, 2, 29),
        email="a@example.org",
        phone="+44 20 7946 0958",
        address="3 bis place Jean-Jaurès\n1er étage; « fond »",
        postal_code="00123 XY",
        country="PL",
        city="Łódź",
        card="0042",
        profession="+ingénieure",
        emergency_contact='"Maman" 06 12 34 56 78',
        outside_number="007",
        first_visit_on=date(2024, 9, 1),
        note="reste ici",
    )
    keys = [admitted(worker, full), a_person(worker, "Zoé", ""), an_organisation(worker)]
    preview = a_preview_of(worker, "members-helloasso.csv")
    worker.does(lambda act: import_people(act, preview))
    return keys


def exported(worker: Worker, path: Path, keys: list[UUID] | None = None) -> Preview:
    with worker.database.reading() as session:
        write_export(path, list_for_export(session, keys))
        sheet, source = open_file(path)
        columns = match_columns(session, sheet).columns
        assert len(columns) == len(sheet.header)
        return preview_members(session, sheet, source, columns, TODAY)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["members.csv", "members.XLSX"])
def test_what_leaves_comes_back_unchanged(
    administrator: Worker, tmp_path: Path, name: str, language: str
) -> None:
    use(language)
    some_people(administrator)
    said = exported(administrator, tmp_path / name).as_json()
    assert said == {"new": 0, "changed": 0, "unchanged": 10, "refused": []}


def test_the_chosen_people_leave_in_the_order_asked(administrator: Worker, tmp_path: Path) -> None:
    keys = some_people(administrator)
    exported(administrator, tmp_path / "some.csv", [keys[2], keys[0], new_key()])
    rows = read_sheet(tmp_path / "some.csv").rows
    assert [row.cells[0] for row in rows] == ["M-00003", "M-00001"]


def test_the_archived_stay_and_the_team_s_notes_too(administrator: Worker, tmp_path: Path) -> None:
    gone = some_people(administrator)[1]
    administrator.does(lambda act: archive_party(act, gone))
    exported(administrator, tmp_path / "all.csv")
    text = (tmp_path / "all.csv").read_text("utf-8")
    assert "M-00002" not in text
    assert "reste ici" not in text


def test_a_file_is_a_csv_or_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileKindError):
        write_export(tmp_path / "members.pdf", [["Nom"]])


def test_who_took_people_out_stands_in_the_journal(administrator: Worker) -> None:
    keys, export = some_people(administrator), new_key()
    table = administrator.does(lambda act: export_people(act, export, keys)).result
    with administrator.database.reading() as session:
        change = last_change(session, export)
        assert change
        said = session.get_one(AuditDetail, change.seq).changes
    assert (len(table) - 1, said["export"]) == (3, {"records": 3})


def test_an_animator_takes_nobody_out(administrator: Worker) -> None:
    animator = Worker(administrator.database, (Role.ANIMATOR,))
    with pytest.raises(RightError):
        animator.does(lambda act: take_out(act, new_key(), list_members(ALL, TODAY, "")))


def test_a_file_says_who_is_covered_by_what_and_until_when(administrator: Worker) -> None:
    day = administrator.now.date()
    a_cover(administrator, a_person(administrator, "Ada"), reason="Convention", last=day)
    a_person(administrator, "Bea")
    everybody = list_members(ALL, day, "")
    table = administrator.does(lambda act: take_out(act, new_key(), everybody)).result
    assert [line[-3:-1] for line in table] == [
        ["Covered by", "Covered until"],
        ["Convention", day],
        ["", None],
    ]


def test_a_file_says_the_category_of_each_member(administrator: Worker) -> None:
    giving = a_plan(administrator, "Don", category_id=a_category(administrator))
    a_member(administrator, a_person(administrator, "Ada"), giving)
    a_person(administrator, "Bea")
    everybody = list_members(ALL, administrator.now.date(), "")
    table = administrator.does(lambda act: take_out(act, new_key(), everybody)).result
    assert [line[-1] for line in table] == ["Member category", "Bienfaiteur", ""]


def test_what_chorus_pro_asks_of_a_buyer_leaves_and_comes_back(
    administrator: Worker, tmp_path: Path
) -> None:
    key, path = new_key(), tmp_path / "out.xlsx"
    buyer = OrganisationDraft(
        name="Commune d’Essai",
        chorus_asks=ChorusAsks.EITHER,
        chorus_services="FIN-1 Service des finances\nD42",
    )
    administrator.does(lambda act: admit_organisation(act, key, buyer))
    with administrator.database.reading() as session:
        header, row = list_for_export(session, [key])
        write_export(path, [header, row])
    said = dict(zip(header, row, strict=True))
    assert said["Asked by Chorus Pro"] == "A service code or an engagement number"
    blank = replace(buyer, chorus_asks=ChorusAsks.NOT_SAID, chorus_services="")
    administrator.does(lambda act: correct_organisation(act, key, blank, 1))
    with administrator.database.reading() as session:
        sheet, source = open_file(path)
        columns = match_columns(session, sheet).columns
        preview = preview_members(session, sheet, source, columns, TODAY)
    administrator.does(lambda act: import_people(act, preview))
    with administrator.database.reading() as session:
        kept = load_record(session, key, TODAY).draft
    assert isinstance(kept, OrganisationDraft)
    assert (kept.chorus_asks, kept.chorus_services) == (buyer.chorus_asks, buyer.chorus_services)
