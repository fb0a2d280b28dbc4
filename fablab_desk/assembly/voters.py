"""Who votes: by the rule as of a day, as it was settled by the convocation, and what changed."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.models import Assembly, AssemblyVoter
from fablab_desk.clock import add_months
from fablab_desk.db.likely import likely
from fablab_desk.db.listing import Listing
from fablab_desk.memberships.carrier import belongs_to
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import OrganisationContact, Party
from fablab_desk.people.numbers import member_number
from fablab_desk.people.queries import PARTIES_SEARCH, PEOPLE_TABLE

HOLDER = aliased(Party, name="holder")
CALLED = aliased(AssemblyVoter, name="called")
SHOWS = frozenset({Assembly, AssemblyVoter, Membership, MembershipPlan, Party})


@dataclass(frozen=True, slots=True)
class VoterRow:
    """A person, or an organisation that votes by its representative."""

    id: UUID
    number: int
    name: str
    kind: PartyKind
    email: str
    presence: Presence = Presence.ABSENT
    proxy_id: UUID | None = None
    proxy_name: str | None = None

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


@dataclass(frozen=True, slots=True)
class Changes:
    """Since the convocation: who would vote now and did not, and who no longer would; names."""

    added: list[str]
    gone: list[str]


_ORDERS = {"name": (Party.sort_name, Party.number), "number": (Party.number,)}
_WOULD_VOTE: Listing[VoterRow] = Listing(
    wanted=select(Party.id, Party.number, Party.name, Party.kind, Party.email).outerjoin(
        PEOPLE_TABLE, PEOPLE_TABLE.c.id == Party.id
    ),
    make_row=VoterRow,
    key=Party.id,
    orders=_ORDERS,
    shows=SHOWS,
    search=PARTIES_SEARCH,
)


def list_voters_on(
    day: date, least_age: int | None = None, sought: str = "", carrier_id: UUID | None = None
) -> Listing[VoterRow]:
    """Who votes by the rule as of a day: members of that structure, or of any."""
    return _by_rule(day, least_age, carrier_id).searching(sought)


@lru_cache(maxsize=8)  # one statement, prepared once
def _by_rule(day: date, least_age: int | None, carrier_id: UUID | None) -> Listing[VoterRow]:
    """A page looks at one person after the other; all are found from the memberships."""
    member = exists().where(Membership.party_id == Party.id, *_is_voting(day, carrier_id))
    there = or_(Party.archived_on.is_(None), Party.archived_on > day)
    listing = _WOULD_VOTE.narrowed(*likely(member), there)
    if least_age is not None:
        born = PEOPLE_TABLE.c.birth_date
        listing = listing.narrowed(or_(born.is_(None), born <= _born_by(day, least_age)))
    return replace(listing, keys=_keys(day, least_age, carrier_id), ahead=True)


def _keys(day: date, least_age: int | None, carrier_id: UUID | None) -> Select[UUID]:
    """A voting statutory membership that day; whoever is archived by then has left.

    Who is younger than `least_age` that day does not vote; without a birth date nobody is refused.
    """
    # The offset keeps the members a list of their own, read once in the order of their keys.
    voting = select(Membership.party_id).where(*_is_voting(day, carrier_id))
    members = voting.distinct().offset(0).subquery()
    key = members.c.party_id
    voters = select(key).where(key.not_in(select(Party.id).where(Party.archived_on <= day)))
    if least_age is None:
        return voters
    born = PEOPLE_TABLE.c.birth_date > _born_by(day, least_age)
    return voters.where(key.not_in(select(PEOPLE_TABLE.c.id).where(born)))


def _is_voting(day: date, carrier_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    voting = (
        select(MembershipPlan.id)
        .join(MembershipKind, MembershipKind.id == MembershipPlan.kind_id)
        .where(MembershipKind.statutory, MembershipPlan.votes)
    )
    return (
        Membership.plan_id.in_(voting),
        Membership.cancelled_at.is_(None),
        Membership.holds_from <= day,
        Membership.ends_on >= day,
        *((belongs_to(carrier_id),) if carrier_id else ()),
    )


def _born_by(day: date, least_age: int) -> date:
    return add_months(day, -12 * least_age)


def list_called(
    assembly_id: UUID, sought: str = "", presence: Presence | None = None
) -> Listing[VoterRow]:
    """Those whom the convocation settled, with what is entered of each."""
    listing = _called(assembly_id).searching(sought)
    return listing.narrowed(AssemblyVoter.presence == presence) if presence else listing


@lru_cache(maxsize=8)
def _called(assembly_id: UUID) -> Listing[VoterRow]:
    """A page looks at one person after the other, as most are called."""
    of_this = and_(AssemblyVoter.party_id == Party.id, AssemblyVoter.assembly_id == assembly_id)
    is_called = exists().where(CALLED.party_id == Party.id, CALLED.assembly_id == assembly_id)
    wanted = (
        select(
            Party.id,
            Party.number,
            Party.name,
            Party.kind,
            Party.email,
            AssemblyVoter.presence,
            AssemblyVoter.proxy_id,
            HOLDER.name,
        )
        .select_from(Party)
        .outerjoin(AssemblyVoter, of_this)
        .outerjoin(PEOPLE_TABLE, PEOPLE_TABLE.c.id == Party.id)
        .outerjoin(HOLDER, HOLDER.id == AssemblyVoter.proxy_id)
    )
    listing = replace(_WOULD_VOTE, wanted=wanted, ahead=True)
    return replace(listing.narrowed(*likely(is_called)), keys=called(assembly_id))


def list_voters(assembly: Assembly) -> Listing[VoterRow]:
    """Settled by the convocation, or by the rule until it goes out."""
    if assembly.convened_on:
        return list_called(assembly.id)
    return list_voters_on(assembly.record_on, assembly.least_age, carrier_id=assembly.carrier_id)


def voters_now(assembly: Assembly) -> Select[*tuple[Any, ...]]:
    """The keys of those who vote by the rule as the base stands now."""
    return select(Party.id).where(Party.id.in_(_rule(assembly)))


def _rule(assembly: Assembly) -> Select[UUID]:
    return _keys(assembly.record_on, assembly.least_age, assembly.carrier_id)


def called(assembly_id: UUID) -> Select[UUID]:
    return select(AssemblyVoter.party_id).where(AssemblyVoter.assembly_id == assembly_id)


def list_changes(session: Session, assembly: Assembly) -> Changes:
    """Memberships recorded, cancelled or back-dated since, records archived, birth dates told."""
    now, then = voters_now(assembly), called(assembly.id)
    names = select(Party.name).order_by(Party.sort_name)
    return Changes(
        added=list(session.scalars(names.where(Party.id.in_(now), Party.id.not_in(then)))),
        gone=list(session.scalars(names.where(Party.id.in_(then), Party.id.not_in(now)))),
    )


def count_unaged(session: Session, assembly: Assembly) -> int:
    """Voters whose age nobody knows, where one has to be old enough."""
    if assembly.least_age is None:
        return 0
    unknown = and_(Party.kind == PartyKind.PERSON, PEOPLE_TABLE.c.birth_date.is_(None))
    return list_voters(assembly).narrowed(unknown).count(session)


def representatives(session: Session, assembly: Assembly) -> dict[UUID, str]:
    """Who speaks for each voting organisation: the first contact that was recorded."""
    keys = voters_now(assembly) if assembly.convened_on is None else called(assembly.id)
    person = aliased(Party, name="speaker")
    wanted = (
        select(OrganisationContact.organisation_id, person.name)
        .join(person, person.id == OrganisationContact.person_id)
        .where(OrganisationContact.organisation_id.in_(keys))
        .order_by(OrganisationContact.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def count_without_email(session: Session, assembly: Assembly) -> int:
    """Who gets the convocation on paper."""
    return list_voters(assembly).narrowed(Party.email == "").count(session)


def count_voters(session: Session, assembly: Assembly) -> int:
    if assembly.convened_on is None:
        keys = _rule(assembly).subquery()
    else:
        keys = called(assembly.id).subquery()
    return session.scalar(select(func.count()).select_from(keys)) or 0
