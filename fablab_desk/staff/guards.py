"""The journal of acts is append-only; only the erasable part of an entry may be blanked."""

from fablab_desk.db.guards import append_only
from fablab_desk.staff.models import AuditDetail, AuditEntry, AuditSubject

GUARDS = (
    append_only(AuditEntry.__table__)
    + append_only(AuditDetail.__table__, may_change=("changes", "erased_at"))
    + append_only(AuditSubject.__table__)
)
