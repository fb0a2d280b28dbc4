"""Who may be meant by a name that nobody bears, or several do: proposed, never taken for sure."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.likeness import are_alike, are_near
from fablab_desk.db.chunks import let_go
from fablab_desk.people.models import Party, Person

MOST = 8
LETTERS = 2  # a mistyped word mostly begins well
LAST = "~"  # after every letter of a name as it is compared


@dataclass(frozen=True, slots=True)
class Proposed:
    id: UUID
    number: int
    name: str


@dataclass(slots=True)
class _Shelf:
    """Those whose name as it is compared begins alike, and who bears exactly which words."""

    people: list[tuple[Proposed, list[str]]] = field(default_factory=list)
    bearers: dict[tuple[str, ...], list[Proposed]] = field(
        default_factory=lambda: defaultdict(list)
    )


class NearPeople:
    """Those who share the beginning of a word are read once, however many lines ask for it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shelves: dict[str, _Shelf] = {}

    def of(self, key: str) -> tuple[Proposed, ...]:
        """Who bears the very words, in any order; else who nearly does. Archived people never.

        `key` is the name as names are compared.
        """
        words = key.split()
        shelves = list({word[:LETTERS]: self._shelf(word[:LETTERS]) for word in words}.values())
        same = tuple(sorted(words))
        if bearers := [one for shelf in shelves for one in shelf.bearers.get(same, ())]:
            return tuple(bearers[:MOST])
        near = [
            one
            for shelf in shelves
            for one, theirs in shelf.people
            if are_near(words, theirs) or are_alike(words, theirs)
        ]
        return tuple(near[:MOST])

    def close(self) -> None:
        """Nobody asks any more."""
        for shelf in self._shelves.values():
            let_go(shelf.bearers, shelf.people)

    def _shelf(self, start: str) -> _Shelf:
        if start not in self._shelves:
            wanted = (
                select(Person.id, Person.number, Person.name, Party.sort_name)
                .where(Party.sort_name.between(start, start + LAST), Party.archived_on.is_(None))
                .order_by(Party.sort_name, Person.number)
            )
            shelf = self._shelves[start] = _Shelf()
            for key, number, name, sort_name in self._session.execute(wanted):
                one, words = Proposed(key, number, name), sort_name.split()
                shelf.people.append((one, words))
                shelf.bearers[tuple(sorted(words))].append(one)
        return self._shelves[start]
