"""Records that may be one person: found by what they share, never by comparing each with each."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from heapq import merge
from itertools import combinations, pairwise
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.likeness import are_alike, are_near, near_keys
from fablab_desk.care.models import ToldApart
from fablab_desk.i18n import mark
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.numbers import member_number

STEP = 1000  # records between two words on how far it is
READ_AT_ONCE = 2000
RUN = 500  # what is sorted, or let go of, without a break
CROWD = 60  # who share an e-mail or a phone: more than that is a school's or a town hall's


class Reason(StrEnum):
    """Why two records may be one; the value is shown."""

    BORN = mark("Same name and birth date")
    SIRET = mark("Same SIRET")
    EMAIL = mark("Same e-mail")
    PHONE = mark("Same phone")
    SWAPPED = mark("First and last name swapped")
    NEAR_BORN = mark("A letter apart, same birth date")
    NEAR_PLACE = mark("A letter apart, same postal code")
    PLACE = mark("Same name and postal code")
    NAME = mark("Same name")


WEIGHTS = {
    Reason.BORN: 6,
    Reason.SIRET: 6,
    Reason.EMAIL: 4,
    Reason.PHONE: 3,
    Reason.SWAPPED: 3,
    Reason.NEAR_BORN: 4,
    Reason.PLACE: 3,
    Reason.NEAR_PLACE: 1,
    Reason.NAME: 2,
}


class Known(NamedTuple):
    """What is compared of a record."""

    id: UUID
    number: int
    name: str
    key: str
    email: str
    phone: str
    postal_code: str
    archived: bool
    birth_date: date | None
    first_name: str | None
    last_name: str | None
    siret: str | None

    @property
    def is_person(self) -> bool:
        return self.siret is None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records, the elder first, and all that speaks for their being one."""

    elder: Known
    younger: Known
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> UUID:
        """Of the pair, in a list of pairs."""
        return UUID(int=self.elder.id.int ^ self.younger.id.int)

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)

    @property
    def numbers(self) -> tuple[str, str]:
        return member_number(self.elder.number), member_number(self.younger.number)


Pairs = dict[tuple[int, int], set[Reason]]
PEOPLE, ORGANISATIONS, PARTIES = Person.__table__, Organisation.__table__, Party.__table__
_WANTED = (
    select(
        PARTIES.c.id,
        PARTIES.c.number,
        PARTIES.c.name,
        PARTIES.c.sort_name,
        PARTIES.c.email,
        PARTIES.c.phone,
        PARTIES.c.postal_code,
        PARTIES.c.archived_on.is_not(None),
        PEOPLE.c.birth_date,
        PEOPLE.c.first_name,
        PEOPLE.c.last_name,
        ORGANISATIONS.c.siret,
    )
    .select_from(
        PARTIES.outerjoin(PEOPLE, PEOPLE.c.id == PARTIES.c.id).outerjoin(
            ORGANISATIONS, ORGANISATIONS.c.id == PARTIES.c.id
        )
    )
    .order_by(PARTIES.c.number)
)


def find_duplicates(session: Session, progress: Progress = say_nothing) -> list[Likeness]:
    """The likeliest first; those told apart, and those both archived, are left out.

    `progress` is called throughout, and may raise to stop.
    """
    known = _read(session, progress)
    total = 4 * len(known)
    apart = {frozenset(pair) for pair in session.execute(_APART)}
    found: Pairs = defaultdict(set)
    _Finder(known, found, partial(_say, progress, total)).find()
    likes: list[Likeness] = []
    while found:
        (one, other), reasons = found.popitem()
        elder, younger = known[one], known[other]
        both_archived = elder.archived and younger.archived
        if not both_archived and frozenset((elder.id, younger.id)) not in apart:
            likes.append(Likeness(elder, younger, tuple(sorted(reasons, key=_rank))))
    _let_go(known)
    return _sorted(likes)


def _sorted(likes: list[Likeness]) -> list[Likeness]:
    """In runs that are merged: sorting all at once would hold every thread for long."""

    def order(one: Likeness) -> tuple[int, str, int, int]:
        return -one.weight, one.elder.key, one.elder.number, one.younger.number

    runs = [sorted(likes[at : at + RUN], key=order) for at in range(0, len(likes), RUN)]
    return list(merge(*runs, key=order))


def _let_go(pile: list[Any]) -> None:
    """Some at a time, for the same reason."""
    while pile:
        del pile[-RUN:]


def _say(progress: Progress, total: int, done: int) -> None:
    progress(min(done, total), total)


_APART = select(ToldApart.first_id, ToldApart.second_id)


def _rank(reason: Reason) -> int:
    return list(Reason).index(reason)


