"""An import is taken back, as long as nothing has used its people since."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.care.import_errors import ErasedImportError, ImportInUseError
from fablab_desk.care.import_trace import Trace, load_trace
from fablab_desk.care.import_uses import WITH_THE_RECORD, Used, find_uses
from fablab_desk.care.repointing import party_references
from fablab_desk.memberships.models import Membership
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
from fablab_desk.people.models import Household, HouseholdMember, ImportBatch, Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

TIES = (Household.__tablename__, HouseholdMember.__tablename__)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What undoing an import would do; where `used` names anybody it is refused."""

    removed: int
    put_back: int
    memberships: int
    used: tuple[Used, ...]


def preview_withdrawal(session: Session, import_id: UUID) -> Withdrawal:
    trace = _trace(session, session.get_one(ImportBatch, import_id))
    count = select(func.count())
    made = count.select_from(Party).where(Party.import_id == import_id)
    brought = count.select_from(Membership).where(Membership.import_id == import_id)
    return Withdrawal(
        removed=session.scalars(made).one(),
        put_back=len(trace.was),
        memberships=session.scalars(brought).one(),
        used=tuple(find_uses(session, import_id, trace)),
    )


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
    trace = _trace(session, batch)
    if used := find_uses(session, import_id, trace):
        raise ImportInUseError(used)
    batch.undone_at = act.now
    session.flush()  # from now on its consents may go
    brought = take_back(act, import_id)
    part_households(act, [*made, *trace.paid_for])
    put_back(act, trace.was)
    put_back_own(act, trace.told)
    remove_people(act, made, _with_the_record(), progress)
    _note(act, batch, trace, len(made), len(brought))
    act.about(*trace.was, *(set(brought) - set(made)))


def _trace(session: Session, batch: ImportBatch) -> Trace:
    trace = load_trace(session, batch.id)
    if not trace.is_whole:
        raise ErasedImportError(batch.at)
    return trace


def _with_the_record() -> list[tuple[Any, str]]:
    return [
        (table, column.name)
        for table, column in party_references()
        if table.name in WITH_THE_RECORD and table.name not in TIES
    ]


def _note(act: Act, batch: ImportBatch, trace: Trace, made: int, brought: int) -> None:
    act.note(
        "withdrawn",
        {"file": batch.file_name, "removed": made, "memberships": brought},
    )
    for party_id, columns in trace.told.items():
        act.note(f"parties {party_id}", {name: [new, old] for name, (old, new) in columns.items()})
