"""What people make in the lab, and the accompaniment that it has."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.people.models import Party
from fablab_desk.projects.kinds import ProjectRole, ProjectStage


class Project(Base, kw_only=True):
    """`accompanied`: an organisation or a person is accompanied, and meetings are kept."""

    __tablename__ = "projects"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    title: Mapped[str]
    sort_name: Mapped[str]  # normalised title
    text: Mapped[Lines] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")  # “CC BY-SA 4.0”
    stage: Mapped[ProjectStage] = mapped_column(default=ProjectStage.IDEA)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Party.id), default=None, index=True
    )
    accompanied: Mapped[bool] = mapped_column(default=False)
    begun_on: Mapped[date]
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class ProjectPerson(Base, kw_only=True):
    __tablename__ = "project_people"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey(Party.id), primary_key=True, index=True)
    role: Mapped[ProjectRole] = mapped_column(default=ProjectRole.TAKES_PART)


class ProjectMeeting(Base, kw_only=True):
    """An hour of accompaniment, and where the project stood after it."""

    __tablename__ = "project_meetings"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_sensible"),
        Index("ix_project_meetings_project_id_day", "project_id", "day"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    day: Mapped[date] = mapped_column(index=True)
    minutes: Mapped[int]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    stage: Mapped[ProjectStage]
    text: Mapped[Lines] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class ProjectFile(Base, kw_only=True):
    """A photo or a paper of a project; one taken off is kept."""

    __tablename__ = "project_files"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), index=True)
    file: Mapped[str]  # SHA-256 of an attachment
    file_name: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)
