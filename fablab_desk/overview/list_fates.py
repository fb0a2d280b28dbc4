"""What becomes of each line of a file of one kind of fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from fablab_desk.care.listed import Listed, Listing
from fablab_desk.care.near_people import Proposed
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key

Chosen: TypeAlias = Mapping[int, Proposed]  # by line, who is meant by it


class LineFate(StrEnum):
    """`UNSURE`: somebody has to say who is meant."""

    TAKEN = "taken"
    UNSURE = "unsure"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ListLine:
    line: int
    said: str
    fate: LineFate
    reasons: tuple[DeskError, ...] = ()
    people: tuple[Proposed, ...] = ()
    id: UUID = field(default_factory=new_key)


Sorted: TypeAlias = dict[LineFate, list[ListLine]]
LEFT_OUT = (LineFate.UNSURE, LineFate.REFUSED)  # nothing is written of these


def sorted_out(lines: Iterable[ListLine]) -> Sorted:
    """By their fate, in the order of the file."""
    found: Sorted = {fate: [] for fate in LineFate}
    for one in lines:
        found[one.fate].append(one)
    return found


def lines_of(listing: Listing[Any], chosen: Chosen) -> list[ListLine]:
    """Each line with its fate; those that the file itself refuses have no words of their own."""
    doubts = listing.doubts
    unsure = doubts.keys() - chosen.keys()
    found = [
        *_listed(listing.taken, LineFate.TAKEN, listing),
        *_listed(listing.known, LineFate.KNOWN, listing),
        *(
            ListLine(
                one.line,
                one.name,
                LineFate.UNSURE if one.line in unsure else LineFate.REFUSED,
                one.reasons,
                doubts.get(one.line, ()),
            )
            for one in listing.refused
        ),
    ]
    return sorted(found, key=lambda one: one.line)


def _listed(
    lines: Iterable[Listed[Any]], fate: LineFate, listing: Listing[Any]
) -> Iterable[ListLine]:
    for one in lines:
        yield ListLine(one.line, one.said, fate, (), listing.doubts.get(one.line, ()))
