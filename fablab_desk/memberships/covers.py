"""Who comes under somebody else's membership, an agreement or a hosted session, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.memberships.covered import said_of
from fablab_desk.memberships.kept import held_periods
from fablab_desk.memberships.models import Cover, Membership, MembershipKind, MembershipPlan
from fablab_desk.memberships.periods import Period, run_on
from fablab_desk.memberships.proposal import list_known
from fablab_desk.memberships.queries import Standing
from fablab_desk.people.kinds import MemberState
from fablab_desk.people.models import Party

if TYPE_CHECKING:
    from fablab_desk.memberships.drafts import CoverDraft

A_DAY = timedelta(days=1)
LATELY = timedelta(days=60)
_BY: Any = aliased(Party, name="covering")
_PERSON = aliased(Party, name="covered")


@dataclass(frozen=True, slots=True)
class CoverRow:
    """`last` is the day through which it holds, told by the membership that it comes under."""

    id: UUID
    person_id: UUID
    person: str
    organisation_id: UUID | None
    organisation: str
    reason: str
    starts_on: date
    ends_on: date | None
    version: int
    last: date | None  # None: the organisation is no member at all
    holds: bool  # on the day asked about

    @property
    def by(self) -> str:
        return said_of(self.organisation, self.reason)

    @property
    def draft(self) -> "CoverDraft":
        from fablab_desk.memberships.drafts import CoverDraft  # loaded by who corrects one

        return CoverDraft(
            person_id=self.person_id,
            organisation_id=self.organisation_id,
            reason=self.reason,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )

    def is_over(self, day: date) -> bool:
        return self.last is None or self.last < day


@dataclass(frozen=True, slots=True)
class Named:
    """The people an organisation covers, in the order of names; `most` None: any number."""

    rows: tuple[CoverRow, ...] = ()
    most: int | None = None

    @property
    def holding(self) -> int:
        return sum(row.holds for row in self.rows)


_ROWS = (
    select(Cover, _PERSON.name, func.coalesce(_BY.name, ""))
    .join(_PERSON, _PERSON.id == Cover.person_id)
    .outerjoin(_BY, _BY.id == Cover.organisation_id)
)


def list_covers(session: Session, person_id: UUID, day: date) -> tuple[CoverRow, ...]:
    """What covers a person, has covered or will, the newest first."""
    return tuple(_read(session, day, Cover.person_id == person_id, Cover.starts_on.desc()))


def find_cover(session: Session, cover_id: UUID, day: date) -> CoverRow | None:
    return next(iter(_read(session, day, Cover.id == cover_id, Cover.id)), None)


def list_named(session: Session, organisation_id: UUID, day: date) -> Named:
    rows = _read(session, day, Cover.organisation_id == organisation_id, _PERSON.sort_name)
    limits = [most for period, most in limits_of(session, organisation_id) if period.holds(day)]
    return Named(tuple(rows), min(limits, default=None))


def standing_with(covers: Iterable[CoverRow], own: Standing, day: date) -> Standing:
    """Where somebody stands: by their own membership, or else by what covers them that day."""
    if own.state is MemberState.CURRENT:
        return own
    row = _longest(row for row in covers if row.holds or row.is_over(day))
    if row is None or row.last is None:
        return own
    if row.holds:
        said = DeskError(mark("Covered by {by} until {last}"), by=row.by, last=row.last)
        return Standing(MemberState.COVERED, said)
    if own.state is not MemberState.NEVER:
        return own
    since = row.last + A_DAY
    return Standing(
        own.state,
        DeskError(mark("No longer covered by {by} since {since}"), by=row.by, since=since),
    )


def ended_lately(covers: Iterable[CoverRow], day: date) -> CoverRow | None:
    """The last one to end, as long as the desk is told of it; none where something else covers."""
    rows = tuple(covers)
    if any(row.holds for row in rows):
        return None
    first, last = told_between(day)
    return _longest(row for row in rows if row.last and first <= row.last <= last)


def told_between(day: date) -> tuple[date, date]:
    """The last days of those covers whose end the desk is told of on that day."""
    return day - LATELY, day - A_DAY


def _longest(covers: Iterable[CoverRow]) -> CoverRow | None:
    """The one that lists name of several, too: of two of one end the one that was written first."""
    by_entry = sorted(covers, key=lambda row: row.id)
    return max(by_entry, key=lambda row: row.last or date.min, default=None)


def limits_of(session: Session, organisation_id: UUID) -> list[tuple[Period, int]]:
    """The memberships of an organisation that cover so many people and no more."""
    wanted = (
        select(Membership.holds_from, Membership.ends_on, MembershipPlan.named_people)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .join(MembershipKind, MembershipKind.id == Membership.kind_id)
        .where(
            MembershipKind.statutory,
            Membership.party_id == organisation_id,
            Membership.cancelled_at.is_(None),
            Membership.holds_from <= Membership.ends_on,
        )
    )
    found = session.execute(wanted)
    return [
        (Period(first, last), most) for first, last, most in found if first and most is not None
    ]


def _read(
    session: Session, day: date, condition: ColumnElement[bool], order: Any
) -> Iterable[CoverRow]:
    for cover, person, by in session.execute(_ROWS.where(condition).order_by(order, Cover.id)):
        last = cover.ends_on
        if not cover.reason:
            run = _run_of(session, cover.organisation_id, max(day, cover.starts_on))
            ends = [one for one in (last, run.ends_on if run else None) if one]
            last = min(ends) if run else None
            begun = bool(run and run.starts_on <= day)
        else:
            begun = True
        holds = begun and cover.starts_on <= day and last is not None and day <= last
        yield CoverRow(
            cover.id,
            cover.person_id,
            person,
            cover.organisation_id,
            by,
            cover.reason,
            cover.starts_on,
            cover.ends_on,
            cover.version,
            last,
            holds,
        )


def _run_of(session: Session, organisation_id: UUID, day: date) -> Period | None:
    """The unbroken stretch of memberships that holds a day, or tells most about it."""
    return run_on(held_periods(list_known(session, organisation_id)), day)
