"""What the desk does to papers by themselves; issuing them belongs to the rooms to the right."""

from uuid import UUID

from fablab_desk.errors import Problems
from fablab_desk.papers.errors import (
    AlreadyReplacedError,
    ClosingStaysError,
    InvoiceStaysError,
    NoKeyYetError,
    PaperMissingError,
    ReasonMissingError,
)
from fablab_desk.papers.issue import known_key
from fablab_desk.papers.models import Paper, PaperKind, PaperRevocation
from fablab_desk.papers.queries import public_keys
from fablab_desk.papers.revoked_list import load_revoked, write_list
from fablab_desk.seals import KeyStore
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.REVOKE_PAPER)
def revoke_paper(act: Act, paper_id: UUID, reason: str) -> None:
    """The paper no longer counts; it is kept, and whoever verifies it here is told."""
    if not reason.strip():
        raise Problems([("reason", ReasonMissingError())])
    paper = act.session.get(Paper, paper_id)
    if paper is None:
        raise PaperMissingError
    if paper.kind is PaperKind.TILL_CLOSING:
        raise ClosingStaysError(paper.number)
    if paper.kind in (PaperKind.INVOICE, PaperKind.CREDIT_NOTE):
        raise InvoiceStaysError(paper.number)
    known = act.session.get(PaperRevocation, paper_id)
    if known is not None and known.replaced_by_id is not None:
        raise AlreadyReplacedError(paper.number)
    if known is None:
        act.about(paper.subject_id)
        act.session.add(
            PaperRevocation(paper_id=paper_id, at=act.now, on=act.day, reason=reason.strip())
        )


@needs(Right.REVOKE_PAPER)
def publish_revoked(act: Act) -> str:
    """The text of the signed list of all that no longer counts, as of today (NoKeyYetError)."""
    if not public_keys(act.session):
        raise NoKeyYetError
    keys = KeyStore(act.keys)
    return write_list(load_revoked(act.session, act.day, known_key(act, keys)), keys)
