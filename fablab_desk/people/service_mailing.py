"""A mailing list in a file of its own: who took it out, for what, stands in the journal."""

from typing import Any
from uuid import UUID

from fablab_desk.db.listing import Listing
from fablab_desk.people.kinds import Purpose
from fablab_desk.people.mailing import Mailing, load_mailing
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import last_change
from fablab_desk.staff.rights import Right


@needs(Right.EXPORT_PEOPLE)
def export_mailing(
    act: Act,
    export_id: UUID,
    listing: Listing[Any],
    purpose: Purpose,
    audiences: frozenset[UUID] = frozenset(),
) -> Mailing:
    """Whom it reaches among the people of the list; only these audiences, if any are named."""
    mailing = load_mailing(act.session, listing, purpose, act.day, audiences)
    if last_change(act.session, export_id) is None:
        records = len(mailing.to) + len(mailing.without_email)
        act.note("export", {"records": records, "purpose": purpose.value})
        act.about(export_id)
    return mailing
