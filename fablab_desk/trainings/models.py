"""Courses, their sessions, who is enrolled in them, and what certifies somebody for a machine."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.models import Article
from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import ListEntry, Space
from fablab_desk.machines.models import Machine
from fablab_desk.people.kinds import Gender
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.trainings.kinds import (
    EnrolmentState,
    EventKind,
    Funding,
    Level,
    Presence,
    Renewal,
    Result,
    SessionState,
    Source,
)


class Course(Base, kw_only=True):
    """What is taught, and what it certifies; a session gives it on its days."""

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("capacity BETWEEN 1 AND 999", name="capacity_sensible"),
        CheckConstraint("minimum BETWEEN 0 AND capacity", name="minimum_within_capacity"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="some_minutes"),
        CheckConstraint("validity_months IS NULL OR validity_months > 0", name="some_validity"),
        CheckConstraint("disuse_months IS NULL OR disuse_months > 0", name="some_disuse"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    sort_title: Mapped[str]  # normalised
    objectives: Mapped[Lines] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="", info={"most": 40_000})  # Markdown
    minutes: Mapped[int | None] = mapped_column(default=None)  # that it takes
    level: Mapped[Level] = mapped_column(default=Level.AUTONOMOUS)
    validity_months: Mapped[int | None] = mapped_column(default=None)  # None: for ever
    disuse_months: Mapped[int | None] = mapped_column(default=None)  # None: no use is asked
    renewal: Mapped[Renewal] = mapped_column(default=Renewal.FROM_COMPLETION)
    capacity: Mapped[int] = mapped_column(default=6)
    minimum: Mapped[int] = mapped_column(default=0)  # under which a session may be cancelled
    deadline_days: Mapped[int] = mapped_column(default=2)  # before it, when that is decided
    min_age: Mapped[int | None] = mapped_column(default=None)
    criteria: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # sentences
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey(Article.id), default=None)
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey(Carrier.id), default=None)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class CourseTarget(Base, kw_only=True):
    """A machine, or all of a risk family, that a course certifies for."""

    __tablename__ = "course_targets"
    __table_args__ = (
        CheckConstraint("(machine_id IS NULL) <> (family_id IS NULL)", name="of_one_of_both"),
        UniqueConstraint("course_id", "machine_id"),
        UniqueConstraint("course_id", "family_id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    machine_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Machine.id), default=None, index=True
    )
    family_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(ListEntry.id), default=None, index=True
    )


class CourseNeed(Base, kw_only=True):
    """A course that is to be passed before another one."""

    __tablename__ = "course_needs"
    __table_args__ = (CheckConstraint("course_id <> needed_id", name="not_itself"),)

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    needed_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True, index=True)


class TrainingSession(Base, kw_only=True):
    """A course given to some people, in half-days."""

    __tablename__ = "training_sessions"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 999", name="seats_sensible"),
        CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_an_instant"
        ),
        Index("ix_training_sessions_begins_on_id", "begins_on", "id"),
        Index("ix_training_sessions_course_id", "course_id", "begins_on"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    begins_on: Mapped[date]  # of its first and its last half-day
    ends_on: Mapped[date]
    seats: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    decide_on: Mapped[date | None] = mapped_column(default=None)  # whether enough have enrolled
    host_id: Mapped[UUID | None] = mapped_column(  # for whom the lab gives it
        ForeignKey(Organisation.id), default=None, index=True
    )
    payer_id: Mapped[UUID | None] = mapped_column(  # that pays for all of them
        ForeignKey(Organisation.id), default=None, index=True
    )
    funder_reference: Mapped[str] = mapped_column(default="")
    axis: Mapped[str] = mapped_column(default="")
    note: Mapped[Lines] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_reason: Mapped[Lines] = mapped_column(default="")  # why it was cancelled
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class HalfDay(Base, kw_only=True):
    """A part of a session that is signed for; `place` where it is no space of the lab."""

    __tablename__ = "half_days"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_begins"),
        Index("ix_half_days_session_id", "session_id", "starts_at"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_sessions.id"))
    day: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey(Space.id), default=None)
    place: Mapped[str] = mapped_column(default="")


class SessionTrainer(Base, kw_only=True):
    __tablename__ = "session_trainers"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_sessions.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey(Person.id), primary_key=True, index=True)


class Enrolment(Base, kw_only=True):
    """A person in a session; what was true of them then is frozen.

    Twice in one session only where two records became one: their time is taken once, see `places`.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        Index("ix_enrolments_session_id", "session_id", "person_id"),
        Index("ix_enrolments_person_id", "person_id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_sessions.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey(Person.id))
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.ENROLLED)
    at: Mapped[datetime]  # which orders the waiting list
    profession: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")  # founder, employee, jobseeker…
    funding: Mapped[Funding] = mapped_column(default=Funding.NOT_STATED)
    payer_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    gender: Mapped[Gender] = mapped_column(default=Gender.NOT_STATED)
    age: Mapped[int | None] = mapped_column(default=None)
    commune: Mapped[str] = mapped_column(default="")  # INSEE code
    district: Mapped[str] = mapped_column(default="")
    result: Mapped[Result] = mapped_column(default=Result.NOT_ASSESSED)
    grades: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)  # by criterion
    remark: Mapped[Lines] = mapped_column(default="")  # of the assessment
    override_reason: Mapped[Lines] = mapped_column(default="")  # enrolled all the same
    withdrawn_reason: Mapped[Lines] = mapped_column(default="")
    bill_id: Mapped[UUID | None] = mapped_column(default=None)  # the fact of its charge
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class HalfDayPresence(Base, kw_only=True):
    """Whether somebody was there in a half-day, and the sheet that they signed."""

    __tablename__ = "half_day_presences"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    half_day_id: Mapped[UUID] = mapped_column(
        ForeignKey("half_days.id"), primary_key=True, index=True
    )
    presence: Mapped[Presence]


