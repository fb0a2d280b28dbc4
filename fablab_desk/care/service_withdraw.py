"""An import is taken back, as long as nothing has used its people since."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fablab_desk.care.balances import cancel_balances
from fablab_desk.care.import_errors import ImportInUseError
from fablab_desk.care.import_trace import Trace
from fablab_desk.care.import_uses import WITH_THE_RECORD, find_uses
from fablab_desk.care.repointing import party_references
from fablab_desk.care.withdrawal import load_whole_trace
from fablab_desk.db.chunks import let_go
from fablab_desk.memberships.take_over import take_back
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.own_writing import put_back_own
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.exchange.taking_back import (
    list_made,
    part_households,
    put_back,
    remove_people,
)
from fablab_desk.people.models import Household, HouseholdMember, ImportBatch
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

TIES = (Household.__tablename__, HouseholdMember.__tablename__)


@needs(Right.IMPORT_PEOPLE)
def withdraw_import(act: Act, import_id: UUID, progress: Progress = say_nothing) -> None:
    """Whom it enrolled goes, whom it changed is what they were; the file can be taken in again.

    ImportInUseError names everybody whom something refers to since.
    """
    session = act.session
    batch = session.get_one(ImportBatch, import_id, with_for_update=True)
    if batch.undone_at is not None:
        return
    made = list_made(session, import_id)
    trace = load_whole_trace(session, batch)
    if used := find_uses(session, import_id, trace):
        raise ImportInUseError(used)
    batch.undone_at = act.now
    session.flush()  # from now on its consents may go
    brought = take_back(act, import_id)
    owed = cancel_balances(act, batch, progress)
    part_households(act, [*made, *trace.paid_for])
    put_back(act, trace.was)
    put_back_own(act, trace.told)
    remove_people(act, made, _with_the_record(), progress)
    _note(act, batch, trace, {"removed": len(made), "memberships": len(brought), "debts": owed})
    act.about(*trace.was, *(set(brought) - set(made)))
    let_go(trace.was, trace.told)


def _with_the_record() -> list[tuple[Any, str]]:
    return [
        (table, column.name)
        for table, column in party_references()
        if table.name in WITH_THE_RECORD and table.name not in TIES
    ]


def _note(act: Act, batch: ImportBatch, trace: Trace, counts: Mapping[str, int]) -> None:
    act.note("withdrawn", {"file": batch.file_name, **counts})
    for party_id, columns in trace.told.items():
        act.note(f"parties {party_id}", {name: [new, old] for name, (old, new) in columns.items()})
