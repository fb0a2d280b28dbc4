"""Writing a use with all that follows from it, and taking all of that away again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import delete, select

from fablab_desk.charges.models import Charge
from fablab_desk.clock import local_day
from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import FIRST_DAY, LockKind
from fablab_desk.logbook.asking import answers_of
from fablab_desk.logbook.charging import (
    MaterialPrice,
    cancel_charges,
    charge_material,
    charge_time,
    price_materials,
    time_label,
)
from fablab_desk.logbook.drafts import Found, MaterialDraft, UseDraft
from fablab_desk.logbook.errors import (
    AncientUseError,
    AttendedError,
    OverlapError,
    StartRefusedError,
    Step,
    UnknownMachineError,
    UnknownUserError,
)
from fablab_desk.logbook.kinds import UseSource, UseState
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.start_check import StartFacts, check_start, who_has
from fablab_desk.logbook.visits import note_visit, take_visit_away
from fablab_desk.machines.kinds import LogKind, QuestionMoment
from fablab_desk.machines.models import LogEntry, Machine, UseDay
from fablab_desk.money import ZERO
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy
from fablab_desk.occupancy.taking import TakenError, let_go, take, take_again
from fablab_desk.people.models import Party, Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act
from fablab_desk.staff.rights import Right, RightError
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.movements import draw, give_back_fact

P = TypeVar("P", bound=Party)
_MILLIONTH = Decimal("0.000001")
FIELDS = {  # beside which a refusal to start is told
    Step.SERVICE: "machine_id",
    Step.FREE: "starts_at",
    Step.NEEDS: "machine_id",
    Step.AGE: "operator_id",
    Step.QUESTIONS: "answers",
}


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft without a problem, with what it names."""

    draft: UseDraft
    starts_at: datetime
    day: date
    machine: Machine
    user: Party | None
    operator: Person | None
    overridden: tuple[StartRefusedError, ...]
    answers: tuple[dict[str, str], ...]
    prices: tuple[MaterialPrice, ...]


def examine(act: Act, draft: UseDraft, *, live: bool, but: UUID | None = None) -> Examined:
    """Every problem at once, each with its field; what may be overridden, with a reason."""
    found: Found = []
    draft, own = draft.checked(act.now, live=live)
    found += own
    starts_at = draft.starts_at or act.now
    day = local_day(starts_at, act.zone, act.day_ends_at)
    gathered(found, "starts_at", lambda: _refuse_day(act, day))
    machine = gathered(found, "machine_id", lambda: _machine(act, draft.machine_id))
    user = gathered(found, "user_id", lambda: _party(act, Party, draft.user_id))
    operator = gathered(found, "operator_id", lambda: _party(act, Person, draft.operator_id))
    gathered(found, "animator_id", lambda: _party(act, Person, draft.animator_id))
    if operator is None and isinstance(user, Person):
        operator = user
    if machine and draft.unattended and not machine.may_run_alone:
        found.append(("unattended", AttendedError(machine.name)))
    refused: tuple[StartRefusedError, ...] = ()
    answers: tuple[dict[str, str], ...] = ()
    if machine:
        moment = QuestionMoment.BEFORE if live else None
        answers = (
            gathered(
                found, "answers", lambda: answers_of(act.session, machine, draft.answers, moment)
            )
            or ()
        )
        if not any(name in ("starts_at", "ends_at", "user_id") for name, _ in found):
            until = None if live else draft.ends_at
            facts = StartFacts(
                machine, user, operator, draft.animator_id, starts_at, until, day, act.zone, but
            )
            refused = check_start(act.session, facts)
            found += _standing_refusals(act, refused, draft.override_reason)
    audience = user.audience_id if user else None
    prices, wrong = price_materials(act.session, draft.materials, audience, day)
    found += wrong
    refuse(found)
    assert machine
    return Examined(draft, starts_at, day, machine, user, operator, refused, answers, tuple(prices))


