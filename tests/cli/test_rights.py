"""Whose rights apply, and how a password is given."""

from pathlib import Path

import pytest

from builders import PASSWORD
from builders.sheets import DATA
from builders.staff import an_account_draft
from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Lab
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.rights import Role
from fablab_desk.staff.service import add_account
from fablab_desk.staff.unit import perform

ROLES = {"camille": Role.RECEPTION, "robin": Role.ANIMATOR, "sacha": Role.ADMINISTRATOR}


@pytest.fixture
def guarded(commands: Commands) -> Commands:
    """A lab that asks for a login, with a receptionist, an animator and an administrator."""
    database = Database(url_of(commands.place))
    seat = built_in_seat(database, "cli", None)
    for login, role in ROLES.items():
        draft, key = an_account_draft(login, login.title(), [role]), new_key()
        perform(database, seat, utc_now, lambda act, d=draft, k=key: add_account(act, k, d))  # type: ignore[misc]
    with database.writing() as session:
        session.query(Lab).one().asks_login = True
    database.close()
    return commands


def test_a_lab_with_logins_asks_for_one(guarded: Commands) -> None:
    told = guarded("export", "members", "nowhere.csv")
    assert (told.status, told.out) == (1, "")
    assert "asks for a login" in told.err


def test_an_administrator_does_all_with_her_password(guarded: Commands, tmp_path: Path) -> None:
    sacha = {"login": "sacha", "password": PASSWORD}
    file = DATA / "members-helloasso.csv"
    assert guarded("import", "members", file, **sacha).status == 0
    assert guarded("export", "members", tmp_path / "out.csv", **sacha).status == 0
    assert guarded("backup", tmp_path / "copies", **sacha).status == 0
    (copy,) = (tmp_path / "copies").glob("*.db")
    assert guarded("restore", copy, **sacha).status == 0
    assert guarded("check", **sacha).status == 0


def test_a_receptionist_may_not_put_a_copy_back(guarded: Commands, tmp_path: Path) -> None:
    guarded("backup", tmp_path, login="sacha", password=PASSWORD)
    (copy,) = tmp_path.glob("fablab-*.db")
    before = rows_of(guarded.place)
    told = guarded("restore", copy, login="camille", password=PASSWORD)
    assert (told.status, told.out) == (1, "")
    assert "may not restore" in told.err
    assert rows_of(guarded.place) == before


@pytest.mark.parametrize("login", ["camille", "nobody"])
def test_a_wrong_password_opens_nothing(guarded: Commands, login: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    told = guarded("export", "members", out, login=login, password="au hasard, sans y croire")
    assert (told.status, told.out) == (1, "")
    assert "do not go together" in told.err
    assert not out.exists()


def test_after_some_wrong_passwords_even_the_right_one_waits(guarded: Commands) -> None:
    for _ in range(4):
        guarded("check", login="sacha", password="au hasard, sans y croire")
    told = guarded("check", login="sacha", password=PASSWORD)
    assert told.status == 1
    assert "try again in" in told.err


def test_a_descriptor_that_is_not_open_is_told(guarded: Commands) -> None:
    told = guarded("--as", "sacha", "--password-fd", "77", "check")
    assert told.status == 1
    assert "descriptor 77" in told.err


@pytest.mark.parametrize("words", [("list",), ("undo", "00000000")])
def test_past_imports_are_for_whoever_may_import_people(
    guarded: Commands, words: tuple[str, ...]
) -> None:
    told = guarded("import", *words, login="robin", password=PASSWORD)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("Your account may not import people.")
    allowed = guarded("import", *words, login="sacha", password=PASSWORD)
    assert "may not" not in allowed.err
