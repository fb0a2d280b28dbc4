"""Uses and faults told by a command; logbooks and labels written to files."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from builders.sheets import DATA
from cli.conftest import Commands
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.machines.service_park import add_usual_park
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform


@pytest.fixture
def park(commands: Commands, tmp_path: Path) -> Commands:
    """A lab with members and the usual machines, which ask for no piece."""
    commands("import", "members", DATA / "members-helloasso.csv")
    database = Database(url_of(commands.place))
    seat = built_in_seat(database, "Accueil", tmp_path / "keys")
    perform(database, seat, utc_now, lambda act: add_usual_park(act, "fr"))
    with database.writing() as session:
        session.execute(
            text(
                "UPDATE machines SET commissioned_on = '2020-01-01', needs_pieces = 0,"
                " needs_membership = 0, min_age = NULL"
            )
        )
    database.close()
    return commands


def uses(park: Commands) -> int:
    database = Database(url_of(park.place))
    with database.reading() as session:
        found = session.scalar(text("SELECT count(*) FROM uses"))
    database.close()
    return found or 0


def test_a_use_is_noted_for_a_day_that_is_over(park: Commands) -> None:
    told = park("log", "use", "sew1", "M-00001", "9:00", "1h10", "--on", "hier", "--allow", "ok")
    assert (told.status, told.err) == (0, "")
    assert "70 min" in told.out
    assert uses(park) == 1


def test_what_is_refused_is_said_and_nothing_is_written(park: Commands) -> None:
    for words, said in (
        (("NONE", "1", "9:00", "1h"), "NONE"),
        (("SEW1", "99999", "9:00", "1h"), "99999"),
        (("SEW1", "1", "27:00", "1h"), "27:00"),
        (("SEW1", "1", "9:00", "x"), "“x”"),
    ):
        told = park("log", "use", *words, "--on", "hier")
        assert told.status == 1
        assert said.strip("“”") in told.err
    assert uses(park) == 0


def test_a_fault_that_stops_refuses_the_next_use_and_says_why(park: Commands) -> None:
    assert park("log", "fault", "SEW1", "Aiguille cassée", "--stops").status == 0
    told = park("log", "fault", "NONE", "Cassée")
    assert told.status == 1
    assert uses(park) == 0


def test_the_logbook_goes_to_a_table(park: Commands, tmp_path: Path) -> None:
    park("log", "use", "SEW1", "1", "9:00", "1h", "--on", "hier", "--allow", "ok")
    park("log", "fault", "SEW1", "Aiguille cassée")
    file = tmp_path / "log.csv"
    assert park("export", "logbook", "SEW1", file).status == 0
    lines = file.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "60" in lines[1]
    assert "Aiguille cassée" in lines[2]
    assert park("export", "logbook", "SEW1", tmp_path / "log.xlsx", "--from", "hier").status == 0


def test_labels_are_read_back_by_a_reader(park: Commands, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    assert park("labels", file, "SEW1").status == 0
    subprocess.run(
        ["pdftoppm", "-r", "200", "-png", "-singlefile", file, tmp_path / "one"], check=True
    )
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", tmp_path / "one.png"], capture_output=True, text=True, check=True
    )
    database = Database(url_of(park.place))
    with database.reading() as session:
        tag = session.scalar(text("SELECT tag FROM machines WHERE code = 'SEW1'"))
    database.close()
    assert read.stdout.split() == [tag]
