"""The courses of the lab, and what their forms offer."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import ListEntry, Space
from fablab_desk.machines.models import Machine
from fablab_desk.trainings.drafts import CourseDraft
from fablab_desk.trainings.kinds import EnrolmentState, SessionState
from fablab_desk.trainings.models import (
    Course,
    CourseNeed,
    CourseTarget,
    Enrolment,
    TrainingSession,
)

COURSES_SHOW = frozenset(
    {Course, CourseTarget, CourseNeed, TrainingSession, Enrolment, Machine, ListEntry, Article}
)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """`held`: sessions that were closed; `trained`: people in them."""

    id: UUID
    draft: CourseDraft
    targets: tuple[str, ...]
    needs: tuple[str, ...]
    held: int
    planned: int
    trained: int
    archived_on: date | None
    version: int


def list_courses(session: Session) -> list[CourseRow]:
    """By title, those archived too."""
    targets: dict[UUID, list[CourseTarget]] = defaultdict(list)
    for one in session.scalars(select(CourseTarget)):
        targets[one.course_id].append(one)
    needs: dict[UUID, list[UUID]] = defaultdict(list)
    for course_id, needed in session.execute(select(CourseNeed.course_id, CourseNeed.needed_id)):
        needs[course_id].append(needed)
    machines = {key: name for key, name in session.execute(select(Machine.id, Machine.name))}  # noqa: C416
    families = {key: text for key, text in session.execute(select(ListEntry.id, ListEntry.label))}  # noqa: C416
    counted: Counter[tuple[UUID, SessionState]] = Counter()
    sessions = select(TrainingSession.course_id, TrainingSession.state, func.count())
    for key, state, count in session.execute(
        sessions.group_by(TrainingSession.course_id, TrainingSession.state)
    ):
        counted[key, state] = count
    trained: Counter[UUID] = Counter()
    people = (
        select(TrainingSession.course_id, func.count(Enrolment.person_id.distinct()))
        .join(TrainingSession, TrainingSession.id == Enrolment.session_id)
        .where(
            TrainingSession.state == SessionState.CLOSED,
            Enrolment.state == EnrolmentState.ENROLLED,
        )
        .group_by(TrainingSession.course_id)
    )
    for key, count in session.execute(people):
        trained[key] = count
    courses = list(session.scalars(select(Course).order_by(Course.sort_title, Course.id)))
    titles = {one.id: one.title for one in courses}
    return [
        CourseRow(
            id=one.id,
            draft=_draft(one, targets[one.id], needs[one.id]),
            targets=tuple(
                sorted(
                    machines.get(target.machine_id, "")
                    if target.machine_id
                    else families.get(target.family_id, "")
                    if target.family_id
                    else ""
                    for target in targets[one.id]
                )
            ),
            needs=tuple(sorted(titles[key] for key in needs[one.id])),
            held=counted[one.id, SessionState.CLOSED],
            planned=counted[one.id, SessionState.PLANNED],
            trained=trained[one.id],
            archived_on=one.archived_on,
            version=one.version,
        )
        for one in courses
    ]


def load_course_row(session: Session, course_id: UUID) -> CourseRow | None:
    return next((one for one in list_courses(session) if one.id == course_id), None)


def _draft(one: Course, targets: list[CourseTarget], needs: list[UUID]) -> CourseDraft:
    return CourseDraft(
        code=one.code,
        title=one.title,
        objectives=one.objectives,
        programme=one.programme,
        minutes=one.minutes,
        level=one.level,
        validity_months=one.validity_months,
        disuse_months=one.disuse_months,
        renewal=one.renewal,
        capacity=one.capacity,
        minimum=one.minimum,
        deadline_days=one.deadline_days,
        min_age=one.min_age,
        criteria=tuple(one.criteria),
        article_id=one.article_id,
        carrier_id=one.carrier_id,
        machines=frozenset(one.machine_id for one in targets if one.machine_id),
        families=frozenset(one.family_id for one in targets if one.family_id),
        needs=frozenset(needs),
    )


@dataclass(frozen=True, slots=True)
class CourseChoices:
    """What may be chosen, each with its text."""

    machines: tuple[tuple[UUID, str], ...]
    families: tuple[tuple[UUID, str], ...]
    courses: tuple[tuple[UUID, str], ...]
    articles: tuple[tuple[UUID, str], ...]
    carriers: tuple[tuple[UUID, str], ...]
    spaces: tuple[tuple[UUID, str], ...]


def load_course_choices(session: Session) -> CourseChoices:
    """Of what is not archived; machines in service only."""
    families = select(ListEntry.id, ListEntry.label).where(
        ListEntry.kind == ListKind.RISK_FAMILY, ListEntry.archived_on.is_(None)
    )
    articles = select(Article.id, Article.label).where(
        Article.nature.in_((ArticleNature.TRAINING, ArticleNature.SERVICE)),
        Article.archived_on.is_(None),
    )
    machines = select(Machine.id, Machine.name).where(Machine.retired_on.is_(None))
    courses = select(Course.id, Course.title).where(Course.archived_on.is_(None))
    spaces = select(Space.id, Space.label).where(Space.archived_on.is_(None))
    return CourseChoices(
        machines=_pairs(session, machines.order_by(Machine.sort_name)),
        families=_pairs(session, families.order_by(ListEntry.position, ListEntry.label)),
        courses=_pairs(session, courses.order_by(Course.sort_title)),
        articles=_pairs(session, articles.order_by(Article.label)),
        carriers=_pairs(session, select(Carrier.id, Carrier.name).order_by(Carrier.name)),
        spaces=_pairs(session, spaces.order_by(Space.position, Space.label)),
    )


def _pairs(session: Session, wanted: object) -> tuple[tuple[UUID, str], ...]:
    return tuple((key, text) for key, text in session.execute(wanted))  # type: ignore[call-overload]
