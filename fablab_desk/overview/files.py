"""Files kept beside a record: photos of a fault, papers of a maintenance, signed sheets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.upkeep_models import UpkeepFile
from fablab_desk.trainings.models import SignedSheet

SHOWS = frozenset({UpkeepFile, SignedSheet})


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


def _list(session: Session, table: Any, of_it: Any) -> list[FileRow]:
    """In the order they were added; not what was taken off."""
    wanted = (
        select(table.id, table.file_name, table.file, table.added_at)
        .where(of_it, ~table.withdrawn)
        .order_by(table.added_at, table.id)
    )
    return [FileRow(*row) for row in session.execute(wanted)]
