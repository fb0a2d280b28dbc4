"""What reception says of who comes, and every problem it may have by itself."""

from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias
from uuid import UUID

from fablab_desk.agenda.errors import (
    ManyHeadsError,
    NamelessGroupError,
    NewcomersError,
    NoHeadsError,
    TakenAwayHeadsError,
)
from fablab_desk.agenda.kinds import MOST_HEADS, ArrivalKind, ArrivalRole
from fablab_desk.errors import DeskError
from fablab_desk.people.kinds import Gender

Found: TypeAlias = list[tuple[str, DeskError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalDraft:
    """A person by name, by number or by card."""

    kind: ClassVar = ArrivalKind.PERSON
    person_id: UUID
    role: ArrivalRole = ArrivalRole.PUBLIC

    def checked(self) -> tuple["ArrivalDraft", Found]:
        return self, []


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCountDraft:
    """People without names; `newcomers` None and gender not stated: nobody asked."""

    kind: ClassVar = ArrivalKind.COUNT
    heads: int
    audience_id: UUID | None = None
    gender: Gender = Gender.NOT_STATED
    newcomers: int | None = None
    role: ArrivalRole = ArrivalRole.PUBLIC

    def checked(self) -> tuple["HeadCountDraft", Found]:
        return self, wrong_heads("heads", self.heads, self.newcomers)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDraft:
    """A class or another group: of a known organisation, or by a name of its own.

    `from_there`: they all come from the organisation's commune (decided case 32).
    """

    kind: ClassVar = ArrivalKind.GROUP
    organisation_id: UUID | None = None
    label: str = ""
    pupils: int = 0
    adults: int = 0
    audience_id: UUID | None = None
    newcomers: int | None = None
    role: ArrivalRole = ArrivalRole.PUBLIC
    from_there: bool = False

    @property
    def heads(self) -> int:
        return self.pupils + self.adults

    def checked(self) -> tuple["GroupDraft", Found]:
        tidy = replace(self, label=" ".join(self.label.split()))
        found: Found = []
        if tidy.organisation_id is None and not tidy.label:
            found.append(("label", NamelessGroupError()))
        below = [name for name in ("pupils", "adults") if getattr(tidy, name) < 0]
        found += [(name, TakenAwayHeadsError()) for name in below]
        return tidy, found + ([] if below else wrong_heads("pupils", tidy.heads, tidy.newcomers))


Draft: TypeAlias = ArrivalDraft | HeadCountDraft | GroupDraft


def wrong_heads(name: str, heads: int, newcomers: int | None) -> Found:
    if heads < 0:
        return [(name, TakenAwayHeadsError())]
    if heads == 0:
        return [(name, NoHeadsError())]
    if heads > MOST_HEADS:
        return [(name, ManyHeadsError())]
    if newcomers is not None and not 0 <= newcomers <= heads:
        return [("newcomers", NewcomersError(heads))]
    return []
