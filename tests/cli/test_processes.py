"""What only a real process meets: one clear sentence each time, and the right exit status."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builders.sheets import DATA
from builders.visits import visits
from cli.conftest import Commands
from cli.processes import AS_NOBODY_SPECIAL, CLOSING, WITH_NO_ROOM, run, started
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of

FILE = DATA / "members-helloasso.csv"
# As in a terminal: whoever runs the tests behind something else may have it ignored.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
WRITER = Path(__file__).parents[1] / "db" / "writer.py"


@pytest.fixture
def place(commands: Commands) -> Path:
    return Path(commands.place)


def test_a_reader_that_leaves_ends_the_command_in_silence(place: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    status, _, err = run("--database", place, "check", stdout=writing)
    os.close(writing)
    assert (status, err) == (128 + signal.SIGPIPE, "")


def test_an_answer_that_finds_no_room_is_told(place: Path) -> None:
    with Path("/dev/full").open("w") as full:
        status, _, err = run("--database", place, "check", stdout=full)
    assert status == 1
    assert err == "The answer could not be written to the end: check the room left where it goes.\n"


@pytest.mark.parametrize("closed", [1, 2])
def test_an_output_that_was_closed_hinders_nothing(place: Path, closed: int) -> None:
    status, _, err = run("--database", place, "check", before=CLOSING.format(descriptor=closed))
    assert (status, err) == (0, "")


def test_an_old_terminal_gets_what_it_can_show(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    status, out, err = run("--language", "fr", "--database", place, "backup")
    assert (status, err) == (0, "")
    assert "Une copie v?rifi?e est dans" in out


def test_a_password_is_never_asked_where_it_would_be_seen(place: Path) -> None:
    status, out, err = run("--database", place, "--as", "ada", "check", stdin=subprocess.DEVNULL)
    assert (status, out) == (1, "")
    assert "--password-fd" in err
    assert len(err.splitlines()) == 1


def test_an_interrupted_command_leaves_nothing_half_done(tmp_path: Path) -> None:
    made = tmp_path / "demo.sqlite"
    with started("demo", made, "--people", 3000, before=HEARING) as process:
        while process.poll() is None and not made.with_name("demo.sqlite.part").exists():
            pass
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert (process.returncode, err) == (128 + signal.SIGINT, "Stopped.\n")
    assert not list(tmp_path.glob("demo*"))


CLOSED = [
    ("check",),
    ("backup",),
    ("import", "members", FILE),
    ("demo", "closed/demo.sqlite"),
    ("tour", "closed/pictures"),
]


@pytest.mark.parametrize("words", CLOSED, ids=lambda words: words[0])
def test_a_closed_folder_is_told(
    place: Path, words: tuple[object, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    closed = place.parent.rename(tmp_path / "closed")
    closed.chmod(0)
    status, out, err = run(
        *("--database", closed / place.name) if words[0] not in {"demo", "tour"} else (),
        *words,
        before=AS_NOBODY_SPECIAL,
    )
    closed.chmod(0o700)
    assert (status, out) == (1, "")
    makes_a_folder = words[0] == "tour"
    assert ("You may not write in" if makes_a_folder else "You have no right to open") in err
    assert len(err.splitlines()) == 1


def test_a_paper_in_a_closed_folder_is_unreadable_and_not_forged(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    status, out, err = run("verify", closed / "paper.pdf", before=AS_NOBODY_SPECIAL)
    closed.chmod(0o700)
    assert (status, out) == (2, "")
    assert "cannot be read" in err


@pytest.mark.parametrize("words", [("backup",), ("import", "members", FILE), ("restore", "x.db")])
def test_a_folder_of_ones_own_that_cannot_be_made_is_told(
    words: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: Commands
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file" / "data"))
    where = () if words[0] == "import" else ("--database", commands.place)
    status, out, err = run(*where, *words)
    assert (status, out) == (1, "")
    assert "is not there" in err
    assert len(err.splitlines()) == 1


def test_a_base_to_recover_without_room_is_told_and_loses_nothing(place: Path) -> None:
    with subprocess.Popen(
        [sys.executable, WRITER, place], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        said = [int(writer.stdout.readline()) for _ in range(40)]
        writer.kill()
    place.with_name(f"{place.name}-shm").unlink()
    for words in (("check",), ("import", "members", FILE), ("backup",)):
        status, out, err = run("--database", place, *words, before=WITH_NO_ROOM)
        assert (status, out) == (1, "")
        assert "The disk that holds" in err
        assert len(err.splitlines()) == 1
    assert run("--database", place, "check")[0] == 0
    database = Database(url_of(place))
    assert visits(database) >= said[-1]
    database.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--database", "", "check"], "nothing stands there"),
        (["--demo", "check"], "--demo opens the window"),
        (["restore", " "], "nothing stands there"),
    ],
)
def test_what_would_work_on_another_base_than_meant_is_called_wrongly(
    words: list[str], told: str
) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert told in err


def test_a_file_is_no_folder_for_copies(place: Path) -> None:
    status, out, err = run("--database", place, "backup", place)
    assert (status, out) == (1, "")
    assert "is a file. Choose a folder." in err


def test_a_base_is_no_copy_to_put_back_while_it_is_worked_with(
    commands: Commands, place: Path
) -> None:
    told = commands("restore", place)
    assert told.status == 1
    assert "is the base that is open here" in told.err
    other = place.with_name("other.sqlite")
    shutil.copy(place, other)
    database = Database(url_of(other))
    visits(database)
    with database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE unkept (id INTEGER)")
    status, out, err = run("--database", place, "restore", other)
    database.close()
    assert (status, out) == (1, "")
    assert "not a copy" in err
