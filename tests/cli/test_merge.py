from pathlib import Path

import pytest

from cli.bases import rows_of
from cli.conftest import Commands

MEMBERS = "Nom;Prénom;Email;Code postal\nDupré;Léa;lea@exemple.fr;42000\nDurand;Léa;lea@autre.fr;\n"


@pytest.fixture
def two(commands: Commands, tmp_path: Path) -> Commands:
    file = tmp_path / "members.csv"
    file.write_text(MEMBERS, "utf-8")
    commands("import", "members", file)
    return commands


def test_two_records_become_one(two: Commands) -> None:
    told = two("merge", "M-00001", "2")
    assert (told.status, told.err) == (0, "")
    assert told.out.endswith("M-00002 is merged into Léa Dupré (M-00001).\n")
    assert "E-mail: lea@autre.fr" in told.out
    assert rows_of(two.place)["parties"] == 1


def test_a_trial_only_tells(two: Commands) -> None:
    told = two("merge", "1", "2", "--dry-run")
    assert (told.status, told.out.splitlines()[-1]) == (0, "Nothing was written.")
    assert rows_of(two.place)["parties"] == 2


@pytest.mark.parametrize(
    ("goes", "why"), [("77", "Nobody has the number “77”."), ("1", "choose another record")]
)
def test_what_cannot_be_merged_is_told(two: Commands, goes: str, why: str) -> None:
    told = two("merge", "1", goes)
    assert (told.status, told.out) == (1, "")
    assert why in told.err


def test_the_file_that_brought_both_in_does_not_undo_the_merge(
    two: Commands, tmp_path: Path
) -> None:
    two("merge", "1", "2")
    told = two("import", "members", tmp_path / "members.csv")
    assert (told.status, rows_of(two.place)["parties"]) == (0, 1)
    assert "0 new records, 0 changed records" in told.out
