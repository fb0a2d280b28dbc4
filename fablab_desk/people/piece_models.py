"""The pieces that people hand in, their kinds, and what was worded on them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.pieces import (
    Holder,
    PieceForm,
    PieceValidity,
    PieceWhom,
    Term,
    is_minor,
)


class PieceKind(Base, kw_only=True):
    """A kind of piece: of whom it is asked, how long it holds, what is printed for it."""

    __tablename__ = "piece_kinds"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 120", name="months_sensible"),
        CheckConstraint("season_month BETWEEN 1 AND 12", name="month_of_a_year"),
        CheckConstraint("season_day BETWEEN 1 AND 31", name="day_of_a_month"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    form: Mapped[PieceForm]
    whom: Mapped[PieceWhom]
    # Beside organisations, the people of that audience too.
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    required: Mapped[bool] = mapped_column(default=True)
    validity: Mapped[PieceValidity]
    months: Mapped[int] = mapped_column(default=12)
    season_month: Mapped[int] = mapped_column(default=9)
    season_day: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def term(self) -> Term:
        return Term(self.validity, self.months, self.season_month, self.season_day)

    def concerns(self, who: Holder, day: date) -> bool:
        match self.whom:
            case PieceWhom.EVERYBODY:
                return True
            case PieceWhom.PEOPLE:
                return who.kind is PartyKind.PERSON
            case PieceWhom.MINORS:
                return is_minor(who, day)
            case PieceWhom.ORGANISATIONS:
                return who.kind is PartyKind.ORGANISATION or self._is_of_audience(who)
            case PieceWhom.AUDIENCE:
                return self._is_of_audience(who)

    def _is_of_audience(self, who: Holder) -> bool:
        return self.audience_id is not None and who.audience_id == self.audience_id


class PieceWording(Base, kw_only=True):
    """What a kind of piece says from a day on; `asks_again`: it has to be signed anew."""

    __tablename__ = "piece_wordings"
    __table_args__ = (UniqueConstraint("kind_id", "valid_from"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("piece_kinds.id"))
    valid_from: Mapped[date]
    label: Mapped[str]  # “version 3”
    text: Mapped[Lines]
    asks_again: Mapped[bool] = mapped_column(default=False)


class Piece(Base, kw_only=True):
    """One that was received; withdrawn, it is kept and counts for nothing."""

    __tablename__ = "pieces"
    __table_args__ = (Index("ix_pieces_party_id_kind_id", "party_id", "kind_id"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"))
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("piece_kinds.id"), index=True)
    wording_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("piece_wordings.id"), index=True, default=None
    )
    received_on: Mapped[date]
    valid_until: Mapped[date]  # included; computed, and frozen as it was told
    note: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
