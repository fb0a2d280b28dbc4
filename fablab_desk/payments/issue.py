"""The papers of money: the receipt of a cashing and the closing of a till."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select

from fablab_desk.lab.queries import load_carrier, text_of
from fablab_desk.papers.issue import issue_paper
from fablab_desk.papers.models import Paper, PaperKind, Series
from fablab_desk.papers.seal import subject_with
from fablab_desk.payments.document import lay_out_closing, lay_out_receipt
from fablab_desk.payments.errors import CorrectedCashingError, CorrectionOfCorrectionError
from fablab_desk.payments.models import Cashing
from fablab_desk.payments.queries import load_cashing, load_closing
from fablab_desk.payments.seeds import mention_key
from fablab_desk.staff.act import Act

NOTE = "receipt_note"


def issue_receipt_paper(act: Act, cashing_id: UUID, language: str) -> UUID:
    """One receipt per cashing; what was corrected, or is a correction, gets none.

    It is of the structure that sold all its lines; of several, of the main one, which keeps the
    till: one note may have paid for both, and nothing tells which part of it was whose.
    """
    key = uuid5(cashing_id, "receipt")
    if act.session.get(Paper, key) is not None:
        return key
    _refuse_corrected(act, cashing_id)
    said = load_cashing(act.session, cashing_id)
    sellers = {line.carrier_id for line in said.lines}
    carrier = load_carrier(act.session, sellers.pop() if len(sellers) == 1 else None)
    natures = dict.fromkeys(line.vat_nature for line in said.lines)
    texts = [text_of(act.session, mention_key(nature), said.day) for nature in natures]
    notes = tuple(dict.fromkeys(filter(None, [*texts, text_of(act.session, NOTE, said.day)])))
    issue_paper(
        act,
        key=key,
        series=Series.RECEIPT,
        kind=PaperKind.RECEIPT,
        subject_id=cashing_id,
        subject_text=subject_with(said.payer_name, said.total),
        valid=None,
        lay_out=lambda issued: lay_out_receipt(
            said, issued, _local(act, said.at), carrier.city, notes, language
        ),
        carrier=carrier,
    )
    act.about(cashing_id, *([said.payer_id] if said.payer_id else []))
    return key


def issue_closing_paper(act: Act, session_id: UUID, language: str) -> UUID:
    """The closing of a till session, on paper once."""
    key = uuid5(session_id, "closing")
    if act.session.get(Paper, key) is not None:
        return key
    said = load_closing(act.session, session_id)
    carrier = load_carrier(act.session)
    issue_paper(
        act,
        key=key,
        series=Series.CLOSING,
        kind=PaperKind.TILL_CLOSING,
        subject_id=session_id,
        subject_text=subject_with(said.till, said.period_total),
        valid=None,
        lay_out=lambda issued: lay_out_closing(
            said, issued, (_local(act, said.opened_at), _local(act, said.closed_at)), language
        ),
        carrier=carrier,
    )
    return key


def _local(act: Act, at: datetime) -> datetime:
    return at.astimezone(act.zone)


def _refuse_corrected(act: Act, cashing_id: UUID) -> None:
    if act.session.get_one(Cashing, cashing_id).corrects_id is not None:
        raise CorrectionOfCorrectionError
    opposite = select(Cashing.at).where(Cashing.corrects_id == cashing_id)
    at = act.session.scalars(opposite).first()
    if at is not None:
        raise CorrectedCashingError(_local(act, at))
