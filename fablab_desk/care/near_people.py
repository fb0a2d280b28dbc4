"""Who may be meant by a name that nobody bears, or several do: proposed, never taken for sure."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.likeness import are_alike, are_near
from fablab_desk.people.models import Party, Person

MOST = 8
LETTERS = 2  # a mistyped word mostly begins well
LAST = "~"  # after every letter of a name as it is compared


@dataclass(frozen=True, slots=True)
class Proposed:
    id: UUID
    number: int
    name: str


class NearPeople:
    """Those who share the beginning of a word are read once, however many lines ask for it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, list[tuple[Proposed, list[str]]]] = {}

    def of(self, key: str) -> tuple[Proposed, ...]:
        """`key` is the name as names are compared; the nearest first, archived people never."""
        words = key.split()
        there = {one.id: (one, theirs) for word in words for one, theirs in self._beginning(word)}
        ranked = sorted(
            (not (same := sorted(theirs) == sorted(words)), not same and theirs[0] != words[0], n)
            for n, (one, theirs) in enumerate(there.values())
            if are_near(words, theirs) or are_alike(words, theirs)
        )
        people = [one for one, _ in there.values()]
        return tuple(people[n] for _, _, n in ranked[:MOST])

    def _beginning(self, word: str) -> list[tuple[Proposed, list[str]]]:
        start = word[:LETTERS]
        if start not in self._read:
            wanted = (
                select(Person.id, Person.number, Person.name, Party.sort_name)
                .where(Party.sort_name.between(start, start + LAST), Party.archived_on.is_(None))
                .order_by(Party.sort_name, Person.number)
            )
            self._read[start] = [
                (Proposed(key, number, name), sort_name.split() or [""])
                for key, number, name, sort_name in self._session.execute(wanted)
            ]
        return self._read[start]
