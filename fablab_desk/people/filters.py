"""What a filter of the people asks: conditions that all have to be met, kept as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.people.custom import CustomKind, kept
from fablab_desk.people.filter_errors import (
    AgesError,
    DaysError,
    NamelessFilterError,
    NothingAskedError,
)
from fablab_desk.people.kinds import MemberState, PartyKind

Found = list[tuple[str, DeskError]]
MOST_AGE = 130
STATES = {
    MemberState.CURRENT: mark("Up to date"),
    MemberState.LATE: mark("To renew"),
    MemberState.NEVER: mark("Never a member"),
    MemberState.WAITING: mark("Awaiting the board"),
}


class Kept(StrEnum):
    """Which records: the values are kept in the base."""

    PRESENT = "present"
    ARCHIVED = "archived"
    BOTH = "both"


KEPT_TEXTS = {
    Kept.PRESENT: mark("Not the archived ones"),
    Kept.ARCHIVED: mark("Archived ones only"),
    Kept.BOTH: mark("Archived or not"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What one of the lab's own fields has to say; of a number or a day, from `value` to `most`."""

    field_id: UUID
    kind: CustomKind
    value: str = ""  # as `custom.kept` writes it; blank: anything
    most: str = ""

    @classmethod
    def from_json(cls, said: Mapping[str, str]) -> "Noted":
        return cls(
            field_id=UUID(said["field_id"]),
            kind=CustomKind(said["kind"]),
            value=said.get("value", ""),
            most=said.get("most", ""),
        )


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """None, or nothing, asks nothing. `membership_kind`: None is the statutory one.

    One of the `audiences` and of the `places` is enough; all that is `noted` has to be met.
    """

    party_kind: PartyKind | None = None
    audiences: tuple[UUID, ...] = ()
    category: UUID | None = None  # of the newest statutory membership
    membership_kind: UUID | None = None
    state: MemberState | None = None
    age_from: int | None = None
    age_to: int | None = None
    places: tuple[str, ...] = ()  # postal codes, their beginnings, or towns
    in_district: bool | None = None
    created_from: date | None = None
    created_to: date | None = None
    pieces_missing: bool | None = None
    newsletter: bool | None = None
    wording_id: UUID | None = None  # the version of a piece that was signed
    kept: Kept = Kept.PRESENT
    noted: tuple[Noted, ...] = ()

    def problems(self) -> Found:
        found: Found = []
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            found.append(("age_to", AgesError()))
        first, last = self.created_from, self.created_to
        if first and last and first > last:
            found.append(("created_to", DaysError(first, last)))
        if replace(self, kept=Kept.BOTH, membership_kind=None) == Conditions(kept=Kept.BOTH):
            found.append(("", NothingAskedError()))
        return found

    def as_json(self) -> dict[str, Any]:
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: _plain(value) for name, value in said.items() if value not in (None, "", ())}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Conditions":
        """What a later version asks besides is passed over."""
        if "field_id" in said:  # kept when a filter asked for one field at most
            old = {name: said.get(f"field_{name}", "") for name in ("kind", "value", "most")}
            said = {**said, "noted": [{"field_id": said["field_id"], **old}]}
        read = {name: _READ.get(name, lambda one: one)(value) for name, value in said.items()}
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in read.items() if name in known})


def _plain(value: Any) -> Any:
    match value:
        case tuple():
            return [_plain(one) for one in value]
        case date() | bool():
            return kept(value) if isinstance(value, date) else value
        case UUID() | StrEnum():
            return str(value)
        case Noted():
            read = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
            return {name: text for name, text in read.items() if text}
    return value


_READ: dict[str, Any] = {
    "party_kind": PartyKind,
    "audiences": lambda keys: tuple(UUID(key) for key in keys),
    "category": UUID,
    "membership_kind": UUID,
    "wording_id": UUID,
    "state": MemberState,
    "places": tuple,
    "created_from": date.fromisoformat,
    "created_to": date.fromisoformat,
    "kept": Kept,
    "noted": lambda said: tuple(map(Noted.from_json, said)),
}


@dataclass(frozen=True, kw_only=True)
class FilterDraft:
    label: str
    conditions: Conditions
    own: bool = False  # for the account that keeps it alone

    def problems(self) -> Found:
        nameless: Found = [] if self.label.strip() else [("label", NamelessFilterError())]
        return [*nameless, *self.conditions.problems()]
