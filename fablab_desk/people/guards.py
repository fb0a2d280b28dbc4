"""What of people is written once: an answer is never edited, a change of mind is a new one."""

from fablab_desk.db.guards import append_only
from fablab_desk.people.models import Consent, ConsentRetraction

GUARDS = append_only(Consent.__table__) + append_only(ConsentRetraction.__table__)
