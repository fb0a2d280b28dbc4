"""What can still be taken back at this desk, last done first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fablab_desk.staff.act import NOT_UNDONE, REGISTRY
from fablab_desk.staff.unit import Done

MOST_UNDOS = 20


@dataclass(frozen=True)
class Undo:
    """An act that was done, in one sentence, and the named service that takes it back.

    `working` is a msgid: what is said while it takes long. The inverse is then handed a `progress`.
    `besides`: what the notice says of what was not done.
    """

    text: str
    inverse: Callable[..., object]
    working: str = ""
    besides: str = ""

    @property
    def told(self) -> str:
        return " · ".join(part for part in (self.text, self.besides) if part)


@dataclass(eq=False)
class _Offered:
    undo: Undo
    service: str  # the act's own
    records: frozenset[UUID]
    under_way: bool = False

    def is_moot_after(self, done: Done[Any]) -> bool:
        """Its inverse was done already, or the record has since taken what cannot be undone."""
        if self.records.isdisjoint(done.records):
            return False
        inverse = _inverse_of(self.service)
        return _inverse_of(done.service) == NOT_UNDONE or done.service == inverse != self.service


class Undos:
    def __init__(self) -> None:
        self._offered: list[_Offered] = []

    def offer(self, undo: Undo, done: Done[Any]) -> None:
        fresh = _Offered(undo, done.service, done.records)
        self._offered = [*self._offered[1 - MOST_UNDOS :], fresh]

    def last(self) -> Undo | None:
        """Whose turn it is; not one that is being taken back already."""
        waiting = (one.undo for one in reversed(self._offered) if not one.under_way)
        return next(waiting, None)

    def offers(self, undo: Undo) -> bool:
        return any(one.undo is undo for one in self._offered)

    def leads(self, undo: Undo) -> bool:
        """Whether it can be taken back by itself: no later act on its records comes before it.

        Not while it is being taken back.
        """
        waiting = ((at, one) for at, one in enumerate(self._offered) if not one.under_way)
        places = [at for at, one in waiting if one.undo is undo]
        return bool(places) and not any(
            not one.records.isdisjoint(self._offered[places[0]].records)
            for one in self._offered[places[0] + 1 :]
        )

    def begin(self, undo: Undo) -> bool:
        """Whether it may be taken back now: it is still offered, and not under way."""
        for one in self._offered:
            if one.undo is undo and not one.under_way:
                one.under_way = True
                return True
        return False

    def give_back(self, undo: Undo) -> None:
        """Its inverse was refused: it is offered as before."""
        for one in self._offered:
            if one.undo is undo:
                one.under_way = False

    def drop(self, undo: Undo) -> None:
        self._offered = [one for one in self._offered if one.undo is not undo]

    def drop_moot(self, done: Done[Any], back: Undo | None = None) -> None:
        """`back`: what that act has taken back; acts before it are again what they were."""
        places = [at for at, one in enumerate(self._offered) if one.undo is back]
        before = places[0] if places else 0
        later = [one for one in self._offered[before:] if not one.is_moot_after(done)]
        self._offered = [*self._offered[:before], *later]

    def clear(self) -> None:
        self._offered.clear()


def _inverse_of(service: str) -> str:
    rule = REGISTRY.get(service)
    return rule.inverse if rule else NOT_UNDONE
