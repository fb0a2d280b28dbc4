"""Sessions and courses as the trainings tab shows them, and one session as it is run."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.db.short_list import ShortList
from fablab_desk.i18n import mark
from fablab_desk.lab.premises_models import Space
from fablab_desk.lab.premises_queries import closed_on
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.models import Party
from fablab_desk.staff.models import Account
from fablab_desk.trainings.drafts import AssessmentDraft, EnrolmentDraft, SessionDraft
from fablab_desk.trainings.kinds import (
    EnrolmentState,
    Presence,
    Result,
    SessionState,
)
from fablab_desk.trainings.models import (
    Certification,
    Course,
    Enrolment,
    HalfDay,
    HalfDayPresence,
    SessionTrainer,
    TrainingSession,
)
from fablab_desk.trainings.records import assessment_of, draft_of

SHOWS = frozenset(
    {
        Course,
        TrainingSession,
        HalfDay,
        HalfDayPresence,
        SessionTrainer,
        Enrolment,
        Certification,
        Party,
        Space,
    }
)


class SessionFilter(StrEnum):
    COMING = ""
    TO_CLOSE = "to_close"
    MINE = "mine"
    CLOSED = "closed"
    CANCELLED = "cancelled"


SESSION_FILTER_TEXTS = {
    SessionFilter.COMING: mark("To come"),
    SessionFilter.TO_CLOSE: mark("To be closed"),
    SessionFilter.MINE: mark("Mine"),
    SessionFilter.CLOSED: mark("Closed ones"),
    SessionFilter.CANCELLED: mark("Cancelled ones"),
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`starts_at`, `ends_at`: of the first and the last half-day."""

    id: UUID
    course_id: UUID
    title: str
    state: SessionState
    begins_on: date
    ends_on: date
    starts_at: datetime
    ends_at: datetime
    halves: int
    trainers: tuple[str, ...]
    trainer_ids: frozenset[UUID]
    enrolled: int
    waiting: int
    seats: int
    minimum: int
    decide_on: date | None
    host: str
    version: int

    def is_short(self, day: date) -> bool:
        """Under its minimum on the day that decides, or after it."""
        planned = self.state is SessionState.PLANNED
        decided = self.decide_on is not None and self.decide_on <= day <= self.ends_on
        return planned and decided and self.enrolled < self.minimum

    def is_in(self, chosen: str, now: datetime, me: UUID | None) -> bool:
        planned = self.state is SessionState.PLANNED
        match SessionFilter(chosen):
            case SessionFilter.COMING:
                return planned and self.ends_at > now
            case SessionFilter.TO_CLOSE:
                return planned and self.ends_at <= now
            case SessionFilter.MINE:
                return me in self.trainer_ids and self.state is not SessionState.CANCELLED
            case SessionFilter.CLOSED:
                return self.state is SessionState.CLOSED
            case SessionFilter.CANCELLED:
                return self.state is SessionState.CANCELLED

    def holds(self, words: Collection[str]) -> bool:
        text = normalise(" ".join((self.title, *self.trainers, self.host)))
        return all(word in text for word in words)


ORDERS: Mapping[str, Callable[[SessionRow], Any]] = {
    "when": lambda row: (row.starts_at, row.title),
    "title": lambda row: (normalise(row.title), row.starts_at),
    "seats": lambda row: (row.enrolled, row.starts_at),
}


def sessions(
    now: Callable[[], datetime], account_id: UUID, chosen: str = "", sought: str = ""
) -> ShortList[SessionRow]:
    """Those to come in their order, those that are over the last one first."""
    words = normalise(sought).split()
    over = chosen in (SessionFilter.CLOSED, SessionFilter.CANCELLED, SessionFilter.TO_CLOSE)

    def read(session: Session) -> list[SessionRow]:
        at, account = now(), session.get(Account, account_id)
        me = account.person_id if account else None
        rows = [row for row in load_sessions(session) if row.is_in(chosen, at, me)]
        rows = [row for row in rows if row.holds(words)]
        return rows[::-1] if over else rows

    return ShortList(read, ORDERS)


