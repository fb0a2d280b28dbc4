"""What can be done with a general assembly; who is there has a service of its own."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, insert, literal, select

from fablab_desk.assembly.drafts import AssemblyDraft
from fablab_desk.assembly.errors import (
    AlreadyCalledError,
    AttendanceEnteredError,
    ClosedAssemblyError,
    ConvenedError,
    FutureAssemblyError,
    FutureConvocationError,
    LateConvocationError,
    NobodyVotesError,
    NotConvenedError,
    OtherStructureError,
    StillEnteredError,
)
from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.models import Assembly, AssemblyVoter
from fablab_desk.assembly.voters import called, voters_now
from fablab_desk.clock import format_day
from fablab_desk.db.references import is_used
from fablab_desk.db.types import KeyType
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right

SETTLED = ("record_on", "least_age", "carrier_id")  # what a convocation settles
MOST_NAMED = 5


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.remove_assembly")
def plan_assembly(act: Act, assembly_id: UUID, draft: AssemblyDraft) -> None:
    if act.session.get(Assembly, assembly_id) is None:
        said = _checked(act, assembly_id, draft)
        act.session.add(Assembly(id=assembly_id, **said))


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.correct_assembly")
def correct_assembly(
    act: Act, assembly_id: UUID, draft: AssemblyDraft, seen: int | AssemblyDraft
) -> None:
    """Once convened, who votes stays as it is; once closed, everything does."""
    assembly = act.session.get_one(Assembly, assembly_id)
    said = _checked(act, assembly_id, draft)
    _refuse_closed(assembly)
    if assembly.convened_on:
        found: list[tuple[str, DeskError]] = [
            (name, ConvenedError(assembly.convened_on))
            for name in SETTLED
            if said[name] != getattr(assembly, name)
        ]
        if found:
            raise Problems(found)
    known = seen if isinstance(seen, int) else _columns(act, seen.checked()[0])
    correct(act, assembly, format_day(assembly.day, current()), said, known)


@needs(Right.HOLD_ASSEMBLY)
def remove_assembly(act: Act, assembly_id: UUID) -> None:
    """One that was never convened, and that no second call follows."""
    assembly = act.session.get(Assembly, assembly_id)
    if assembly is None:
        return
    if assembly.convened_on:
        raise ConvenedError(assembly.convened_on)
    if is_used(act.session, Assembly, assembly_id):
        raise AlreadyCalledError
    act.session.delete(assembly)


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.withdraw_convocation")
def convene(act: Act, assembly_id: UUID, on: date) -> int:
    """The convocation went out that day, and whoever votes by the rule is settled; their number."""
    assembly = _locked(act, assembly_id)
    if assembly.convened_on:
        return 0
    if on > act.day:
        raise Problems([("on", FutureConvocationError(on))])
    if on > assembly.day:
        raise Problems([("on", LateConvocationError(assembly.day))])
    count = _call(act, assembly)
    if not count:
        raise NobodyVotesError(assembly.record_on)
    assembly.convened_on = on
    act.note("assembly_voters", {"added": [None, count]})
    return count


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.convene")
def withdraw_convocation(act: Act, assembly_id: UUID) -> None:
    """As long as nobody is entered as present or represented."""
    assembly = _locked(act, assembly_id)
    if not assembly.convened_on:
        return
    _refuse_closed(assembly)
    entered = called(assembly_id).where(AssemblyVoter.presence != Presence.ABSENT)
    if act.session.scalars(entered.limit(1)).first():
        raise AttendanceEnteredError
    act.session.execute(delete(_voters()).where(_voters().c.assembly_id == assembly_id))
    act.touch(AssemblyVoter)
    assembly.convened_on = None


@needs(Right.HOLD_ASSEMBLY)
def renew_voters(act: Act, assembly_id: UUID) -> None:
    """Take in what changed since the convocation; refused where it would undo an attendance."""
    assembly = _locked(act, assembly_id)
    _refuse_closed(assembly)
    if not assembly.convened_on:
        raise NotConvenedError
    gone = list(
        act.session.scalars(
            called(assembly_id).where(AssemblyVoter.party_id.not_in(voters_now(assembly)))
        )
    )
    _refuse_entered(act, assembly_id, gone)
    table = _voters()
    for key in gone:
        act.session.execute(
            delete(table).where(table.c.assembly_id == assembly_id, table.c.party_id == key)
        )
    added = _call(act, assembly)
    if added or gone:
        act.touch(AssemblyVoter)
        act.about(assembly_id, *gone)
        act.note("assembly_voters", {"added": [None, added], "withdrawn": [None, len(gone)]})


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.reopen_assembly")
def close_assembly(act: Act, assembly_id: UUID) -> None:
    """It was held: what is entered stays as it is."""
    assembly = _locked(act, assembly_id)
    if assembly.closed_at:
        return
    if not assembly.convened_on:
        raise NotConvenedError
    if assembly.day > act.day:
        raise FutureAssemblyError(assembly.day)
    assembly.closed_at = act.now


@needs(Right.HOLD_ASSEMBLY, inverse="assembly.close_assembly")
def reopen_assembly(act: Act, assembly_id: UUID) -> None:
    _locked(act, assembly_id).closed_at = None


def _locked(act: Act, assembly_id: UUID) -> Assembly:
    """Two desks at one assembly wait for each other."""
    return act.session.get_one(Assembly, assembly_id, with_for_update=True)


def _refuse_closed(assembly: Assembly) -> None:
    if assembly.closed_at:
        raise ClosedAssemblyError


def _voters() -> Table:
    table = AssemblyVoter.__table__
    assert isinstance(table, Table)
    return table


def _call(act: Act, assembly: Assembly) -> int:
    """Those who vote now and are not called yet; how many that were."""
    table = _voters()
    missing = voters_now(assembly).where(Party.id.not_in(called(assembly.id)))
    count = act.session.scalar(select(func.count()).select_from(missing.subquery())) or 0
    if count:
        row = missing.add_columns(literal(assembly.id, KeyType()), literal(Presence.ABSENT.value))
        names = [table.c.party_id, table.c.assembly_id, table.c.presence]
        act.session.execute(insert(table).from_select(names, row))
        act.touch(AssemblyVoter)
    return count


def _refuse_entered(act: Act, assembly_id: UUID, gone: list[UUID]) -> None:
    """Present or represented themselves, or carrying somebody's proxy."""
    seen = called(assembly_id).where(AssemblyVoter.presence != Presence.ABSENT)
    carrying = select(AssemblyVoter.proxy_id).where(AssemblyVoter.assembly_id == assembly_id)
    busy = {*act.session.scalars(seen), *act.session.scalars(carrying)} & set(gone)
    if busy:
        names = select(Party.name).where(Party.id.in_(busy)).order_by(Party.sort_name)
        raise StillEnteredError(", ".join(act.session.scalars(names.limit(MOST_NAMED))))


