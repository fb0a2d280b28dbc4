"""Whatever comes as a file of members: a sentence, an exit status, nothing half-written."""

import json
from pathlib import Path

import pytest

from cli.bases import rows_of
from cli.conftest import Commands

TITLES = "Nom;Prénom;Date de naissance;E-mail"
PEOPLE = f"{TITLES}\r\nÉtienne;Zoé;01/02/1990;zoe@example.org\r\nÇelik;Aylin;;\r\n"
WHOLE_FILES = {
    "empty": (b"", "is empty"),
    "blanks": (b"\r\n  \r\n", "is empty"),
    "header only": (f"{TITLES}\r\n".encode(), "nothing below it"),
    "binary": (bytes(range(256)) * 40, "is not a table"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "is not a table"),
    "broken workbook": (b"PK\x03\x04" + bytes(500), "is damaged or of an unknown kind"),
    "unknown columns": (b"a;b;c\r\n1;2;3\r\n", "name"),
    "page": (b"<!DOCTYPE html><table><tr><td>Nom</td></tr></table>", "is not a table"),
}


def take_in(commands: Commands, file: Path, content: bytes) -> dict[str, object]:
    file.write_bytes(content)
    told = commands("import", "members", file, "--json")
    assert told.status == 0, told.err
    said: dict[str, object] = json.loads(told.out)
    return said


@pytest.mark.parametrize("kind", WHOLE_FILES)
def test_a_file_that_cannot_be_taken_is_told_why(
    commands: Commands, tmp_path: Path, kind: str
) -> None:
    content, why = WHOLE_FILES[kind]
    file = tmp_path / "members.csv"
    file.write_bytes(content)
    before = rows_of(commands.place)
    told = commands("import", "members", file, "--json")
    assert (told.status, told.out) == (1, "")
    assert why in told.err
    assert rows_of(commands.place) == before


@pytest.mark.parametrize("name", ["nowhere.csv", "folder"])
def test_a_file_that_is_not_there_is_told(commands: Commands, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    told = commands("import", "members", tmp_path / name)
    assert (told.status, told.out) == (1, "")
    assert name in told.err


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
def test_every_usual_encoding_is_read(commands: Commands, tmp_path: Path, encoding: str) -> None:
    said = take_in(commands, tmp_path / "members.csv", PEOPLE.encode(encoding))
    assert said == {"new": 2, "changed": 0, "unchanged": 0, "refused": []}
    out = tmp_path / "out.csv"
    commands("export", "members", out)
    assert "Étienne;Zoé" in out.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Étienne;Zoé", {2: "This line has 2 columns instead of 4."}),
        ("Étienne;Zoé;;;trop;encore", {2: "columns instead of 4."}),
        ('"Étienne;Zoé;;\r\nÇelik;Aylin;;', {2: "quotation mark"}),
        (f"{'é' * 200_000};Zoé;;", {2: "is too long: at most 300 characters."}),
        ("Étienne;Zoé;31/02/1990;", {2: "There is no day 31/02/1990"}),
        ("Étienne;Zoé;hier;pas un mail", {2: "Birth date"}),
        ("Étienne;Zoé;01/02/2190;", {2: "Birth date"}),
    ],
    ids=["short", "long", "quote", "200 000 characters", "impossible day", "words", "to come"],
)
def test_a_bad_line_is_told_and_the_good_ones_are_taken(
    commands: Commands, tmp_path: Path, lines: str, told: dict[int, str]
) -> None:
    said = take_in(commands, tmp_path / "members.csv", f"{TITLES}\r\n{lines}\r\n".encode())
    refused = said["refused"]
    assert isinstance(refused, list)
    assert {one["line"] for one in refused} >= set(told)
    for one in refused:
        if one["line"] in told:
            assert told[one["line"]] in " ".join(one["reasons"])
    assert said["new"] == rows_of(commands.place)["parties"]


@pytest.mark.parametrize("name", ["=2+5+cmd|' /C calc'!A0", "@SUM(1)", "+33", "-1", "\tTab"])
def test_a_formula_goes_in_as_a_name_and_comes_out_as_a_text(
    commands: Commands, tmp_path: Path, name: str
) -> None:
    take_in(commands, tmp_path / "members.csv", f'{TITLES}\r\n"{name}";Zoé;;\r\n'.encode())
    out = tmp_path / "out.csv"
    commands("export", "members", out)
    (line,) = out.read_text("utf-8-sig").splitlines()[1:]
    assert line.split(";")[1].strip('"')[0] not in "=+-@\t"
    again = take_in(commands, tmp_path / "members.csv", out.read_bytes())
    assert (again["new"], again["changed"]) == (0, 0)
