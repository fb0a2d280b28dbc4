"""What stands on the first screen, however it was read. Loads no SQLAlchemy."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

LATELY = timedelta(days=60)
SHOWN = 6  # lines of each list; the count says how many more there are


@dataclass(frozen=True, slots=True)
class DueRow:
    """A party and the last day of its membership."""

    id: UUID
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class EnrolledRow:
    """A membership recorded today."""

    id: UUID
    party_id: UUID
    name: str
    plan: str
    until: date


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A payer and what is open in all; None: passing customers."""

    id: UUID | None
    name: str
    due: Decimal
    since: date


@dataclass(frozen=True, kw_only=True)
class Today:
    day: date
    current: int
    due_soon: int
    due_soon_rows: tuple[DueRow, ...]
    late: int
    late_rows: tuple[DueRow, ...]
    enrolled: int
    enrolled_rows: tuple[EnrolledRow, ...]  # all of them
    owed: Decimal
    owing: int
    owed_rows: tuple[OwedRow, ...]
    waiting: int  # for the board
    to_sign: int
    last_backup: datetime | None
    backup_proved: bool


@dataclass(frozen=True, slots=True)
class TodaysTill:
    """The lab's first till and what every till took: `cash` is what should be in its drawer now."""

    opened_at: datetime | None
    cash: Decimal
    taken: Decimal
    cashings: int
    methods: tuple[tuple[str, Decimal], ...]
