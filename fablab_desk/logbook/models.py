"""Uses of machines, what they drew from stock, and what was true of their users on that day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.models import Article
from fablab_desk.db.base import Base, Key, Lines, Quantity, UnitPrice
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Audience
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.logbook.kinds import Outcome, UseSource, UseState
from fablab_desk.machines.models import Machine
from fablab_desk.money import ZERO
from fablab_desk.people.kinds import Gender
from fablab_desk.people.models import Party
from fablab_desk.projects.models import Project


class Use(Base, kw_only=True):
    """Somebody, an organisation or a group on a machine. A correction is a new use naming the old.

    `user_id` None: a group known by its `label` only. `operator_id`: whoever worked the machine,
    the user where she is a person and nobody else is said.
    """

    __tablename__ = "uses"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_it_begins"),
        CheckConstraint("(state = 'running') = (running_machine_id IS NOT NULL)", name="runs"),
        CheckConstraint("(state = 'running') <= (ends_at IS NULL)", name="running_has_no_end"),
        CheckConstraint("heads BETWEEN 1 AND 999", name="heads_sensible"),
        Index("ix_uses_machine_id_day", "machine_id", "day"),
        Index("ix_uses_user_id_starts_at", "user_id", "starts_at"),
        Index("ix_uses_day_state", "day", "state"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey(Machine.id))
    # One running use per machine: NULLs do not collide, so the one that runs holds its key here.
    running_machine_id: Mapped[UUID | None] = mapped_column(unique=True, default=None)
    state: Mapped[UseState]
    source: Mapped[UseSource]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    day: Mapped[date]  # the lab's working day on which it began
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None)
    label: Mapped[str] = mapped_column(default="")  # a group: “classe de 4e”
    heads: Mapped[int] = mapped_column(default=1)
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    animator_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    purpose_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    project_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Project.id), default=None, index=True
    )
    unattended: Mapped[bool] = mapped_column(default=False)
    planned_end: Mapped[datetime | None] = mapped_column(default=None)  # fin prévue
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.NOT_SAID)
    note: Mapped[Lines] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")  # SHA-256 of an attachment
    answers: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # question, answer
    override_reason: Mapped[Lines] = mapped_column(default="")  # allowed all the same
    override_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    refusals: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # sentences then
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    corrects_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("uses.id"), default=None, unique=True
    )
    closed_reason: Mapped[Lines] = mapped_column(default="")  # why corrected or withdrawn
    # The fact its time is charged for: another one each time it is stopped anew.
    bill_id: Mapped[UUID | None] = mapped_column(default=None, unique=True)
    # What was true of the user on that day.
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey(Audience.id), default=None)
    gender: Mapped[Gender] = mapped_column(default=Gender.NOT_STATED)
    age: Mapped[int | None] = mapped_column(default=None)
    commune: Mapped[str] = mapped_column(default="")  # INSEE code
    district: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class UseMaterial(Base, kw_only=True):
    """What a use consumed: drawn from stock where the article is kept there, charged or offered."""

    __tablename__ = "use_materials"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    use_id: Mapped[UUID] = mapped_column(ForeignKey("uses.id"), index=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey(Article.id))
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice] = mapped_column(default=ZERO)  # to pay, taxes included
    unit_cost: Mapped[UnitPrice] = mapped_column(default=ZERO)  # what it cost the lab
    offered: Mapped[bool] = mapped_column(default=False)  # a gesture, within the lab's cap
    offered_reason: Mapped[str] = mapped_column(default="")
    own: Mapped[bool] = mapped_column(default=False)  # brought by the user: neither drawn nor paid
