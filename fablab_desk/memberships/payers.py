"""Who is proposed to pay what is new: the organisation that covers somebody, or else as ever."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.memberships.covered import BY, longest_first
from fablab_desk.memberships.members import members_on
from fablab_desk.memberships.models import Cover
from fablab_desk.people.models import NEVER_DUE
from fablab_desk.people.queries import names_of, payer_of


@dataclass(frozen=True, slots=True)
class UsualPayer:
    id: UUID
    name: str
    covers: bool  # an organisation that covers them on that day

    @property
    def named(self) -> tuple[UUID, str]:
        return self.id, self.name


def usual_payer(session: Session, party_id: UUID, day: date) -> UsualPayer:
    """As of that day: nothing has to be written when a cover ends, the payer is the one before."""
    found = _covering_on(session, party_id, day)
    payer_id = found or payer_of(session, party_id)
    return UsualPayer(payer_id, names_of(session, [payer_id])[payer_id], found is not None)


def _covering_on(session: Session, person_id: UUID, day: date) -> UUID | None:
    """Of several the one that lists name, too; one that was archived owes nothing new."""
    wanted = (
        select(Cover.organisation_id)
        .join(BY, BY.id == Cover.organisation_id)
        .where(
            Cover.person_id == person_id,
            Cover.starts_on <= day,
            func.coalesce(Cover.ends_on, NEVER_DUE) >= day,
            BY.archived_on.is_(None),
            or_(Cover.reason != "", Cover.organisation_id.in_(members_on(day))),
        )
        .order_by(*longest_first(day))
    )
    return session.scalars(wanted.limit(1)).first()
