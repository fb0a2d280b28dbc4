"""The faces of members' cards, with the photos that stand beside the base."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.documents.card_sheet import CardFace
from fablab_desk.files import AttachmentError, Attachments
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number


def load_faces(
    session: Session, party_ids: Sequence[UUID], attachments: Attachments
) -> list[CardFace]:
    """One each, in that order; whoever has no card yet has a face without a code."""
    faces = dict[UUID, CardFace]()
    for chunk in chunks(party_ids):
        wanted = select(Party.id, Party.name, Party.number, Party.card, Party.photo)
        for row in session.execute(wanted.where(Party.id.in_(chunk))):
            photo = _photo(attachments, row.photo)
            faces[row.id] = CardFace(row.name, member_number(row.number), row.card or "", photo)
    return [faces[key] for key in party_ids if key in faces]


def _photo(attachments: Attachments, digest: str) -> bytes:
    """A photo that is gone is told on the record; the card is printed without."""
    try:
        return attachments.read(digest) if digest else b""
    except AttachmentError:
        return b""
