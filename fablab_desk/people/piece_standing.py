"""Which pieces of somebody are there, until when, and which are missing, as of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.answers import Answers, answers_about
from fablab_desk.people.kinds import ConsentKind, Medium, PartyKind
from fablab_desk.people.models import NO_PIECES, Consent, Party, Person
from fablab_desk.people.piece_models import Piece, PieceKind, PieceWording
from fablab_desk.people.pieces import (
    FOR_EVER,
    ONE_DAY,
    PieceForm,
    PieceState,
    PieceWhom,
    last_day_as_minor,
)
from fablab_desk.staff.models import Account

ASK_PIECES = ("birth_date", "audience_id")  # of a party: what it is asked for follows from these
PARTIES: Any = Party.__table__
PEOPLE = Person.__table__
_WHO = select(
    PARTIES.c.id,
    PARTIES.c.name,
    PARTIES.c.kind,
    PARTIES.c.audience_id,
    PEOPLE.c.birth_date,
    PARTIES.c.pieces_until,
    PARTIES.c.grown_pieces_until,
).outerjoin(PEOPLE, PEOPLE.c.id == PARTIES.c.id)
_KEEP = (
    update(PARTIES)
    .where(PARTIES.c.id == bindparam("party"))
    .values(pieces_until=bindparam("until"), grown_pieces_until=bindparam("grown"))
)


@dataclass(frozen=True, slots=True)
class Who:
    id: UUID
    name: str
    kind: PartyKind
    audience_id: UUID | None
    birth_date: date | None
    pieces_until: date
    grown_pieces_until: date


@dataclass(frozen=True, slots=True)
class PieceStanding:
    """One kind of piece, as it stands for one party; `until` is included."""

    party_id: UUID
    kind_id: UUID
    label: str
    form: PieceForm
    required: bool
    ends_with_minority: bool
    state: PieceState
    piece_id: UUID | None = None
    on: date | None = None
    until: date = NO_PIECES
    wording: str = ""
    note: str = ""
    noted_by: str = ""
    media: frozenset[Medium] = frozenset()  # of pictures that may be shown in some places only

    @property
    def is_missing(self) -> bool:
        return self.state is PieceState.MISSING

    @property
    def is_owed(self) -> bool:
        return self.required and self.is_missing


@dataclass(frozen=True, slots=True)
class _Known:
    """What was handed in and answered by some parties, read at once."""

    pieces: Mapping[tuple[UUID, UUID], Sequence[Piece]]
    answers: Mapping[UUID, Answers]


class Book:
    """The kinds of pieces asked for, and their wordings."""

    def __init__(self, session: Session, day: date) -> None:
        self._session = session
        self._day = day
        kinds = select(PieceKind).where(PieceKind.archived_on.is_(None))
        ordered = kinds.order_by(PieceKind.position, PieceKind.label)
        self.kinds = list(session.scalars(ordered))
        self._wordings = {row.id: row for row in session.scalars(select(PieceWording))}

    def standings(self, party_ids: Iterable[UUID]) -> dict[UUID, tuple[PieceStanding, ...]]:
        """Of each party, every piece that is asked of it, in the order of the settings."""
        found: dict[UUID, tuple[PieceStanding, ...]] = {}
        for who, standings in self._read(party_ids):
            found[who.id] = standings
        return found

    def renew(self, party_ids: Iterable[UUID]) -> int:
        """Keep until when everything is there, for lists at a key's pace; how many changed."""
        changed = []
        for who, standings in self._read(party_ids):
            until, grown = self._ends(who, standings)
            if (until, grown) != (who.pieces_until, who.grown_pieces_until):
                changed.append({"party": who.id, "until": until, "grown": grown})
        if changed:
            self._session.connection().execute(_KEEP, changed)
        return len(changed)

    def _read(self, party_ids: Iterable[UUID]) -> Iterable[tuple[Who, tuple[PieceStanding, ...]]]:
        for chunk in chunks(dict.fromkeys(party_ids)):
            known = self._known(chunk)
            for row in self._session.execute(_WHO.where(PARTIES.c.id.in_(chunk))):
                who = Who(*row)
                asked = [kind for kind in self.kinds if kind.concerns(who, self._day)]
                yield who, tuple(self._standing(who, kind, known) for kind in asked)

    def _known(self, chunk: Sequence[UUID]) -> _Known:
        pieces: dict[tuple[UUID, UUID], list[Piece]] = defaultdict(list)
        for piece in self._session.scalars(_pieces_of(chunk, self._day)):
            pieces[piece.party_id, piece.kind_id].append(piece)
        return _Known(pieces, answers_about(self._session, ConsentKind.IMAGE, chunk, self._day))

    def _standing(self, who: Who, kind: PieceKind, known: _Known) -> PieceStanding:
        said = (who.id, kind.id, kind.label, kind.form, kind.required)
        ends = kind.whom is PieceWhom.MINORS
        if kind.form is PieceForm.IMAGE:
            return self._answer(who, ends, said, known)
        held = known.pieces.get((who.id, kind.id), ())
        newest = max(held, key=lambda one: (self._until(one), one.received_on), default=None)
        if newest is None:
            return PieceStanding(*said, ends, PieceState.MISSING)
        until = self._until(newest)
        state = PieceState.HELD if until >= self._day else PieceState.MISSING
        wording = self._wordings.get(newest.wording_id) if newest.wording_id else None
        return PieceStanding(
            *said,
            ends,
            state,
            newest.id,
            newest.received_on,
            until,
            wording.label if wording else "",
            newest.note,
            self._noted_by(newest),
        )

    def _answer(
        self, who: Who, ends: bool, said: tuple[UUID, UUID, str, PieceForm, bool], known: _Known
    ) -> PieceStanding:
        answers = known.answers[who.id]
        came_to = answers.agreed(who.birth_date, self._day)
        if came_to.given is None:
            on = answers.last_on if came_to.ended_on else None
            until = came_to.ended_on or NO_PIECES
            return PieceStanding(*said, ends, PieceState.MISSING, None, on, until)
        state = PieceState.HELD if came_to.given else PieceState.REFUSED
        return PieceStanding(
            *said,
            ends,
            state,
            None,
            answers.last_on,
            came_to.until,
            ", ".join(dict.fromkeys(one.version for one in answers.given.values() if one.version)),
            media=came_to.media if came_to.is_partial else frozenset(),
        )

    def _noted_by(self, piece: Piece) -> str:
        account = self._session.get(Account, piece.noted_by)
        return account.name if account else ""

    def _until(self, piece: Piece) -> date:
        """The day it was told to hold until, or the eve of a wording that has to be signed anew."""
        signed = self._wordings.get(piece.wording_id) if piece.wording_id else None
        since = signed.valid_from if signed else piece.received_on
        again = (
            one.valid_from - ONE_DAY
            for one in self._wordings.values()
            if one.kind_id == piece.kind_id and one.asks_again and one.valid_from > since
        )
        return min((piece.valid_until, *again))

    def _ends(self, who: Who, standings: Sequence[PieceStanding]) -> tuple[date, date]:
        """Until when nothing is missing, and until when when only what adults owe is asked."""
        last = last_day_as_minor(who.birth_date) if who.birth_date else FOR_EVER
        until = grown = FOR_EVER
        for one in standings:
            if not one.required:
                continue
            if not one.ends_with_minority:
                until, grown = min(until, one.until), min(grown, one.until)
            elif one.until < last:
                until = min(until, one.until)
        return until, grown


def renew_pieces(session: Session, day: date, party_ids: Iterable[UUID]) -> None:
    """After anything on which depends what somebody owes."""
    session.flush()
    Book(session, day).renew(party_ids)


def renew_every_holder(session: Session, day: date) -> None:
    """After the kinds or the wordings changed: whoever handed nothing in stays as they are."""
    session.flush()
    image = Consent.kind == ConsentKind.IMAGE
    holders = set(session.scalars(select(Piece.party_id).distinct()))
    holders |= set(session.scalars(select(Consent.person_id).where(image).distinct()))
    kept = select(Party.id).where(Party.pieces_until > NO_PIECES)
    Book(session, day).renew(sorted(holders | set(session.scalars(kept))))


def _pieces_of(chunk: Sequence[UUID], day: date) -> Select[Piece]:
    return (
        select(Piece)
        .where(Piece.party_id.in_(chunk), Piece.withdrawn_at.is_(None), Piece.received_on <= day)
        .order_by(Piece.received_on, Piece.id)
    )
