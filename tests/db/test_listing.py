from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import ForeignKey, Index, MetaData, event, func, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from fablab_desk.db.base import Key
from fablab_desk.db.database import Database
from fablab_desk.db.listing import Listing
from fablab_desk.db.search import SearchIndex, search_text
from fablab_desk.db.types import KeyType
from fablab_desk.keys import new_key

SIZE = 5
MANY = 43


class Toy(DeclarativeBase):
    metadata = MetaData()
    type_annotation_map = {UUID: KeyType}  # noqa: RUF012  (the mapper's own attribute)


class Shelf(Toy):
    __tablename__ = "shelves"
    id: Mapped[Key]
    label: Mapped[str] = mapped_column(index=True)


class Book(Toy):
    __tablename__ = "books"
    __table_args__ = (Index("ix_books_title_number", "title", "number"),)
    id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    search: Mapped[str]
    shelf_id: Mapped[UUID] = mapped_column(ForeignKey("shelves.id"))


class Loan(Toy):
    __tablename__ = "borrowed_books"
    id: Mapped[Key]
    lent: Mapped[int] = mapped_column(unique=True)
    book_id: Mapped[UUID] = mapped_column(ForeignKey("books.id"))


@dataclass(frozen=True)
class BookRow:
    id: UUID
    number: int
    title: str
    shelf: str


SEARCH = SearchIndex(table="books", rowid="number", column="search")
BOOKS = Listing(
    wanted=select(Book.id, Book.number, Book.title, Shelf.label).outerjoin(
        Shelf, Shelf.id == Book.shelf_id
    ),
    make_row=BookRow,
    key=Book.id,
    orders={
        "title": (Book.title, Book.number),
        "number": (Book.number,),
        "shelf": (Shelf.label, Book.number),
    },
    shows=frozenset({Book}),
    search=SEARCH,
)

LOANS = Listing(
    wanted=select(Loan.lent, Book.title).outerjoin(Book, Book.id == Loan.book_id),
    make_row=lambda lent, title: (lent, title),
    key=Loan.id,
    orders={"lent": (Loan.lent,)},
    shows=frozenset({Loan}),
    search=SEARCH,
)


@pytest.fixture
def reader(either_database: Database) -> Iterator[Session]:
    shelves = [Shelf(id=new_key(), label=label) for label in ("front", "back")]
    titles = (f"vol {number % 7} {'rouge' if number % 3 else 'bleu'}" for number in range(MANY))
    with either_database.writing() as session:
        Toy.metadata.create_all(session.connection())
        SEARCH.put(session.connection())
        session.add_all(shelves)
        session.flush()
        for number, title in enumerate(titles):
            book = Book(
                id=new_key(),
                number=number,
                title=title,
                search=search_text(title, f"n{number}"),
                shelf_id=shelves[number % 2].id,
            )
            session.add(book)
            session.flush()
            session.add(Loan(id=new_key(), lent=-number, book_id=book.id))
    with either_database.reading() as session:
        yield session


