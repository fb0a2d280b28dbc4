"""What the first screen tells of machines: who has one, which stand still, what is to be done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from fablab_desk.machines.kinds import MachineState
from fablab_desk.overview.machines import SHOWS as BOARD_SHOWS
from fablab_desk.overview.machines import MachineRow, load_board
from fablab_desk.stock.queries import SHOWS as STOCK_SHOWS
from fablab_desk.stock.queries import LevelRow, list_to_order

SHOWS = BOARD_SHOWS | STOCK_SHOWS
_STILL = {MachineState.OUT_OF_ORDER, MachineState.IN_MAINTENANCE, MachineState.NEEDS_STOPPED}


@dataclass(frozen=True, slots=True)
class MachinesToday:
    """`running` the longest first; `still` and `pressing` in the order of the board."""

    running: tuple[MachineRow, ...]
    still: tuple[MachineRow, ...]
    pressing: tuple[MachineRow, ...]  # upkeep due now or soon
    to_order: tuple[LevelRow, ...]


def load_machines_today(session: Session, now: datetime) -> MachinesToday:
    rows = load_board(session, now)
    running = [(row.running.starts_at, at, row) for at, row in enumerate(rows) if row.running]
    return MachinesToday(
        tuple(row for *_, row in sorted(running, key=lambda one: one[:2])),
        tuple(row for row in rows if row.state in _STILL),
        tuple(row for row in rows if row.presses and row.state is not MachineState.RETIRED),
        tuple(list_to_order(session)),
    )
