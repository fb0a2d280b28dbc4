"""Records of machines: what they are, where they stand, and what they need."""

from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import select

from fablab_desk.db.references import is_used
from fablab_desk.errors import Problems
from fablab_desk.files import Attachments
from fablab_desk.i18n import mark, translate
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.errors import (
    NeedsItselfError,
    RetiredAlreadyError,
    RetiredBeforeError,
    ServedMachineError,
    StillUsedError,
)
from fablab_desk.machines.kinds import LogKind, NeedKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.models import LogEntry, Machine, MachineNeed
from fablab_desk.machines.records import checked_columns, columns_of, last_user, load_machine
from fablab_desk.machines.tags import tag_of
from fablab_desk.occupancy.taking import find_taken
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_MACHINES, inverse="machines.remove_machine")
def add_machine(act: Act, machine_id: UUID, draft: MachineDraft) -> None:
    if act.session.get(Machine, machine_id) is not None:
        return
    said = checked_columns(act, machine_id, draft)
    act.session.add(Machine(id=machine_id, tag=tag_of(machine_id), **said))


@needs(Right.EDIT_MACHINES, inverse="machines.correct_machine")
def correct_machine(
    act: Act, machine_id: UUID, draft: MachineDraft, seen: int | MachineDraft
) -> None:
    machine = load_machine(act, machine_id)
    known = seen if isinstance(seen, int) else columns_of(seen)
    said = checked_columns(act, machine_id, draft)
    if machine.retired_on and said["commissioned_on"] > machine.retired_on:
        raise Problems([("commissioned_on", RetiredAlreadyError(machine.retired_on))])
    correct(act, machine, machine.name, said, known)


@needs(Right.EDIT_MACHINES)
def remove_machine(act: Act, machine_id: UUID) -> None:
    """One that was added by mistake; what has served is retired, and its logbook stays."""
    machine = act.session.get(Machine, machine_id)
    if machine is None:
        return
    if is_used(act.session, Machine, machine_id, ()):
        raise ServedMachineError(machine.name)
    act.session.delete(machine)


@needs(Right.EDIT_MACHINES, inverse="machines.return_machine")
def retire_machine(act: Act, machine_id: UUID, on: date, reason: str = "") -> None:
    """From that day on nobody uses it; what it did stays. Its use is stopped before."""
    machine = load_machine(act, machine_id)
    if machine.retired_on == on:
        return
    if on < machine.commissioned_on:
        raise Problems([("on", RetiredBeforeError(machine.commissioned_on))])
    if find_taken(act.session, machine_id, act.now, None):
        raise Problems([("on", StillUsedError(machine.name, last_user(act, machine_id)))])
    if machine.retired_on is not None:
        erase_lines(act, _fact(machine_id, "retired", machine.retired_on))
    machine.retired_on = on
    retired, back = _fact(machine_id, "retired", on), _fact(machine_id, "back", on)
    erase_lines(act, back)  # it never was, where this takes it back
    if _line(act, retired) is None:
        at = datetime.combine(on, datetime.min.time(), act.zone)
        text = reason.strip() or translate(mark("Retired"))
        write_line(act, machine_id, LogKind.CHANGE, retired, at=at, text=text)


@needs(Right.EDIT_MACHINES, inverse="machines.retire_machine")
def return_machine(act: Act, machine_id: UUID) -> tuple[date, str] | None:
    """In service again; that it was retired stays in its logbook, unless it was today.

    Since when it had been retired, and why: to retire it again as it was.
    """
    machine = load_machine(act, machine_id)
    if machine.retired_on is None:
        return None
    on = machine.retired_on
    retired = _fact(machine_id, "retired", on)
    reason = _line(act, retired) or ""
    if on >= act.day:
        erase_lines(act, retired)
    else:
        text = translate(mark("Back in service"))
        back = _fact(machine_id, "back", on)
        write_line(act, machine_id, LogKind.CHANGE, back, at=act.now, text=text)
    machine.retired_on = None
    return on, reason


@needs(Right.EDIT_MACHINES, inverse="machines.forget_need")
def need_machine(
    act: Act, machine_id: UUID, needed_id: UUID, kind: NeedKind = NeedKind.FULL
) -> None:
    """When the needed one stops, this one stops too, or goes on and says so."""
    for key in (machine_id, needed_id):
        load_machine(act, key)
    if chain := _way(act, needed_id, machine_id):
        raise Problems([("needed_id", NeedsItselfError([*_names(act, [machine_id]), *chain]))])
    need = act.session.get(MachineNeed, (machine_id, needed_id))
    if need is None:
        act.session.add(MachineNeed(machine_id=machine_id, needed_id=needed_id, kind=kind))
    elif need.kind is not kind:
        need.kind = kind


@needs(Right.EDIT_MACHINES, inverse="machines.need_machine")
def forget_need(act: Act, machine_id: UUID, needed_id: UUID) -> NeedKind | None:
    """How it was needed, to be needed again."""
    need = act.session.get(MachineNeed, (machine_id, needed_id))
    if need is None:
        return None
    act.session.delete(need)
    return need.kind


@needs(Right.EDIT_MACHINES, inverse="machines.put_machine_photo_back")
def set_machine_photo(act: Act, attachments: Attachments, machine_id: UUID, content: bytes) -> str:
    """A small copy is kept with the lab's files; its digest."""
    from fablab_desk.people.photo import kept_photo  # PIL is loaded by who needs it

    machine = load_machine(act, machine_id)
    machine.photo = attachments.keep(kept_photo(content))
    return machine.photo


@needs(Right.EDIT_MACHINES, inverse="machines.set_machine_photo")
def put_machine_photo_back(
    act: Act, attachments: Attachments, machine_id: UUID, before: str
) -> None:
    """The photo of that digest again, or none."""
    machine = load_machine(act, machine_id)
    if machine.photo == before:
        return
    if before:
        attachments.keep(attachments.read(before))
    if machine.photo:
        attachments.spare(machine.photo)
    machine.photo = before


def _fact(machine_id: UUID, what: str, on: date) -> UUID:
    """A machine may be retired more than once: each has lines of its own."""
    return uuid5(machine_id, f"{what} {on}")


def _line(act: Act, fact_id: UUID) -> str | None:
    return act.session.scalars(select(LogEntry.text).where(LogEntry.fact_id == fact_id)).first()


def _way(act: Act, first: UUID, last: UUID) -> list[str]:
    """The names from one machine to another, along what they need; nothing: there is no way."""
    if first == last:
        return _names(act, [first])
    needed = select(MachineNeed.machine_id, MachineNeed.needed_id)
    needs_of: dict[UUID, list[UUID]] = {}
    for machine_id, needed_id in act.session.execute(needed):
        needs_of.setdefault(machine_id, []).append(needed_id)
    ways, seen = [[first]], {first}
    while ways:
        way = ways.pop(0)
        for further in needs_of.get(way[-1], ()):
            if further == last:
                return _names(act, [*way, last])
            if further not in seen:
                seen.add(further)
                ways.append([*way, further])
    return []


def _names(act: Act, keys: list[UUID]) -> list[str]:
    return [load_machine(act, key).name for key in keys]
