"""What somebody does in the lab: the machines they may work on, the projects they are in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine
from fablab_desk.overview.machine_rights import RIGHTS_SHOW
from fablab_desk.projects.kinds import ProjectStage
from fablab_desk.projects.models import Project, ProjectPerson
from fablab_desk.trainings.kinds import Answer
from fablab_desk.trainings.rights import load_register

SHOWS = RIGHTS_SHOW | {Project, ProjectPerson}


@dataclass(frozen=True, slots=True)
class MachineRight:
    """`until`: the last day of it, None where it has none."""

    name: str
    answer: Answer
    until: date | None


@dataclass(frozen=True, slots=True)
class LabLife:
    """`rights`: where there was ever a certification; `projects`: title and stage, newest first."""

    rights: tuple[MachineRight, ...]
    projects: tuple[tuple[UUID, str, ProjectStage], ...]


def load_lab_life(session: Session, party_id: UUID, day: date) -> LabLife:
    rights = _rights(session, party_id, day)
    theirs = select(ProjectPerson.project_id).where(ProjectPerson.person_id == party_id)
    wanted = (
        select(Project.id, Project.title, Project.stage)
        .where(
            or_(Project.id.in_(theirs), Project.organisation_id == party_id),
            Project.archived_on.is_(None),
        )
        .order_by(Project.begun_on.desc(), Project.id)
    )
    found = tuple((key, title, stage) for key, title, stage in session.execute(wanted))
    return LabLife(rights, found)


def _rights(session: Session, party_id: UUID, day: date) -> tuple[MachineRight, ...]:
    """An organisation was never certified: it has none."""
    register = load_register(session, [party_id], None, day)
    retired = set(session.scalars(select(Machine.id).where(Machine.retired_on <= day)))
    found = []
    for target in register.targets.values():
        right = register.right(party_id, target.id)
        if right.grant and target.id not in retired and right.answer is not Answer.NOT_ASKED:
            until = right.state.until if right.state else None
            found.append(MachineRight(target.name, right.answer, until))
    return tuple(found)
