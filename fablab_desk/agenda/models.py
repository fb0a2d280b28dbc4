"""When the lab was open, who was on duty, and who came."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.db.partial import partial_index
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import Gender


class Permanence(Base, kw_only=True):
    """The lab open to its public from one instant to another; one at a time."""

    __tablename__ = "permanences"
    __table_args__ = (CheckConstraint("running IS NULL OR running = 1", name="running_or_not"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    day: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    remark: Mapped[Lines] = mapped_column(default="")
    running: Mapped[int | None] = mapped_column(unique=True, default=1, init=False)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    def close(self, at: datetime, account_id: UUID) -> None:
        self.closed_at, self.closed_by, self.running = at, account_id, None

    def reopen(self) -> None:
        self.closed_at, self.closed_by, self.running = None, None, 1


class OnDuty(Base, kw_only=True):
    """A person who keeps the lab open."""

    __tablename__ = "people_on_duty"

    permanence_id: Mapped[UUID] = mapped_column(ForeignKey("permanences.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class Arrival(Base, kw_only=True):
    """A person, a count without names or a group; what was true of them on that day is frozen.

    A withdrawn one is kept and counts on no day.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        UniqueConstraint("person_id", "counted_on"),  # several visits of a day count once
        CheckConstraint("counted_on = day", name="counted_on_its_day"),
        CheckConstraint("(kind = 'person') = (person_id IS NOT NULL)", name="person_named"),
        CheckConstraint("heads BETWEEN 1 AND 999", name="heads_sensible"),
        CheckConstraint("newcomers BETWEEN 0 AND heads", name="newcomers_among_heads"),
        Index("ix_arrivals_counted_on_id", "counted_on", "id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind: Mapped[ArrivalKind]
    day: Mapped[date]
    counted_on: Mapped[date | None]  # the day, or nothing once withdrawn
    at: Mapped[datetime | None] = mapped_column(default=None)  # None: typed on a later day
    role: Mapped[ArrivalRole] = mapped_column(default=ArrivalRole.PUBLIC)
    heads: Mapped[int] = mapped_column(default=1)
    adults: Mapped[int] = mapped_column(default=0)  # of a group, among its heads
    newcomers: Mapped[int | None] = mapped_column(default=None)  # None: not asked, or a person
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisations.id"), default=None
    )
    label: Mapped[str] = mapped_column(default="")  # a group that is no known organisation
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    gender: Mapped[Gender] = mapped_column(default=Gender.NOT_STATED)
    age: Mapped[int | None] = mapped_column(default=None)
    city: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    commune: Mapped[str] = mapped_column(default="")  # INSEE code
    district: Mapped[str] = mapped_column(default="")

    def withdraw(self) -> None:
        self.counted_on = None

    def restore(self) -> None:
        self.counted_on = self.day


_ARRIVALS = Arrival.__table__.c
partial_index(
    "ix_arrivals_organisation_id",
    _ARRIVALS.organisation_id,
    where=_ARRIVALS.organisation_id.is_not(None),
)
