"""Projects of the lab's people, and the accompaniment that they have."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.db.search import normalise
from fablab_desk.errors import gathered, refuse
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.records import load_present
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.errors import EarlyMeetingError, GoneProjectError, PutAwayProjectError
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.projects.models import Project, ProjectMeeting, ProjectPerson
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.KEEP_PROJECTS, inverse="projects.archive_project")
def keep_project(act: Act, project_id: UUID, draft: ProjectDraft) -> None:
    if act.session.get(Project, project_id) is None:
        act.session.add(Project(id=project_id, **_checked(act, draft)))


@needs(Right.KEEP_PROJECTS, inverse="projects.correct_project")
def correct_project(
    act: Act, project_id: UUID, draft: ProjectDraft, seen: int | ProjectDraft
) -> None:
    project = _load(act, project_id)
    known = seen if isinstance(seen, int) else _columns(seen.checked(act.day)[0])
    correct(act, project, project.title, _checked(act, draft), known)


@needs(Right.KEEP_PROJECTS, inverse="projects.restore_project")
def archive_project(act: Act, project_id: UUID) -> None:
    """It is offered no more; its uses and meetings stay."""
    project = _load(act, project_id)
    project.archived_on = project.archived_on or act.day


@needs(Right.KEEP_PROJECTS, inverse="projects.archive_project")
def restore_project(act: Act, project_id: UUID) -> None:
    _load(act, project_id).archived_on = None


@needs(Right.KEEP_PROJECTS, inverse="projects.forget_person")
def name_person(
    act: Act,
    project_id: UUID,
    person_id: UUID,
    role: ProjectRole = ProjectRole.TAKES_PART,
) -> ProjectRole | None:
    """Who makes it, takes part or accompanies it; the role they had before."""
    _present(act, project_id)
    known = act.session.get(ProjectPerson, (project_id, person_id))
    if known is None:
        load_present(act.session, Person, person_id)
        act.session.add(ProjectPerson(project_id=project_id, person_id=person_id, role=role))
        act.about(project_id, person_id)
        return None
    before, known.role = known.role, role
    act.about(project_id, person_id)
    return before


@needs(Right.KEEP_PROJECTS, inverse="projects.name_person")
def forget_person(act: Act, project_id: UUID, person_id: UUID) -> ProjectRole | None:
    """The role they had, to be named again."""
    known = act.session.get(ProjectPerson, (project_id, person_id))
    if known is None:
        return None
    act.session.delete(known)
    act.about(project_id, person_id)
    return known.role


@needs(Right.KEEP_PROJECTS, inverse="projects.withdraw_meeting")
def note_meeting(
    act: Act, meeting_id: UUID, project_id: UUID, draft: MeetingDraft
) -> ProjectStage | None:
    """The newest one says how far the project is; how far it was before, unless it was noted."""
    if act.session.get(ProjectMeeting, meeting_id) is not None:
        return None
    project = _present(act, project_id)
    before = project.stage
    said = _checked_meeting(act, project, draft)
    act.session.add(ProjectMeeting(id=meeting_id, project_id=project_id, **said))
    act.session.flush()
    _follow_stage(act, project)
    act.about(project_id)
    return before


@needs(Right.KEEP_PROJECTS, inverse="projects.correct_meeting")
def correct_meeting(
    act: Act, meeting_id: UUID, draft: MeetingDraft, seen: int | MeetingDraft
) -> None:
    meeting = _load_meeting(act, meeting_id)
    project = _load(act, meeting.project_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked(act.day)[0])
    correct(act, meeting, project.title, _checked_meeting(act, project, draft), known)
    act.session.flush()
    _follow_stage(act, project)


@needs(Right.KEEP_PROJECTS, inverse="projects.restore_meeting")
def withdraw_meeting(act: Act, meeting_id: UUID, stage: ProjectStage | None = None) -> None:
    """There was none: kept, and counted nowhere. `stage`: how far the project was without it."""
    meeting = _load_meeting(act, meeting_id)
    if meeting.withdrawn:
        return
    meeting.withdrawn = True
    act.session.flush()
    project = _load(act, meeting.project_id)
    if stage:
        project.stage = stage
    _follow_stage(act, project)


@needs(Right.KEEP_PROJECTS, inverse="projects.withdraw_meeting")
def restore_meeting(act: Act, meeting_id: UUID) -> None:
    meeting = _load_meeting(act, meeting_id)
    meeting.withdrawn = False
    act.session.flush()
    _follow_stage(act, _load(act, meeting.project_id))


def _follow_stage(act: Act, project: Project) -> None:
    """What was said of the stage by hand stands until a meeting says otherwise."""
    wanted = (
        select(ProjectMeeting.stage)
        .where(ProjectMeeting.project_id == project.id, ~ProjectMeeting.withdrawn)
        .order_by(ProjectMeeting.day.desc(), ProjectMeeting.id.desc())
        .limit(1)
    )
    stage: ProjectStage | None = act.session.scalars(wanted).first()
    if stage and project.stage is not stage:
        project.stage = stage


def _columns(draft: ProjectDraft) -> dict[str, Any]:
    return {**asdict(draft), "sort_name": normalise(draft.title)}


def _checked(act: Act, draft: ProjectDraft) -> dict[str, Any]:
    draft, found = draft.checked(act.day)
    if key := draft.organisation_id:
        gathered(found, "organisation_id", lambda: load_present(act.session, Organisation, key))
    refuse(found)
    return _columns(draft)


def _checked_meeting(act: Act, project: Project, draft: MeetingDraft) -> dict[str, Any]:
    draft, found = draft.checked(act.day)
    day: date = draft.day or act.day
    if day < project.begun_on:
        found.append(("day", EarlyMeetingError(project.begun_on)))
    if key := draft.person_id:
        gathered(found, "person_id", lambda: load_present(act.session, Party, key))
    refuse(found)
    return asdict(draft)


def _load(act: Act, project_id: UUID) -> Project:
    project = act.session.get(Project, project_id)
    if project is None:
        raise GoneProjectError
    return project


def _present(act: Act, project_id: UUID) -> Project:
    project = _load(act, project_id)
    if project.archived_on:
        raise PutAwayProjectError(project.title)
    return project


def _load_meeting(act: Act, meeting_id: UUID) -> ProjectMeeting:
    meeting = act.session.get(ProjectMeeting, meeting_id)
    if meeting is None:
        raise GoneProjectError
    return meeting
