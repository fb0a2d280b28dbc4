"""The kinds of pieces for the settings, and who may not be photographed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import CompoundSelect, or_, select, union_all
from sqlalchemy.orm import Session

from fablab_desk.lab.models import Audience
from fablab_desk.people.answers import answers_about
from fablab_desk.people.kinds import ConsentKind, PeopleFilter
from fablab_desk.people.models import Consent, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.piece_drafts import PieceKindDraft
from fablab_desk.people.piece_models import PieceKind, PieceWording
from fablab_desk.people.queries import conditions_of
from fablab_desk.people.rows import born_for_majority

PEOPLE = Person.__table__


@dataclass(frozen=True, slots=True)
class PieceKindRow:
    id: UUID
    draft: PieceKindDraft
    audience: str
    position: int
    archived_on: date | None
    version: int

    @property
    def label(self) -> str:
        return self.draft.label


@dataclass(frozen=True, slots=True)
class WordingRow:
    id: UUID
    kind_id: UUID
    kind: str
    valid_from: date
    label: str
    text: str
    asks_again: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class NoPhotoRow:
    id: UUID
    name: str
    number: int
    birth_date: date | None
    refused: bool  # or nobody has answered yet

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


def list_piece_kinds(session: Session, *, archived: bool = False) -> list[PieceKindRow]:
    wanted = (
        select(PieceKind, Audience.label)
        .outerjoin(Audience, Audience.id == PieceKind.audience_id)
        .order_by(PieceKind.position, PieceKind.label)
    )
    if not archived:
        wanted = wanted.where(PieceKind.archived_on.is_(None))
    names = PieceKindDraft.__dataclass_fields__
    return [
        PieceKindRow(
            kind.id,
            PieceKindDraft(**{name: getattr(kind, name) for name in names}),
            audience or "",
            kind.position,
            kind.archived_on,
            kind.version,
        )
        for kind, audience in session.execute(wanted)
    ]


def list_wordings(session: Session, day: date) -> list[WordingRow]:
    """Every version of every piece, the newest first within its kind; one is in force."""
    wanted = (
        select(PieceWording, PieceKind.label)
        .join(PieceKind, PieceKind.id == PieceWording.kind_id)
        .order_by(PieceKind.position, PieceKind.label, PieceWording.valid_from.desc())
    )
    rows, found = [], set[UUID]()
    for row, kind in session.execute(wanted):
        now = row.kind_id not in found and row.valid_from <= day
        if now:
            found.add(row.kind_id)
        rows.append(
            WordingRow(
                row.id, row.kind_id, kind, row.valid_from, row.label, row.text, row.asks_again, now
            )
        )
    return rows


def list_no_photo(
    session: Session, day: date, among: Collection[UUID] | None = None
) -> list[NoPhotoRow]:
    """Who may not be on a picture: minors nobody agreed for yet, and whoever refused.

    Of the members of that day, or `among` those who are here.
    """
    here = conditions_of(PeopleFilter.CURRENT, day) if among is None else (Party.id.in_(among),)
    # Those few first, in the order of their keys: of the base, each page is then read once.
    few = _young_or_refusing(day)
    meant = few.order_by(few.selected_columns.id).offset(0).subquery()
    wanted = (
        select(meant.c.id, Party.name, Party.number, meant.c.birth_date)
        .outerjoin(Party, Party.id == meant.c.id)
        .where(*here)
        .order_by(Party.sort_name, Party.number)
    )
    rows = session.connection().execute(wanted).all()
    told = select(Consent.person_id).where(
        Consent.kind == ConsentKind.IMAGE, Consent.person_id.in_(select(meant.c.id))
    )
    said = set(session.scalars(told))  # of many nobody has said anything yet
    asked = [row.id for row in rows if row.id in said]
    answers = answers_about(session, ConsentKind.IMAGE, asked, day)
    found, majority = [], born_for_majority(day)
    for key, name, number, born in rows:
        minor = born is not None and born > majority
        answer = answers[key].agreed(is_minor=minor) if key in answers else None
        if answer is False or (minor and answer is None):
            found.append(NoPhotoRow(key, name, number, born, answer is False))
    return found


def _young_or_refusing(day: date) -> CompoundSelect[UUID, date | None]:
    """Each kind from an index of its own, and nobody twice."""
    of_age = or_(PEOPLE.c.birth_date.is_(None), PEOPLE.c.birth_date <= born_for_majority(day))
    refusing = select(Consent.person_id).where(
        Consent.kind == ConsentKind.IMAGE, Consent.given.is_(False)
    )
    wanted = select(PEOPLE.c.id, PEOPLE.c.birth_date)
    return union_all(
        wanted.where(PEOPLE.c.birth_date > born_for_majority(day)),
        wanted.where(of_age, PEOPLE.c.id.in_(refusing)),
    )
