"""The papers that were issued to one party."""

from uuid import UUID

from sqlalchemy import or_, select

from fablab_desk.db.listing import Listing
from fablab_desk.memberships.models import Membership
from fablab_desk.papers.models import Paper
from fablab_desk.papers.queries import PAPERS, PaperRow
from fablab_desk.payments.models import Cashing


def papers_of(party_id: UUID) -> Listing[PaperRow]:
    """Attestations of its memberships and receipts of what it paid."""
    memberships = select(Membership.id).where(Membership.party_id == party_id)
    cashings = select(Cashing.id).where(Cashing.payer_id == party_id)
    return PAPERS.narrowed(or_(Paper.subject_id.in_(memberships), Paper.subject_id.in_(cashings)))
