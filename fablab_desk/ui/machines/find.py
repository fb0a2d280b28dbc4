"""Machines in the search for everything, by name, code or the digits of their label."""

from uuid import UUID

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.machines.tags import find_by_tag
from fablab_desk.overview.machine_search import MachineHit, search_machines
from fablab_desk.ui.tab_spec import Hit, Scan


def find_machines(text: str) -> Query[list[Hit]]:
    return lambda session: [_hit(row) for row in search_machines(session, text)]


def _hit(row: MachineHit) -> Hit:
    return Hit("machines", row.name, row.code, "machines", row.id)


def scan_machine(code: str) -> Query[Scan]:
    """The label of a machine was read: its record opens."""
    return lambda session: _scan(find_by_tag(session, code))


def _scan(key: UUID | None) -> Scan:
    unknown = translate(mark("No machine of this lab has this label."))
    return Scan(key) if key else Scan(None, unknown)
