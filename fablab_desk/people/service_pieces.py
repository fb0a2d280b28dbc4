"""Noting the pieces people hand in, and the answers that stand for one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems, beside
from fablab_desk.people.drafts import Findings, tidy
from fablab_desk.people.errors import UnknownAgeError
from fablab_desk.people.models import Consent, Party, Person
from fablab_desk.people.piece_drafts import PieceDraft
from fablab_desk.people.piece_errors import (
    ArchivedPieceKindError,
    FuturePieceError,
    LapsedPieceError,
    NotConcernedError,
    PieceIsAnswerError,
    UnknownPieceKindError,
)
from fablab_desk.people.piece_models import Piece, PieceKind, PieceWording
from fablab_desk.people.piece_standing import Who, renew_pieces
from fablab_desk.people.pieces import PieceForm
from fablab_desk.people.records import load_present
from fablab_desk.people.service_family import ConsentDraft, record_consent, retract_consent
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.CORRECT_PERSON, inverse="people.withdraw_piece")
def note_piece(act: Act, piece_id: UUID, draft: PieceDraft) -> date:
    """Keep that a piece was brought; the last day it holds, included."""
    if (known := act.session.get(Piece, piece_id)) is not None:
        return known.valid_until
    party = load_present(act.session, Party, draft.party_id)
    on = draft.received_on or act.day
    findings = Findings()
    note = findings.take("note", draft.note.strip(), tidy)
    if on > act.day:
        findings.found.append(("received_on", FuturePieceError(on)))
    findings.stop()
    kind = _checked_kind(act, draft.kind_id, party, on)
    born = party.birth_date if isinstance(party, Person) else None
    until = kind.term.last_day(on, born)
    if until is None:
        raise Problems([("kind_id", UnknownAgeError(party.name))])
    if until < on:
        raise Problems([("received_on", LapsedPieceError(until))])
    wording = act.session.scalars(
        select(PieceWording)
        .where(PieceWording.kind_id == kind.id, PieceWording.valid_from <= on)
        .order_by(PieceWording.valid_from.desc())
        .limit(1)
    ).first()
    act.session.add(
        Piece(
            id=piece_id,
            party_id=party.id,
            kind_id=kind.id,
            wording_id=wording.id if wording else None,
            received_on=on,
            valid_until=until,
            note=note,
            noted_by=act.actor.id,
        )
    )
    _renew(act, party.id)
    return until


@needs(Right.CORRECT_PERSON, inverse="people.restore_piece")
def withdraw_piece(act: Act, piece_id: UUID) -> None:
    """One noted by mistake, or taken back: it stays in the history and counts for nothing."""
    piece = act.session.get_one(Piece, piece_id)
    if piece.withdrawn_at is None:
        piece.withdrawn_at = act.now
        _renew(act, piece.party_id)


@needs(Right.CORRECT_PERSON, inverse="people.withdraw_piece")
def restore_piece(act: Act, piece_id: UUID) -> None:
    piece = act.session.get_one(Piece, piece_id)
    if piece.withdrawn_at is not None:
        piece.withdrawn_at = None
        _renew(act, piece.party_id)


@needs(Right.CORRECT_PERSON, inverse="people.retract_answers")
def record_answers(act: Act, answers: Sequence[tuple[UUID, ConsentDraft]]) -> None:
    """What both guardians and the child say, on one paper and in one act."""
    for key, draft in answers:
        record_consent(act, key, draft)


@needs(Right.CORRECT_PERSON, inverse="people.record_answers")
def retract_answers(act: Act, consent_ids: Sequence[UUID]) -> None:
    for key in consent_ids:
        if act.session.get(Consent, key) is not None:
            retract_consent(act, key)


def _checked_kind(act: Act, kind_id: UUID, party: Party, on: date) -> PieceKind:
    with beside("kind_id"):
        kind = act.session.get(PieceKind, kind_id)
        if kind is None:
            raise UnknownPieceKindError
        if kind.archived_on is not None:
            raise ArchivedPieceKindError(kind.label)
        if kind.form is PieceForm.IMAGE:
            raise PieceIsAnswerError(kind.label)
        born = party.birth_date if isinstance(party, Person) else None
        who = Who(party.id, party.name, party.kind, party.audience_id, born, on, on)
        if not kind.concerns(who, act.day):
            raise NotConcernedError(kind.label, party.name)
    return kind


def _renew(act: Act, party_id: UUID) -> None:
    act.about(party_id)
    act.touch(Party)
    renew_pieces(act.session, act.day, (party_id,))
