"""General assemblies, who votes in them, and the mandates of the board."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.assembly.kinds import AssemblyKind, Office, Presence
from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key


class Assembly(Base, kw_only=True):
    """One meeting with the rules of its day: later statutes do not change it."""

    __tablename__ = "assemblies"
    __table_args__ = (
        CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum_is_a_share"),
        CheckConstraint("most_proxies BETWEEN 0 AND 100", name="proxies_sensible"),
        CheckConstraint("least_age BETWEEN 1 AND 99", name="age_sensible"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"))  # whose members vote
    kind: Mapped[AssemblyKind]
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    agenda: Mapped[Lines]  # one item a line
    record_on: Mapped[date]  # who is a member that day votes
    quorum: Mapped[int | None] = mapped_column(default=None)  # per cent of the voters; None: none
    most_proxies: Mapped[int] = mapped_column(default=2)  # that one person carries
    least_age: Mapped[int | None] = mapped_column(default=None)  # in years, on the record day
    after_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("assemblies.id"), unique=True, default=None
    )  # the meeting that lacked its quorum, of which this one is the second call
    convened_on: Mapped[date | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class AssemblyVoter(Base, kw_only=True):
    """Who was called to vote when the convocation went out, and whether they came."""

    __tablename__ = "assembly_voters"
    __table_args__ = (
        CheckConstraint(
            "(presence = 'represented') = (proxy_id IS NOT NULL)", name="represented_by_someone"
        ),
        CheckConstraint("proxy_id <> party_id", name="not_oneself"),
    )

    assembly_id: Mapped[UUID] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True, index=True)
    presence: Mapped[Presence] = mapped_column(default=Presence.ABSENT)
    proxy_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("parties.id"), index=True, default=None
    )


class Mandate(Base, kw_only=True):
    """An office on the board; both days included. Whoever resigned left after that day."""

    __tablename__ = "mandates"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"))  # of whose board it is
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    office: Mapped[Office]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    resigned_on: Mapped[date | None] = mapped_column(default=None)  # the last day in office
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)
