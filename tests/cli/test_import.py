import json
from pathlib import Path
from typing import Any

import pytest

from builders.sheets import DATA
from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.sheets.reading import read_sheet

HELLOASSO, GALETTE = "members-helloasso.csv", "members-galette.csv"
FAB_MANAGER = "members-fab-manager-example.csv"
EXPECTED: dict[str, dict[str, Any]] = {
    HELLOASSO: {
        "new": 5,
        "changed": 0,
        "unchanged": 0,
        "refused": [{"line": 5, "reasons": ["The order was not kept: its state is “Remboursé”."]}],
    },
    GALETTE: {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "refused": [
            {
                "line": 5,
                "reasons": [
                    "This looks like Zoé Lefèvre of line 4. Confirm if it is somebody else."
                ],
            },
            {
                "line": 6,
                "reasons": [
                    "Birth date: There is no day 31/02/1990 in the calendar.",
                    "E-mail: “pas-un-mail” is not an e-mail address. Expected: name@example.org.",
                    "Postal code: The postal code “4200” has four digits:"
                    " is it 04200, its zero lost?",
                ],
            },
        ],
    },
    FAB_MANAGER: {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "refused": [
            {"line": 3, "reasons": ["This line names neither a person nor an organisation."]}
        ],
    },
}
every_file = pytest.mark.parametrize("name", EXPECTED)


@every_file
def test_the_result_as_json_counts_the_lines_and_says_why(commands: Commands, name: str) -> None:
    told = commands("import", "members", DATA / name, "--json")
    assert told.status == 0
    assert json.loads(told.out) == EXPECTED[name]


@every_file
def test_a_second_import_changes_nothing(commands: Commands, name: str) -> None:
    commands("import", "members", DATA / name)
    before = rows_of(commands.place)
    told = commands("import", "members", DATA / name, "--json")
    said = json.loads(told.out)
    assert (said["new"], said["changed"]) == (0, 0)
    assert said["unchanged"] == EXPECTED[name]["new"]
    assert [one["line"] for one in said["refused"]] == [
        one["line"] for one in EXPECTED[name]["refused"]
    ]
    assert rows_of(commands.place) == before


@every_file
def test_a_dry_run_says_the_same_and_writes_nothing(commands: Commands, name: str) -> None:
    assert isinstance(commands.place, Path)
    before = commands.place.read_bytes()
    told = commands("import", "members", DATA / name, "--dry-run", "--json")
    assert json.loads(told.out) == EXPECTED[name]
    assert commands.place.read_bytes() == before
    assert sorted(commands.place.parent.iterdir()) == [commands.place]


@pytest.mark.parametrize("place", ["not-yet.sqlite", "home/data/fablab_desk/desk.sqlite"])
def test_a_dry_run_on_no_base_leaves_none(commands: Commands, tmp_path: Path, place: str) -> None:
    commands.place = tmp_path / place
    told = commands("import", "members", DATA / HELLOASSO, "--dry-run")
    assert told.status == 0
    assert "5 new records" in told.out
    assert "Nothing was written." in told.out
    assert not commands.place.exists()


def test_without_json_the_counts_are_told_and_the_refused_lines_apart(commands: Commands) -> None:
    told = commands("import", "members", DATA / HELLOASSO)
    assert told.out.startswith(
        f"{HELLOASSO}: 5 new records, 0 changed records, 0 unchanged records, 1 refused line.\n"
    )
    assert told.err == "Line 5: The order was not kept: its state is “Remboursé”.\n"


def test_the_refused_lines_of_a_file_of_members_are_written_with_their_reasons(
    commands: Commands, tmp_path: Path
) -> None:
    kept = tmp_path / "refused.csv"
    told = commands("import", "members", DATA / HELLOASSO, "--json", "--refused", kept)
    assert json.loads(told.out) == EXPECTED[HELLOASSO]
    assert told.err.endswith(f"{kept}: 1 refused line.\n")
    (row,) = read_sheet(kept).rows
    assert row.cells[-2:] == ("5", "The order was not kept: its state is “Remboursé”.")


def test_columns_that_nobody_knows_are_told_and_passwords_are_among_them(
    commands: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_text("Nom;Signe;Mot de passe\nNeuve;Lion;secret\n", "utf-8")
    assert "\nColumns not taken: Signe, Mot de passe.\n" in commands("import", "members", file).out
    file.write_text("Signe;Couleur\nLion;bleu\n", "utf-8")
    told = commands("import", "members", file)
    assert (told.status, told.out) == (1, "")
    assert "No column is matched with a name, among Signe, Couleur." in told.err


def test_a_membership_is_taken_over_with_its_member(commands: Commands) -> None:
    told = commands("import", "members", DATA / HELLOASSO)
    assert "memberships are taken over, paid elsewhere." in told.out
    assert rows_of(commands.place)["memberships"] > 0


PAYERS = "2 payers who stand in no line are added: Thierry Nguyen, Gaël Bernard.\n"


def test_payers_are_named_beside_the_lines_and_beside_json(commands: Commands) -> None:
    trial = commands("import", "members", DATA / HELLOASSO, "--dry-run")
    told = commands("import", "members", DATA / HELLOASSO, "--json")
    assert PAYERS in trial.out
    assert PAYERS in told.err
    new = json.loads(told.out)["new"]
    assert (new, rows_of(commands.place)["parties"]) == (5, 7)
    again = commands("import", "members", DATA / HELLOASSO, "--json")
    assert "payer" not in again.err


def test_memberships_left_aside_are_told_however_little_is_asked(
    commands: Commands, tmp_path: Path
) -> None:
    commands.place = tmp_path / "not-yet.sqlite"
    for also in ((), ("--json",)):
        told = commands("import", "members", DATA / HELLOASSO, "--dry-run", *also)
        said = told.err if also else told.out
        assert "5 memberships are left aside. The lab has no plan yet" in said


def test_an_import_into_no_base_begins_one(commands: Commands, tmp_path: Path) -> None:
    commands.place = tmp_path / "not-yet.sqlite"
    assert commands("import", "members", DATA / GALETTE, "--json").status == 0
    assert rows_of(commands.place)["parties"] == 2
    assert commands("check").status == 0
