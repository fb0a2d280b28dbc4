"""Machines and teaching kits that leave the lab for a while."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.machines.errors import RetiredAlreadyError, StillUsedError
from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.models import Machine
from fablab_desk.machines.records import last_user, load_machine
from fablab_desk.machines.upkeep_drafts import KitDraft, LoanDraft
from fablab_desk.machines.upkeep_errors import (
    BackwardsLoanError,
    ComingDayError,
    GoneUpkeepError,
    KitCodeError,
    LentError,
    NamelessKitError,
    WithdrawnLoanError,
)
from fablab_desk.machines.upkeep_models import Kit, Loan
from fablab_desk.occupancy.taking import find_taken
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_MACHINES, inverse="machines.archive_kit")
def add_kit(act: Act, kit_id: UUID, draft: KitDraft) -> None:
    if act.session.get(Kit, kit_id) is None:
        act.session.add(Kit(id=kit_id, **_kit(act, kit_id, draft)))


@needs(Right.EDIT_MACHINES, inverse="machines.correct_kit")
def correct_kit(act: Act, kit_id: UUID, draft: KitDraft, seen: int) -> None:
    kit = act.session.get_one(Kit, kit_id)
    correct(act, kit, kit.name, _kit(act, kit_id, draft), seen)


@needs(Right.EDIT_MACHINES, inverse="machines.restore_kit")
def archive_kit(act: Act, kit_id: UUID) -> None:
    kit = act.session.get_one(Kit, kit_id)
    kit.archived_on = kit.archived_on or act.day


@needs(Right.EDIT_MACHINES, inverse="machines.archive_kit")
def restore_kit(act: Act, kit_id: UUID) -> None:
    act.session.get_one(Kit, kit_id).archived_on = None


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_loan")
def lend(act: Act, loan_id: UUID, draft: LoanDraft) -> None:
    """Out of the lab from that day on; a machine lent is used by nobody here."""
    if act.session.get(Loan, loan_id) is not None:
        return
    draft, found = draft.checked(act.day)
    out_on = draft.out_on or act.day
    if out_on > act.day:
        found.append(("out_on", ComingDayError(out_on)))
    gathered(found, "out_on", lambda: act.refuse_if_locked(LockKind.USES, out_on))
    borrower = draft.borrower_id
    if borrower:
        gathered(found, "borrower_id", lambda: load_present(act.session, Party, borrower))
    item = draft.machine_id or draft.kit_id
    if item:
        gathered(found, "item", lambda: _refuse_lent(act, item))
    if draft.machine_id:
        gathered(found, "item", partial(_refuse_busy, act, draft.machine_id))
    refuse(found)
    assert item
    assert borrower
    act.session.add(
        Loan(
            id=loan_id,
            machine_id=draft.machine_id,
            kit_id=draft.kit_id,
            open_item_id=item,
            borrower_id=borrower,
            out_on=out_on,
            due_on=draft.due_on,
            state_out=draft.state_out,
        )
    )
    act.session.flush()
    _log(act, loan_id)
    act.about(borrower)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.lend_again")
def take_back_loan(act: Act, loan_id: UUID, state_back: str = "", on: date | None = None) -> None:
    """It is here again, in the state that is said."""
    loan = _load(act, loan_id)
    if loan.back_on is not None:
        return
    day = on or act.day
    found: list[tuple[str, DeskError]] = []
    if day > act.day:
        found.append(("on", ComingDayError(day)))
    if day < loan.out_on:
        found.append(("on", BackwardsLoanError()))
    gathered(found, "on", lambda: act.refuse_if_locked(LockKind.USES, day))
    refuse(found)
    loan.back_on, loan.open_item_id, loan.state_back = day, None, state_back.strip()
    erase_lines(act, loan_id)
    _log(act, loan_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.take_back_loan")
def lend_again(act: Act, loan_id: UUID) -> None:
    """It was not back after all."""
    loan = _load(act, loan_id)
    if loan.withdrawn:
        raise WithdrawnLoanError
    if loan.back_on is None:
        return
    act.refuse_if_locked(LockKind.USES, loan.back_on)
    item = _item(loan)
    _refuse_lent(act, item)
    loan.back_on, loan.open_item_id, loan.state_back = None, item, ""
    erase_lines(act, loan_id)
    _log(act, loan_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.restore_loan")
def withdraw_loan(act: Act, loan_id: UUID) -> None:
    """It never left: kept, and counted nowhere."""
    loan = _load(act, loan_id)
    if loan.withdrawn:
        return
    act.refuse_if_locked(LockKind.USES, loan.out_on)
    loan.withdrawn, loan.back_on, loan.open_item_id = True, loan.back_on or loan.out_on, None
    erase_lines(act, loan_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_loan")
def restore_loan(act: Act, loan_id: UUID, *, still_out: bool) -> None:
    """It did leave; `still_out`: it was not back when it was withdrawn."""
    loan = _load(act, loan_id)
    if not loan.withdrawn:
        return
    act.refuse_if_locked(LockKind.USES, loan.out_on)
    if still_out:
        item = _item(loan)
        _refuse_lent(act, item)
        loan.back_on, loan.open_item_id = None, item
    loan.withdrawn = False
    _log(act, loan_id)


def _kit(act: Act, kit_id: UUID, draft: KitDraft) -> dict[str, Any]:
    code, name = draft.code.strip().upper(), " ".join(draft.name.split())
    if not code or not name:
        raise Problems([("code" if not code else "name", NamelessKitError())])
    with act.session.no_autoflush:
        taken = select(Kit.id).where(Kit.code == code, Kit.id != kit_id)
        if act.session.scalars(taken).first():
            raise Problems([("code", KitCodeError(code))])
    return {"code": code, "name": name, "contents": draft.contents.strip()}


def _load(act: Act, loan_id: UUID) -> Loan:
    loan = act.session.get(Loan, loan_id)
    if loan is None:
        raise GoneUpkeepError
    return loan


def _item(loan: Loan) -> UUID:
    item = loan.machine_id or loan.kit_id
    assert item
    return item


def _refuse_lent(act: Act, item: UUID) -> None:
    # Held until the end: of two desks the second finds the loan of the first.
    kit = act.session.get(Kit, item, with_for_update=True)
    name = kit.name if kit else load_machine(act, item).name
    if kit is None:
        act.session.get(Machine, item, with_for_update=True)
    wanted = (
        select(Party.name, Loan.out_on)
        .join(Loan, Loan.borrower_id == Party.id)
        .where(Loan.open_item_id == item)
    )
    if found := act.session.execute(wanted).first():
        raise LentError(name, found.name, found.out_on)


def _log(act: Act, loan_id: UUID) -> None:
    loan = _load(act, loan_id)
    if loan.machine_id:
        said = " · ".join(part for part in (loan.state_out, loan.state_back) if part)
        write_line(
            act,
            loan.machine_id,
            LogKind.LOAN,
            loan_id,
            party_id=loan.borrower_id,
            text=said,
        )


def _refuse_busy(act: Act, machine_id: UUID) -> None:
    """One that is retired, or that somebody uses now, goes nowhere."""
    machine = load_machine(act, machine_id)
    if machine.retired_on and machine.retired_on <= act.day:
        raise RetiredAlreadyError(machine.retired_on)
    if find_taken(act.session, machine_id, act.now, None):
        raise StillUsedError(machine.name, last_user(act, machine_id))
