"""Manuals, safety sheets and other files of machines."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.files import Attachments
from fablab_desk.machines.errors import (
    DocumentVersionError,
    NamelessDocumentError,
)
from fablab_desk.machines.kept_files import NAME_LENGTH, refuse_content
from fablab_desk.machines.kinds import DocumentKind, LogKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.models import MachineDocument
from fablab_desk.machines.records import load_machine
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_MACHINES, inverse="machines.archive_document")
def add_document(
    act: Act,
    attachments: Attachments,
    document_id: UUID,
    machine_id: UUID,
    kind: DocumentKind,
    label: str,
    name: str,
    content: bytes,
    *,
    valid_from: date | None = None,
    version: tuple[int, int] = (1, 0),
) -> None:
    """`version`: major and minor; a new major one of a safety sheet is to be learnt anew."""
    if act.session.get(MachineDocument, document_id) is not None:
        return
    load_machine(act, machine_id)
    label, day = " ".join(label.split()), valid_from or act.day
    found: list[tuple[str, DeskError]] = []
    if not label:
        found.append(("label", NamelessDocumentError()))
    gathered(found, "file", lambda: refuse_content(content))
    if kind is DocumentKind.SAFETY_SHEET and (wrong := _older(act, machine_id, version)):
        found.append(("version", wrong))
    refuse(found)
    act.session.add(
        MachineDocument(
            id=document_id,
            machine_id=machine_id,
            kind=kind,
            label=label,
            file=attachments.keep(content),
            file_name=name[-NAME_LENGTH:],
            major=version[0],
            minor=version[1],
            valid_from=day,
        )
    )
    if kind is DocumentKind.SAFETY_SHEET:
        said = f"{label} {version[0]}.{version[1]}"
        write_line(act, machine_id, LogKind.CHANGE, document_id, text=said)


@needs(Right.EDIT_MACHINES, inverse="machines.restore_document")
def archive_document(act: Act, document_id: UUID) -> None:
    """It holds no more; its file is kept."""
    document = act.session.get_one(MachineDocument, document_id)
    if document.archived_on is None:
        document.archived_on = act.day
        erase_lines(act, document_id)


@needs(Right.EDIT_MACHINES, inverse="machines.archive_document")
def restore_document(act: Act, document_id: UUID) -> None:
    document = act.session.get_one(MachineDocument, document_id)
    if document.archived_on is not None:
        if document.kind is DocumentKind.SAFETY_SHEET and (same := _same(act, document)):
            raise Problems([("version", same)])
        document.archived_on = None
        if document.kind is DocumentKind.SAFETY_SHEET:
            said = f"{document.label} {document.major}.{document.minor}"
            write_line(act, document.machine_id, LogKind.CHANGE, document_id, text=said)


def _same(act: Act, document: MachineDocument) -> DocumentVersionError | None:
    """Another one with its number stands meanwhile."""
    wanted = select(MachineDocument).where(
        MachineDocument.machine_id == document.machine_id,
        MachineDocument.kind == DocumentKind.SAFETY_SHEET,
        MachineDocument.archived_on.is_(None),
        MachineDocument.major == document.major,
        MachineDocument.minor == document.minor,
    )
    other = act.session.scalars(wanted.limit(1)).first()
    if other is None:
        return None
    return DocumentVersionError(f"{other.major}.{other.minor}", other.valid_from)


def _older(act: Act, machine_id: UUID, version: tuple[int, int]) -> DocumentVersionError | None:
    wanted = select(MachineDocument).where(
        MachineDocument.machine_id == machine_id,
        MachineDocument.kind == DocumentKind.SAFETY_SHEET,
        MachineDocument.archived_on.is_(None),
    )
    order = MachineDocument.major.desc(), MachineDocument.minor.desc()
    newest = act.session.scalars(wanted.order_by(*order).limit(1)).first()
    if newest is None or version > (newest.major, newest.minor):
        return None
    return DocumentVersionError(f"{newest.major}.{newest.minor}", newest.valid_from)
