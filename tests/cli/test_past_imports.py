"""Past imports on the command line: listed, tried, undone, or refused as in the window."""

from pathlib import Path

import pytest

from cli.bases import rows_of
from cli.conftest import Commands

FILE = ("Nom;Prénom;E-mail", "Exemple;Ada;ada@exemple.fr", "Neuve;Zoé;")
REFUSED = "This import can no longer be undone, as something refers to its people since."


@pytest.fixture
def lab(commands: Commands, tmp_path: Path) -> Commands:
    """Two people came in with people.csv."""
    file = tmp_path / "people.csv"
    file.write_text("\n".join(FILE), "utf-8")
    assert commands("import", "members", file).status == 0
    return commands


def code_of(lab: Commands) -> str:
    return lab("import", "list").out.split(" · ")[0]


def test_past_imports_are_listed_with_the_code_that_undoes_them(lab: Commands) -> None:
    told = lab("import", "list")
    assert told.status == 0
    code, _when, file, _by, brought = told.out.strip().split(" · ")
    assert (len(code), file, brought) == (8, "people.csv", "2 records added")


def test_where_nothing_was_taken_in_the_list_says_so(commands: Commands) -> None:
    assert commands("import", "list").out == "No file was taken in yet.\n"


def test_an_import_is_undone_once(lab: Commands) -> None:
    code = code_of(lab)
    told = lab("import", "undo", code)
    assert told.status == 0
    assert told.out.splitlines() == [
        "people.csv: 2 records are taken away.",
        "The import of “people.csv” is undone.",
    ]
    assert "Undone on" in lab("import", "list").out
    again = lab("import", "undo", code)
    assert again.status == 1
    assert again.err.startswith("The import of “people.csv” was undone on ")


def test_a_trial_of_undoing_tells_the_same_and_writes_nothing(lab: Commands) -> None:
    code, before = code_of(lab), rows_of(lab.place)
    told = lab("import", "undo", code, "--dry-run")
    assert told.out.splitlines()[-1] == "Nothing was written."
    assert rows_of(lab.place) == before


@pytest.mark.parametrize("trial", [(), ("--dry-run",)])
def test_an_import_whose_people_were_used_is_refused_with_their_names(
    lab: Commands, trial: tuple[str, ...]
) -> None:
    lab("checkin", "1")
    told = lab("import", "undo", code_of(lab), *trial)
    assert told.status == 1
    assert told.err.splitlines() == [REFUSED, "Ada Exemple (M-00001): an arrival"]


def test_an_unknown_code_is_refused(lab: Commands) -> None:
    told = lab("import", "undo", "00000000")
    assert told.status == 1
    assert told.err.startswith("No import is “00000000”: ")
