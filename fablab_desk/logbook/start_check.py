"""Whether a use may start: each step in its order, all that is missing told, and how to get it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.logbook.errors import OverlapError, StartRefusedError, Step
from fablab_desk.logbook.models import Use
from fablab_desk.machines.kinds import MachineState, Severity
from fablab_desk.machines.models import Machine
from fablab_desk.machines.standing import Standing, standing_of
from fablab_desk.memberships.covered import covered_among
from fablab_desk.memberships.queries import standing_on, was_member_on
from fablab_desk.occupancy.taking import find_taken
from fablab_desk.people.models import Party, Person
from fablab_desk.people.piece_standing import Book
from fablab_desk.trainings.answers import remedy_of, sentence_of, ways_to
from fablab_desk.trainings.kinds import Answer
from fablab_desk.trainings.rights import load_targets, right_of

ADULT = 18
A_DAY = timedelta(days=1)
LEAVES = (MachineState.RETIRED, MachineState.ON_LOAN)


@dataclass(frozen=True, slots=True)
class StartFacts:
    """Who wants which machine, judged as of the day of the start; `until` None: no end yet."""

    machine: Machine
    user: Party | None  # None: a group that has a label only
    operator: Person | None
    animator_id: UUID | None
    at: datetime
    until: datetime | None
    day: date
    zone: ZoneInfo
    but: UUID | None = None  # the use that is corrected, or goes on


Steps: TypeAlias = "Callable[[Session, StartFacts, Standing], Iterable[StartRefusedError]]"


def check_start(session: Session, facts: StartFacts) -> tuple[StartRefusedError, ...]:
    """All refusals, in the order in which they are told: the first one is explained first."""
    standing = standing_of(session, facts.machine.id, facts.at, facts.day)
    if facts.until and standing.state in LEAVES and standing.since_day == facts.day:
        # Nobody says at which hour it left: what was over on that day came before.
        standing = standing_of(session, facts.machine.id, facts.at, facts.day - A_DAY)
    return tuple(refusal for step in STEPS for refusal in step(session, facts, standing))


def in_service(
    _session: Session, facts: StartFacts, standing: Standing
) -> Iterable[StartRefusedError]:
    name, since = facts.machine.name, _local(standing.since, facts.zone)
    match standing.state:
        case MachineState.RETIRED:
            told = DeskError(
                mark("{machine} is retired since {day}."), machine=name, day=standing.since_day
            )
            yield StartRefusedError(Step.SERVICE, told, final=True)
        case MachineState.ON_LOAN:
            told = DeskError(
                mark("{machine} is lent to {who} since {day}."),
                machine=name,
                who=standing.borrower,
                day=standing.since_day,
            )
            yield StartRefusedError(
                Step.SERVICE, told, DeskError(mark("Note its return first.")), final=True
            )
        case MachineState.NOT_YET:
            told = DeskError(
                mark("{machine} is in service from {day} only."),
                machine=name,
                day=standing.since_day,
            )
            yield StartRefusedError(
                Step.SERVICE, told, DeskError(mark("Correct that day in its record.")), final=True
            )
        case MachineState.OUT_OF_ORDER:
            told = DeskError(
                mark("{machine} is out of order since {since}: {text}."),
                machine=name,
                since=since,
                text=_ended(standing.text),
            )
            remedy = DeskError(mark("Note the repair first."))
            danger = standing.severity is Severity.DANGEROUS
            yield StartRefusedError(Step.SERVICE, told, remedy, final=danger)
        case MachineState.IN_MAINTENANCE:
            told = DeskError(
                mark("{machine} is in maintenance since {since}."), machine=name, since=since
            )
            remedy = DeskError(mark("Close the maintenance first."))
            yield StartRefusedError(Step.SERVICE, told, remedy, final=False)


def is_free(
    session: Session, facts: StartFacts, _standing: Standing
) -> Iterable[StartRefusedError]:
    taken = find_taken(session, facts.machine.id, facts.at, facts.until, but=facts.but)
    if taken is None:
        return
    who, starts_at = who_has(session, taken.fact_id), taken.starts_at.astimezone(facts.zone)
    ends_at = _local(taken.ends_at, facts.zone)
    told = OverlapError(facts.machine.name, who, starts_at, ends_at)
    how = mark("Stop that use first.") if ends_at is None else mark("Correct the times.")
    yield StartRefusedError(Step.FREE, told, DeskError(how), final=True)


def is_member(
    session: Session, facts: StartFacts, _standing: Standing
) -> Iterable[StartRefusedError]:
    user, day = facts.user, facts.day
    if user is None or not facts.machine.needs_membership:
        return
    if was_member_on(session, user.id, day) or user.id in covered_among(session, [user.id], day):
        return
    stands = standing_on(session, user.id, day).sentence
    told = DeskError(
        mark("{name} is no member on {day} ({standing})."), name=user.name, day=day, standing=stands
    )
    remedy = DeskError(mark("Enrol them, or renew their membership."))
    yield StartRefusedError(Step.MEMBERSHIP, told, remedy, final=False)


def has_pieces(
    session: Session, facts: StartFacts, _standing: Standing
) -> Iterable[StartRefusedError]:
    user = facts.user
    if user is None or not facts.machine.needs_pieces:
        return
    pieces = Book(session, facts.day).standings([user.id]).get(user.id, ())
    owed = [one.label for one in pieces if one.is_owed]
    if owed:
        told = DeskError(
            mark("{name} has not handed in: {pieces}."), name=user.name, pieces=", ".join(owed)
        )
        remedy = DeskError(mark("Print them pre-filled from their record, and note them."))
        yield StartRefusedError(Step.PIECES, told, remedy, final=False)


def is_old_enough(
    _session: Session, facts: StartFacts, _standing: Standing
) -> Iterable[StartRefusedError]:
    who, least = facts.operator, facts.machine.min_age
    if who is None:
        return
    age = who.age_on(facts.day)
    if age is None:
        if least:
            told = DeskError(
                mark("{name} must be {least}, and has no birth date."), name=who.name, least=least
            )
            remedy = DeskError(mark("Write it in their record."))
            yield StartRefusedError(Step.AGE, told, remedy, final=False)
        return
    if least and age < least:
        told = DeskError(
            mark("{name} is {age}: {machine} is for those of {least} and older."),
            name=who.name,
            age=age,
            machine=facts.machine.name,
            least=least,
        )
        remedy = DeskError(mark("Somebody older works the machine."))
        yield StartRefusedError(Step.AGE, told, remedy, final=False)
    elif age < ADULT and facts.animator_id is None:
        told = DeskError(mark("{name} is {age} and alone."), name=who.name, age=age)
        remedy = DeskError(mark("Say which animator is with them."))
        yield StartRefusedError(Step.AGE, told, remedy, final=False)


def is_certified(
    session: Session, facts: StartFacts, _standing: Standing
) -> Iterable[StartRefusedError]:
    """Whoever works the machine has the right to, as of that day; a group has an animator."""
    who, machine, day = facts.operator, facts.machine, facts.day
    if who is None:
        target = load_targets(session, [machine.id], day)[machine.id]
        if target.asked and facts.animator_id is None:
            told = DeskError(
                mark("Nobody who may work on {machine} is named."), machine=machine.name
            )
            remedy = DeskError(mark("Say which animator is with them."))
            yield StartRefusedError(Step.CERTIFICATION, told, remedy, final=False)
        return
    right = right_of(session, who.id, machine.id, day)
    if right.answer in (Answer.NOT_ASKED, Answer.AUTONOMOUS):
        return
    if right.answer is Answer.WITH_ANIMATOR and facts.animator_id is not None:
        return
    told = sentence_of(right, who.name, machine.name)
    how = remedy_of(right, ways_to(session, machine.id, day))
    yield StartRefusedError(Step.CERTIFICATION, told, how, final=False)


def has_what_it_needs(
    _session: Session, facts: StartFacts, standing: Standing
) -> Iterable[StartRefusedError]:
    if standing.state is MachineState.NEEDS_STOPPED:
        told = DeskError(
            mark("{machine} needs {needed}, which is stopped."),
            machine=facts.machine.name,
            needed=standing.needed,
        )
        remedy = DeskError(mark("Bring {needed} back first."), needed=standing.needed)
        danger = standing.severity is Severity.DANGEROUS
        yield StartRefusedError(Step.NEEDS, told, remedy, final=danger)


# In the order in which they are told; bookings come with the agenda of machines.
STEPS: tuple[Steps, ...] = (
    in_service,
    is_free,
    is_member,
    has_pieces,
    is_old_enough,
    is_certified,
    has_what_it_needs,
)


def who_has(session: Session, use_id: UUID) -> str:
    """The name of whoever a use is of; nothing where it is of another kind of record."""
    wanted = (
        select(Party.name, Use.label)
        .select_from(Use)
        .outerjoin(Party, Party.id == Use.user_id)
        .where(Use.id == use_id)
    )
    found = session.execute(wanted).first()
    return (found.name or found.label) if found else ""


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None


def _ended(text: str) -> str:
    """A sentence of somebody's own, within another one."""
    return text.strip().rstrip(".!")
