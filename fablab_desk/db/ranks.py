"""Where each record of a table stands in an order, kept in memory for as long as nobody writes.

To sort what a search found, the base looks up each hit in an index; here that costs nothing. Only
on SQLite, whose connections know by themselves whether any other one has committed since.
"""

from array import array
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

MADE = "ranks"


@dataclass(frozen=True)
class Ranks:
    """`places` holds at each record's number how many records stand before it."""

    order: str  # the statement that gave it
    version: int
    places: "array[int]"


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


def _version(session: Session) -> int:
    """Read within the session's transaction, whose moment it tells."""
    driver = session.connection().connection.driver_connection
    assert driver is not None
    ((version,),) = driver.execute("PRAGMA data_version")
    return int(version)
