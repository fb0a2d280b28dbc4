from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, select, text
from sqlalchemy.orm import Session

from fablab_desk.db.database import Database
from fablab_desk.db.search import FEW, SearchIndex, normalise, search_text, search_words

THINGS = Table(
    "things",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("search", String, nullable=False),
)
INDEX = SearchIndex(table="things", rowid="number", column="search")
PEOPLE = (
    ("1001", "Éloïse", "D’Arcy-Lefèvre", "+33 6 12 34 56 78"),
    ("1002", "Øyvind", "Łukasz", "eloise@example.org"),
    ("1003", "Jean-Luc", "Œuvrard", "06.98.76.54.32"),
    ("1004", "Нина", "李小龙", "+44 20 7946 0000"),
)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Éloïse", "eloise"),
        ("ŒUVRE Straße", "oeuvre strasse"),
        ("Łódź – Øre", "lodz ore"),
        ("Đặng Ægir Þór Ðuro", "dang aegir thor duro"),
        ("İstanbul I\N{LATIN SMALL LETTER DOTLESS I}", "istanbul ii"),
        ("D’Arcy-Lefèvre", "d arcy lefevre"),
        ("  a\tb\x00c\u00a0d ", "a b c d"),
        ("ﬁn ½ №", "fin 1 2 no"),
        ("Нина Й", "нина и"),
    ],
)
def test_words_are_compared_without_case_marks_and_signs(written: str, normal: str) -> None:
    assert normalise(written) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(written: str) -> None:
    assert normalise(normalise(written)) == normalise(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("06 12 34", ["061234"]),
        ("+33 6 12 34 56 78", ["0612345678"]),
        ("0033 6 12", ["0612"]),
        ("+33 (0)6 12", ["0612"]),
        ("06.12-34", ["061234"]),
        ("12 rue Haute", ["12", "rue", "haute"]),
        ("+", []),
        ("'\"*:()", []),
    ],
)
def test_a_number_written_in_pieces_is_one_word(written: str, words: list[str]) -> None:
    assert search_words(written) == words


@pytest.fixture
def indexed(either_database: Database) -> Iterator[Session]:
    with either_database.writing() as session:
        connection = session.connection()
        THINGS.create(connection)
        INDEX.put(connection)
        rows = [{"number": int(one[0]), "search": search_text(*one)} for one in PEOPLE]
        connection.execute(THINGS.insert(), rows)
        session.commit()
        yield session


def found(session: Session, query: str) -> list[int]:
    hits = INDEX.find(session, query)
    assert hits is not None
    wanted = select(THINGS.c.number).where(hits.condition).order_by(THINGS.c.number)
    numbers = list(session.execute(wanted, dict(hits.given)).scalars())
    assert hits.count == len(numbers)
    return numbers


FOUND: dict[str, list[int]] = {
    "elo": [1001, 1002],
    "ÉLOÏSE": [1001, 1002],
    "lefèvre élo": [1001],
    "darcy": [1001],
    "d'arcy": [1001],
    "jeanluc": [1003],
    "luc jean": [1003],
    "06 12 34": [1001],
    "+33 6 98": [1003],
    "5678": [1001],
    "oyv luk": [1002],
    "oeuv": [1003],
    "нин": [1004],
    "小龙": [1004],
    "100": [1001, 1002, 1003, 1004],
    "efevr": [1001],
    "fevr loi": [1001],
    "ef": [],
    "example.org": [1002],
    "elo*": [1001, 1002],
    "nobody": [],
    'elo" OR "zz': [],
    "NOT elo": [],
}


def test_people_are_found_by_pieces_of_what_is_known(indexed: Session) -> None:
    assert {query: found(indexed, query) for query in FOUND} == FOUND


def test_nothing_is_sought_by_signs_alone(indexed: Session) -> None:
    assert [INDEX.find(indexed, query) for query in ("", "  ", "'", "*")] == [None] * 4


def test_the_index_follows_what_is_written(indexed: Session) -> None:
    indexed.execute(text("UPDATE things SET search = 'zora' WHERE number = 1001"))
    indexed.execute(text("DELETE FROM things WHERE number = 1002"))
    assert found(indexed, "eloise") == []
    assert found(indexed, "zor") == [1001]


def test_words_that_only_contain_it_are_left_out_when_many_begin_with_it(indexed: Session) -> None:
    for number in range(FEW):
        indexed.execute(THINGS.insert().values(number=number, search="lefranc"))
    indexed.execute(THINGS.insert().values(number=FEW, search="bellefranc"))
    assert found(indexed, "lefr") == list(range(FEW))


def sabotage(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER things_words_insert")
    else:
        connection.exec_driver_sql("DROP INDEX things_words")


def test_an_index_that_lost_a_part_is_made_anew(indexed: Session) -> None:
    connection = indexed.connection()
    assert INDEX.missing(connection) == set()
    sabotage(connection)
    indexed.execute(THINGS.insert().values(number=7, search="newcomer"))
    assert len(INDEX.missing(connection)) == 1
    INDEX.put(connection)
    assert INDEX.missing(connection) == set()
    assert found(indexed, "newc") == [7]