class SignedSheet(Base, kw_only=True):
    """The scan of a signed attendance sheet."""

    __tablename__ = "signed_sheets"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_sessions.id"), index=True)
    file: Mapped[str]  # SHA-256 of an attachment
    file_name: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Certification(Base, kw_only=True):
    """What somebody may do on a machine or a family, by terms frozen on the day it was granted."""

    __tablename__ = "certifications"
    __table_args__ = (
        CheckConstraint("(machine_id IS NULL) <> (family_id IS NULL)", name="of_one_of_both"),
        CheckConstraint("fixed_until IS NULL OR fixed_until >= granted_on", name="ends_after_it"),
        Index("ix_certifications_person_id", "person_id", "machine_id", "family_id"),
        Index("ix_certifications_machine_id", "machine_id", "person_id"),
        Index("ix_certifications_family_id", "family_id", "person_id"),
        Index("ix_certifications_fixed_until", "fixed_until"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey(Person.id))
    machine_id: Mapped[UUID | None] = mapped_column(ForeignKey(Machine.id), default=None)
    family_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    course_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("courses.id"), default=None, index=True
    )
    level: Mapped[Level]
    granted_on: Mapped[date]
    source: Mapped[Source]
    granted_by: Mapped[str] = mapped_column(default="")  # the trainer's name, as it was
    trainer_id: Mapped[UUID | None] = mapped_column(ForeignKey(Person.id), default=None, index=True)
    enrolment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("enrolments.id"), default=None, index=True
    )
    fixed_until: Mapped[date | None] = mapped_column(default=None)  # that day included
    disuse_months: Mapped[int | None] = mapped_column(default=None)
    sheet: Mapped[str] = mapped_column(default="")  # the safety sheet's version on that day
    note: Mapped[Lines] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    withdrawn: Mapped[bool] = mapped_column(default=False)  # entered by mistake: kept, counts not
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class CertificationEvent(Base, kw_only=True):
    """A suspension, with its term or none, what ends one, or the end of the certification."""

    __tablename__ = "certification_events"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= starts_on", name="ends_after_it_begins"),
        Index("ix_certification_events_certification_id", "certification_id", "starts_on"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    certification_id: Mapped[UUID] = mapped_column(ForeignKey("certifications.id"))
    kind: Mapped[EventKind]
    starts_on: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)  # of a suspension, included
    reason: Mapped[Lines]
    at: Mapped[datetime]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    withdrawn: Mapped[bool] = mapped_column(default=False)


class TrainingPaper(Base, kw_only=True):
    """Which paper attests an enrolment or a certification, and the digest of what it says."""

    __tablename__ = "training_papers"

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)  # of an enrolment or a certification
    digest: Mapped[str]
