"""The papers that were issued to one party."""

from uuid import UUID

from sqlalchemy import or_, select

from fablab_desk.db.listing import Listing
from fablab_desk.memberships.models import Membership
from fablab_desk.papers.models import Paper
from fablab_desk.papers.queries import PAPERS, PaperRow
from fablab_desk.payments.models import Cashing
from fablab_desk.people.models import PartyMerge


def papers_of(party_id: UUID) -> Listing[PaperRow]:
    """Attestations of its memberships and of its presence, and receipts of what it paid."""
    memberships = select(Membership.id).where(Membership.party_id == party_id)
    cashings = select(Cashing.id).where(Cashing.payer_id == party_id)
    merged = select(PartyMerge.gone_id).where(PartyMerge.kept_id == party_id)
    subject = Paper.subject_id
    about = or_(subject == party_id, *(subject.in_(one) for one in (memberships, cashings, merged)))
    return PAPERS.narrowed(about)
