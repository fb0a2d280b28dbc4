"""Photos and papers of projects."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.machines.kept_files import NAME_LENGTH, refuse_content
from fablab_desk.projects.errors import GoneProjectError
from fablab_desk.projects.models import Project, ProjectFile
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.KEEP_PROJECTS, inverse="projects.take_file_off")
def attach_file(
    act: Act,
    attachments: Attachments,
    file_id: UUID,
    project_id: UUID,
    name: str,
    content: bytes,
) -> None:
    if act.session.get(ProjectFile, file_id) is not None:
        return
    if act.session.get(Project, project_id) is None:
        raise GoneProjectError
    refuse_content(content)
    act.session.add(
        ProjectFile(
            id=file_id,
            project_id=project_id,
            file=attachments.keep(content),
            file_name=name[-NAME_LENGTH:],
            added_at=act.now,
        )
    )
    act.about(project_id)


@needs(Right.KEEP_PROJECTS, inverse="projects.put_file_back")
def take_file_off(act: Act, file_id: UUID) -> None:
    """It is shown no more; its content is kept."""
    _load(act, file_id).withdrawn = True


@needs(Right.KEEP_PROJECTS, inverse="projects.take_file_off")
def put_file_back(act: Act, file_id: UUID) -> None:
    _load(act, file_id).withdrawn = False


def _load(act: Act, file_id: UUID) -> ProjectFile:
    file = act.session.get(ProjectFile, file_id)
    if file is None:
        raise GoneProjectError
    act.about(file.project_id)
    return file
