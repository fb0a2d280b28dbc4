"""Projects with what was made of them: who takes part, meetings, machine time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.i18n import mark
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.models import UseDay
from fablab_desk.people.models import Party
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.projects.models import Project, ProjectMeeting, ProjectPerson

SHOWS = frozenset({Project, ProjectPerson, ProjectMeeting, Use, UseDay, Party})


class ProjectFilter(StrEnum):
    RUNNING = ""
    ACCOMPANIED = "accompanied"
    OVER = "over"
    ARCHIVED = "archived"


FILTER_TEXTS = {
    ProjectFilter.RUNNING: mark("Under way"),
    ProjectFilter.ACCOMPANIED: mark("Accompanied ones"),
    ProjectFilter.OVER: mark("Ended ones"),
    ProjectFilter.ARCHIVED: mark("Archived"),
}
OVER = {ProjectStage.DONE, ProjectStage.GIVEN_UP}


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """`minutes`: of accompaniment; `seconds` and `uses`: of machines."""

    id: UUID
    draft: ProjectDraft
    organisation: str
    archived_on: date | None
    version: int
    people: tuple[str, ...]
    minutes: int
    meetings: int
    seconds: int
    uses: int

    def is_in(self, chosen: str) -> bool:
        if self.archived_on:
            return chosen == ProjectFilter.ARCHIVED
        match ProjectFilter(chosen):
            case ProjectFilter.RUNNING:
                return self.draft.stage not in OVER
            case ProjectFilter.ACCOMPANIED:
                return self.draft.accompanied
            case ProjectFilter.OVER:
                return self.draft.stage in OVER
            case _:
                return False


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`id`: the person."""

    id: UUID
    name: str
    role: ProjectRole


@dataclass(frozen=True, slots=True)
class MeetingRow:
    id: UUID
    draft: MeetingDraft
    person: str
    version: int


@dataclass(frozen=True, slots=True)
class ProjectDetail:
    row: ProjectRow
    members: tuple[MemberRow, ...]
    meetings: tuple[MeetingRow, ...]


_ACCOMPANIMENT = (
    select(
        ProjectMeeting.project_id,
        func.sum(ProjectMeeting.minutes).label("minutes"),
        func.count().label("meetings"),
    )
    .where(~ProjectMeeting.withdrawn)
    .group_by(ProjectMeeting.project_id)
    .subquery()
)
_STANDING = or_(Use.state == UseState.OVER, Use.state == UseState.RUNNING)
_MACHINES: Any = (
    select(
        Use.project_id,
        func.coalesce(func.sum(UseDay.seconds), 0),
        func.count(Use.id.distinct()),
    )
    .outerjoin(UseDay, UseDay.use_id == Use.id)
    .where(Use.project_id.is_not(None), _STANDING)
    .group_by(Use.project_id)
)
_PROJECTS: Any = (
    select(
        Project,
        func.coalesce(Party.name, ""),
        func.coalesce(_ACCOMPANIMENT.c.minutes, 0),
        func.coalesce(_ACCOMPANIMENT.c.meetings, 0),
    )
    .outerjoin(Party, Party.id == Project.organisation_id)
    .outerjoin(_ACCOMPANIMENT, _ACCOMPANIMENT.c.project_id == Project.id)
    .order_by(Project.begun_on.desc(), Project.sort_name)
)
_PEOPLE: Any = (
    select(ProjectPerson.project_id, Party.id, Party.name, ProjectPerson.role)
    .join(Party, Party.id == ProjectPerson.person_id)
    .order_by(Party.sort_name)
)
_ORDER = list(ProjectRole)


def list_projects(session: Session) -> list[ProjectRow]:
    """The newest first, archived ones too."""
    people: dict[UUID, list[tuple[int, str]]] = {}
    for project_id, _, name, role in session.execute(_PEOPLE):
        people.setdefault(project_id, []).append((_ORDER.index(role), name))
    used = {key: (int(seconds), uses) for key, seconds, uses in session.execute(_MACHINES)}
    found = []
    for project, organisation, minutes, meetings in session.execute(_PROJECTS):
        names = tuple(name for _, name in sorted(people.get(project.id, ())))
        seconds, uses = used.get(project.id, (0, 0))
        found.append(
            ProjectRow(
                project.id,
                _draft(project),
                organisation,
                project.archived_on,
                project.version,
                names,
                int(minutes),
                meetings,
                seconds,
                uses,
            )
        )
    return found


def load_project(session: Session, project_id: UUID) -> ProjectDetail | None:
    row = next((one for one in list_projects(session) if one.id == project_id), None)
    if row is None:
        return None
    members = session.execute(_PEOPLE.where(ProjectPerson.project_id == project_id))
    meetings = session.execute(
        select(ProjectMeeting, func.coalesce(Party.name, ""))
        .outerjoin(Party, Party.id == ProjectMeeting.person_id)
        .where(ProjectMeeting.project_id == project_id, ~ProjectMeeting.withdrawn)
        .order_by(ProjectMeeting.day.desc(), ProjectMeeting.id.desc())
    )
    return ProjectDetail(
        row,
        tuple(
            sorted(
                (MemberRow(key, name, role) for _, key, name, role in members),
                key=lambda one: _ORDER.index(one.role),
            )
        ),
        tuple(_meeting(one, name) for one, name in meetings),
    )


def load_meeting(session: Session, meeting_id: UUID) -> MeetingRow | None:
    """None once it is withdrawn."""
    one = session.get(ProjectMeeting, meeting_id)
    if one is None or one.withdrawn:
        return None
    person = session.get(Party, one.person_id) if one.person_id else None
    return _meeting(one, person.name if person else "")


def _meeting(one: ProjectMeeting, person: str) -> MeetingRow:
    draft = MeetingDraft(
        day=one.day, minutes=one.minutes, stage=one.stage, person_id=one.person_id, text=one.text
    )
    return MeetingRow(one.id, draft, person, one.version)


def _draft(project: Project) -> ProjectDraft:
    return ProjectDraft(
        title=project.title,
        text=project.text,
        link=project.link,
        licence=project.licence,
        stage=project.stage,
        organisation_id=project.organisation_id,
        accompanied=project.accompanied,
        begun_on=project.begun_on,
    )
