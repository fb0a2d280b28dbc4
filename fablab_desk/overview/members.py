"""The list of people as reception sees it: who they are, their membership, what they owe."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, type_coerce

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.db.listing import Listing
from fablab_desk.db.types import FixedPoint
from fablab_desk.memberships.covers import COVERED_FROM, COVERED_UNTIL
from fablab_desk.memberships.models import Cover, Membership
from fablab_desk.money import ZERO
from fablab_desk.overview.covered import with_covers
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.queries import PEOPLE, conditions_of
from fablab_desk.people.service_export import export_people
from fablab_desk.sheets.writing import Cell
from fablab_desk.staff.act import Act

_OWED = (
    select(type_coerce(func.coalesce(func.sum(Charge.amount - Charge.paid), ZERO), FixedPoint(2)))
    .where(Charge.payer_id == Party.id, Charge.state == ChargeState.OPEN)
    .correlate(Party)
    .scalar_subquery()
)
SHOWS = PEOPLE.shows | {Charge, Membership, Cover}
# Made once: what a statement reads from is then looked up, not compiled at each key.
MEMBERS: Listing[MemberRow] = replace(  # type: ignore[assignment]
    PEOPLE,
    wanted=PEOPLE.wanted.add_columns(_OWED, COVERED_FROM, COVERED_UNTIL),
    make_row=MemberRow,
    shows=SHOWS,
)


def list_members(chosen: PeopleFilter, day: date, sought: str) -> Listing[MemberRow]:
    return MEMBERS.searching(sought).narrowed(*conditions_of(chosen, day))


def take_out(act: Act, export_id: UUID, listing: Listing[MemberRow]) -> list[list[Cell]]:
    """The same people in the columns of an export."""
    table = export_people(act, export_id, [row.id for row in listing.every(act.session)])
    return with_covers(act.session, table, act.day)
