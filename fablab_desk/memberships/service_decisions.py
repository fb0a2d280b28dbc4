"""What the board decides on the memberships that its statutes submit to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.kinds import FIRST_DAY, LockKind
from fablab_desk.memberships.attestations import revoke_attestations
from fablab_desk.memberships.decision_errors import (
    AncientMeetingError,
    DecidedError,
    FutureMeetingError,
    LateDecisionError,
    NothingDecidedError,
    TakenPeriodError,
    UndecidedError,
    UntoldRefusalError,
)
from fablab_desk.memberships.kept import keep_memberships
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.proposal import list_known
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

TAKEN_BACK = mark("The decision of the board was taken back.")
DECIDED = frozenset({Acceptance.ACCEPTED, Acceptance.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Of one meeting; `reason` is told of everybody refused."""

    accepted: tuple[UUID, ...] = ()
    refused: tuple[UUID, ...] = ()
    decided_on: date
    decided_by: str = ""
    reason: str = ""

    def problems(self, today: date) -> list[tuple[str, DeskError]]:
        found: list[tuple[str, DeskError]] = []
        if not (self.accepted or self.refused):
            found.append(("", NothingDecidedError()))
        if self.decided_on > today:
            found.append(("decided_on", FutureMeetingError(self.decided_on)))
        if self.decided_on < FIRST_DAY:
            found.append(("decided_on", AncientMeetingError(self.decided_on)))
        if self.refused and not self.reason.strip():
            found.append(("reason", UntoldRefusalError()))
        return found


@dataclass(frozen=True, slots=True)
class ToGiveBack:
    """What somebody refused had paid already."""

    name: str
    amount: Decimal


@needs(Right.DECIDE_MEMBERSHIPS, inverse="memberships.take_back_decisions")
def decide_memberships(act: Act, decision: Decision) -> tuple[ToGiveBack, ...]:
    """All that one meeting decided, or nothing; what has to be given back to those refused.

    Who is accepted is a member from the meeting on. A refused fee is no longer asked for; money
    taken for it stays until it is given back.
    """
    if found := decision.problems(act.day):
        raise Problems(found)
    act.refuse_if_locked(LockKind.MEMBERSHIPS, decision.decided_on)
    wanted = dict.fromkeys(decision.accepted, True) | dict.fromkeys(decision.refused, False)
    owed, done = [], {True: 0, False: 0}
    for membership, party in _load(act, list(wanted)):
        accepted = wanted[membership.id]
        if _is_done(membership, accepted, decision.decided_on):
            continue
        if not membership.is_awaited:
            raise DecidedError(party.name)
        if accepted:
            _accept(membership, party, decision)
        elif paid := _refuse(act, membership, decision):
            owed.append(ToGiveBack(party.name, paid))
        _keep(act, party)
        done[accepted] += 1
    if any(done.values()):
        act.note("decisions", {"accepted": done[True], "refused": done[False]})
    return tuple(owed)


@needs(Right.DECIDE_MEMBERSHIPS, inverse="memberships.decide_memberships")
def take_back_decisions(act: Act, membership_ids: Sequence[UUID]) -> None:
    """They await the board again: to undo, or to enter another decision."""
    for membership, party in _load(act, membership_ids):
        if membership.is_awaited:
            continue
        if membership.acceptance not in DECIDED or not membership.decided_on:
            raise UndecidedError(party.name)
        act.refuse_if_locked(LockKind.MEMBERSHIPS, membership.decided_on)
        if membership.acceptance is Acceptance.REFUSED:
            _refuse_overlap(act, membership, party)
            _ask_again(act, membership)
        elif membership.cancelled_at:
            raise DecidedError(party.name)
        membership.wait_again()
        revoke_attestations(act, membership.id, translate(TAKEN_BACK, LANGUAGES[0]))
        _keep(act, party)


def _load(act: Act, keys: Sequence[UUID]) -> list[tuple[Membership, Party]]:
    """In one order for everybody, so that two desks never wait for each other."""
    found = []
    for key in sorted(keys):
        membership = act.session.get_one(
            Membership, key, with_for_update=True, populate_existing=True
        )
        found.append(
            (membership, act.session.get_one(Party, membership.party_id, with_for_update=True))
        )
    return found


def _is_done(membership: Membership, accepted: bool, on: date) -> bool:
    state = Acceptance.ACCEPTED if accepted else Acceptance.REFUSED
    return membership.acceptance is state and membership.decided_on == on


def _accept(membership: Membership, party: Party, decision: Decision) -> None:
    if decision.decided_on > membership.ends_on:
        raise LateDecisionError(party.name, decision.decided_on, membership.ends_on)
    membership.accept(decision.decided_on, decision.decided_by.strip())


def _refuse(act: Act, membership: Membership, decision: Decision) -> Decimal:
    """What was paid for it."""
    reason = decision.reason.strip()
    membership.refuse(decision.decided_on, decision.decided_by.strip(), act.now, reason)
    charge = _charge_of(act, membership)
    if charge is None:
        return Decimal(0)
    if not charge.paid and charge.state in (ChargeState.OPEN, ChargeState.SETTLED):
        act.refuse_if_locked(LockKind.CHARGES, act.day)
        charge.close(ChargeState.WAIVED, reason, act.day)
        act.about(*(key for key in (charge.payer_id,) if key))
    return charge.paid


def _ask_again(act: Act, membership: Membership) -> None:
    """The fee that the refusal waived, and no other waiver."""
    charge = _charge_of(act, membership)
    waived = charge is not None and charge.state is ChargeState.WAIVED
    if charge and waived and charge.closed_reason == membership.cancel_reason:
        if charge.closed_on:
            act.refuse_if_locked(LockKind.CHARGES, charge.closed_on)
        charge.reopen()


def _charge_of(act: Act, membership: Membership) -> Charge | None:
    wanted = select(Charge).where(Charge.fact_id == membership.id).with_for_update()
    found = wanted.execution_options(populate_existing=True)
    return act.session.scalars(found).one_or_none()


def _refuse_overlap(act: Act, membership: Membership, party: Party) -> None:
    for one in list_known(act.session, party.id):
        if one.kind_id == membership.kind_id and one.period.meets(membership.period):
            raise TakenPeriodError(party.name, one.period.starts_on, one.period.ends_on)


def _keep(act: Act, party: Party) -> None:
    act.session.flush()
    keep_memberships(act.session, party.id, list_known(act.session, party.id), act.day)
    act.about(party.id)
