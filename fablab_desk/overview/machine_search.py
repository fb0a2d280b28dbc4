"""Machines found by a few letters: there are never many."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.machines.models import Machine

OFFERED = 6


@dataclass(frozen=True, slots=True)
class MachineHit:
    id: UUID
    code: str
    name: str


def search_machines(session: Session, text: str) -> list[MachineHit]:
    """Every word begins one of theirs; the digits of a label are one."""
    words = normalise(text).split()
    wanted = select(
        Machine.id, Machine.code, Machine.name, Machine.brand, Machine.model, Machine.tag
    ).where(Machine.retired_on.is_(None))
    found = []
    for key, code, name, *rest in session.execute(wanted.order_by(Machine.sort_name)):
        said = normalise(" ".join((code, name, *rest))).split()
        if words and all(any(one.startswith(word) for one in said) for word in words):
            found.append(MachineHit(key, code, name))
    return found[:OFFERED]