def load_sessions(session: Session, session_id: UUID | None = None) -> list[SessionRow]:
    """All of them, the first one first, or that one alone."""
    spans = (
        select(
            HalfDay.session_id,
            func.min(HalfDay.starts_at).label("starts_at"),
            func.max(HalfDay.ends_at).label("ends_at"),
            func.count().label("halves"),
        )
        .group_by(HalfDay.session_id)
        .subquery()
    )
    wanted = (
        select(TrainingSession, Course.title, spans.c.starts_at, spans.c.ends_at, spans.c.halves)
        .add_columns(func.coalesce(Party.name, ""))
        .join(Course, Course.id == TrainingSession.course_id)
        .join(spans, spans.c.session_id == TrainingSession.id)
        .outerjoin(Party, Party.id == TrainingSession.host_id)
        .order_by(spans.c.starts_at, TrainingSession.id)
    )
    trainers = (
        select(SessionTrainer.session_id, Party.id, Party.name)
        .join(Party, Party.id == SessionTrainer.person_id)
        .order_by(Party.sort_name)
    )
    counted = select(Enrolment.session_id, Enrolment.state, func.count()).group_by(
        Enrolment.session_id, Enrolment.state
    )
    if session_id:
        wanted = wanted.where(TrainingSession.id == session_id)
        trainers = trainers.where(SessionTrainer.session_id == session_id)
        counted = counted.where(Enrolment.session_id == session_id)
    names: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for key, person, name in session.execute(trainers):
        names[key].append((person, name))
    heads = {(key, state): count for key, state, count in session.execute(counted)}
    return [
        SessionRow(
            id=one.id,
            course_id=one.course_id,
            title=title,
            state=one.state,
            begins_on=one.begins_on,
            ends_on=one.ends_on,
            starts_at=starts_at,
            ends_at=ends_at,
            halves=halves,
            trainers=tuple(name for _, name in names[one.id]),
            trainer_ids=frozenset(key for key, _ in names[one.id]),
            enrolled=heads.get((one.id, EnrolmentState.ENROLLED), 0),
            waiting=heads.get((one.id, EnrolmentState.WAITING), 0),
            seats=one.seats,
            minimum=one.minimum,
            decide_on=one.decide_on,
            host=host,
            version=one.version,
        )
        for one, title, starts_at, ends_at, halves, host in session.execute(wanted)
    ]


@dataclass(frozen=True, slots=True)
class SessionsState:
    """The sentence under the title."""

    coming: int
    to_close: int
    short: int


def count_sessions(session: Session, now: datetime, day: date) -> SessionsState:
    rows = load_sessions(session)
    return SessionsState(
        sum(row.is_in(SessionFilter.COMING, now, None) for row in rows),
        sum(row.is_in(SessionFilter.TO_CLOSE, now, None) for row in rows),
        sum(row.is_short(day) for row in rows),
    )


@dataclass(frozen=True, slots=True)
class HalfDayRow:
    id: UUID
    day: date
    starts_at: datetime
    ends_at: datetime
    place: str
    closed: str  # why the lab is closed that day: a holiday, a closure


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """`id`: the enrolment; `presences` by half-day."""

    id: UUID
    person_id: UUID
    name: str
    number: int
    state: EnrolmentState
    draft: EnrolmentDraft
    payer: str
    presences: Mapping[UUID, Presence]
    assessment: AssessmentDraft
    withdrawn_reason: str
    certified: int
    version: int

    @property
    def result(self) -> Result:
        return self.assessment.result


@dataclass(frozen=True, slots=True)
class SessionDetail:
    row: SessionRow
    draft: SessionDraft
    halves: tuple[HalfDayRow, ...]
    trainees: tuple[TraineeRow, ...]  # the enrolled, then who waits, then who withdrew
    criteria: tuple[str, ...]
    trainers: tuple[tuple[UUID, str], ...]
    host: str
    payer: str
    note: str
    closed_reason: str
    is_body: bool  # whoever carries the course is a declared training body

    @property
    def enrolled(self) -> tuple[TraineeRow, ...]:
        return tuple(one for one in self.trainees if one.state is EnrolmentState.ENROLLED)

    @property
    def waiting(self) -> tuple[TraineeRow, ...]:
        return tuple(one for one in self.trainees if one.state is EnrolmentState.WAITING)