def write_use(
    act: Act, key: UUID, seen: Examined, source: UseSource, *, corrects_id: UUID | None = None
) -> tuple[Use, list[Charge]]:
    """The use, running where the draft has no end, and what is owed for it.

    The base has the last word on who has the machine.
    """
    draft, person = seen.draft, seen.user if isinstance(seen.user, Person) else None
    running = draft.ends_at is None
    use = Use(
        id=key,
        machine_id=seen.machine.id,
        running_machine_id=seen.machine.id if running else None,
        state=UseState.RUNNING if running else UseState.OVER,
        source=source,
        starts_at=seen.starts_at,
        ends_at=draft.ends_at,
        day=seen.day,
        user_id=draft.user_id,
        label=draft.label,
        heads=draft.heads,
        operator_id=seen.operator.id if seen.operator else None,
        animator_id=draft.animator_id,
        purpose_id=draft.purpose_id,
        project_id=draft.project_id,
        unattended=draft.unattended,
        planned_end=draft.planned_end,
        outcome=draft.outcome,
        note=draft.note,
        answers=list(seen.answers),
        override_reason=draft.override_reason if seen.overridden else "",
        override_by=act.actor.id if seen.overridden else None,
        refusals=[refusal.kept() for refusal in seen.overridden],
        recorded_at=act.now,
        recorded_by=act.actor.id,
        corrects_id=corrects_id,
        audience_id=seen.user.audience_id if seen.user else None,
        commune=seen.user.commune if seen.user else "",
        district=seen.user.district if seen.user else "",
        bill_id=None if running else new_key(),  # at once: an update less
    )
    if person:
        use.gender, use.age = person.gender, person.age_on(seen.day)
    occupy(act, use, seen.machine.name)
    act.session.add(use)
    act.about(*(one for one in (use.user_id, use.operator_id, use.machine_id) if one))
    note_visit(act, use)
    log(act, use)
    return use, [] if running else settle(act, use, seen.machine, seen.prices)


def occupy(act: Act, use: Use, machine: str) -> None:
    with _said_who(act, machine):
        take(
            act,
            resource_id=use.machine_id,
            kind=ResourceKind.MACHINE,
            fact_id=use.id,
            taken_by=TakenBy.USE,
            starts_at=use.starts_at,
            ends_at=use.ends_at,
        )


def occupy_again(act: Act, use: Use, machine: str) -> None:
    """Until it is stopped anew."""
    with _said_who(act, machine):
        take_again(act, use.id)


@contextmanager
def _said_who(act: Act, machine: str) -> Iterator[None]:
    try:
        yield
    except TakenError as lost:
        if lost.taken is None:
            raise
        who = who_has(act.session, lost.taken.fact_id)
        since = lost.taken.starts_at.astimezone(act.zone)
        until = lost.taken.ends_at and lost.taken.ends_at.astimezone(act.zone)
        raise Problems([("machine_id", OverlapError(machine, who, since, until))]) from lost


def log(act: Act, use: Use) -> None:
    act.session.add(
        LogEntry(
            machine_id=use.machine_id,
            kind=LogKind.USE,
            at=use.starts_at,
            until=use.ends_at,
            fact_id=use.id,
            party_id=use.user_id,
        )
    )


def settle(act: Act, use: Use, machine: Machine, prices: Sequence[MaterialPrice]) -> list[Charge]:
    """What follows from the end of a use: its days, what it drew, what is owed for it."""
    assert use.ends_at
    use.bill_id = use.bill_id or new_key()
    act.session.flush()
    for day, seconds in days_of(use.starts_at, use.ends_at, act):
        act.session.add(
            UseDay(
                use_id=use.id,
                day=day,
                machine_id=use.machine_id,
                operator_id=use.operator_id,
                seconds=seconds,
                first=day == use.day,
                override=bool(use.override_reason),
            )
        )
    label = time_label(machine.name, use.ends_at - use.starts_at)
    charges = [charge_time(act, use, machine, label)]
    charges += [_consume(act, use, place, one) for place, one in enumerate(prices)]
    return [charge for charge in charges if charge]


