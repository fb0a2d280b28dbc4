"""The digits of a machine's label: a card reader types them, and no member's card begins so."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine

BEGINS = "90"
DIGITS = 19


def tag_of(machine_id: UUID) -> str:
    """“90” and seventeen digits that follow from the key: printed before anything is asked."""
    return f"{BEGINS}{machine_id.int % 10 ** (DIGITS - 2):017}"


def is_tag(typed: str) -> bool:
    return len(typed) == DIGITS and typed.isdecimal() and typed.startswith(BEGINS)


def find_by_tag(session: Session, typed: str) -> UUID | None:
    if not is_tag(typed.strip()):
        return None
    return session.scalar(select(Machine.id).where(Machine.tag == typed.strip()))
