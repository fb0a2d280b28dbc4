"""The members whom a filter finds: its conditions as the lists of people ask them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    cast,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from fablab_desk.clock import add_months
from fablab_desk.db.likely import likely
from fablab_desk.db.listing import Listing
from fablab_desk.errors import DeskError
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_queries import list_entries
from fablab_desk.lab.queries import list_audiences
from fablab_desk.memberships.covered import unspared
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.members import members_of
from fablab_desk.people.custom import CustomKind
from fablab_desk.people.custom_models import CustomValue
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.filter_queries import LONGEST_CODE, settled
from fablab_desk.people.filters import Conditions, Kept, Noted
from fablab_desk.people.kinds import ConsentKind, MemberState, PeopleFilter
from fablab_desk.people.missing import owing_pieces
from fablab_desk.people.models import NEVER_DUE, Consent, ConsentRetraction, Party, Person
from fablab_desk.people.piece_models import Piece
from fablab_desk.people.piece_queries import list_wordings
from fablab_desk.people.rows import born_for_majority

YEAR = 12
# By another name: the table of the list itself is joined only where its columns are shown.
BORN = Person.__table__.alias("born")


def list_filtered(asked: Conditions, day: date, sought: str = "") -> Listing[MemberRow]:
    """The search looks among those the filter finds."""
    everybody = replace(members_of(day), ahead=True)
    return everybody.searching(sought).narrowed(*conditions_asked(asked, day))


def try_filter(session: Session, asked: Conditions, day: date) -> int | DeskError:
    """How many conditions that are still being composed find, or why they cannot be asked."""
    found, strange = settled(session, asked)
    return strange[0][1] if strange else list_filtered(found, day).count(session)


@lru_cache(maxsize=64)
def conditions_asked(asked: Conditions, day: date) -> tuple[ColumnElement[bool], ...]:
    """The same objects each time: a list knows by them what it asked before.

    All are said to be likely, so that the list walks the one index that answers most of them.
    """
    return likely(*_of_record(asked), *_of_the_day(asked, day))


def _of_record(asked: Conditions) -> Iterator[ColumnElement[bool]]:
    if asked.kept is not Kept.BOTH:
        archived = Party.archived_on.is_not(None)
        yield archived if asked.kept is Kept.ARCHIVED else Party.archived_on.is_(None)
    if asked.party_kind is not None:
        yield Party.kind == asked.party_kind
    if asked.audiences:
        yield or_(*(Party.audience_id == key for key in asked.audiences))
    if asked.category is not None:
        yield Party.category_id == asked.category
    if asked.places:
        yield or_(*map(_place, asked.places))
    if asked.in_district is not None:
        yield Party.district != "" if asked.in_district else Party.district == ""
    if asked.created_from:
        yield Party.created_on >= asked.created_from
    if asked.created_to:
        yield Party.created_on <= asked.created_to


def _of_the_day(asked: Conditions, day: date) -> Iterator[ColumnElement[bool]]:
    if asked.state is not None:
        yield from _membership(asked.membership_kind, asked.state, day)
    if asked.age_from is not None or asked.age_to is not None:
        yield Party.id.in_(_aged(asked, day))
    if asked.pieces_missing is not None:
        missing = owing_pieces(day)
        yield from missing if asked.pieces_missing else (~and_(*missing),)
    if asked.newsletter is not None:
        agreed = Party.id.in_(_agreed(day))
        yield agreed if asked.newsletter else ~agreed
    if asked.wording_id is not None:
        yield Party.id.in_(_signed(asked.wording_id))
    for one in asked.noted:
        yield Party.id.in_(_noted(one))


def _signed(wording_id: UUID) -> CompoundSelect[UUID]:
    """Whoever handed the piece in, or agreed; of a minor, for whom somebody did."""
    retracted = select(ConsentRetraction).where(ConsentRetraction.consent_id == Consent.id)
    return union_all(
        select(Piece.party_id).where(Piece.wording_id == wording_id, Piece.withdrawn_at.is_(None)),
        select(Consent.person_id).where(
            Consent.wording_id == wording_id, Consent.given, ~retracted.exists()
        ),
    )


def _membership(
    kind: UUID | None, state: MemberState, day: date
) -> tuple[ColumnElement[bool], ...]:
    """Each apart: within one expression SQLite would weigh them all for each row."""
    if kind is None:
        match state:
            case MemberState.CURRENT:
                begun = or_(Party.member_from <= day, Party.earlier_until >= day)
                return (Party.due_on >= day, Party.due_on < NEVER_DUE, begun)
            case MemberState.LATE:
                return (Party.due_on < day, *unspared(PeopleFilter.LATE, day))
            case MemberState.WAITING:
                return (Party.waiting_on.is_not(None),)
            case _:
                return (Party.due_on == NEVER_DUE,)
    plans = select(MembershipPlan.id).where(MembershipPlan.kind_id == kind)
    ever = select(Membership.party_id).where(
        Membership.cancelled_at.is_(None), Membership.plan_id.in_(plans)
    )
    on_or_after = Party.id.in_(ever.where(Membership.ends_on >= day))
    match state:
        case MemberState.CURRENT:
            now = ever.where(Membership.ends_on >= day, Membership.holds_from <= day)
            return (Party.id.in_(now),)
        case MemberState.LATE:
            return (Party.id.in_(ever.where(Membership.ends_on < day)), ~on_or_after)
        case MemberState.WAITING:
            return (Party.id.in_(ever.where(Membership.acceptance == Acceptance.AWAITED)),)
        case _:
            return (~Party.id.in_(ever),)


def _aged(asked: Conditions, day: date) -> Select[UUID]:
    wanted = select(BORN.c.id)
    if asked.age_from is not None:
        wanted = wanted.where(BORN.c.birth_date <= add_months(day, -YEAR * asked.age_from))
    if asked.age_to is not None:
        wanted = wanted.where(BORN.c.birth_date > add_months(day, -YEAR * (asked.age_to + 1)))
    return wanted


def _place(place: str) -> ColumnElement[bool]:
    if not place.isdigit():
        return Party.city == place
    if len(place) == LONGEST_CODE:
        return Party.postal_code == place
    first, last = (place.ljust(LONGEST_CODE, digit) for digit in "09")
    return Party.postal_code.between(first, last)


def _agreed(day: date) -> Select[UUID]:
    """Whose last own answer is yes; of a minor, a guardian's, and nobody's is no.

    What is sent is weighed again for each minor, as every guardian has a word there.
    """
    young = select(BORN.c.id).where(BORN.c.birth_date > born_for_majority(day))
    yes, no = _newest(day, True), _newest(day, False)
    own = Consent.by_guardian_id.is_(None)
    return yes.where(
        or_(
            and_(own, Consent.person_id.not_in(young)),
            and_(
                ~own,
                Consent.person_id.in_(young),
                Consent.person_id.not_in(no),
            ),
        )
    )


def _newest(day: date, given: bool) -> Select[UUID]:
    later, undone = aliased(Consent), aliased(ConsentRetraction)
    stands = ~select(ConsentRetraction).where(ConsentRetraction.consent_id == Consent.id).exists()
    after = (
        select(later.id)
        .outerjoin(undone, undone.consent_id == later.id)
        .where(
            later.person_id == Consent.person_id,
            later.kind == Consent.kind,
            later.by_guardian_id.is_not_distinct_from(Consent.by_guardian_id),
            undone.consent_id.is_(None),
            later.given_on <= day,
            or_(
                later.given_on > Consent.given_on,
                and_(later.given_on == Consent.given_on, later.id > Consent.id),
            ),
        )
    )
    return select(Consent.person_id).where(
        Consent.kind == ConsentKind.NEWSLETTER,
        Consent.given.is_(given),
        Consent.given_on <= day,
        stands,
        ~after.exists(),
    )


def _noted(asked: Noted) -> Select[UUID]:
    wanted = select(CustomValue.party_id).where(CustomValue.field_id == asked.field_id)
    value: Any = CustomValue.value
    match asked.kind:
        case CustomKind.NUMBER:
            number = cast(value, Integer)
            least = number >= int(asked.value) if asked.value else None
            most = number <= int(asked.most) if asked.most else None
        case CustomKind.DAY:
            least = value >= asked.value if asked.value else None
            most = value <= asked.most if asked.most else None
        case CustomKind.TEXT:
            least = value.icontains(asked.value, autoescape=True)
            most = None
        case _:
            least, most = (value == asked.value if asked.value else None), None
    return wanted.where(*(one for one in (least, most) if one is not None))


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a filter may ask for; of the kinds of membership the statutory one is None."""

    audiences: tuple[tuple[UUID | None, str], ...] = ()
    kinds: tuple[tuple[UUID | None, str], ...] = ((None, ""),)
    fields: tuple[CustomFieldRow, ...] = ()
    categories: tuple[tuple[UUID | None, str], ...] = ()
    wordings: tuple[tuple[UUID | None, str], ...] = ()


def load_choices(session: Session) -> FilterChoices:
    """Those that are retired too: a filter may ask for them."""
    return FilterChoices(
        tuple((row.id, row.label) for row in list_audiences(session, archived=True)),
        tuple(_kinds(session)),
        tuple(list_custom_fields(session, archived=True)),
        tuple(
            (row.id, row.label) for row in list_entries(session, ListKind.CATEGORY, archived=True)
        ),
        tuple((row.id, f"{row.kind} – {row.label}") for row in list_wordings(session, date.max)),
    )


def _kinds(session: Session) -> list[tuple[UUID | None, str]]:
    wanted = select(MembershipKind).order_by(MembershipKind.position, MembershipKind.label)
    found = list(session.scalars(wanted))
    statutory = next((one.label for one in found if one.statutory), "")
    return [(None, statutory), *((one.id, one.label) for one in found if not one.statutory)]
