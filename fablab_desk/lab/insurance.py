"""Whether the lab's liability is insured on a day, and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class Insured(StrEnum):
    UNKNOWN = "unknown"  # nothing was entered: no alarm
    COVERED = "covered"
    ENDING = "ending"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class InsuranceRow:
    """`carrier` is its name, or nothing for the whole lab."""

    id: UUID
    carrier_id: UUID | None
    carrier: str
    insurer: str
    policy_number: str
    starts_on: date
    ends_on: date
    warn_days: int
    contract: str
    contract_name: str
    version: int


@dataclass(frozen=True, slots=True)
class Liability:
    """How one carrier stands on a day: `until` is the last day insured, gone by when lapsed."""

    carrier: str
    state: Insured
    until: date | None
    insurer: str = ""

    @property
    def presses(self) -> bool:
        return self.state in (Insured.ENDING, Insured.LAPSED)


def liability_on(carrier: str, policies: Iterable[InsuranceRow], day: date) -> Liability:
    """Of the policies of one carrier and of the whole lab: each goes on where another ends."""
    rows = sorted(policies, key=lambda row: (row.starts_on, row.ends_on))
    last = _last_of_chain(rows, day)
    if last is not None:
        warned = day >= last.ends_on - timedelta(days=last.warn_days)
        state = Insured.ENDING if warned else Insured.COVERED
        return Liability(carrier, state, last.ends_on, last.insurer)
    gone = max(
        (row for row in rows if row.ends_on < day), key=lambda row: row.ends_on, default=None
    )
    if gone is None:
        return Liability(carrier, Insured.UNKNOWN, None)
    return Liability(carrier, Insured.LAPSED, gone.ends_on, gone.insurer)


def _last_of_chain(rows: Sequence[InsuranceRow], day: date) -> InsuranceRow | None:
    last: InsuranceRow | None = None
    for row in rows:
        reached = last.ends_on + timedelta(days=1) if last else day
        if row.starts_on <= reached <= row.ends_on:
            last = row
    return last
