"""Who still has a piece to hand in, said in conditions that a narrow index answers."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import Party, Person
from fablab_desk.people.piece_models import PieceKind
from fablab_desk.people.pieces import PieceWhom
from fablab_desk.people.rows import born_for_majority

# By another name: the table of the list itself is joined only where its columns are shown.
YOUNG = Person.__table__.alias("young")
KINDS = PieceKind.__table__.alias("asked")
_ASKED = and_(KINDS.c.required, KINDS.c.archived_on.is_(None))


def owing_pieces(day: date) -> tuple[ColumnElement[bool], ...]:
    """Something required is missing that day, of those of whom anything is asked.

    What is asked of everybody is looked for first, and once: the rest is then never read.
    """
    young = exists(
        select(YOUNG.c.id)
        .where(YOUNG.c.id == Party.id, YOUNG.c.birth_date > born_for_majority(day))
        .correlate(Party)
    )
    audiences = select(KINDS.c.audience_id).where(_ASKED, KINDS.c.audience_id.is_not(None))
    asked = or_(
        _any_for(PieceWhom.EVERYBODY),
        and_(_any_for(PieceWhom.PEOPLE), Party.kind == PartyKind.PERSON),
        and_(_any_for(PieceWhom.ORGANISATIONS), Party.kind == PartyKind.ORGANISATION),
        Party.audience_id.in_(audiences),
        and_(_any_for(PieceWhom.MINORS), young),
    )
    return (Party.pieces_until < day, or_(Party.grown_pieces_until < day, young), asked)


def _any_for(whom: PieceWhom) -> ColumnElement[bool]:
    return exists(select(KINDS.c.id).where(_ASKED, KINDS.c.whom == whom))
