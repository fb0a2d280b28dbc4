from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from fablab_desk.db.database import Database
from fablab_desk.db.listing import Listing
from fablab_desk.db.order import SPAN, place_in_order
from fablab_desk.db.search import SearchIndex

NAMES = st.text(st.sampled_from("\x1f !*09:@az`{élŁ李"), max_size=10)


@given(st.lists(st.tuples(NAMES, st.integers(0, SPAN - 1)), min_size=2))
@example([("martin a", 2), ("martin", 1), ("", 3), ("martin ab", 1), ("martin abc", 0)])
@example([("z", 1), ("é", 2), ("éa", 1), ("ê", 0), ("Ω", 5), ("***", 1), ("a", 1), ("_", 9)])
def test_places_never_contradict_the_order_of_names(found: list[tuple[str, int]]) -> None:
    heads = [place_in_order(*one) // SPAN for one in sorted(found)]
    assert all(one <= two for one, two in pairwise(heads))
    assert all(0 <= place_in_order(*one) < 2**63 for one in found)


@given(NAMES, st.integers(0, SPAN - 1), st.integers(0, SPAN - 1))
def test_two_of_one_name_have_two_places(name: str, one: int, other: int) -> None:
    assert (place_in_order(name, one) == place_in_order(name, other)) is (one == other)


@pytest.mark.parametrize("number", [-1, SPAN])
def test_a_number_out_of_the_span_has_no_place(number: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        place_in_order("dupre", number)


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "things"

    number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    search: Mapped[str]


SEARCH = SearchIndex(table="things", rowid="place", column="search", order="name", span=SPAN)
THINGS = Listing(
    wanted=select(Thing.number, Thing.name),
    make_row=lambda number, name: (name, number),
    key=Thing.number,  # type: ignore[arg-type]
    orders={"name": (Thing.name, Thing.number), "number": (Thing.number,)},
    shows=frozenset({Thing}),
    search=SEARCH,
)


@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sought", ["com", "un com", "un"])
def test_every_page_of_what_is_found_is_in_the_order_of_names(
    database: Database, sought: str, descending: bool, size: int
) -> None:
    names = [
        f"{first}{last}"
        for first in ("", "a", "martin", "martin ", "martin a", "zoé", "李")
        for last in ("", "b", "bb", " commune", "comm un", "é", "***", "0")
    ]
    with database.writing() as session:
        connection = session.connection()
        Base.metadata.create_all(connection)
        SEARCH.put(connection)
        rows = [
            {
                "number": n,
                "place": place_in_order(name, n),
                "name": name,
                "search": f"{name} com un",
            }
            for n, name in enumerate(names, 1)
        ]
        connection.execute(Thing.__table__.insert(), rows)  # type: ignore[attr-defined]
        session.commit()
    listing = THINGS.ordered("name", descending).searching(sought)
    with database.reading() as session:
        every = listing.every(session)
        hits = SEARCH.find(session, sought)
        pages = [listing.page(session, n, size) for n in range(len(every) // size + 2)]
    assert hits
    assert hits.words
    assert every == sorted(every, reverse=descending)
    assert [row for page in pages for row in page] == every
    assert [len(page) for page in pages[:-2]] == [size] * len(pages[:-2])
