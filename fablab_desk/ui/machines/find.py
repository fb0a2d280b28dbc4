"""Machines in the search for everything, by name, code or the digits of their label."""

from fablab_desk.db.database import Query
from fablab_desk.overview.machine_search import MachineHit, search_machines
from fablab_desk.ui.tab_spec import Hit


def find_machines(text: str) -> Query[list[Hit]]:
    return lambda session: [_hit(row) for row in search_machines(session, text)]


def _hit(row: MachineHit) -> Hit:
    return Hit("machines", row.name, row.code, "machines", row.id)
