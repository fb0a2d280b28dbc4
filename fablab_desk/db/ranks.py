"""Where each record of a table stands in an order, and which ones a list shows, kept in memory.

To sort what a search found, or to ask whether it meets the list's conditions, the base looks up
each hit; here that costs nothing. Kept for as long as nobody writes, and only on SQLite, whose
connections know by themselves whether any other one has committed since.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from operator import is_
from typing import Any

from sqlalchemy.orm import Session

MADE = "ranks"
MARKED = "marked"
Parts = tuple[Any, ...]  # of a statement; another statement that is equal is not the same


@dataclass(frozen=True)
class Ranks:
    """`places` holds at each record's number how many records stand before it."""

    order: str  # the statement that gave it
    version: int
    places: "array[int]"


@dataclass(frozen=True)
class Marked:
    """The `numbers` of all records that the list of those `parts` shows, in no order.

    `marks` holds at each record's number whether it is one of them.
    """

    parts: Parts
    version: int
    numbers: "array[int]"
    marks: bytearray


def known(session: Session, order: str) -> "array[int] | None":
    """The places in that order at this session's moment; None where they are not known."""
    ranks = session.connection().info.get(MADE)
    if not isinstance(ranks, Ranks) or ranks.order != order:
        return None
    return ranks.places if ranks.version == _version(session) else None


def learn(session: Session, order: str) -> None:
    """Read the whole order: `order` gives every number once. About 50 ms for 100 000 records."""
    if known(session, order) is not None:
        return
    version = _version(session)
    cursor = session.connection().connection.cursor()
    numbers = array("I", chain.from_iterable(cursor.execute(order)))
    cursor.close()
    places = array("I", bytes(4 * (max(numbers, default=0) + 1)))
    for place, number in enumerate(numbers):
        places[number] = place
    session.connection().info[MADE] = Ranks(order, version, places)
    # The pages of that index are not asked for again, and those that keys ask for are others.
    session.connection().exec_driver_sql("PRAGMA shrink_memory").close()


def marked(session: Session, parts: Parts) -> Marked | None:
    """Which records the list shows at this session's moment; None where that is not known."""
    found = session.connection().info.get(MARKED)
    if not isinstance(found, Marked) or len(found.parts) != len(parts):
        return None
    if not all(map(is_, found.parts, parts)):
        return None
    return found if found.version == _version(session) else None


def mark(session: Session, parts: Parts, numbers: Iterable[int], highest: int) -> Marked:
    """Keep which records the list shows; of an earlier list it is forgotten."""
    made = Marked(parts, _version(session), array("I", numbers), bytearray(highest + 1))
    for number in made.numbers:
        made.marks[number] = True
    session.connection().info[MARKED] = made
    return made


def _version(session: Session) -> int:
    """Read within the session's transaction, whose moment it tells."""
    driver = session.connection().connection.driver_connection
    assert driver is not None
    ((version,),) = driver.execute("PRAGMA data_version")
    return int(version)
