"""The skills matrix of a group, of an organisation or of everybody, with what comes next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import Session

from fablab_desk.db.search import search_words
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.memberships.models import Cover
from fablab_desk.overview.machine_rights import Matrix, load_matrix
from fablab_desk.overview.next_actions import NextAction, next_actions
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import OrganisationContact, Party
from fablab_desk.trainings.kinds import EnrolmentState
from fablab_desk.trainings.models import Certification, Enrolment, TrainingSession

MOST = 500  # people shown at once: more are found by their names


@dataclass(frozen=True, slots=True)
class Whose:
    """Whoever was ever certified, unless it is of an organisation's people or of an audience."""

    organisation_id: UUID | None = None
    audience_id: UUID | None = None
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Skills:
    """`people`: how many there are of whom the matrix has the first ones."""

    matrix: Matrix
    people: int
    actions: tuple[NextAction, ...]
    groups: tuple[AudienceRow, ...]


def load_skills(session: Session, day: date, whose: Whose, most: int = MOST) -> Skills:
    wanted = _people(whose, day)
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    first = wanted.order_by(Party.sort_name, Party.id).limit(most)
    matrix = load_matrix(session, day, list(session.scalars(first)))
    actions = next_actions(session, matrix, day)
    return Skills(matrix, count, tuple(actions), tuple(list_audiences(session)))


def _people(whose: Whose, day: date) -> Select[UUID]:
    wanted = select(Party.id).where(Party.kind == PartyKind.PERSON, Party.archived_on.is_(None))
    for word in search_words(whose.sought):
        wanted = wanted.where(_begins(word))
    if whose.organisation_id:
        return wanted.where(Party.id.in_(_people_of(whose.organisation_id, day)))
    if whose.audience_id:
        return wanted.where(Party.audience_id == whose.audience_id)
    certified = select(Certification.person_id).where(
        Certification.withdrawn.is_(False), Certification.granted_on <= day
    )
    return wanted.where(Party.id.in_(certified))


def _begins(word: str) -> ColumnElement[bool]:
    return or_(
        Party.search.startswith(word, autoescape=True),
        Party.search.contains(f" {word}", autoescape=True),
    )


def _people_of(organisation_id: UUID, day: date) -> Select[UUID]:
    """Whom it covers, who speaks for it, and whom it sent to a training or had trained."""
    covered = select(Cover.person_id).where(
        Cover.organisation_id == organisation_id,
        Cover.starts_on <= day,
        or_(Cover.ends_on.is_(None), Cover.ends_on >= day),
    )
    speaking = select(OrganisationContact.person_id).where(
        OrganisationContact.organisation_id == organisation_id
    )
    sent = (
        select(Enrolment.person_id)
        .join(TrainingSession, TrainingSession.id == Enrolment.session_id)
        .where(
            Enrolment.state == EnrolmentState.ENROLLED,
            or_(
                Enrolment.payer_id == organisation_id,
                TrainingSession.host_id == organisation_id,
                TrainingSession.payer_id == organisation_id,
            ),
        )
    )
    theirs = union(covered, speaking, sent).subquery()
    return select(theirs.c.person_id)