def _consume(act: Act, use: Use, place: int, one: MaterialPrice) -> Charge | None:
    row = UseMaterial(
        id=new_key(),
        use_id=use.id,
        article_id=one.article.id,
        quantity=one.draft.quantity,
        unit_price=one.price.to_pay.quantize(_MILLIONTH) if one.price else ZERO,
        offered=one.draft.offered,
        offered_reason=one.draft.offered_reason.strip() if one.draft.offered else "",
        own=one.draft.own,
    )
    act.session.add(row)
    if not one.draft.own:
        found: Found = []
        moved = gathered(
            found,
            f"materials.{place}",
            lambda: draw(
                act,
                article_id=one.article.id,
                store=Store.LAB,
                quantity=one.draft.quantity,
                reason=MovementReason.USE,
                fact_id=use.id,
                day=use.day,
            ),
        )
        refuse(found)
        row.unit_cost = moved.unit_cost if moved else ZERO
    if one.draft.offered and act.person_id and act.person_id == use.user_id:
        act.alone(use.id, one.draft.offered_reason.strip())
    return charge_material(act, use, row, one)


def unsettle(act: Act, use: Use, reason: str) -> None:
    """As if it had not ended: nothing is owed, counted or drawn any more."""
    rows = list(
        act.session.scalars(
            select(UseMaterial).where(UseMaterial.use_id == use.id).order_by(UseMaterial.id)
        )
    )
    cancel_charges(act, use, [row.id for row in rows], reason)
    give_back_fact(act, use.id, reason)
    act.session.execute(delete(UseDay).where(UseDay.use_id == use.id))
    act.touch(UseDay)
    use.bill_id = None


def material_drafts(rows: Sequence[UseMaterial]) -> list[MaterialDraft]:
    return [
        MaterialDraft(
            article_id=row.article_id,
            quantity=row.quantity,
            offered=row.offered,
            offered_reason=row.offered_reason,
            own=row.own,
        )
        for row in rows
    ]


def take_away(act: Act, use: Use, state: UseState, reason: str) -> None:
    """It is kept, and counts no more; the machine was free."""
    unsettle(act, use, reason)
    let_go(act, use.id)
    take_visit_away(act, use)
    act.session.execute(delete(LogEntry).where(LogEntry.fact_id == use.id))
    act.touch(LogEntry)
    use.state, use.running_machine_id, use.closed_reason = state, None, reason
    act.about(*(one for one in (use.user_id, use.operator_id, use.machine_id) if one))


def days_of(start: datetime, end: datetime, act: Act) -> Iterator[tuple[date, int]]:
    """The working days that it touches, with its elapsed seconds on each."""
    at = start
    while at < end:
        day = local_day(at, act.zone, act.day_ends_at)
        after = min(end, _end_of(day, act.day_ends_at, act))
        yield day, int((after - at).total_seconds())
        at = after


def _end_of(day: date, day_ends_at: time, act: Act) -> datetime:
    return datetime.combine(day + timedelta(days=1), day_ends_at, act.zone).astimezone(UTC)


def _refuse_day(act: Act, day: date) -> None:
    if day < FIRST_DAY:
        raise AncientUseError(day)
    act.refuse_if_locked(LockKind.USES, day)


def _machine(act: Act, machine_id: UUID) -> Machine:
    machine = act.session.get(Machine, machine_id)
    if machine is None:
        raise UnknownMachineError
    return machine


def _party(act: Act, kind: type[P], key: UUID | None) -> P | None:
    if key is None:
        return None
    # Mostly a person, and then all of them in one question; the kind asked finds the same record.
    known = act.session.get(Person, key) or act.session.get(kind, key)
    if known is None:
        raise UnknownUserError
    return load_present(act.session, kind, key)


def _standing_refusals(
    act: Act, refused: Sequence[StartRefusedError], reason: str
) -> list[tuple[str, DeskError]]:
    final = [one for one in refused if one.final]
    if final or not reason:
        return [(FIELDS.get(one.step, "user_id"), one) for one in refused]
    if refused and not act.actor.may(Right.OVERRIDE_USE):
        return [("override_reason", RightError(Right.OVERRIDE_USE))]
    return []
