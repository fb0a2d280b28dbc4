"""Is this paper genuine? By its seal alone with a public key, or with the base at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fablab_desk.documents.errors import UnreadablePdfError
from fablab_desk.documents.seal_text import find_seal_text
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.papers.errors import AlteredPaperError, NotTheOriginalError, UnreadableSealError
from fablab_desk.papers.models import Paper, PaperRevocation
from fablab_desk.papers.queries import public_keys
from fablab_desk.papers.revoked_list import RevokedList
from fablab_desk.papers.seal import (
    Seal,
    is_seal_text,
    parts_of,
    payload_of,
    read_payload,
    read_seal_text,
)
from fablab_desk.seals import is_signed


class Verdict(StrEnum):
    GENUINE = "genuine"
    NOT_GENUINE = "not genuine"
    UNREADABLE = "unreadable"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Proof:
    verdict: Verdict
    sentence: DeskError  # to be said in the language of the moment
    seal: Seal | None = None


def verify_text(text: str, keys: Mapping[str, bytes]) -> Proof:
    """Whether one of these public keys signed the text of a QR code."""
    try:
        payload, signature = read_seal_text(text)
        seal = read_payload(payload)
    except UnreadableSealError as unreadable:
        return Proof(Verdict.UNREADABLE, unreadable)
    if seal.key_id not in keys:
        unknown = DeskError(
            mark("Not proven: the key {key} that signed it is not known here."), key=seal.key_id
        )
        return Proof(Verdict.NOT_GENUINE, unknown, seal)
    if not is_signed(keys[seal.key_id], payload.encode(), signature):
        forged = DeskError(mark("Not genuine: the lab did not sign what this seal says."))
        return Proof(Verdict.NOT_GENUINE, forged, seal)
    return Proof(Verdict.GENUINE, _genuine(seal), seal)


def verify_pdf(pdf: bytes, keys: Mapping[str, bytes]) -> Proof:
    """The seal of a PDF; without the base, only what the seal says is proved."""
    try:
        text = find_seal_text(pdf)
    except UnreadablePdfError as unreadable:
        return Proof(Verdict.UNREADABLE, unreadable)
    if text is None or not is_seal_text(text):
        return Proof(Verdict.UNREADABLE, NotTheOriginalError())
    return verify_text(text, keys)


def known_by_lists(proof: Proof, lists: Sequence[RevokedList]) -> Proof:
    """What became of a genuine paper by the newest of the lists that tell of its lab's papers."""
    seal = proof.seal
    if proof.verdict is not Verdict.GENUINE or seal is None or not lists:
        return proof
    listed = max(lists, key=lambda one: one.on)
    gone = listed.papers.get(seal.number)
    if gone is None:
        still = DeskError(
            mark("{said} The list of {day} does not revoke it."), said=proof.sentence, day=listed.on
        )
        return replace(proof, sentence=still)
    if gone.newer:
        return replace(proof, verdict=Verdict.REPLACED, sentence=_newer(seal, gone.newer, gone.on))
    revoked = DeskError(
        mark("Paper {number} was revoked on {day}, by the list of {listed}."),
        number=seal.number,
        day=gone.on,
        listed=listed.on,
    )
    return replace(proof, verdict=Verdict.REVOKED, sentence=revoked)


def verify_text_here(session: Session, text: str) -> Proof:
    """As verify_text with the keys of the base, which also knows what was revoked or replaced."""
    return _known_here(session, verify_text(text, public_keys(session)))


def verify_pdf_here(session: Session, pdf: bytes) -> Proof:
    """As verify_text_here; a PDF that is not byte for byte what was issued is told."""
    proof = verify_pdf(pdf, public_keys(session))
    if proof.verdict is not Verdict.GENUINE or proof.seal is None:
        return proof
    kept = session.scalar(select(Paper.sha256).where(Paper.number == proof.seal.number))
    if kept is not None and kept != sha256(pdf).hexdigest():
        altered = AlteredPaperError(proof.seal.number)
        return replace(proof, verdict=Verdict.NOT_GENUINE, sentence=altered)
    return _known_here(session, proof)


def _known_here(session: Session, proof: Proof) -> Proof:
    seal = proof.seal
    if proof.verdict is not Verdict.GENUINE or seal is None:
        return proof
    newer = aliased(Paper)
    found = session.execute(
        select(Paper.payload, PaperRevocation, newer.number)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .outerjoin(newer, newer.id == PaperRevocation.replaced_by_id)
        .where(Paper.number == seal.number)
    ).one_or_none()
    if found is None:
        absent = DeskError(
            mark("{said} This base does not hold the paper itself."), said=proof.sentence
        )
        return replace(proof, sentence=absent)
    payload, revocation, replaced_by = found
    if payload != payload_of(seal):
        other = DeskError(
            mark("Not genuine: the paper {number} of this base says something else."),
            number=seal.number,
        )
        return replace(proof, verdict=Verdict.NOT_GENUINE, sentence=other)
    return proof if revocation is None else _revoked(proof, seal, revocation, replaced_by)


def _revoked(
    proof: Proof, seal: Seal, revocation: PaperRevocation, replaced_by: str | None
) -> Proof:
    if replaced_by is not None:
        said = _newer(seal, replaced_by, revocation.on)
        return replace(proof, verdict=Verdict.REPLACED, sentence=said)
    revoked = DeskError(
        mark("Paper {number} was revoked on {day}: {reason}"),
        number=seal.number,
        day=revocation.on,
        reason=revocation.reason,
    )
    return replace(proof, verdict=Verdict.REVOKED, sentence=revoked)


def _newer(seal: Seal, newer: str, on: date) -> DeskError:
    return DeskError(
        mark("Paper {number} was replaced by {newer} on {day}."),
        number=seal.number,
        newer=newer,
        day=on,
    )


def _genuine(seal: Seal) -> DeskError:
    said = {
        "kind": seal.kind or mark("Paper"),
        "number": seal.number,
        "subject": parts_of(seal.subject),
        "day": seal.issued_on,
    }
    if seal.valid is None:
        return DeskError(mark("Genuine. {kind} {number}, {subject}, issued on {day}."), **said)
    start, end = seal.valid
    return DeskError(
        mark("Genuine. {kind} {number}, {subject}, issued on {day}, valid from {start} to {end}."),
        **said,
        start=start,
        end=end,
    )
