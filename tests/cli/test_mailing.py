from pathlib import Path

import pytest

from builders import Worker
from builders.people import a_filter
from cli.conftest import Commands
from fablab_desk.db.database import Database
from fablab_desk.paths import database_url
from fablab_desk.people.filters import Conditions
from fablab_desk.people.kinds import PartyKind
from fablab_desk.sheets.reading import read_sheet


@pytest.fixture
def full(commands: Commands, tmp_path: Path) -> Commands:
    file = tmp_path / "people.csv"
    file.write_text(
        "Nom;Prénom;E-mail;Newsletter\n"
        "Dupré;=Éloïse;eloise@example.org;oui\n"
        "Lefèvre;Zoé;zoe@example.org;non\n"
        "Petit;Paul;;oui\n",
        encoding="utf-8",
    )
    commands("import", "members", file)
    return commands


def test_a_mailing_is_written_with_those_without_an_e_mail_apart(
    full: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "letter.csv"
    told = full("export", "mailing", file, "--for", "newsletter")
    other = tmp_path / "letter - without e-mail.csv"
    assert (told.status, told.out) == (0, f"{file}: 1 e-mail\n{other}: 1 person\n")
    assert "'=Éloïse" in file.read_text(encoding="utf-8-sig")
    assert [row.cells[1] for row in read_sheet(file).rows] == ["eloise@example.org"]
    assert "Paul Petit" in other.read_text(encoding="utf-8-sig")


def test_an_audience_the_lab_does_not_have_is_told_with_those_it_has(
    full: Commands, tmp_path: Path
) -> None:
    told = full("export", "mailing", tmp_path / "letter.csv", "--audience", "Martiens")
    assert told.status == 1
    assert "“Martiens” is no audience of the lab. There are:" in told.err


def test_a_filter_narrows_a_mailing(full: Commands, tmp_path: Path) -> None:
    file = tmp_path / "letter.xlsx"
    told = full("export", "mailing", file, "--filter", "current")
    assert (told.status, told.out) == (0, f"{file}: 0 e-mails\n")


def test_a_filter_that_was_kept_narrows_a_mailing_and_an_export(
    full: Commands, tmp_path: Path
) -> None:
    assert isinstance(full.place, Path)
    worker = Worker(Database(database_url(full.place.parent)))
    a_filter(worker, "Des gens", Conditions(party_kind=PartyKind.PERSON))
    a_filter(worker, "Des structures", Conditions(party_kind=PartyKind.ORGANISATION))
    worker.database.close()
    file = tmp_path / "members.csv"
    told = full("export", "members", file, "--filter", "des gens")
    assert (told.status, told.out) == (0, f"{file}: 3 records\n")
    told = full("export", "mailing", file, "--filter", "Des structures")
    assert (told.status, told.out) == (0, f"{file}: 0 e-mails\n")


def test_a_filter_that_is_not_there_is_told_with_those_that_are(
    full: Commands, tmp_path: Path
) -> None:
    told = full("export", "members", tmp_path / "members.csv", "--filter", "Martiens")
    assert told.status == 1
    assert "“Martiens” is no filter. There are: all" in told.err
