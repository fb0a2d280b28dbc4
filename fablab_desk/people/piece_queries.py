"""The kinds of pieces and their wordings, and what is offered to whoever answers about pictures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.lab.models import Audience
from fablab_desk.people.piece_drafts import PieceKindDraft
from fablab_desk.people.piece_models import PieceKind, PieceWording
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom, Term


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


@dataclass(frozen=True, slots=True)
class ImagePaper:
    """What somebody signs about pictures: each version, the one in force first, and for how long.

    Empty where the lab does not ask.
    """

    wordings: tuple[WordingRow, ...] = ()
    term: Term | None = None

    def last_day(self, on: date) -> date | None:
        """Of an agreement given that day; None: until it is withdrawn."""
        lasting = (None, PieceValidity.UNLIMITED, PieceValidity.MAJORITY)
        if self.term is None or self.term.validity in lasting:
            return None
        return self.term.last_day(on, None)


def load_image_paper(session: Session, day: date, *, minor: bool) -> ImagePaper:
    """What is asked of minors alone comes before what is asked of everybody."""
    rows = list_piece_kinds(session)
    whom = [PieceWhom.PEOPLE, *([PieceWhom.MINORS] if minor else [])]
    asked = [row for row in rows if row.draft.form is PieceForm.IMAGE and row.draft.whom in whom]
    if not asked:
        return ImagePaper()
    kind = min(asked, key=lambda row: row.draft.whom is not PieceWhom.MINORS)
    said = kind.draft
    term = Term(said.validity, said.months, said.season_month, said.season_day)
    found = [row for row in list_wordings(session, day) if row.kind_id == kind.id]
    return ImagePaper(tuple(sorted(found, key=lambda row: not row.in_force)), term)
