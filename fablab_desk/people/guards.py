"""What of people is written once: an answer is never edited, a change of mind is a new one."""

from fablab_desk.db.guards import append_only
from fablab_desk.people.following import append_only_but_merged
from fablab_desk.people.models import Consent, ConsentRetraction, PartyMerge
from fablab_desk.people.withdrawing import gone_with_its_import

GUARDS = (
    gone_with_its_import(
        append_only_but_merged(
            Consent.__table__, "person_id", "by_guardian_id", silenced=("wording", "media")
        )
    )
    + append_only(ConsentRetraction.__table__)
    + append_only_but_merged(
        PartyMerge.__table__,
        "kept_id",
        silenced=("sort_name", "outside_number", "was", "replaced"),
    )
)
