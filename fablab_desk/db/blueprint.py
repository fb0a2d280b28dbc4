"""What a database of this program holds; its rooms stand to the right, so they are handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, MetaData

from fablab_desk.db import guards
from fablab_desk.db.guards import Guards
from fablab_desk.db.search import SearchIndex


@dataclass(frozen=True, kw_only=True)
class Whole:
    metadata: MetaData
    guards: Guards
    searches: tuple[SearchIndex, ...] = ()


class Blueprint:
    """`load` imports every room: nobody has to who opens a base that is as this program made it."""

    def __init__(self, load: Callable[[], Whole]) -> None:
        self._load = load

    @cached_property
    def whole(self) -> Whole:
        return self._load()

    @property
    def metadata(self) -> MetaData:
        return self.whole.metadata

    def put(self, connection: Connection) -> None:
        """Put back what a migration drops on its way: triggers and search indexes."""
        guards.put(connection, self.whole.guards)
        for search in self.whole.searches:
            search.put(connection)

    def missing(self, connection: Connection) -> set[str]:
        gone = guards.missing(connection, self.whole.guards)
        return gone.union(*(search.missing(connection) for search in self.whole.searches))
