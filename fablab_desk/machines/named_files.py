"""The attached files that machines and their documents name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine, MachineDocument


def list_machine_files(session: Session) -> list[str]:
    """Their digests: photos and documents, archived ones included."""
    photos = session.scalars(select(Machine.photo).where(Machine.photo != ""))
    return [*photos, *session.scalars(select(MachineDocument.file))]
