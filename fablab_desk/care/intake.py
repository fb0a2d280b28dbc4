"""The memberships that a file of members tells of: found before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.plan_finding import PlanFinder, Plans, plan_key
from fablab_desk.db.chunks import chunks
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError, locked_through
from fablab_desk.memberships.errors import BackwardPeriodError
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.memberships.periods import Period, next_period
from fablab_desk.memberships.take_over import start_before
from fablab_desk.people.exchange.preview import Preview, Proposal, Verdict
from fablab_desk.people.exchange.reading import MembershipReading
from fablab_desk.people.models import Party


class NoPlanError(DeskError):
    """Told beside a line that is taken, as those below."""

    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” is no membership plan here: its membership is left out."), label=label
        )


class NoNamedPlanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line names no plan: its membership is left out."))


class LeftOutError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Its membership is left out, as chosen."))


class NoDateError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Without a date, the membership of this line is left out."))


class OtherPeriodError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("A membership from {starts_on} to {ends_on} is already there and stays."),
            starts_on=starts_on,
            ends_on=ends_on,
        )


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A membership to write, without a charge: it was paid elsewhere."""

    line: int
    party_id: UUID
    name: str
    plan_id: UUID
    plan: str
    kind_id: UUID
    statutory: bool
    audience_id: UUID | None
    entered_on: date
    period: Period


@dataclass(slots=True)
class NamedPlan:
    """What the file calls a plan, or "", and the memberships of the lines that bear this name.

    `plan_ids` are the plans its lines lead to; `taken` of them are taken over, `left` have no plan.
    `is_guessed`: a plan was found by its price or by likeness.
    """

    label: str
    chosen: bool  # by hand
    plan_ids: dict[UUID, None] = field(default_factory=dict)
    taken: int = 0
    left: int = 0
    is_guessed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether memberships are left aside that nobody decided on."""
        return bool(self.left) and not self.chosen


@dataclass(frozen=True, slots=True)
class Intake:
    """`notes` are by line; `named` are in the order of the file.

    `has_plans`: the lab has some to choose from.
    """

    memberships: tuple[TakenOver, ...]
    notes: dict[int, DeskError]
    named: tuple[NamedPlan, ...]
    has_plans: bool

    @property
    def left_out(self) -> int:
        """Memberships of the file without a plan here."""
        return sum(one.left for one in self.named)

    @property
    def undecided(self) -> int:
        """Those of them that nobody chose to leave out."""
        return sum(one.left for one in self.named if one.is_open)


def plan_intake(session: Session, preview: Preview, chosen: Plans | None = None) -> Intake:
    """Which memberships of the file can be taken over, and why the others are not."""
    told = [(one, one.membership) for one in preview.proposals if one.membership is not None]
    finder = PlanFinder(session, chosen or {}, preview.day)
    known = _known_periods(session, [one.party_id for one, _ in told])
    ends = {(key[0], one.ends_on) for key, periods in known.items() for one in periods}
    audiences = _audiences(session, [one for one, _ in told])
    locked = locked_through(session, LockKind.MEMBERSHIPS)
    found: list[TakenOver] = []
    notes: dict[int, DeskError] = {}
    named: dict[str, NamedPlan] = {}
    for one, reading in told:
        if not _tells_news(one.party_id, reading, ends):
            continue
        key = plan_key(reading.label)
        if key not in named:
            named[key] = NamedPlan(reading.label, finder.is_chosen(reading.label))
        label = named[key]
        audience_id = one.columns.get("audience_id", audiences.get(one.party_id))
        plan = finder.find(reading, audience_id, one.is_organisation)
        if plan is None:
            label.left += 1
            notes[one.line] = _without_plan(label)
            continue
        label.plan_ids[plan.id] = None
        label.is_guessed |= not label.chosen and plan_key(plan.label) != key
        there = known[one.party_id, plan.kind_id]
        period = _period(plan, reading)
        entered_on = min(period.starts_on, preview.day) if period else preview.day
        note = _refused(period, there, entered_on, locked)
        if note is not None:
            notes[one.line] = note
        elif period is not None and not any(other.meets(period) for other in there):
            there.append(period)
            label.taken += 1
            found.append(_taken_over(one, finder, plan, audience_id, entered_on, period))
    counted = [one for one in named.values() if one.taken or one.left or one.chosen]
    return Intake(tuple(found), notes, tuple(counted), finder.has_plans)


def _without_plan(named: NamedPlan) -> DeskError:
    if named.chosen:
        return LeftOutError()
    return NoPlanError(named.label) if named.label else NoNamedPlanError()


def _tells_news(party_id: UUID, reading: MembershipReading, ends: set[tuple[UUID, date]]) -> bool:
    """An end alone, as our own export writes it, tells of the period that ends then."""
    if reading.starts_on is None and reading.ends_on is not None:
        return (party_id, reading.ends_on) not in ends
    return bool(reading.label or reading.starts_on)


def _taken_over(
    one: Proposal,
    finder: PlanFinder,
    plan: MembershipPlan,
    audience_id: UUID | None,
    entered_on: date,
    period: Period,
) -> TakenOver:
    return TakenOver(
        line=one.line,
        party_id=one.party_id,
        name=one.name,
        plan_id=plan.id,
        plan=plan.label,
        kind_id=plan.kind_id,
        statutory=finder.statutory[plan.kind_id],
        audience_id=audience_id,
        entered_on=entered_on,
        period=period,
    )


def _period(plan: MembershipPlan, reading: MembershipReading) -> Period | None:
    """Both days as the file says; a missing one follows from the plan."""
    starts_on, ends_on = reading.starts_on, reading.ends_on
    if starts_on is not None:
        return Period(starts_on, ends_on or next_period(plan.terms, starts_on, []).ends_on)
    return None if ends_on is None else Period(start_before(plan.terms, ends_on), ends_on)


def _refused(
    period: Period | None, there: Iterable[Period], entered_on: date, locked: date | None
) -> DeskError | None:
    if period is None:
        return NoDateError()
    if period.ends_on < period.starts_on:
        return BackwardPeriodError(period.starts_on, period.ends_on)
    for other in there:
        inside = other.starts_on <= period.starts_on and period.ends_on <= other.ends_on
        if other.meets(period) and not inside:
            return OtherPeriodError(other.starts_on, other.ends_on)
    if locked is not None and entered_on <= locked:
        return LockedPeriodError(LockKind.MEMBERSHIPS, locked)
    return None


def _known_periods(
    session: Session, party_ids: Sequence[UUID]
) -> dict[tuple[UUID, UUID], list[Period]]:
    found: dict[tuple[UUID, UUID], list[Period]] = defaultdict(list)
    for chunk in chunks(party_ids):
        wanted = select(
            Membership.party_id, Membership.kind_id, Membership.starts_on, Membership.ends_on
        ).where(Membership.party_id.in_(chunk), Membership.cancelled_at.is_(None))
        for party_id, kind_id, starts_on, ends_on in session.execute(wanted):
            found[party_id, kind_id].append(Period(starts_on, ends_on))
    return found


def _audiences(session: Session, proposals: Iterable[Proposal]) -> dict[UUID, UUID | None]:
    known = [one.party_id for one in proposals if one.verdict is not Verdict.NEW]
    found: dict[UUID, UUID | None] = {}
    for chunk in chunks(known):
        wanted = select(Party.id, Party.audience_id).where(Party.id.in_(chunk))
        found |= {row.id: row.audience_id for row in session.execute(wanted)}
    return found
