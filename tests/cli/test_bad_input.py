"""What cannot be in a file of members is told on the command line, line by line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from cli.bases import forge, rows_of
from cli.conftest import Commands
from fablab_desk.db.database import Database
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.people.models import Household, HouseholdMember, Party
from fablab_desk.sheets.reading import read_sheet

TITLES = "Nom;Prénom;Date de naissance;Carte;Nom payeur;Prénom payeur"


def told_of(commands: Commands, folder: Path, *lines: str) -> dict[str, Any]:
    file = folder / "members.csv"
    file.write_text("\n".join((TITLES, *lines)), "utf-8")
    told = commands("import", "members", file, "--json")
    assert told.status == 0, told.err
    said: dict[str, Any] = json.loads(told.out)
    return said


@pytest.mark.parametrize(
    ("lines", "at", "sentence"),
    [
        (("Un;Ada;29/02/2001;;;",), 2, "There is no day 29/02/2001 in the calendar."),
        (("Un;Ada;29/02/1900;;;",), 2, "There is no day 29/02/1900 in the calendar."),
        (("Un;Ada;;77;;", "Deux;Béa;;77;;"), 3, "Card 77 is already given in line 2"),
        ((f"{'N' * 300};Ada;;;;",), 2, "First and last name have 304 characters together"),
        ((f"{'<b>É🦊ש' * 60};Ada;;;;",), 2, "is too long: at most 300 characters."),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_the_others_are_taken(
    commands: Commands, tmp_path: Path, lines: tuple[str, ...], at: int, sentence: str
) -> None:
    said = told_of(commands, tmp_path, *lines, "Neuve;Zoé;29/02/2004;;;")
    ((found, reasons),) = ((one["line"], " ".join(one["reasons"])) for one in said["refused"])
    assert (found, said["new"]) == (at, len(lines))
    assert sentence in reasons


@pytest.mark.parametrize("archived", [False, True])
def test_the_card_of_another_record_is_refused_archived_or_not(
    commands: Commands, tmp_path: Path, archived: bool
) -> None:
    told_of(commands, tmp_path, "Un;Ada;;77;;")
    if archived:
        forge(
            commands.place,
            lambda base: base.execute(update(Party).values(archived_on=date(2026, 3, 2))),
        )
    refused = told_of(commands, tmp_path, "Deux;Béa;;77;;")["refused"]
    ((reason,),) = (one["reasons"] for one in refused)
    assert "Ada Un (M-00001)" in reason
    assert ("archived" in reason) is archived


def test_payers_in_a_circle_leave_one_who_pays_for_themselves(
    commands: Commands, tmp_path: Path
) -> None:
    said = told_of(commands, tmp_path, "Un;Ada;;;Deux;Béa", "Deux;Béa;;;Un;Ada")
    assert (said["new"], said["refused"]) == (2, [])
    assert rows_of(commands.place)["households"] == 1
    database = Database(f"sqlite:///{commands.place}")
    with database.reading() as session:
        payers = set(session.scalars(select(Household.payer_id)))
        members = set(session.scalars(select(HouseholdMember.person_id)))
    database.close()
    assert len(members - payers) == len(payers) == 1  # one pays for the other, who pays for nobody


def test_a_payer_of_the_base_is_not_paid_for_by_a_second_file(
    commands: Commands, tmp_path: Path
) -> None:
    told_of(commands, tmp_path, "Un;Ada;;;Deux;Béa")
    for payer in ("Un;Ada", "Trois;Cléo"):
        assert told_of(commands, tmp_path, f"Deux;Béa;;;{payer}")["refused"] == []
    database = Database(f"sqlite:///{commands.place}")
    with database.reading() as session:
        payers = set(session.scalars(select(Party.name).join(Household)))
    database.close()
    assert payers == {"Béa Deux"}


@pytest.mark.parametrize("who", ["M-00001", "77"])
def test_the_card_of_somebody_archived_lets_nobody_in(
    commands: Commands, tmp_path: Path, who: str
) -> None:
    told_of(commands, tmp_path, "Un;Ada;;77;;")
    forge(
        commands.place,
        lambda base: base.execute(update(Party).values(archived_on=date(2026, 3, 2))),
    )
    before = rows_of(commands.place)
    told = commands("checkin", who)
    assert (told.status, told.out) == (1, "")
    assert "Ada Un" in told.err
    assert "archived" in told.err
    assert rows_of(commands.place) == before


def test_a_membership_entered_on_29_february_ends_on_the_27th(
    commands: Commands, tmp_path: Path
) -> None:
    file, out = tmp_path / "members.csv", tmp_path / "out.csv"
    rolling = update(MembershipPlan).values(rule=PeriodRule.ROLLING, months=12)
    forge(commands.place, lambda base: base.execute(rolling))
    titles = "Nom;Prénom;Date de naissance;Formule;Date d’adhésion"
    file.write_text(f"{titles}\nUn;Ada;29/02/2004;Adhésion;29/02/2024", "utf-8")
    told = commands("import", "members", file, "--json")
    assert json.loads(told.out)["refused"] == []
    commands("export", "members", out)
    written = out.read_text("utf-8-sig")
    assert "2004-02-29" in written
    assert "2025-02-27" in written


@pytest.mark.parametrize("name", ["<b>Ada</b>", "שלום", "🦊 Zoé", "No" + "n" * 148])
def test_an_odd_name_comes_out_as_it_went_in(commands: Commands, tmp_path: Path, name: str) -> None:
    told_of(commands, tmp_path, f"{name};Zoé;;;;")
    out, table = tmp_path / "out.csv", tmp_path / "out.xlsx"
    commands("export", "members", out)
    assert f"{name};Zoé" in out.read_text("utf-8-sig")
    commands("export", "members", table)
    (row,) = read_sheet(table).rows
    assert name in row.cells
    assert commands("checkin", "1").out.startswith(f"Zoé {name} (M-00001)")
    told = commands("export", "mailing", tmp_path / "letter.csv")
    assert told.status == 0, told.err
    apart = tmp_path / "letter - without e-mail.csv"
    assert f"Zoé {name}" in apart.read_text("utf-8-sig")
