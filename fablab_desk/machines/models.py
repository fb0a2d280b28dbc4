"""Machines and tools, what they need, what is asked of who uses them, and what they counted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.models import Article
from fablab_desk.db.base import Amount, Base, Key, Lines, Quantity, Unbounded
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import ListEntry, Space
from fablab_desk.machines.kinds import (
    AnswerKind,
    DocumentKind,
    LogKind,
    MeterKind,
    NeedKind,
    QuestionMoment,
)
from fablab_desk.money import ZERO
from fablab_desk.people.models import Party


class Machine(Base, kw_only=True):
    """A machine, digital or traditional; out of order or free is computed, see `standing`."""

    __tablename__ = "machines"
    __table_args__ = (
        CheckConstraint("min_age IS NULL OR min_age BETWEEN 0 AND 99", name="min_age_sensible"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    code: Mapped[str] = mapped_column(unique=True)  # short, typed in grids: “LASER1”
    name: Mapped[str]
    sort_name: Mapped[str]  # normalised
    tag: Mapped[str] = mapped_column(unique=True)  # digits of its QR label: “90” and 17 more
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    family_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)  # risks
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey(Space.id), default=None)
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey(Carrier.id), default=None)
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey(Article.id), default=None)  # time
    photo: Mapped[str] = mapped_column(default="")  # SHA-256 of an attachment
    bought_on: Mapped[date | None] = mapped_column(default=None)
    price: Mapped[Amount | None] = mapped_column(default=None)
    paid_by: Mapped[str] = mapped_column(default="")  # the agreement or gift that paid it
    warranty_until: Mapped[date | None] = mapped_column(default=None)
    commissioned_on: Mapped[date]
    retired_on: Mapped[date | None] = mapped_column(default=None)  # the first day without it
    min_age: Mapped[int | None] = mapped_column(default=None)  # alone at the machine
    needs_membership: Mapped[bool] = mapped_column(default=True)
    needs_pieces: Mapped[bool] = mapped_column(default=True)
    needs_training: Mapped[bool] = mapped_column(default=True)  # where a course certifies for it
    may_run_alone: Mapped[bool] = mapped_column(default=False)  # unattended, overnight
    guide_use: Mapped[str] = mapped_column(default="", info={"most": 40_000})  # Markdown
    guide_upkeep: Mapped[str] = mapped_column(default="", info={"most": 40_000})  # Markdown
    note: Mapped[Lines] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class MachineNeed(Base, kw_only=True):
    """A machine depends on another: the laser on its extractor."""

    __tablename__ = "machine_needs"
    __table_args__ = (CheckConstraint("machine_id <> needed_id", name="not_itself"),)

    machine_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"), primary_key=True)
    needed_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"), primary_key=True, index=True)
    kind: Mapped[NeedKind] = mapped_column(default=NeedKind.FULL)


class MachineDocument(Base, kw_only=True):
    """A file of a machine; a safety sheet has a version, whose major part fells certifications."""

    __tablename__ = "machine_documents"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"), index=True)
    kind: Mapped[DocumentKind]
    label: Mapped[str]
    file: Mapped[str]  # SHA-256 of an attachment
    file_name: Mapped[str]
    major: Mapped[int] = mapped_column(default=1)
    minor: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date]
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Question(Base, kw_only=True):
    """Asked before or after a use, of one machine or of all of a risk family."""

    __tablename__ = "machine_questions"
    __table_args__ = (
        CheckConstraint("(machine_id IS NULL) <> (family_id IS NULL)", name="of_one_of_both"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("machines.id"), default=None, index=True
    )
    family_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(ListEntry.id), default=None, index=True
    )
    moment: Mapped[QuestionMoment]
    text: Mapped[str]
    answer: Mapped[AnswerKind] = mapped_column(default=AnswerKind.YES_NO)
    required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Meter(Base, kw_only=True):
    """Counts for a machine. `initial`: what it showed when this program began to count."""

    __tablename__ = "meters"
    __table_args__ = (UniqueConstraint("machine_id", "label"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"))
    kind: Mapped[MeterKind]
    label: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    initial: Mapped[Quantity] = mapped_column(default=ZERO)
    begins_on: Mapped[date]
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class MeterReading(Base, kw_only=True):
    """What somebody read on a meter; never lower than before, unless the meter was changed."""

    __tablename__ = "meter_readings"
    __table_args__ = (Index("ix_meter_readings_meter_id_day", "meter_id", "day"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    meter_id: Mapped[UUID] = mapped_column(ForeignKey("meters.id"))
    day: Mapped[date]
    at: Mapped[datetime]
    value: Mapped[Quantity]
    added: Mapped[Quantity]  # since the reading before: what plans count
    replaced: Mapped[bool] = mapped_column(default=False)  # a new meter: it began at `value`
    withdrawn: Mapped[bool] = mapped_column(default=False)  # read wrongly: kept, counts no more
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    note: Mapped[Lines] = mapped_column(default="")


class UseDay(Base, kw_only=True):
    """The part of a use that falls on one day: what disuse, upkeep and MTBF are counted from.

    The logbook writes them, and writes them anew when a use is corrected.
    """

    __tablename__ = "use_days"
    __table_args__ = (
        CheckConstraint("seconds >= 0", name="seconds_not_negative"),
        Index("ix_use_days_machine_id_day", "machine_id", "day", "seconds", "first"),
        Index("ix_use_days_operator_id", "operator_id", "machine_id", "day"),
        Index("ix_use_days_day", "day", "machine_id", "seconds"),
    )

    use_id: Mapped[UUID] = mapped_column(primary_key=True)  # of the logbook, to the right
    day: Mapped[date] = mapped_column(primary_key=True)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"))
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id))
    seconds: Mapped[int]
    first: Mapped[bool]  # the day it began: a use counts once
    override: Mapped[bool] = mapped_column(default=False)  # revives no certification


class LogEntry(Base, kw_only=True):
    """One line of the timeline of a machine, written with its fact; a withdrawn fact has none."""

    __tablename__ = "log_entries"
    __table_args__ = (
        Index("ix_log_entries_machine_id_at", "machine_id", "at", "id"),
        Index("ix_log_entries_machine_id_kind", "machine_id", "kind", "at", "id"),
        Index("ix_log_entries_party_id", "party_id", "machine_id", "at", "id"),
        Index("ix_log_entries_fact_id", "fact_id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    machine_id: Mapped[UUID] = mapped_column(ForeignKey("machines.id"))
    kind: Mapped[LogKind]
    at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(default=None)
    fact_id: Mapped[UUID]
    party_id: Mapped[UUID | None] = mapped_column(ForeignKey(Party.id), default=None)
    text: Mapped[Unbounded] = mapped_column(default="")  # its own words: a fault, a remark
