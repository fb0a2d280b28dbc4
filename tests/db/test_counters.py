from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import text

from fablab_desk.db.counters import take_numbers
from fablab_desk.db.database import Database


def taken(database: Database, name: str, many: int = 1) -> list[int]:
    with database.writing() as session:
        return list(take_numbers(session, name, many))


def test_numbers_follow_each_other_by_name(either_database: Database) -> None:
    assert taken(either_database, "members") == [1]
    assert taken(either_database, "members", 3) == [2, 3, 4]
    assert taken(either_database, "visits") == [1]
    assert taken(either_database, "members") == [5]
    with either_database.reading() as session:
        rows = session.execute(text("SELECT name, last FROM counters ORDER BY name")).all()
    assert [tuple(row) for row in rows] == [("members", 5), ("visits", 1)]


def test_what_a_refused_unit_took_is_given_back(either_database: Database) -> None:
    taken(either_database, "members")
    with suppress(ZeroDivisionError), either_database.writing() as session:
        assert take_numbers(session, "members", 7)[1 // 0]
    assert taken(either_database, "members") == [2]


def test_two_desks_never_take_the_same_number(either_database: Database) -> None:
    with ThreadPoolExecutor(3) as desks:
        found = [desks.submit(taken, either_database, "members", 2) for _ in range(9)]
    numbers = sorted(number for one in found for number in one.result())
    assert numbers == list(range(1, 19))
