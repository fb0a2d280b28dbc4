"""Faults, stops, plans and orders of upkeep; equipment lent."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Amount, Base, Key, Lines, Quantity
from fablab_desk.keys import new_key
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.kinds import (
    CheckResult,
    FaultState,
    OrderState,
    Severity,
    StopKind,
)
from fablab_desk.machines.models import Machine, Meter
from fablab_desk.people.models import Party


class Fault(Base, kw_only=True):
    """What does not work on a machine, from its report to its repair."""

    __tablename__ = "faults"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="open_or_closed"),
        Index("ix_faults_machine_id_state", "machine_id", "state"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey(Machine.id))
    at: Mapped[datetime]  # when it was found
    day: Mapped[date] = mapped_column(index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    severity: Mapped[Severity] = mapped_column(default=Severity.SERIOUS)
    stops: Mapped[bool] = mapped_column(default=False)  # the machine may not be used
    text: Mapped[Lines]
    cause_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    state: Mapped[FaultState] = mapped_column(default=FaultState.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    repair: Mapped[Lines] = mapped_column(default="")
    cost: Mapped[Amount | None] = mapped_column(default=None)  # besides parts from stock
    order_id: Mapped[UUID | None] = mapped_column(default=None)  # whose check found it
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Stop(Base, kw_only=True):
    """A machine may not be used from one instant to another; back when no other stop is open."""

    __tablename__ = "machine_stops"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_it_begins"),
        Index("ix_machine_stops_machine_id_starts_at", "machine_id", "starts_at", "ends_at"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey(Machine.id))
    kind: Mapped[StopKind]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    cause_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    fault_id: Mapped[UUID | None] = mapped_column(ForeignKey("faults.id"), default=None, index=True)
    order_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("upkeep_orders.id"), default=None, index=True
    )
    text: Mapped[Lines] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)  # there was none
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class UpkeepPlan(Base, kw_only=True):
    """What is done every N days, hours of use or units of a meter, whichever comes first."""

    __tablename__ = "upkeep_plans"
    __table_args__ = (
        CheckConstraint(
            "every_days IS NOT NULL OR every_hours IS NOT NULL OR every_units IS NOT NULL",
            name="some_interval",
        ),
        CheckConstraint("(every_units IS NULL) = (meter_id IS NULL)", name="units_of_a_meter"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey(Machine.id), index=True)
    label: Mapped[str]
    every_days: Mapped[int | None] = mapped_column(default=None)
    every_hours: Mapped[int | None] = mapped_column(default=None)
    every_units: Mapped[Quantity | None] = mapped_column(default=None)
    meter_id: Mapped[UUID | None] = mapped_column(ForeignKey(Meter.id), default=None)
    from_planned: Mapped[bool] = mapped_column(default=False)  # else from the day it was done
    warn_days: Mapped[int] = mapped_column(default=7)
    warn_hours: Mapped[int] = mapped_column(default=5)
    stops: Mapped[bool] = mapped_column(default=False)  # not usable while it is done
    minutes: Mapped[int | None] = mapped_column(default=None)  # that it takes
    checklist: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # sentences
    starts_on: Mapped[date]  # counted from: commissioning, or when the plan was made
    last_done_on: Mapped[date | None] = mapped_column(default=None)  # before this program knew it
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class UpkeepOrder(Base, kw_only=True):
    """Upkeep to be done, under way or done; a plan has one open at most."""

    __tablename__ = "upkeep_orders"
    __table_args__ = (
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_on_a_day"),
        Index("ix_upkeep_orders_machine_id_state", "machine_id", "state"),
        Index("ix_upkeep_orders_plan_id_done_on", "plan_id", "done_on"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey(Machine.id))
    label: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("upkeep_plans.id"), default=None)
    open_plan_id: Mapped[UUID | None] = mapped_column(unique=True, default=None)
    planned_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[OrderState] = mapped_column(default=OrderState.OPEN)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None, index=True)
    done_by: Mapped[str] = mapped_column(default="")  # somebody from outside
    hours_then: Mapped[Quantity | None] = mapped_column(default=None)  # used at the end of that day
    units_then: Mapped[Quantity | None] = mapped_column(default=None)  # of the plan's meter
    minutes: Mapped[int | None] = mapped_column(default=None)
    cost: Mapped[Amount | None] = mapped_column(default=None)  # besides parts from stock
    note: Mapped[Lines] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class OrderCheck(Base, kw_only=True):
    """One line of an order's checklist, as the plan said it then."""

    __tablename__ = "order_checks"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("upkeep_orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    result: Mapped[CheckResult] = mapped_column(default=CheckResult.NOT_YET)
    note: Mapped[str] = mapped_column(default="")
    fault_id: Mapped[UUID | None] = mapped_column(ForeignKey("faults.id"), default=None)


class UpkeepFile(Base, kw_only=True):
    """A photo or a paper of a fault or of a maintenance; one taken off is kept."""

    __tablename__ = "upkeep_files"
    __table_args__ = (
        CheckConstraint("(fault_id IS NULL) <> (order_id IS NULL)", name="of_one_of_both"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    fault_id: Mapped[UUID | None] = mapped_column(ForeignKey("faults.id"), default=None, index=True)
    order_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("upkeep_orders.id"), default=None, index=True
    )
    file: Mapped[str]  # SHA-256 of an attachment
    file_name: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Kit(Base, kw_only=True):
    """A teaching kit (malle) that is lent as one: what is in it, a line each."""

    __tablename__ = "kits"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    contents: Mapped[Lines] = mapped_column(default="")
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Loan(Base, kw_only=True):
    """A machine or a kit out of the lab; one open loan of each at most."""

    __tablename__ = "loans"
    __table_args__ = (
        CheckConstraint("(machine_id IS NULL) <> (kit_id IS NULL)", name="of_one_of_both"),
        CheckConstraint("(back_on IS NULL) = (open_item_id IS NOT NULL)", name="out_or_back"),
        CheckConstraint("back_on IS NULL OR back_on >= out_on", name="back_after_out"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Machine.id), default=None, index=True
    )
    kit_id: Mapped[UUID | None] = mapped_column(ForeignKey("kits.id"), default=None, index=True)
    open_item_id: Mapped[UUID | None] = mapped_column(unique=True, default=None)
    borrower_id: Mapped[UUID] = mapped_column(ForeignKey(Party.id), index=True)
    out_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(default=None)
    back_on: Mapped[date | None] = mapped_column(default=None)
    state_out: Mapped[Lines] = mapped_column(default="")  # how it was when it left
    state_back: Mapped[Lines] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)  # written by mistake
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)
