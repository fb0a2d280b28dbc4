"""Publics of the lab."""

from uuid import UUID

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Audience


def an_audience(worker: Worker, label: str = "Étudiant", position: int = 0) -> UUID:
    key = new_key()
    with worker.database.writing() as session:
        session.add(Audience(id=key, label=label, position=position))
    return key
