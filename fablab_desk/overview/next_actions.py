"""What comes next in the certifications of people: who is to renew, and who lacks one step."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.overview.machine_rights import Matrix, load_matrix
from fablab_desk.trainings.answers import WayThere, remedy_of, sentence_of, ways_to
from fablab_desk.trainings.kinds import Answer, Standing
from fablab_desk.trainings.models import Certification
from fablab_desk.trainings.standing import Decision

SOON = timedelta(days=60)


class ActionKind(StrEnum):
    """In the order in which they press."""

    ENDING = "ending"
    ENDED = "ended"
    SUSPENDED = "suspended"
    ONE_STEP = "one_step"


ACTION_TEXTS = {
    ActionKind.ENDING: mark("Ends soon"),
    ActionKind.ENDED: mark("To be renewed"),
    ActionKind.SUSPENDED: mark("Suspended"),
    ActionKind.ONE_STEP: mark("One step missing"),
}


@dataclass(frozen=True, slots=True)
class NextAction:
    """`on`: when the right ends, or since when it is gone; `remedy`: what there is to do."""

    kind: ActionKind
    person_id: UUID
    person: str
    machine_id: UUID
    machine: str
    on: date | None
    sentence: DeskError
    remedy: DeskError | None

    @property
    def id(self) -> UUID:
        """One for each person and machine, for a table to stand on."""
        return UUID(int=self.person_id.int ^ self.machine_id.int)


def next_actions(session: Session, matrix: Matrix, day: date) -> list[NextAction]:
    """Of everybody and every machine of it, what presses most first."""
    ways: dict[UUID, list[WayThere]] = {}
    found = []
    for row in matrix.rows:
        for (machine, name), right in zip(matrix.machines, row.rights, strict=True):
            kind = _kind(right, day)
            if kind is None:
                continue
            if machine not in ways:
                ways[machine] = ways_to(session, machine, day)
            found.append(
                NextAction(
                    kind,
                    row.id,
                    row.name,
                    machine,
                    name,
                    _on(right),
                    sentence_of(right, row.name, name),
                    _remedy(kind, right, ways[machine]),
                )
            )
    order = list(ActionKind)
    return sorted(found, key=lambda one: (order.index(one.kind), one.on or date.max, one.person))


def list_ending(session: Session, day: date, within: timedelta) -> list[NextAction]:
    """Whose fixed validity runs out that soon, unless it was renewed: few, found by their index."""
    wanted = select(Certification.person_id).where(
        Certification.fixed_until.between(day, day + within), Certification.withdrawn.is_(False)
    )
    people = set(session.scalars(wanted))
    if not people:
        return []
    actions = next_actions(session, load_matrix(session, day, people), day)
    last = day + within
    return [one for one in actions if one.kind is ActionKind.ENDING and one.on and one.on <= last]


def _kind(right: Decision, day: date) -> ActionKind | None:
    if right.grant is None or right.state is None:
        return None
    match right.answer:
        case Answer.AUTONOMOUS:
            until = right.state.until
            return ActionKind.ENDING if until and until <= day + SOON else None
        case Answer.WITH_ANIMATOR:
            return ActionKind.ONE_STEP
        case Answer.TO_TRAIN if right.state.standing is Standing.SUSPENDED:
            return ActionKind.SUSPENDED
        case Answer.TO_TRAIN if right.state.standing is not Standing.REVOKED:
            return ActionKind.ENDED
    return None


def _on(right: Decision) -> date | None:
    if right.state is None:
        return None
    in_force = right.state.standing is Standing.IN_FORCE
    return right.state.until if in_force else right.state.since


def _remedy(kind: ActionKind, right: Decision, ways: list[WayThere]) -> DeskError | None:
    """One who may still work is told the next session too."""
    if kind in (ActionKind.ENDING, ActionKind.ONE_STEP):
        return remedy_of(Decision(Answer.TO_TRAIN), ways)
    return remedy_of(right, ways)
