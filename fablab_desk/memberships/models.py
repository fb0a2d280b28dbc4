"""Membership kinds, plans and the periods people are members for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.memberships.kinds import Acceptance, PeriodRule
from fablab_desk.memberships.periods import Period, Terms


class MembershipKind(Base, kw_only=True):
    """Statutory membership, or a subscription beside it; periods of one kind never overlap."""

    __tablename__ = "membership_kinds"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    statutory: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class MembershipPlan(Base, kw_only=True):
    """A way to be a member: how long, from when, and the article that prices it."""

    __tablename__ = "membership_plans"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 120", name="months_sensible"),
        CheckConstraint("offered_months BETWEEN 0 AND 11", name="offered_within_a_year"),
        CheckConstraint("named_people >= 0", name="named_people_counted"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("membership_kinds.id"), index=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"))
    rule: Mapped[PeriodRule]
    months: Mapped[int] = mapped_column(default=12)  # of a rolling plan
    season_month: Mapped[int] = mapped_column(default=9)
    season_day: Mapped[int] = mapped_column(default=1)
    offered_months: Mapped[int] = mapped_column(default=0)  # last months of a season, to newcomers
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    for_organisations: Mapped[bool] = mapped_column(default=False)
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    asks_acceptance: Mapped[bool] = mapped_column(default=False)  # of the board, by the statutes
    votes: Mapped[bool] = mapped_column(default=True)
    named_people: Mapped[int | None] = mapped_column(default=None)  # that it covers; None: any
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def terms(self) -> Terms:
        return Terms(
            rule=self.rule,
            months=self.months,
            season_month=self.season_month,
            season_day=self.season_day,
            offered_months=self.offered_months,
        )


class Membership(Base, kw_only=True):
    """One period; both days included. A cancelled one is kept and counts for nothing."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index("ix_memberships_party_id_kind_id", "party_id", "kind_id", "starts_on"),
        Index("ix_memberships_ends_on_number", "ends_on", "number"),
        Index("ix_memberships_entered_on", "entered_on"),
        Index(  # who votes as of a day is read from it alone
            "ix_memberships_ends_on_party_id",
            "ends_on",
            "holds_from",
            "cancelled_at",
            "plan_id",
            "party_id",
        ),
        Index("ix_memberships_import_id", "import_id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    number: Mapped[int] = mapped_column(unique=True)
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"))
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("membership_kinds.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("membership_plans.id"))
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"))  # of that day
    entered_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # The first day of the rights of a member: its own, or that of the board. None: not accepted.
    holds_from: Mapped[date | None]
    category_id: Mapped[UUID | None] = mapped_column(  # of that day
        ForeignKey(ListEntry.id), default=None
    )
    acceptance: Mapped[Acceptance] = mapped_column(default=Acceptance.NOT_ASKED)
    decided_on: Mapped[date | None] = mapped_column(default=None)  # the day of the meeting
    decided_by: Mapped[str] = mapped_column(default="")
    taken_over: Mapped[bool] = mapped_column(default=False)  # imported: no charge was written
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[Lines] = mapped_column(default="")
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batches.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_awaited(self) -> bool:
        return self.acceptance is Acceptance.AWAITED and self.cancelled_at is None

    def accept(self, on: date, by: str) -> None:
        """Its rights begin with that meeting, and with the period at the earliest."""
        self.acceptance, self.decided_on, self.decided_by = Acceptance.ACCEPTED, on, by
        self.holds_from = max(self.starts_on, on)

    def refuse(self, on: date, by: str, at: datetime, reason: str) -> None:
        self.acceptance, self.decided_on, self.decided_by = Acceptance.REFUSED, on, by
        self.cancel(at, reason)

    def wait_again(self) -> None:
        """The decision is taken back."""
        self.acceptance, self.decided_on, self.decided_by = Acceptance.AWAITED, None, ""
        self.holds_from = self.cancelled_at = None
        self.cancel_reason = ""

    def cancel(self, at: datetime, reason: str) -> None:
        self.cancelled_at, self.cancel_reason = at, reason


class Cover(Base, kw_only=True):
    """A person who comes under an organisation's membership, or, with a reason, anything else.

    Without a last day it goes on for as long as the organisation is a member.
    """

    __tablename__ = "covers"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("organisation_id IS NOT NULL OR reason <> ''", name="by_something"),
        CheckConstraint("ends_on IS NOT NULL OR reason = ''", name="ends_by_itself"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisations.id"), index=True, default=None
    )
    reason: Mapped[str] = mapped_column(default="")  # an agreement, a hosted session
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class MembershipAttestation(Base, kw_only=True):
    """Which paper attests a membership, and the digest of what it says."""

    __tablename__ = "membership_attestations"

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("memberships.id"), index=True)
    digest: Mapped[str]