def _read(session: Session, progress: Progress) -> list[Known]:
    """Page by page, so that it can be stopped."""
    known: list[Known] = []
    last = 0
    while page := session.execute(_WANTED.where(PARTIES.c.number > last).limit(READ_AT_ONCE)).all():
        known += (Known(*row) for row in page)
        last = known[-1].number
        progress(0, 0)
    return known


class _Finder:
    """Each record is put under keys; only those that share one are compared."""

    def __init__(self, known: Sequence[Known], found: Pairs, say: Callable[[int], None]) -> None:
        self._known = known
        self._found = found
        self._say = say
        self._words = [tuple(one.key.split()) for one in known]
        self._done = 0

    def find(self) -> None:
        people = [place for place, one in enumerate(self._known) if one.is_person]
        others = [place for place, one in enumerate(self._known) if not one.is_person]
        self._same_contact(people)
        self._same_name(people)
        self._near(people, attrgetter("birth_date"), Reason.NEAR_BORN)
        self._near(people, attrgetter("postal_code"), Reason.NEAR_PLACE)
        self._organisations(others)
        _let_go(self._words)

    def _same_contact(self, people: Sequence[int]) -> None:
        for field, reason in (("email", Reason.EMAIL), ("phone", Reason.PHONE)):
            for places in self._groups(people, _folded(field)):
                for one, other in self._pairs(places):
                    if are_alike(self._words[one], self._words[other]):
                        self._add(one, other, reason)

    def _same_name(self, people: Sequence[int]) -> None:
        """Words in any order: “Paul Martin” may have been typed as “Martin Paul”."""
        for places in self._groups(people, lambda one: " ".join(sorted(one.key.split()))):
            for one, other in self._pairs(places):
                first, second = self._known[one], self._known[other]
                if not _may_be_one(first, second):
                    continue
                if first.birth_date and first.birth_date == second.birth_date:
                    self._add(one, other, Reason.BORN)
                if first.postal_code and first.postal_code == second.postal_code:
                    self._add(one, other, Reason.PLACE)
                agree = _agree(first, second)
                if first.key == second.key and agree is None:
                    self._add(one, other, Reason.NAME)
                elif first.key != second.key and agree is not False:
                    self._add(one, other, Reason.SWAPPED)

    def _near(
        self, people: Sequence[int], shared: Callable[[Known], Hashable], reason: Reason
    ) -> None:
        for places in self._groups(people, shared):
            under: dict[str, list[int]] = defaultdict(list)
            for place in places:
                for key in near_keys(self._words[place]):
                    under[key].append(place)
            while under:
                _, group = under.popitem()
                for one, other in self._pairs(group) if len(group) > 1 else ():
                    words, others = self._words[one], self._words[other]
                    may_be = _may_be_one(self._known[one], self._known[other])
                    if may_be and words != others and are_near(words, others):
                        self._add(one, other, reason)

    def _organisations(self, others: Sequence[int]) -> None:
        for places in self._groups(others, lambda one: one.siret):
            for one, other in self._pairs(places):
                self._add(one, other, Reason.SIRET)
        for places in self._groups(others, lambda one: one.key):
            for one, other in self._pairs(places):
                if not (self._known[one].siret and self._known[other].siret):
                    self._add(one, other, Reason.NAME)

    def _groups(self, places: Sequence[int], shared: Callable[[Known], Any]) -> Iterator[list[int]]:
        """Those that share a key; blank ones share nothing."""
        under: dict[Any, list[int]] = defaultdict(list)
        for place in places:
            key = shared(self._known[place])
            if key:
                under[key].append(place)
        while under:
            _, group = under.popitem()
            self._done += len(group)
            if self._done % STEP < len(group):
                self._say(self._done)
            if len(group) > 1:
                yield group

    def _pairs(self, places: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Each with each in a small group; in a crowd only those beside one another by name."""
        if len(places) <= CROWD:
            return combinations(places, 2)
        ordered = sorted(places, key=lambda place: self._known[place].key)
        return pairwise(ordered)

    def _add(self, one: int, other: int, reason: Reason) -> None:
        self._found[min(one, other), max(one, other)].add(reason)


def _folded(field: str) -> Callable[[Known], str]:
    return lambda one: str(getattr(one, field)).casefold()


def _may_be_one(one: Known, other: Known) -> bool:
    """Nobody is born twice."""
    return not (one.birth_date and other.birth_date and one.birth_date != other.birth_date)


def _agree(one: Known, other: Known) -> bool | None:
    """Whether anything both tell besides their names is the same; None where there is nothing."""
    facts = ("birth_date", "email", "phone", "postal_code")
    pairs = [(getattr(one, name), getattr(other, name)) for name in facts]
    told = [first == second for first, second in pairs if first and second]
    return any(told) if told else None
