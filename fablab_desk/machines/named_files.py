"""The attached files that machines and their documents name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine, MachineDocument
from fablab_desk.machines.upkeep_models import UpkeepFile


def list_machine_files(session: Session) -> list[str]:
    """Their digests: photos, documents and files of upkeep, archived ones included."""
    photos = session.scalars(select(Machine.photo).where(Machine.photo != ""))
    documents = session.scalars(select(MachineDocument.file))
    return [*photos, *documents, *session.scalars(select(UpkeepFile.file))]
