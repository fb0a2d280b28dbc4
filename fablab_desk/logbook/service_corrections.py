"""A use that was noted wrongly: the original is kept, and what stands for it names it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems
from fablab_desk.lab.kinds import LockKind
from fablab_desk.logbook.charging import price_materials
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.errors import (
    CorrectionReasonError,
    GoneUseError,
    NotOverError,
    NotStandingError,
)
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.visits import note_visit
from fablab_desk.logbook.writing import (
    examine,
    log,
    material_drafts,
    occupy,
    settle,
    take_away,
    write_use,
)
from fablab_desk.machines.models import Machine
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right


@needs(Right.LOG_USE, inverse="logbook.take_correction_back")
def correct_use(
    act: Act, use_id: UUID, new_id: UUID, draft: UseDraft, reason: str, seen: int
) -> UUID:
    """Who, when, on what: the new one stands for it, with its own price, hours and material."""
    if act.session.get(Use, new_id) is not None:
        return new_id
    use = _load(act, use_id)
    machine = act.session.get_one(Machine, use.machine_id)
    if not reason.strip():
        raise Problems([("reason", CorrectionReasonError())])
    if use.version != seen:
        raise stale(act.session, machine.name, use.id)
    if use.state is UseState.RUNNING:
        raise NotOverError
    if use.state is not UseState.OVER:
        raise NotStandingError
    act.refuse_if_locked(LockKind.USES, use.day)
    source = use.source
    take_away(act, use, UseState.REPLACED, reason.strip())
    act.session.flush()
    new, _ = write_use(act, new_id, examine(act, draft, live=False), source, corrects_id=use.id)
    if new.machine_id == use.machine_id and not new.answers:
        new.answers = list(use.answers)  # what was answered at the machine is not asked again
    new.photo = use.photo
    return new_id


@needs(Right.LOG_USE, inverse="logbook.correct_use")
def take_correction_back(act: Act, new_id: UUID, reason: str) -> None:
    """The original stands again; the correction is kept as withdrawn."""
    new = _load(act, new_id)
    if new.state is UseState.WITHDRAWN:
        return
    if new.corrects_id is None or new.state is not UseState.OVER:
        raise NotStandingError
    if not reason.strip():
        raise Problems([("reason", CorrectionReasonError())])
    act.refuse_if_locked(LockKind.USES, new.day)
    original = _load(act, new.corrects_id)
    act.refuse_if_locked(LockKind.USES, original.day)
    take_away(act, new, UseState.WITHDRAWN, reason.strip())
    new.corrects_id = None
    act.session.flush()
    _stand_again(act, original)


@needs(Right.LOG_USE, inverse="logbook.restore_uses")
def withdraw_uses(act: Act, use_ids: Sequence[UUID], reason: str) -> None:
    """They never were: kept, and counted nowhere. One that runs frees its machine."""
    if not reason.strip():
        raise Problems([("reason", CorrectionReasonError())])
    for use in [_load(act, key) for key in use_ids]:
        if use.state is UseState.WITHDRAWN:
            continue
        if use.state is UseState.REPLACED:
            raise NotStandingError
        act.refuse_if_locked(LockKind.USES, use.day)
        take_away(act, use, UseState.WITHDRAWN, reason.strip())


@needs(Right.LOG_USE, inverse="logbook.withdraw_uses")
def restore_uses(act: Act, use_ids: Sequence[UUID]) -> None:
    """They stand again, unless somebody else has the machine then; those that ran go on."""
    for use in [_load(act, key) for key in use_ids]:
        if use.state in (UseState.OVER, UseState.RUNNING):
            continue
        if use.state is not UseState.WITHDRAWN:
            raise NotStandingError
        act.refuse_if_locked(LockKind.USES, use.day)
        _stand_again(act, use)


def _stand_again(act: Act, use: Use) -> None:
    machine = act.session.get_one(Machine, use.machine_id)
    occupy(act, use, machine.name)
    use.state = UseState.OVER if use.ends_at else UseState.RUNNING
    use.running_machine_id = None if use.ends_at else use.machine_id
    use.closed_reason = ""
    log(act, use)
    note_visit(act, use)
    act.about(*(one for one in (use.user_id, use.operator_id, use.machine_id) if one))
    if use.ends_at is None:
        return
    rows = list(act.session.scalars(select(UseMaterial).where(UseMaterial.use_id == use.id)))
    drafts = material_drafts(rows)
    for row in rows:
        act.session.delete(row)  # written anew: what was charged for it is cancelled for good
    prices, _ = price_materials(act.session, drafts, use.audience_id, use.day)
    settle(act, use, machine, prices)


def _load(act: Act, use_id: UUID) -> Use:
    use = act.session.get(Use, use_id, with_for_update=True, populate_existing=True)
    if use is None:
        raise GoneUseError
    return use
