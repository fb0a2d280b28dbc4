"""The digits of a machine's label: a card reader types them, and no member's card begins so."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.identifiers import TAG_BEGINS, TAG_DIGITS, is_tag
from fablab_desk.machines.models import Machine


def tag_of(machine_id: UUID) -> str:
    """“90” and seventeen digits that follow from the key: printed before anything is asked."""
    return f"{TAG_BEGINS}{machine_id.int % 10 ** (TAG_DIGITS - 2):017}"


def find_by_tag(session: Session, typed: str) -> UUID | None:
    if not is_tag(typed.strip()):
        return None
    return session.scalar(select(Machine.id).where(Machine.tag == typed.strip()))
