"""What a form fills in about an assembly or a mandate, and every problem it may have."""

from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from fablab_desk.assembly.errors import (
    AgendalessError,
    BackwardMandateError,
    LateRecordError,
    LeastAgeError,
    PlacelessError,
    ProxyCountError,
    QuorumError,
)
from fablab_desk.assembly.kinds import AssemblyKind, Office
from fablab_desk.errors import DeskError

MOST_PROXIES = 100
OLDEST = 99
WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyDraft:
    """`quorum` in per cent of the voters, `least_age` in years; None: no such rule.

    `carrier_id`: whose assembly it is; None: the main one's.
    """

    kind: AssemblyKind
    day: date
    begins: time
    place: str
    agenda: str
    record_on: date
    quorum: int | None = None
    most_proxies: int = 2
    least_age: int | None = None
    after_id: UUID | None = None
    carrier_id: UUID | None = None

    def checked(self) -> tuple["AssemblyDraft", list[tuple[str, DeskError]]]:
        """The draft without stray blanks and empty lines, and every problem it has by itself."""
        items = (" ".join(line.split()) for line in self.agenda.splitlines())
        tidy = replace(
            self,
            place=" ".join(self.place.split()),
            agenda="\n".join(item for item in items if item),
        )
        found: list[tuple[str, DeskError]] = []
        if not tidy.place:
            found.append(("place", PlacelessError()))
        if not tidy.agenda:
            found.append(("agenda", AgendalessError()))
        if tidy.record_on > tidy.day:
            found.append(("record_on", LateRecordError(tidy.record_on, tidy.day)))
        if tidy.quorum is not None and not 1 <= tidy.quorum <= WHOLE:
            found.append(("quorum", QuorumError()))
        if not 0 <= tidy.most_proxies <= MOST_PROXIES:
            found.append(("most_proxies", ProxyCountError()))
        if tidy.least_age is not None and not 1 <= tidy.least_age <= OLDEST:
            found.append(("least_age", LeastAgeError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateDraft:
    """Both days included; `carrier_id`: of whose board, None: the main one's."""

    person_id: UUID
    office: Office
    starts_on: date
    ends_on: date
    carrier_id: UUID | None = None

    def problems(self) -> list[tuple[str, DeskError]]:
        if self.ends_on < self.starts_on:
            return [("ends_on", BackwardMandateError(self.starts_on, self.ends_on))]
        return []
