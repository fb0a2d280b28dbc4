"""A filter named on the command line: one that is always there, or one that was kept."""

from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.cli.parser import FILTERS
from fablab_desk.cli.station import Station
from fablab_desk.clock import local_day, utc_now
from fablab_desk.db.listing import Listing
from fablab_desk.lab.queries import find_settings
from fablab_desk.overview.filters import list_filtered
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.members import list_members
from fablab_desk.people.filter_errors import UnknownFilterNameError
from fablab_desk.people.filter_queries import list_filters
from fablab_desk.people.kinds import PeopleFilter


def today(session: Session) -> date:
    settings = find_settings(session)
    return local_day(utc_now(), settings.zone, settings.day_ends_at)


def find_listing(session: Session, station: Station, name: str) -> Listing[MemberRow]:
    """The members it finds today; those that are there are told where there is none of it."""
    if name in FILTERS:
        return list_members(PeopleFilter[name.upper().replace("-", "_")], today(session), "")
    kept = list_filters(session, station.seat.account_id)
    for row in kept:
        if row.label.casefold() == name.casefold():
            return list_filtered(row.draft.conditions, today(session))
    raise UnknownFilterNameError(name, [*FILTERS, *(row.label for row in kept)])
