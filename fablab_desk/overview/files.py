"""Files kept beside a record: photos, papers of a maintenance, signed sheets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.logbook.models import Use
from fablab_desk.machines.upkeep_models import UpkeepFile
from fablab_desk.projects.models import ProjectFile
from fablab_desk.trainings.models import SignedSheet

SHOWS = frozenset({UpkeepFile, SignedSheet, ProjectFile, Use})


@dataclass(frozen=True, slots=True)
class FileRow:
    """`file`: the digest of its content."""

    id: UUID
    name: str
    file: str
    added_at: datetime


def list_fault_files(session: Session, fault_id: UUID) -> list[FileRow]:
    return _list(session, UpkeepFile, UpkeepFile.fault_id == fault_id)


def list_order_files(session: Session, order_id: UUID) -> list[FileRow]:
    return _list(session, UpkeepFile, UpkeepFile.order_id == order_id)


def list_signed_sheets(session: Session, session_id: UUID) -> list[FileRow]:
    return _list(session, SignedSheet, SignedSheet.session_id == session_id)


def list_project_files(session: Session, project_id: UUID) -> list[FileRow]:
    return _list(session, ProjectFile, ProjectFile.project_id == project_id)


def list_use_photo(session: Session, use_id: UUID) -> list[FileRow]:
    """The one there is, under the key of its use; `name` has no words, it is the digest's own."""
    use = session.get(Use, use_id)
    if use is None or not use.photo:
        return []
    return [FileRow(use.id, f"{use.photo[:8]}.jpg", use.photo, use.ends_at or use.starts_at)]


def _list(session: Session, table: Any, of_it: Any) -> list[FileRow]:
    """In the order they were added; not what was taken off."""
    wanted = (
        select(table.id, table.file_name, table.file, table.added_at)
        .where(of_it, ~table.withdrawn)
        .order_by(table.added_at, table.id)
    )
    return [FileRow(*row) for row in session.execute(wanted)]
