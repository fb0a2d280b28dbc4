"""The memberships that a file of members tells of: found before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.prices import find_price
from fablab_desk.clock import add_months
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError, locked_through
from fablab_desk.memberships.errors import BackwardPeriodError
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.memberships.periods import A_DAY, Period, next_period
from fablab_desk.money import to_cent
from fablab_desk.people.exchange.known import chunks
from fablab_desk.people.exchange.preview import Preview, Proposal, Verdict
from fablab_desk.people.exchange.reading import MembershipReading
from fablab_desk.people.models import Party

Plans = Mapping[str, UUID]  # what a file calls a plan, normalised → the plan chosen by hand


class NoPlanNote(DeskError):  # noqa: N818  (told beside a line that is taken)
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” is no membership plan here: its membership is left out."), label=label
        )


class NoDateNote(DeskError):  # noqa: N818
    def __init__(self) -> None:
        super().__init__(mark("Without a date, the membership of this line is left out."))


class OtherPeriodNote(DeskError):  # noqa: N818
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


@dataclass(frozen=True, slots=True)
class Intake:
    """`notes` are by line; `labels` are the plans' names in the file that nothing answers to."""

    memberships: tuple[TakenOver, ...]
    notes: dict[int, DeskError]
    labels: tuple[str, ...]


def plan_intake(session: Session, preview: Preview, chosen: Plans | None = None) -> Intake:
    """Which memberships of the file can be taken over, and why the others are not."""
    told = [(one, one.membership) for one in preview.proposals if one.membership is not None]
    finder = _PlanFinder(session, chosen or {}, preview.day)
    known = _known_periods(session, [one.party_id for one, _ in told])
    audiences = _audiences(session, [one for one, _ in told])
    locked = locked_through(session, LockKind.MEMBERSHIPS)
    found: list[TakenOver] = []
    notes: dict[int, DeskError] = {}
    labels: dict[str, None] = {}
    for one, reading in told:
        audience_id = one.columns.get("audience_id", audiences.get(one.party_id))
        plan = finder.find(reading, audience_id, one.is_organisation)
        if plan is None:
            if reading.label:
                labels[reading.label] = None
                notes[one.line] = NoPlanNote(reading.label)
            continue
        period = _period(plan, reading)
        entered_on = min(period.starts_on, preview.day) if period else preview.day
        there = known[one.party_id, plan.kind_id]
        note = _refused(period, there, entered_on, locked)
        if note is not None:
            notes[one.line] = note
        elif period is not None and not any(other.meets(period) for other in there):
            there.append(period)
            found.append(_taken_over(one, finder, plan, audience_id, entered_on, period))
    return Intake(tuple(found), notes, tuple(labels))


class _PlanFinder:
    """By the choice made by hand, by name, or by a price that only one plan has."""

    def __init__(self, session: Session, chosen: Plans, today: date) -> None:
        wanted = select(MembershipPlan).where(MembershipPlan.archived_on.is_(None))
        self._plans = list(session.scalars(wanted))
        self._by_id = {plan.id: plan for plan in self._plans}
        self._by_label = {normalise(plan.label): plan for plan in self._plans}
        self._chosen = {normalise(label): plan_id for label, plan_id in chosen.items()}
        self._session, self._today = session, today
        self._prices: dict[tuple[Any, ...], Decimal | None] = {}
        kinds = session.execute(select(MembershipKind.id, MembershipKind.statutory))
        self.statutory = {row.id: row.statutory for row in kinds}

    def find(
        self, reading: MembershipReading, audience_id: UUID | None, for_organisation: bool
    ) -> MembershipPlan | None:
        label = normalise(reading.label)
        if label in self._chosen:
            return self._by_id.get(self._chosen[label])
        fitting = [plan for plan in self._plans if plan.for_organisations is for_organisation]
        plan = self._by_label.get(label)
        if plan in fitting or reading.amount is None:
            return plan if plan in fitting else None
        day = min(reading.starts_on or self._today, self._today)
        dear = [one for one in fitting if self._price(one, audience_id, day) == reading.amount]
        return dear[0] if len(dear) == 1 else None

    def _price(self, plan: MembershipPlan, audience_id: UUID | None, day: date) -> Decimal | None:
        key = (plan.article_id, audience_id, day)
        if key not in self._prices:
            found = find_price(self._session, *key)
            self._prices[key] = to_cent(found.to_pay) if found else None
        return self._prices[key]


def _taken_over(
    one: Proposal,
    finder: _PlanFinder,
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
    return None if ends_on is None else Period(_first_day(plan, ends_on), ends_on)


def _first_day(plan: MembershipPlan, ends_on: date) -> date:
    if plan.rule is PeriodRule.ROLLING:
        return add_months(ends_on + A_DAY, -plan.months)
    return plan.terms.season_of(ends_on).starts_on


def _refused(
    period: Period | None, there: Iterable[Period], entered_on: date, locked: date | None
) -> DeskError | None:
    if period is None:
        return NoDateNote()
    if period.ends_on < period.starts_on:
        return BackwardPeriodError(period.starts_on, period.ends_on)
    for other in there:
        inside = other.starts_on <= period.starts_on and period.ends_on <= other.ends_on
        if other.meets(period) and not inside:
            return OtherPeriodNote(other.starts_on, other.ends_on)
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
