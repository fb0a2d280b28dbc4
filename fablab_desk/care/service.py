"""Copies of the base, and putting one back: what the journal keeps of it."""

from uuid import UUID

from fablab_desk.care.models import BackupRecord, RestoreRecord
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.BACK_UP)
def record_backup(
    act: Act,
    backup_id: UUID,
    file_name: str,
    size: int,
    sha256: str,
    *,
    proved: bool,
    strays: int = 0,
) -> None:
    """A copy of `size` bytes was made; `proved`: it was read through as well.

    `strays` attached files, in the copies from then on, were taken away from beside the base.
    """
    if act.session.get(BackupRecord, backup_id) is None:
        act.session.add(
            BackupRecord(
                id=backup_id,
                at=act.now,
                file_name=file_name,
                size=size,
                sha256=sha256,
                proved=proved,
                strays=strays,
            )
        )


@needs(Right.RESTORE)
def record_restore(act: Act, restore_id: UUID, file_name: str) -> None:
    """The base was put back to that copy on purpose: the journal goes on from there."""
    if act.session.get(RestoreRecord, restore_id) is None:
        act.session.add(RestoreRecord(id=restore_id, at=act.now, file_name=file_name))
        act.restored = True
