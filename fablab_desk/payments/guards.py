"""Money taken stays as it was taken: corrections are new rows."""

from fablab_desk.db.guards import append_only
from fablab_desk.payments.models import Allocation, Cashing, Payment, TillEntry
from fablab_desk.people.following import append_only_but_merged

GUARDS = (
    append_only_but_merged(Cashing.__table__, "payer_id")
    + append_only(Payment.__table__)
    + append_only(Allocation.__table__)
    + append_only(TillEntry.__table__)
)
