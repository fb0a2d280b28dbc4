"""The versions of what people agree to, and when one has to be signed anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.people.kinds import ConsentKind
from fablab_desk.people.piece_models import PieceKind, PieceWording
from fablab_desk.people.pieces import FOR_EVER, ONE_DAY, PieceForm


@dataclass(frozen=True, slots=True)
class Versions:
    """Of what is asked about pictures; of the newsletter there are none."""

    by_id: Mapping[UUID, PieceWording] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, kind: ConsentKind) -> "Versions":
        if kind is not ConsentKind.IMAGE:
            return cls()
        wanted = select(PieceWording).join(PieceKind, PieceKind.id == PieceWording.kind_id)
        image = session.scalars(wanted.where(PieceKind.form == PieceForm.IMAGE))
        return cls({one.id: one for one in image})

    def label(self, wording_id: UUID | None) -> str:
        version = self.by_id.get(wording_id) if wording_id else None
        return version.label if version else ""

    def last_day(self, wording_id: UUID | None, on: date, until: date | None) -> date:
        """The day that was said, or the eve of a version that has to be signed anew."""
        signed = self.by_id.get(wording_id) if wording_id else None
        since = signed.valid_from if signed else on
        again = (
            one.valid_from - ONE_DAY
            for one in self.by_id.values()
            if one.asks_again
            and one.valid_from > since
            and (signed is None or signed.kind_id == one.kind_id)
        )
        return min((until or FOR_EVER, *again))


def is_same_text(one: str, other: str) -> bool:
    """A form gives back a space for one that does not break, which French wants everywhere."""
    return one.split() == other.split()
