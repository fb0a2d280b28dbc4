"""One demo lab of the usual size, made once: every state is there to be seen, and it checks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from fablab_desk.care.check import check_everything
from fablab_desk.care.duplicates import Reason, find_duplicates
from fablab_desk.db.database import Database
from fablab_desk.db.errors import DatabaseError
from fablab_desk.db.opening import open_database
from fablab_desk.demo.lab import ZONE, make_demo
from fablab_desk.demo.making import make_demo_at
from fablab_desk.i18n import say
from fablab_desk.schema import BLUEPRINT

TODAY = date(2026, 3, 4)
SOME = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Database]:
    database = made(folder / "usual.sqlite", 400, 1)
    yield database
    database.close()


def made(place: Path, people: int, seed: int, today: date = TODAY) -> Database:
    database = open_database(place, BLUEPRINT)
    make_demo(database, place.with_suffix(".keys"), people=people, seed=seed, today=today)
    return database


def said(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(sql), {"today": TODAY.isoformat()})]


def test_it_has_the_people_asked_for(demo: Database) -> None:
    assert said(demo, "SELECT count(*) >= 400 FROM parties") == [(1,)]


def test_a_demo_lab_checks(demo: Database, folder: Path) -> None:
    with demo.reading() as session:
        parts = check_everything(session, BLUEPRINT, demo.attachments, folder / "usual.keys")
        assert [say(problem) for _, found in parts for problem in found] == []


@pytest.mark.parametrize(
    ("state", "sql", "least"),
    [
        ("to date", "member_from <= :today AND due_on >= :today", 100),
        ("late", "due_on < :today", 30),
        ("never a member", "member_from IS NULL AND kind = 'person'", 10),
        ("begins later", "member_from > :today", 1),
        ("archived", "archived_on IS NOT NULL", 1),
        ("with a card", "card IS NOT NULL", 50),
        ("with an alert", "alert <> ''", 3),
        ("organisations", "kind = 'organisation'", 5),
        ("members' organisations", "kind = 'organisation' AND member_from IS NOT NULL", 5),
    ],
)
def test_every_kind_of_party_is_there(demo: Database, state: str, sql: str, least: int) -> None:
    ((count,),) = said(demo, f"SELECT count(*) FROM parties WHERE {sql}")
    assert isinstance(count, int)
    assert count >= least, state


@pytest.mark.parametrize(
    ("state", "sql", "least"),
    [
        ("minors with a guardian", "guardians", 10),
        ("households with a payer", "households", 10),
        ("consents given", "consents WHERE given", 50),
        ("consents refused", "consents WHERE NOT given", 10),
        ("pieces that hold", "pieces WHERE valid_until >= :today", 150),
        ("pieces that lapsed", "pieces WHERE valid_until < :today", 30),
        ("image rights for some places", 'consents WHERE media = \'["lab", "partners"]\'', 10),
        ("image rights that ended", "consents WHERE valid_until < :today", 5),
        ("image rights to a version", "consents WHERE wording_id IS NOT NULL", 50),
        (
            "children of two parents",
            "(SELECT child_id FROM guardians GROUP BY child_id HAVING count(*) > 1) t",
            2,
        ),
        ("parents who answer alone", "guardians WHERE sole_holder", 5),
        ("image rights refused", "consents WHERE kind = 'image' AND NOT given", 10),
        ("covered by an organisation", "covers WHERE organisation_id IS NOT NULL", 6),
        ("covered by an agreement", "covers WHERE reason <> ''", 1),
        ("taken over", "memberships WHERE taken_over", 50),
        ("cancelled", "memberships WHERE cancelled_at IS NOT NULL", 1),
        ("unpaid", "charges WHERE state = 'open'", 5),
        ("waived", "charges WHERE state = 'waived'", 1),
        ("taken back", "cashings WHERE corrects_id IS NOT NULL", 1),
        ("change given", "payments WHERE change > 0", 10),
        ("open till", "till_sessions WHERE closed_at IS NULL", 1),
        ("closed tills", "till_sessions WHERE closed_at IS NOT NULL", 20),
        ("a difference", "till_sessions WHERE difference <> 0 AND difference_reason <> ''", 1),
        ("attested", "membership_attestations", 5),
        ("an assembly held", "assemblies WHERE closed_at IS NOT NULL", 1),
        ("voters there", "assembly_voters WHERE presence = 'present'", 20),
        ("proxies", "assembly_voters WHERE presence = 'represented'", 5),
        ("a board", "mandates WHERE ends_on > :today", 5),
        ("who resigned", "mandates WHERE resigned_on IS NOT NULL", 1),
        ("receipts", "papers WHERE series = 'R'", 3),
        ("arrivals by name", "arrivals WHERE kind = 'person'", 500),
        ("counts", "arrivals WHERE kind = 'count' AND newcomers IS NULL", 50),
        ("counts that were asked", "arrivals WHERE newcomers IS NOT NULL", 20),
        ("groups", "arrivals WHERE kind = 'group'", 5),
        ("volunteers", "arrivals WHERE role = 'volunteer'", 20),
        ("who came today", "arrivals WHERE day = :today AND at IS NOT NULL", 3),
        ("openings", "permanences WHERE closed_at IS NOT NULL", 10),
        ("open today", "permanences WHERE closed_at IS NULL AND day = :today", 1),
        ("on duty", "people_on_duty", 20),
        ("accounts with a login", "accounts WHERE NOT built_in", 3),
    ],
)
def test_every_fact_is_there(demo: Database, state: str, sql: str, least: int) -> None:
    ((count,),) = said(demo, f"SELECT count(*) FROM {sql}")
    assert isinstance(count, int)
    assert count >= least, state


def test_three_pairs_of_records_may_be_one_person(demo: Database) -> None:
    with demo.reading() as session:
        pairs = find_duplicates(session)
    reasons = {reason for pair in pairs for reason in pair.reasons}
    assert len(pairs) >= 3
    assert reasons >= {Reason.BORN, Reason.SWAPPED, Reason.NEAR_BORN}


def test_every_method_of_payment_was_used(demo: Database) -> None:
    used = said(
        demo,
        "SELECT DISTINCT m.kind FROM payments p JOIN payment_methods m ON m.id = p.method_id",
    )
    assert {kind for (kind,) in used} >= {"cash", "card", "cheque", "online"}


def test_a_young_child_has_a_parent_who_answers_and_pays(demo: Database) -> None:
    alone = said(
        demo,
        "SELECT p.first_name FROM people p JOIN parties q ON q.id = p.id"
        " WHERE p.birth_date > date(:today, '-17 years')"
        " AND (p.id NOT IN (SELECT child_id FROM guardians)"
        " OR p.id NOT IN (SELECT person_id FROM household_members))",
    )
    assert alone == []


def test_nobody_is_older_than_the_day_or_enrolled_after_it(demo: Database) -> None:
    assert said(demo, "SELECT 1 FROM memberships WHERE entered_on > :today") == []
    assert said(demo, "SELECT 1 FROM audit_entries WHERE day > :today") == []
    assert said(demo, "SELECT 1 FROM arrivals WHERE day > :today OR age < 0") == []


def test_every_address_is_one_of_an_example(demo: Database) -> None:
    emails = said(demo, "SELECT email FROM parties WHERE email <> ''")
    assert [mail for (mail,) in emails if not str(mail).endswith("@example.org")] == []


def content(database: Database) -> list[object]:
    tables = (
        *("parties", "memberships", "charges", "payments", "till_sessions", "consents"),
        *("arrivals", "permanences"),
    )
    return [said(database, f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def test_the_same_seed_on_the_same_day_makes_the_same_lab(folder: Path) -> None:
    labs = [
        made(folder / f"{name}.sqlite", SOME, seed, today)
        for name, seed, today in [
            ("first", 7, TODAY),
            ("again", 7, TODAY),
            ("other seed", 8, TODAY),
            ("other day", 7, TODAY + timedelta(days=90)),
        ]
    ]
    first, *others = [content(lab) for lab in labs]
    ids = {said(lab, "SELECT id FROM labs")[0] for lab in labs}
    for lab in labs:
        lab.close()
    assert [first == other for other in others] == [True, False, False]
    assert len(ids) == 4  # and yet no demo lab passes for another


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 8, 31), date(2025, 9, 1)])
def test_a_demo_lab_is_made_on_any_day(tmp_path: Path, today: date) -> None:
    database = made(tmp_path / "lab.sqlite", 12, 3, today)
    with database.reading() as session:
        parts = check_everything(session, BLUEPRINT, database.attachments, None)
        assert [problem for _, found in parts for problem in found] == []
    database.close()


def test_a_demo_lab_is_whole_or_not_at_all(tmp_path: Path) -> None:
    def stops(_done: int, _all: int) -> None:
        raise DatabaseError("Stopped.")

    place = tmp_path / "lab.sqlite"
    with pytest.raises(DatabaseError):
        make_demo_at(place, BLUEPRINT, people=5, seed=1, progress=stops)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("hour", [1, 4, 6, 9, 22])
def test_nothing_of_a_demo_lab_lies_ahead_of_the_clock(hour: int, tmp_path: Path) -> None:
    place, now = tmp_path / "early.sqlite", datetime(2026, 3, 4, hour, 1, tzinfo=ZONE)
    make_demo_at(place, BLUEPRINT, people=12, seed=1, now=lambda: now.astimezone(UTC))
    database = open_database(place, BLUEPRINT)
    try:
        ((last, tills),) = said(
            database,
            "SELECT max(at), (SELECT count(*) FROM till_sessions WHERE closed_at IS NULL)"
            " FROM audit_entries",
        )
    finally:
        database.close()
    assert datetime.fromisoformat(str(last)).replace(tzinfo=UTC) <= now
    assert tills == 1
