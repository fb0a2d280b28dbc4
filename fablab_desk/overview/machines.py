"""The board of machines: what each one does now, who has it, and when its upkeep is due."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.clock import local_day
from fablab_desk.db.search import normalise
from fablab_desk.db.short_list import ShortList
from fablab_desk.files import AttachmentError, Attachments
from fablab_desk.i18n import mark
from fablab_desk.lab.premises_models import ListEntry, Space
from fablab_desk.lab.queries import find_settings
from fablab_desk.logbook.models import Use
from fablab_desk.machines.due import Due, list_due
from fablab_desk.machines.kinds import FaultState, MachineState
from fablab_desk.machines.models import Machine, MachineNeed, Meter, MeterReading, UseDay
from fablab_desk.machines.standing import Standing, standings
from fablab_desk.machines.upkeep_models import Fault, Loan, Stop, UpkeepOrder, UpkeepPlan
from fablab_desk.people.models import Party

DUE_SHOWS = frozenset({Machine, Meter, MeterReading, UseDay, UpkeepOrder, UpkeepPlan})
SHOWS = DUE_SHOWS | {MachineNeed, Use, Fault, Loan, Stop, ListEntry, Space, Party}


class BoardFilter(StrEnum):
    ALL = ""
    FREE = "free"
    IN_USE = "in_use"
    STOPPED = "stopped"
    DUE = "due"
    RETIRED = "retired"


FILTER_TEXTS = {
    BoardFilter.ALL: mark("All"),
    BoardFilter.FREE: mark("Free ones"),
    BoardFilter.IN_USE: mark("In use now"),
    BoardFilter.STOPPED: mark("Stopped ones"),
    BoardFilter.DUE: mark("Upkeep due"),
    BoardFilter.RETIRED: mark("Retired ones"),
}


@dataclass(frozen=True, slots=True)
class RunningUse:
    """Who has the machine; `unattended` until `planned_end`, where it was said."""

    id: UUID
    machine_id: UUID
    who: str
    starts_at: datetime
    unattended: bool
    planned_end: datetime | None
    version: int

    def elapsed(self, now: datetime) -> timedelta:
        return max(timedelta(), now - self.starts_at)


@dataclass(frozen=True, slots=True)
class MachineRow:
    id: UUID
    code: str
    name: str
    sort_name: str
    tag: str
    category: str
    family: str
    space: str
    photo: str
    version: int
    standing: Standing
    running: RunningUse | None
    due: Due | None  # what is due first
    faults: int  # open ones that do not stop it

    @property
    def state(self) -> MachineState:
        if self.running and self.standing.is_usable:
            return MachineState.IN_USE
        return self.standing.state

    @property
    def presses(self) -> bool:
        return self.due is not None and (self.due.is_due or self.due.is_soon)

    def is_in(self, chosen: str) -> bool:
        match BoardFilter(chosen):
            case BoardFilter.FREE:
                return self.state is MachineState.FREE
            case BoardFilter.IN_USE:
                return self.running is not None
            case BoardFilter.STOPPED:
                return self.state in _STOPPED
            case BoardFilter.DUE:
                return self.presses and self.state is not MachineState.RETIRED
            case BoardFilter.RETIRED:
                return self.state is MachineState.RETIRED
        return self.state is not MachineState.RETIRED

    def holds(self, words: list[str]) -> bool:
        said = normalise(f"{self.code} {self.name} {self.category} {self.space} {self.tag}")
        return all(any(one.startswith(word) for one in said.split()) for word in words)


_STOPPED = {
    MachineState.OUT_OF_ORDER,
    MachineState.IN_MAINTENANCE,
    MachineState.NEEDS_STOPPED,
    MachineState.ON_LOAN,
    MachineState.NOT_YET,
}
_CATEGORY, _FAMILY = aliased(ListEntry), aliased(ListEntry)
_MACHINES: Any = (
    select(
        Machine.id,
        Machine.code,
        Machine.name,
        Machine.sort_name,
        Machine.tag,
        func.coalesce(_CATEGORY.label, ""),
        func.coalesce(_FAMILY.label, ""),
        func.coalesce(Space.label, ""),
        Machine.photo,
        Machine.version,
    )
    .outerjoin(_CATEGORY, _CATEGORY.id == Machine.category_id)
    .outerjoin(_FAMILY, _FAMILY.id == Machine.family_id)
    .outerjoin(Space, Space.id == Machine.space_id)
    .order_by(_CATEGORY.position, Machine.sort_name)
)
_RUNNING = (
    select(
        Use.id,
        Use.machine_id,
        func.coalesce(Party.name, Use.label),
        Use.starts_at,
        Use.unattended,
        Use.planned_end,
        Use.version,
    )
    .select_from(Machine)  # a few lookups, where uses are a million
    .outerjoin(Use, Use.running_machine_id == Machine.id)
    .outerjoin(Party, Party.id == Use.user_id)
    .order_by(Use.starts_at)
)
_FAULTS = (
    select(Fault.machine_id, func.count())
    .where(Fault.state == FaultState.OPEN, ~Fault.stops)
    .group_by(Fault.machine_id)
)
ORDERS: dict[str, Callable[[MachineRow], Any]] = {
    "name": lambda row: row.sort_name,
    "space": lambda row: (normalise(row.space), row.sort_name),
    "family": lambda row: (normalise(row.family), row.sort_name),
    "state": lambda row: (list(MachineState).index(row.state), row.sort_name),
    "due": lambda row: (row.due.expected_on if row.due else None) or date.max,
}


class DueKept:
    """What is due first of each machine, kept until something it is counted from is touched.

    It sums uses by plans, which takes longer than all the rest of the board together.
    """

    def __init__(self) -> None:
        self._kept: tuple[date, dict[UUID, Due]] | None = None

    def on(self, session: Session, day: date) -> dict[UUID, Due]:
        if self._kept is None or self._kept[0] != day:
            self._kept = day, _first_due(session, day)
        return self._kept[1]

    def renew(self, session: Session, day: date) -> bool:
        """Count again; whether anything is told otherwise than before."""
        before, self._kept = self._kept, (day, _first_due(session, day))
        return before != self._kept


def _first_due(session: Session, day: date) -> dict[UUID, Due]:
    first: dict[UUID, Due] = {}
    for one in list_due(session, day):
        first.setdefault(one.machine_id, one)
    return first


def load_board(session: Session, now: datetime, dues: DueKept | None = None) -> list[MachineRow]:
    """Every machine, in seven queries whatever their number."""
    settings = find_settings(session)
    day = local_day(now, settings.zone, settings.day_ends_at)
    standing = standings(session, now, day)
    running = {row.machine_id: row for row in list_running(session)}
    due = (dues or DueKept()).on(session, day)
    faults = dict(session.execute(_FAULTS).all())
    found = []
    for row in session.execute(_MACHINES):
        key = row.id
        beside = standing[key], running.get(key), due.get(key), faults.get(key, 0)
        columns: tuple[Any, ...] = (*row, *beside)
        found.append(MachineRow(*columns))
    return found


def list_running(session: Session) -> list[RunningUse]:
    return [RunningUse(*row) for row in session.execute(_RUNNING) if row.id]


def board(
    now: Callable[[], datetime],
    chosen: str = "",
    sought: str = "",
    dues: DueKept | None = None,
) -> ShortList[MachineRow]:
    words = normalise(sought).split()

    def read(session: Session) -> list[MachineRow]:
        rows = load_board(session, now(), dues)
        return [row for row in rows if row.is_in(chosen) and row.holds(words)]

    return ShortList(read, ORDERS)


@dataclass(frozen=True, slots=True)
class BoardState:
    """The sentence under the title."""

    machines: int
    running: int
    stopped: int
    due: int


def count_board(session: Session, now: datetime, dues: DueKept | None = None) -> BoardState:
    rows = [row for row in load_board(session, now, dues) if row.state is not MachineState.RETIRED]
    return BoardState(
        len(rows),
        sum(row.running is not None for row in rows),
        sum(row.state in _STOPPED for row in rows),
        sum(row.due is not None and row.due.is_due for row in rows),
    )


@dataclass(frozen=True, slots=True)
class FaultLine:
    id: UUID
    at: datetime
    text: str
    stops: bool
    version: int


@dataclass(frozen=True, slots=True)
class MachineDetail:
    """What the panel of the chosen machine tells besides its row."""

    month_seconds: int
    total_seconds: int
    month_uses: int
    due: tuple[Due, ...]
    faults: tuple[FaultLine, ...]
    needs: tuple[str, ...]
    brand: str
    serial: str
    warranty_until: date | None
    note: str
    stop_ids: tuple[UUID, ...]  # open ones of another kind than a fault or upkeep


def load_machine_detail(session: Session, machine_id: UUID, day: date) -> MachineDetail:
    machine = session.get_one(Machine, machine_id)
    since = day.replace(day=1)
    sums = select(func.sum(UseDay.seconds), func.count().filter(UseDay.first)).where(
        UseDay.machine_id == machine_id
    )
    total, _ = session.execute(sums).one()
    month, uses = session.execute(sums.where(UseDay.day >= since)).one()
    faults = (
        select(Fault.id, Fault.at, Fault.text, Fault.stops, Fault.version)
        .where(Fault.machine_id == machine_id, Fault.state == FaultState.OPEN)
        .order_by(Fault.at.desc())
    )
    needs = (
        select(Machine.name)
        .join(MachineNeed, MachineNeed.needed_id == Machine.id)
        .where(MachineNeed.machine_id == machine_id)
        .order_by(Machine.sort_name)
    )
    stops = select(Stop.id).where(
        Stop.machine_id == machine_id,
        Stop.fault_id.is_(None),
        Stop.order_id.is_(None),
        ~Stop.withdrawn,
        Stop.ends_at.is_(None),
    )
    return MachineDetail(
        int(month or 0),
        int(total or 0),
        int(uses or 0),
        tuple(list_due(session, day, machine_id)),
        tuple(FaultLine(*row) for row in session.execute(faults)),
        tuple(session.scalars(needs)),
        " ".join(part for part in (machine.brand, machine.model) if part),
        machine.serial,
        machine.warranty_until,
        machine.note,
        tuple(session.scalars(stops)),
    )


def read_photo(files: Attachments, digest: str) -> bytes:
    """Nothing where there is none, or where it cannot be read: `check` says what became of it."""
    with suppress(AttachmentError):
        return files.read(digest) if digest else b""
    return b""
