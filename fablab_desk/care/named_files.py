"""The attached files that rows of any room name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.lab.premises_queries import list_contracts
from fablab_desk.logbook.models import Use
from fablab_desk.machines.named_files import list_machine_files
from fablab_desk.people.queries import list_photos
from fablab_desk.projects.models import ProjectFile
from fablab_desk.trainings.models import SignedSheet


def list_named_files(session: Session) -> list[str]:
    """Their digests: photos, archived records' included, contracts, documents, signed sheets."""
    uses = session.scalars(select(Use.photo).where(Use.photo != ""))
    sheets = session.scalars(select(SignedSheet.file))
    people, lab = list_photos(session), list_contracts(session)
    projects = session.scalars(select(ProjectFile.file))
    return [*people, *lab, *list_machine_files(session), *uses, *projects, *sheets]
