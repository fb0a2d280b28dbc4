import json
from pathlib import Path

import pytest

from builders.sheets import DATA
from cli.bases import rows_of
from cli.conftest import Commands


@pytest.fixture
def full(commands: Commands) -> Commands:
    for file in sorted(DATA.glob("members-*.csv")):
        commands("import", "members", file)
    return commands


@pytest.mark.parametrize("kind", ["csv", "xlsx", "CSV"])
def test_what_goes_out_comes_in_unchanged(full: Commands, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"members.{kind}"
    told = full("export", "members", file)
    many = rows_of(full.place)["parties"]
    assert (told.status, told.out) == (0, f"{file}: {many} records\n")
    again = full("import", "members", file, "--json")
    assert json.loads(again.out) == {"new": 0, "changed": 0, "unchanged": many, "refused": []}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("members.pdf", "ends neither with .csv nor with .xlsx"),
        ("nowhere/members.csv", "cannot be written"),
    ],
)
def test_a_file_that_cannot_be_written_is_told(
    full: Commands, tmp_path: Path, name: str, why: str
) -> None:
    told = full("export", "members", tmp_path / name)
    assert (told.status, told.out) == (1, "")
    assert why in told.err