def _checked(act: Act, assembly_id: UUID, draft: AssemblyDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    if tidy.after_id:
        same = select(Assembly.id).where(
            Assembly.after_id == tidy.after_id, Assembly.id != assembly_id
        )
        if act.session.scalars(same).first():
            found.append(("", AlreadyCalledError()))
    said = _columns(act, tidy)
    found += _refused_carrier(act, said["carrier_id"], tidy.after_id)
    if found:
        raise Problems(found)
    return said


def _refused_carrier(
    act: Act, carrier_id: UUID, after_id: UUID | None
) -> list[tuple[str, DeskError]]:
    if act.session.get(Carrier, carrier_id) is None:
        return [("carrier_id", UnknownCarrierError())]
    first = act.session.get(Assembly, after_id) if after_id else None
    if first and first.carrier_id != carrier_id:
        whose = load_carrier(act.session, first.carrier_id).name
        return [("carrier_id", OtherStructureError(whose))]
    return []


def _columns(act: Act, draft: AssemblyDraft) -> dict[str, Any]:
    said = asdict(draft)
    begins = said.pop("begins")
    return said | {
        "at": datetime.combine(draft.day, begins, act.zone).astimezone(UTC),
        "carrier_id": draft.carrier_id or load_carrier(act.session).id,
    }
