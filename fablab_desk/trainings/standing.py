"""What a certification is on a day, and what somebody may do by those they hold. No base here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from fablab_desk.clock import add_months
from fablab_desk.trainings.kinds import Answer, EventKind, Level, Standing

ENDLESS = date.max
A_DAY = timedelta(days=1)


class Event(NamedTuple):
    """`until` is of a suspension, that day included; None: until it is restored."""

    kind: EventKind
    starts_on: date
    until: date | None
    reason: str


class UseMark(NamedTuple):
    """A day on which somebody operated the machine, or one of the family."""

    day: date
    override: bool  # all of it allowed all the same


class Sheet(NamedTuple):
    """A version of a machine's safety sheet, from its first day to the one it was put away."""

    valid_from: date
    major: int
    archived_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.archived_on is None or self.archived_on > day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A certification with the terms that were frozen when it was granted."""

    id: UUID
    person_id: UUID
    level: Level
    granted_on: date
    machine_id: UUID | None = None  # None: of a family
    family_id: UUID | None = None
    course_id: UUID | None = None
    fixed_until: date | None = None  # that day included
    disuse_months: int | None = None
    events: tuple[Event, ...] = ()  # those that stand, in their order
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`since`: from when it stands so; `until`: the last day of it, None where there is none."""

    standing: Standing
    since: date
    until: date | None = None
    reason: str = ""


def state_of(
    grant: Grant, day: date, uses: Sequence[UseMark] = (), sheets: Sequence[Sheet] = ()
) -> State:
    """As of that day. The clocks go on while it is suspended."""
    if grant.withdrawn:
        return State(Standing.WITHDRAWN, grant.granted_on)
    if day < grant.granted_on:
        return State(Standing.NOT_YET, grant.granted_on)
    if ended := _ended(grant, day):
        return ended
    fixed = grant.fixed_until or ENDLESS
    used = used_until(grant, [use for use in uses if use.day <= day])
    fallen = fallen_on(grant.granted_on, day, sheets)
    ends = [  # whichever came first is told
        (fallen, Standing.SHEET) if fallen else None,
        (fixed + A_DAY, Standing.LAPSED) if fixed < day else None,
        (used + A_DAY, Standing.DISUSED) if used < day else None,
    ]
    if over := sorted((end for end in ends if end), key=lambda end: end[0]):
        return State(over[0][1], over[0][0])
    until = min(fixed, used)
    return State(Standing.IN_FORCE, grant.granted_on, None if until == ENDLESS else until)


def used_until(grant: Grant, uses: Sequence[UseMark]) -> date:
    """The last day before it lapses by disuse.

    A use that was allowed all the same keeps it alive, and revives none that had lapsed.
    """
    if grant.disuse_months is None:
        return ENDLESS
    until = add_months(grant.granted_on, grant.disuse_months)
    for day, override in sorted(uses):
        if day >= grant.granted_on and not (override and day > until):
            until = max(until, add_months(day, grant.disuse_months))
    return until


def fallen_on(granted_on: date, day: date, sheets: Sequence[Sheet]) -> date | None:
    """From when a new major version of the safety sheet asks for the training anew."""
    learnt = max((one.major for one in sheets if one.holds_on(granted_on)), default=None)
    if learnt is None:  # there was none to learn: the first sheet is no new version
        return None
    newer = [
        one.valid_from
        for one in sheets
        if one.valid_from > granted_on and one.holds_on(day) and one.major > learnt
    ]
    return min(newer, default=None)


def _ended(grant: Grant, day: date) -> State | None:
    """Revoked for good, or suspended and neither restored nor past its term."""
    suspended: list[Event] = []
    for event in grant.events:
        if event.starts_on > day:
            continue
        match event.kind:
            case EventKind.REVOKED:
                return State(Standing.REVOKED, event.starts_on, None, event.reason)
            case EventKind.SUSPENDED:
                suspended.append(event)
            case EventKind.RESTORED:
                suspended.clear()
    runs = [one for one in suspended if one.until is None or one.until >= day]
    if runs:
        last = max(runs, key=lambda one: one.until or ENDLESS)
        return State(Standing.SUSPENDED, last.starts_on, last.until, last.reason)
    return None


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody may do, by which certification; none where they never had one."""

    answer: Answer
    grant: Grant | None = None
    state: State | None = None


def decide(held: Sequence[tuple[Grant, State]], *, asked: bool = True) -> Decision:
    """Of all that a person holds for one machine, each with its state on the day.

    What is of the machine itself beats what is of its family, also when lower or ended; once it
    has ended, what was earned for the family since counts. A level that was taken away takes those
    below it along, unless they were granted later, and bars whoever is asked for nothing too.
    """
    there = [
        (grant, state)
        for grant, state in held
        if state.standing not in (Standing.WITHDRAWN, Standing.NOT_YET)
    ]
    own = [one for one in there if one[0].machine_id]
    there = own + [one for one in there if not one[0].machine_id and _after(one[0], own)]
    taken = [one for one in there if one[1].standing in (Standing.SUSPENDED, Standing.REVOKED)]
    live = [
        (grant, state)
        for grant, state in there
        if state.standing is Standing.IN_FORCE and not any(_below(grant, *one) for one in taken)
    ]
    if live:
        grant, state = max(live, key=lambda one: (one[0].level.rank, one[1].until or ENDLESS))
        alone = grant.level is not Level.ACCOMPANIED
        answer = Answer.AUTONOMOUS if alone else Answer.WITH_ANIMATOR
        return Decision(answer if asked else Answer.NOT_ASKED, grant, state)
    if not asked and not taken:
        return Decision(Answer.NOT_ASKED)
    if not there:
        return Decision(Answer.TO_TRAIN)
    pool = taken or there
    last = max(pool, key=lambda one: (one[0].level.rank, one[0].granted_on, one[1].since))
    return Decision(Answer.TO_TRAIN, *last)


def _after(grant: Grant, own: Sequence[tuple[Grant, State]]) -> bool:
    """Earned once all that somebody held for the machine itself was over."""
    return all(
        state.standing is not Standing.IN_FORCE and grant.granted_on >= state.since
        for _, state in own
    )


def _below(grant: Grant, taken: Grant, state: State) -> bool:
    return grant.level.rank <= taken.level.rank and grant.granted_on <= state.since
