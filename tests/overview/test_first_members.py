from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update

from builders import NOW, Worker, a_lab
from builders.memberships import a_cover, a_member, a_plan
from builders.money import a_charge, a_line
from builders.people import a_child, a_person, an_organisation
from fablab_desk.charges.service import waive_charge
from fablab_desk.db.database import Database
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.glimpse import glimpse
from fablab_desk.db.proof import digest_of
from fablab_desk.overview.first_members import FirstMembers, find_first_members
from fablab_desk.overview.members import list_members
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.service import archive_party

TODAY = NOW.date()


def school_with_two(worker: Worker, later: dict[str, date], earlier: date) -> UUID:
    """A member in two stretches, the later one to come."""
    school = an_organisation(worker, f"Until {earlier}")
    a_member(worker, school, a_plan(worker, f"Before {earlier}", for_organisations=True))
    runs = {**later, "due_on": later["member_until"], "earlier_until": earlier}
    with worker.database.writing() as session:
        session.execute(update(Party).where(Party.id == school).values(runs))
    return school


@pytest.fixture
def place(administrator: Worker, tmp_path: Path) -> Path:
    """The base of a lab with people of every kind."""
    plan = a_plan(administrator)
    a_person(administrator, "Zoé", "Dupré", email="zoe@example.org", phone="0612345678", card="A7")
    a_person(administrator, "Łukasz", "Ørsted")
    a_person(administrator, "李", "")
    a_person(administrator, "O’Neil \u202b", "d’Œuvre")
    a_child(administrator)
    an_organisation(administrator)
    a_member(administrator, plan_id=plan)
    a_member(administrator, a_person(administrator, "Late"), plan, date(2025, 2, 1))
    both = {"member_from": date(2026, 4, 1), "member_until": date(2027, 3, 31)}
    ending = update(Party).where(Party.id == a_person(administrator, "Next"))
    with administrator.database.writing() as session:
        session.execute(ending.values(**both, earlier_until=date(2026, 3, 15)))
    school = an_organisation(administrator, "Lycée Exemple")
    a_member(administrator, school, a_plan(administrator, "Structure", for_organisations=True))
    a_cover(administrator, a_person(administrator, "Covered"), school)
    agreed = a_person(administrator, "Agreed")
    a_cover(administrator, agreed, None, "Convention", last=date(2026, 6, 30))
    a_cover(administrator, agreed, school, "Séance", last=date(2026, 4, 30))
    a_cover(administrator, agreed, school, last=date(2026, 5, 31))
    soon = date(2026, 7, 1)
    a_cover(administrator, agreed, None, "Plus tard", first=soon, last=date(2026, 8, 31))
    for name, earlier in (("Between", date(2026, 2, 15)), ("Before", date(2026, 3, 15))):
        a_cover(
            administrator,
            a_person(administrator, name),
            school_with_two(administrator, both, earlier),
        )
    archived, owing = a_person(administrator, "Gone"), a_person(administrator, "Owing")
    administrator.does(lambda act: archive_party(act, archived))
    a_charge(administrator, owing, a_line(unit_price="0.10"))
    a_charge(administrator, owing, a_line(unit_price="1234.20"))
    waived = a_charge(administrator, owing)
    administrator.does(lambda act: waive_charge(act, waived, "panne"))
    return tmp_path / "desk.sqlite"


def seen(place: Path, order: str = "", descending: bool = False) -> FirstMembers | None:
    return find_first_members(place, NOW, order, descending, 8)


@contextmanager
def driven(place: Path) -> Iterator[Any]:
    with closing(sqlite_module().connect(place, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ["name", "due"])
def test_the_first_rows_are_those_of_the_list(
    place: Path, database: Database, order: str, descending: bool
) -> None:
    listing = list_members(PeopleFilter.ALL, TODAY, "").ordered(order, descending)
    with database.reading() as session:
        first = listing.start(session, None, 8)
    found = seen(place, order, descending)
    assert found
    assert found.start == first
    assert (found.lab.name, found.lab.today) == ("Fablab d’essai", TODAY)


def test_every_row_is_the_same_as_in_the_list(place: Path, database: Database) -> None:
    with database.reading() as session:
        every = list_members(PeopleFilter.ALL, TODAY, "").every(session)
    found = find_first_members(place, NOW, "", False, 1000)
    assert found
    assert found.start.rows == every
    assert len({row.owed for row in every}) > 2
    assert len({row.covered_until for row in every}) > 2


def test_an_order_that_no_list_knows_is_by_name(place: Path) -> None:
    assert seen(place, "number; DROP TABLE parties") == seen(place, "name")


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE labs SET asks_login = 1",
        "DELETE FROM labs",
        "UPDATE alembic_version SET version_num = '9999'",
        "INSERT INTO alembic_version VALUES ('0000')",
        "PRAGMA application_id = 7",
        "UPDATE labs SET zone_name = 'Nowhere/Land'",
        "UPDATE parties SET member_until = 'soon'",
        "DROP TABLE people",
    ],
)
def test_nobody_is_shown_where_the_base_is_to_be_asked_first(place: Path, done: str) -> None:
    with driven(place) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(done)
    assert seen(place) is None


def test_nobody_is_shown_while_another_holds_the_whole_base(
    place: Path, database: Database
) -> None:
    database.close()
    with driven(place) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        assert seen(place) is None
    assert seen(place)


@pytest.mark.parametrize("name", ["elsewhere.sqlite", "fablab-20260302T093000Z.db"])
def test_neither_a_copy_is_looked_at_nor_what_is_not_there(place: Path, name: str) -> None:
    other = place.with_name(name)
    if name.startswith("fablab-"):
        other.write_bytes(b"")
    assert seen(other) is None
    assert seen(place.parent) is None
    assert sorted(path.name for path in place.parent.glob(f"{name}-*")) == []


def test_a_look_changes_nothing_in_the_file(place: Path, database: Database) -> None:
    database.close()
    before = digest_of(place)
    assert seen(place)
    assert digest_of(place) == before


def test_a_look_cannot_write(place: Path) -> None:
    assert glimpse(place, lambda base: base.execute("DELETE FROM people").rowcount) is None


def test_an_empty_lab_begins_with_no_rows(database: Database, tmp_path: Path) -> None:
    a_lab(database)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM parties")) == 0
    found = seen(tmp_path / "desk.sqlite")
    assert found
    assert (found.start.count, found.start.rows) == (0, [])
