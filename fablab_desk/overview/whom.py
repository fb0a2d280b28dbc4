"""Whom something is for, among those a list of members shows."""

from uuid import UUID

from fablab_desk.db.listing import Listing
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.models import Party


def meant(listing: Listing[MemberRow], key: UUID | None = None) -> Listing[MemberRow]:
    """One of them, or all; archived ones are left out."""
    if key:
        listing = listing.searching("").narrowed(Party.id == key)
    return listing.narrowed(Party.archived_on.is_(None))
