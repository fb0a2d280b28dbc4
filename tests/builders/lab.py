"""Publics of the lab, and the structures that carry it."""

from uuid import UUID

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Audience, Carrier


def an_audience(
    worker: Worker, label: str = "Étudiant", position: int = 0, carrier_id: UUID | None = None
) -> UUID:
    key = new_key()
    with worker.database.writing() as session:
        session.add(Audience(id=key, label=label, position=position, carrier_id=carrier_id))
    return key


def a_carrier(worker: Worker, name: str = "Université d’Essai", code: str = "UNIV") -> UUID:
    """Beside the main one."""
    key = new_key()
    with worker.database.writing() as session:
        session.add(Carrier(id=key, code=code, name=name))
    return key
