"""Uses of machines: started and stopped live, typed once they are over, or from a paper sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from sqlalchemy import delete, select

from fablab_desk.charges.models import Charge
from fablab_desk.errors import gathered, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.logbook.asking import answers_of
from fablab_desk.logbook.charging import minutes_of, price_materials
from fablab_desk.logbook.drafts import (
    Found,
    StopDraft,
    UseDraft,
    end_problems,
    material_problems,
)
from fablab_desk.logbook.errors import AttendedError, GoneUseError, NotRunningError
from fablab_desk.logbook.kinds import Outcome, UseSource, UseState
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.writing import examine, occupy_again, settle, unsettle, write_use
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.machines.models import LogEntry, Machine
from fablab_desk.money import ZERO
from fablab_desk.occupancy.taking import give_back
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one use; `charges` are those to pay at once (*Arrêter et encaisser*)."""

    use_id: UUID
    minutes: int = 0
    charges: tuple[UUID, ...] = ()
    amount: Decimal = ZERO


@needs(Right.LOG_USE, inverse="logbook.withdraw_uses")
def start_use(act: Act, use_id: UUID, draft: UseDraft) -> Recorded:
    """It begins now, or a little earlier; the machine is taken until it is stopped."""
    if act.session.get(Use, use_id) is None:
        write_use(act, use_id, examine(act, draft, live=True), UseSource.LIVE)
    return Recorded(use_id)


@needs(Right.LOG_USE, inverse="logbook.go_on_with_use")
def stop_use(act: Act, use_id: UUID, draft: StopDraft | None = None) -> Recorded:
    """It ends now, or ended at the instant said; its hours, material and price follow."""
    use, draft = _load(act, use_id), draft or StopDraft()
    if use.state is UseState.OVER:
        return _told(act, use)
    machine = act.session.get_one(Machine, use.machine_id)
    if use.state is not UseState.RUNNING:
        raise NotRunningError(machine.name)
    ends_at = draft.ends_at or max(act.now, use.starts_at + A_SECOND)  # stopped at once
    unattended = use.unattended or draft.unattended
    found: Found = []
    gathered(found, "ends_at", lambda: act.refuse_if_locked(LockKind.USES, use.day))
    found += end_problems(use.starts_at, ends_at, act.now, unattended=unattended)
    found += material_problems(draft.materials)
    if draft.unattended and not machine.may_run_alone:
        found.append(("unattended", AttendedError(machine.name)))
    answers = gathered(
        found,
        "answers",
        lambda: answers_of(act.session, machine, draft.answers, QuestionMoment.AFTER),
    )
    prices, wrong = price_materials(act.session, draft.materials, use.audience_id, use.day)
    refuse(found + wrong)
    use.ends_at, use.state, use.running_machine_id = ends_at, UseState.OVER, None
    use.unattended = unattended
    use.outcome = draft.outcome if draft.outcome is not Outcome.NOT_SAID else use.outcome
    use.note = "\n".join(part for part in (use.note, draft.note.strip()) if part)
    use.answers = [*use.answers, *(answers or ())]
    give_back(act, use.id, ends_at)
    _until(act, use)
    charges = settle(act, use, machine, prices)
    act.about(*(one for one in (use.user_id, use.operator_id, use.machine_id) if one))
    return _recorded(use, charges)


@needs(Right.LOG_USE, inverse="logbook.stop_use")
def go_on_with_use(act: Act, use_id: UUID) -> None:
    """It was stopped by mistake, and goes on as if it had not been; nothing is owed yet."""
    use = _load(act, use_id)
    if use.state is UseState.RUNNING:
        return
    machine = act.session.get_one(Machine, use.machine_id)
    if use.state is not UseState.OVER:
        raise NotRunningError(machine.name)
    act.refuse_if_locked(LockKind.USES, use.day)
    unsettle(act, use, "")
    act.session.execute(delete(UseMaterial).where(UseMaterial.use_id == use.id))
    act.touch(UseMaterial)
    occupy_again(act, use, machine.name)
    use.ends_at, use.state, use.running_machine_id = None, UseState.RUNNING, use.machine_id
    _until(act, use)


@needs(Right.LOG_USE, inverse="logbook.withdraw_uses")
def record_use(act: Act, use_id: UUID, draft: UseDraft) -> Recorded:
    """A use that is over; judged as of its own day."""
    known = act.session.get(Use, use_id)
    if known is not None:
        return _told(act, known)
    use, charges = write_use(act, use_id, examine(act, draft, live=False), UseSource.PAST)
    return _recorded(use, charges)


@needs(Right.LOG_USE, inverse="logbook.withdraw_uses")
def record_sheet(act: Act, lines: Sequence[tuple[UUID, UseDraft]]) -> list[Recorded]:
    """The paper beside a machine, in one act; a problem's field is “2.ends_at” for the third."""
    found: Found = []
    told: list[Recorded] = []
    for place, (key, draft) in enumerate(lines):
        own: Found = []
        line = gathered(own, "machine_id", partial(_line, act, key, draft))
        told += [line] if line else []
        found += [(f"{place}.{name}", problem) for name, problem in own]
    refuse(found)
    return told


@needs(Right.LOG_USE)
def settle_uses(act: Act, stops: Sequence[tuple[UUID, StopDraft | None]]) -> list[Recorded]:
    """The uses that were forgotten, at the closing of the day; None: that one goes on.

    A problem's field is “0.ends_at” for the first.
    """
    found: Found = []
    told: list[Recorded] = []
    for place, (key, draft) in enumerate(stops):
        if draft is None:
            continue
        own: Found = []
        done = gathered(own, "ends_at", partial(stop_use, act, key, draft))
        told += [done] if done else []
        found += [(f"{place}.{name}", problem) for name, problem in own]
    refuse(found)
    return told


def _line(act: Act, key: UUID, draft: UseDraft) -> Recorded:
    known = act.session.get(Use, key)
    if known is not None:
        return _told(act, known)
    use, charges = write_use(act, key, examine(act, draft, live=False), UseSource.SHEET)
    return _recorded(use, charges)


def _load(act: Act, use_id: UUID) -> Use:
    """As it stands now, and nobody else changes it before this act ends."""
    use = act.session.get(Use, use_id, with_for_update=True, populate_existing=True)
    if use is None:
        raise GoneUseError
    return use


def _until(act: Act, use: Use) -> None:
    wanted = select(LogEntry).where(LogEntry.fact_id == use.id)
    for line in act.session.scalars(wanted):
        line.until = use.ends_at


def _told(act: Act, use: Use) -> Recorded:
    act.session.flush()
    facts = [use.bill_id, *_materials(act, use)]
    charges = [
        charge
        for fact in facts
        if fact
        for charge in act.session.scalars(select(Charge).where(Charge.fact_id == fact))
    ]
    return _recorded(use, charges)


def _materials(act: Act, use: Use) -> list[UUID]:
    wanted = select(UseMaterial.id).where(UseMaterial.use_id == use.id)
    return list(act.session.scalars(wanted.order_by(UseMaterial.id)))


def _recorded(use: Use, charges: Sequence[Charge]) -> Recorded:
    due = [charge for charge in charges if charge.due]
    minutes = minutes_of(use.ends_at - use.starts_at) if use.ends_at else 0
    amount = sum((charge.due for charge in due), ZERO)
    return Recorded(use.id, minutes, tuple(charge.id for charge in due), amount)