def load_session_detail(session: Session, session_id: UUID) -> SessionDetail | None:
    one = session.get(TrainingSession, session_id)
    if one is None:
        return None
    (row,) = load_sessions(session, session_id)
    course = session.get_one(Course, one.course_id)
    names = _names(session, (one.host_id, one.payer_id))
    trainers = (
        select(Party.id, Party.name)
        .join(SessionTrainer, SessionTrainer.person_id == Party.id)
        .where(SessionTrainer.session_id == session_id)
        .order_by(Party.sort_name)
    )
    return SessionDetail(
        row=row,
        draft=draft_of(session, one),
        halves=tuple(_halves(session, session_id)),
        trainees=tuple(_trainees(session, session_id)),
        criteria=tuple(course.criteria),
        trainers=tuple((key, name) for key, name in session.execute(trainers)),
        host=names.get(one.host_id, ""),
        payer=names.get(one.payer_id, ""),
        note=one.note,
        closed_reason=one.closed_reason,
        is_body=bool(load_carrier(session, course.carrier_id).training_body),
    )


def _halves(session: Session, session_id: UUID) -> list[HalfDayRow]:
    wanted = (
        select(HalfDay, func.coalesce(Space.label, HalfDay.place))
        .outerjoin(Space, Space.id == HalfDay.space_id)
        .where(HalfDay.session_id == session_id)
        .order_by(HalfDay.starts_at)
    )
    return [
        HalfDayRow(
            half.id,
            half.day,
            half.starts_at,
            half.ends_at,
            place,
            closed_on(session, half.day) or "",
        )
        for half, place in session.execute(wanted)
    ]


_STATES = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN)


def _trainees(session: Session, session_id: UUID) -> list[TraineeRow]:
    wanted = (
        select(Enrolment, Party.name, Party.number)
        .join(Party, Party.id == Enrolment.person_id)
        .where(Enrolment.session_id == session_id)
        .order_by(Enrolment.at, Enrolment.id)
    )
    found = session.execute(wanted).all()
    presences: dict[UUID, dict[UUID, Presence]] = defaultdict(dict)
    noted = (
        select(HalfDayPresence)
        .join(Enrolment, Enrolment.id == HalfDayPresence.enrolment_id)
        .where(Enrolment.session_id == session_id)
    )
    for mark_ in session.scalars(noted):
        presences[mark_.enrolment_id][mark_.half_day_id] = mark_.presence
    granted: Counter[UUID] = Counter()
    kept = (
        select(Certification.enrolment_id)
        .join(Enrolment, Enrolment.id == Certification.enrolment_id)
        .where(Enrolment.session_id == session_id, Certification.withdrawn.is_(False))
    )
    for key in session.scalars(kept):
        if key:
            granted[key] += 1
    payers = _names(session, [one.payer_id for one, _, _ in found])
    rows = [
        TraineeRow(
            id=one.id,
            person_id=one.person_id,
            name=name,
            number=number,
            state=one.state,
            draft=EnrolmentDraft(
                person_id=one.person_id,
                profession=one.profession,
                status=one.status,
                funding=one.funding,
                payer_id=one.payer_id,
                override_reason=one.override_reason,
            ),
            payer=payers.get(one.payer_id, ""),
            presences=presences[one.id],
            assessment=assessment_of(one),
            withdrawn_reason=one.withdrawn_reason,
            certified=granted[one.id],
            version=one.version,
        )
        for one, name, number in found
    ]
    return sorted(rows, key=lambda row: _STATES.index(row.state))


def _names(session: Session, keys: Collection[UUID | None]) -> dict[UUID | None, str]:
    known = {key for key in keys if key}
    if not known:
        return {}
    wanted = select(Party.id, Party.name).where(Party.id.in_(known))
    return {key: name for key, name in session.execute(wanted)}  # noqa: C416  (its type is wider)