def all_pages(listing: Listing[BookRow], session: Session) -> list[BookRow]:
    pages = -(-listing.count(session) // SIZE)
    return [row for number in range(pages) for row in listing.page(session, number, SIZE)]


SORT_KEYS: dict[str, Callable[[BookRow], Any]] = {
    "title": lambda row: (row.title, row.number),
    "number": lambda row: row.number,
    "shelf": lambda row: (row.shelf, row.number),
}


@pytest.mark.parametrize("near", [0, 2048])
def test_pages_follow_one_another_in_every_order_from_either_end(
    reader: Session, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    monkeypatch.setattr("fablab_desk.db.listing.NEAR", near)
    for (order, sort_key), descending in product(SORT_KEYS.items(), (False, True)):
        listing = BOOKS.ordered(order, descending)
        rows = all_pages(listing, reader)
        assert len(rows) == MANY
        assert rows == sorted(rows, key=sort_key, reverse=descending)
        assert rows == listing.every(reader)
        assert [listing.place(reader, row.id) for row in rows] == list(range(MANY))
        assert listing.page(reader, MANY, SIZE) == []


def test_a_list_starts_on_the_page_of_the_record_to_keep(reader: Session) -> None:
    rows = all_pages(BOOKS, reader)
    start = BOOKS.start(reader, rows[17].id, SIZE)
    assert (start.count, start.place, start.page) == (MANY, 17, 3)
    assert start.rows == rows[15:20]
    gone = BOOKS.start(reader, new_key(), SIZE)
    assert (gone.place, gone.page, gone.rows) == (None, 0, rows[:5])


def test_a_list_is_read_anew_where_the_kept_record_stood(reader: Session) -> None:
    rows = all_pages(BOOKS, reader)
    assert BOOKS.start_near(reader, 17, SIZE, rows[17].id) == BOOKS.start(reader, rows[17].id, SIZE)
    moved = BOOKS.start_near(reader, 17, SIZE, rows[16].id)
    assert moved == BOOKS.start(reader, rows[16].id, SIZE)
    assert BOOKS.start_near(reader, 17, SIZE, rows[3].id) is None
    assert BOOKS.start_near(reader, -1, SIZE, rows[3].id) is None


def test_conditions_narrow_a_list_even_on_a_joined_table(reader: Session) -> None:
    front = BOOKS.narrowed(Shelf.label == "front").narrowed(Book.number < 10)
    assert [row.number for row in front.ordered("number").every(reader)] == [0, 2, 4, 6, 8]
    assert front.count(reader) == 5
    assert BOOKS.count(reader) == MANY


def test_a_search_narrows_count_pages_and_places(reader: Session) -> None:
    blue = BOOKS.searching("BLEU vol").ordered("number")
    rows = all_pages(blue, reader)
    assert [row.number for row in rows] == list(range(0, MANY, 3))
    assert blue.place(reader, rows[6].id) == 6
    assert blue.narrowed(Shelf.label == "back").count(reader) == 7
    assert BOOKS.searching("  ").count(reader) == MANY


@pytest.mark.parametrize(
    ("few", "dense", "crowd"), [(2, 5000, 5000), (2, 3, 5000), (2, 2, 3), (100, 5000, 5000)]
)
def test_few_and_many_hits_give_the_same_list(
    reader: Session, monkeypatch: pytest.MonkeyPatch, few: int, dense: int, crowd: int
) -> None:
    monkeypatch.setattr("fablab_desk.db.search.FEW", few)
    monkeypatch.setattr("fablab_desk.db.search.DENSE", dense)
    monkeypatch.setattr("fablab_desk.db.search.CROWD", crowd)
    blue = BOOKS.searching("ble").ordered("number")
    assert [row.number for row in blue.every(reader)] == list(range(0, MANY, 3))
    assert blue.start(reader, None, SIZE).count == len(range(0, MANY, 3))


def test_a_list_is_searched_by_the_record_it_is_joined_to(reader: Session) -> None:
    found = LOANS.searching("n4").start(reader, None, SIZE)
    assert [lent for lent, _title in found.rows] == [-42, -41, -40, -4]
    assert found.count == 4


def test_texts_gathered_by_the_base_keep_what_parts_them(reader: Session) -> None:
    titles = select(func.aggregate_strings(Book.title, " + ")).where(
        Book.shelf_id == Shelf.id, Book.number < 4
    )
    shelves = Listing(
        wanted=select(Shelf.label, titles.scalar_subquery()),
        make_row=lambda label, gathered: (label, len(gathered.split(" + "))),
        key=Shelf.id,
        orders={"label": (Shelf.label,)},
        shows=frozenset({Shelf}),
    )
    assert shelves.page(reader, 0, SIZE) == [("back", 2), ("front", 2)]


def test_an_unknown_order_is_a_fault(reader: Session) -> None:
    assert BOOKS.order_names == ("title", "number", "shelf")
    with pytest.raises(KeyError):
        BOOKS.ordered("weight")


def test_tables_that_nothing_needs_are_not_read(reader: Session) -> None:
    said: list[str] = []
    engine = reader.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    BOOKS.count(reader)
    BOOKS.ordered("shelf").count(reader)
    assert ["shelves" in sql for sql in said] == [False, True]


ASKED = ("", "vol", "bleu vol", "n1", "rouge", "nobody")


def test_a_known_order_changes_nothing_but_the_way(
    reader: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.db.search.FEW", 2)
    for order, descending, asked in product(("title", "number"), (False, True), ASKED):
        listing = BOOKS.ordered(order, descending).searching(asked)
        unknown = all_pages(listing, reader), listing.start(reader, None, SIZE).rows
        listing.learn_order(reader)
        assert listing.start(reader, None, SIZE).order_known
        assert (all_pages(listing, reader), listing.start(reader, None, SIZE).rows) == unknown
        monkeypatch.setattr("fablab_desk.db.listing.NEAR", 0)
        assert all_pages(listing, reader) == unknown[0]
        monkeypatch.setattr("fablab_desk.db.listing.NEAR", 2048)


ODD = select(Book.id).where(Book.number % 2 == 1)
NARROW = {
    "number >= 0": BOOKS,
    "number >= 20": BOOKS.narrowed(Book.number >= 20),
    "number % 2 = 0": BOOKS.narrowed(Shelf.label == "front"),
    "number < 30": replace(BOOKS, wanted=BOOKS.wanted.where(Book.number < 30)),
    "number % 2 = 1": replace(BOOKS.narrowed(Shelf.label == "back"), keys=ODD),
    "number < 0": BOOKS.narrowed(Book.number < 0),
}


@pytest.mark.parametrize("crowd", [20_000, 3])
@pytest.mark.parametrize("said", NARROW)
def test_what_is_known_of_a_narrow_list_changes_nothing_but_the_way(
    reader: Session, monkeypatch: pytest.MonkeyPatch, said: str, crowd: int
) -> None:
    monkeypatch.setattr("fablab_desk.db.search.FEW", 2)
    monkeypatch.setattr("fablab_desk.db.search.CROWD", crowd)
    monkeypatch.setattr("fablab_desk.db.listing.CROWD", crowd)
    monkeypatch.setattr("fablab_desk.db.listing.NEAR", 4)
    for learnt, descending, asked in product((False, True), (False, True), (*ASKED, "n")):
        listing = NARROW[said].ordered("title", descending).searching(asked)
        held = " AND ".join(f"' ' || search LIKE '% {word}%'" for word in asked.split())
        way = "DESC" if descending else "ASC"
        plain = text(
            f"SELECT number FROM books WHERE {said} AND {held or '1 = 1'}"
            f" ORDER BY title {way}, number {way}"
        )
        numbers = list(reader.scalars(plain))
        if learnt:
            listing.learn_order(reader)
            assert listing.start(reader, None, SIZE).order_known
        rows = all_pages(listing, reader)
        assert [row.number for row in rows] == numbers
        assert [listing.place(reader, row.id) for row in rows] == list(range(len(rows)))
        assert listing.place(reader, new_key()) is None


def test_what_a_search_leaves_of_a_narrow_list_is_learnt(reader: Session) -> None:
    sqlite = reader.get_bind().dialect.name == "sqlite"
    narrow = BOOKS.narrowed(Book.number >= 20)
    for listing, known in (
        (narrow, True),  # its order is asked of the base
        (narrow.searching("vol"), not sqlite),
        (replace(narrow, ahead=True), not sqlite),
    ):
        assert listing.start(reader, None, SIZE).order_known is known
    narrow.learn_order(reader)
    assert narrow.searching("vol").start(reader, None, SIZE).order_known
    other = BOOKS.narrowed(Book.number >= 20).searching("vol")
    assert other.start(reader, None, SIZE).order_known is not sqlite


def test_what_is_found_in_a_known_order_is_not_sorted_by_the_base(
    reader: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reader.get_bind().dialect.name != "sqlite":
        pytest.skip("a server keeps its own order")
    monkeypatch.setattr("fablab_desk.db.search.FEW", 2)
    said: list[str] = []
    engine = reader.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    for known in (False, True):
        said.clear()
        BOOKS.searching("bleu").page(reader, 1, SIZE)
        assert any("OFFSET" in sql for sql in said) is not known
        BOOKS.learn_order(reader)


@pytest.mark.parametrize("narrow", [False, True])
def test_an_order_is_forgotten_once_anybody_writes(either_database: Database, narrow: bool) -> None:
    Toy.metadata.drop_all(either_database.engine)
    with either_database.writing() as session:
        Toy.metadata.create_all(session.connection())
        SEARCH.put(session.connection())
        shelf = Shelf(id=new_key(), label="front")
        session.add(shelf)
        session.flush()
        for number in range(MANY):
            title = f"vol {MANY - number:02}"
            made = Book(id=new_key(), number=number, title=title, search=title, shelf_id=shelf.id)
            session.add(made)
    found = BOOKS.searching("vol")
    found = found.narrowed(Book.title != "vol 43") if narrow else found
    with either_database.reading() as session:
        found.learn_order(session)
        assert found.page(session, 0, 1)[0].number == MANY - 1
        assert found.count(session) == MANY - narrow
    with either_database.writing() as session:
        session.execute(update(Book).where(Book.number == 7).values(title="vol 00"))
    with either_database.reading() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        start = found.start(session, None, 1)
        assert (start.rows[0].number, start.order_known) == (7, not sqlite)
        found.learn_order(session)
        assert found.start(session, None, 1).rows[0].number == 7
    with either_database.writing() as session:
        session.execute(update(Book).where(Book.number == 7).values(title="vol 43"))
    with either_database.reading() as session:
        assert found.count(session) == MANY - 2 * narrow


def test_only_what_is_ordered_by_the_searched_table_has_an_order_to_learn(reader: Session) -> None:
    for listing in (
        BOOKS.ordered("shelf"),
        BOOKS.ordered("shelf").narrowed(Book.number < 10).searching("vol"),
        LOANS,
        replace(BOOKS, search=None),
    ):
        listing.learn_order(reader)
        assert listing.start(reader, None, SIZE).order_known
