"""What a database of this program holds; its rooms stand to the right, so they are handed in."""

from dataclasses import dataclass

from sqlalchemy import Connection, MetaData

from fablab_desk.db import guards
from fablab_desk.db.guards import Guards
from fablab_desk.db.search import SearchIndex


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    metadata: MetaData
    guards: Guards
    searches: tuple[SearchIndex, ...] = ()

    def put(self, connection: Connection) -> None:
        """Put back what a migration drops on its way: triggers and search indexes."""
        guards.put(connection, self.guards)
        for search in self.searches:
            search.put(connection)

    def missing(self, connection: Connection) -> set[str]:
        gone = guards.missing(connection, self.guards)
        return gone.union(*(search.missing(connection) for search in self.searches))
