"""What an import would do, line by line, before anything is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.people.custom import Value
from fablab_desk.people.exchange.reading import MembershipReading, PayerReading

Progress = Callable[[int, int], None]  # done, total; an exception it raises stops the work


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """A column of a known record, as it is and as it would become."""

    column: str
    old: Any
    new: Any
    own: str = ""  # the name of one of the lab's own fields; `column` is none then


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become of one line. `party_id` is made here: a repeat writes one record."""

    line: int
    verdict: Verdict
    party_id: UUID
    number: int | None  # of a known record
    version: int
    is_organisation: bool
    name: str
    columns: dict[str, Any]
    changes: tuple[Change, ...]
    payer_id: UUID | None  # where somebody else will pay from now on
    payer_name: str
    membership: MembershipReading | None
    newsletter: bool | None
    notes: tuple[DeskError, ...]
    custom: Mapping[UUID, Value] = field(default_factory=dict)  # in the lab's own fields


@dataclass(frozen=True, slots=True)
class NewPayer:
    """Somebody who pays for a line and stands in none: enrolled with what the line says."""

    id: UUID
    reading: PayerReading


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    reasons: tuple[DeskError, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its name, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`id` becomes the batch's; `last_number` tells whether somebody was enrolled since."""

    id: UUID
    source: Source
    day: date
    last_number: int
    proposals: tuple[Proposal, ...]
    payers: tuple[NewPayer, ...]
    refused: tuple[Refusal, ...]

    def of(self, verdict: Verdict) -> Iterator[Proposal]:
        return (proposal for proposal in self.proposals if proposal.verdict is verdict)

    def count(self, verdict: Verdict) -> int:
        return sum(1 for _ in self.of(verdict))

    @property
    def writes(self) -> bool:
        return any(proposal.verdict is not Verdict.UNCHANGED for proposal in self.proposals)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it, in the language shown."""
        return {
            **{verdict.value: self.count(verdict) for verdict in Verdict},
            "refused": [
                {"line": refusal.line, "reasons": [say(reason) for reason in refusal.reasons]}
                for refusal in self.refused
            ],
        }
