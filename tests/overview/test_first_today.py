"""What is read before SQLAlchemy is loaded is what the first screen reads afterwards."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from builders import NOW, Worker
from builders.memberships import a_cover, a_member, a_plan
from builders.money import a_cashing, a_charge, a_line, an_open_till
from builders.people import a_person
from fablab_desk.db.database import Database
from fablab_desk.db.opening import open_database
from fablab_desk.demo.lab import make_demo
from fablab_desk.overview.counter import load_todays_till
from fablab_desk.overview.first_today import FirstToday, find_first_today
from fablab_desk.overview.today import load_today
from fablab_desk.overview.today_rows import Today, TodaysTill
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.schema import BLUEPRINT

TODAY = NOW.date()
LAST = date(2026, 3, 4)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Path]]:
    place = tmp_path_factory.mktemp("demo") / "desk.sqlite"
    database = open_database(place, BLUEPRINT)
    make_demo(database, place.with_suffix(".keys"), people=120, seed=3, today=LAST)
    yield database, place
    database.close()


def both(database: Database, day: date) -> tuple[Today, TodaysTill]:
    with database.reading() as session:
        return load_today(session, day), load_todays_till(session, day)


def seen(place: Path, day: date) -> FirstToday:
    found = find_first_today(place, datetime(day.year, day.month, day.day, 11, tzinfo=UTC))
    assert found
    return found


@pytest.mark.parametrize("days", [0, 1, 200, 500, -40])
def test_the_figures_of_a_busy_lab_are_those_of_its_screen(
    demo: tuple[Database, Path], days: int
) -> None:
    database, place = demo
    day = LAST - timedelta(days=days)
    found = seen(place, day)
    assert (found.today, found.till) == both(database, day)


def test_a_new_lab_has_no_figures_yet(administrator: Worker, tmp_path: Path) -> None:
    found = seen(tmp_path / "desk.sqlite", TODAY)
    assert (found.today, found.till) == both(administrator.database, TODAY)
    assert (found.lab.name, found.lab.today) == ("Fablab d’essai", TODAY)


def test_an_open_till_its_methods_and_those_who_owe_are_told(
    administrator: Worker, tmp_path: Path
) -> None:
    an_open_till(administrator)
    ada, bea = a_person(administrator), a_person(administrator, "Bea")
    a_cashing(administrator, ada, "12.00", MethodKind.CASH)
    a_cashing(administrator, ada, "30.00", MethodKind.CARD)
    a_charge(administrator, bea, a_line(unit_price="0.10"))
    a_member(administrator, bea, a_plan(administrator))
    found = seen(tmp_path / "desk.sqlite", TODAY)
    assert (found.today, found.till) == both(administrator.database, TODAY)
    assert (str(found.till.cash), str(found.till.taken), found.till.cashings) == (
        "112.00",
        "42.00",
        2,
    )
    assert [row.name.split()[0] for row in found.today.owed_rows] == ["Bea"]
    assert (found.today.enrolled, found.today.to_sign) == (1, 0)


@pytest.mark.parametrize(("days", "chased"), [(0, 1), (20, 1), (21, 3), (60, 1)])
def test_who_is_covered_is_chased_by_neither(
    administrator: Worker, tmp_path: Path, days: int, chased: int
) -> None:
    plan = a_plan(administrator, months=1)
    for name, ago in [("Late", 50), ("Soon", 15)]:
        person = a_person(administrator, name)
        a_member(administrator, person, plan, TODAY - timedelta(days=ago))
        a_cover(administrator, person, reason="Convention", last=TODAY + timedelta(days=20))
    a_member(administrator, a_person(administrator, "Bea"), plan, TODAY - timedelta(days=50))
    day = TODAY + timedelta(days=days)
    found = seen(tmp_path / "desk.sqlite", day).today
    assert found == both(administrator.database, day)[0]
    assert found.late + found.due_soon == chased
