"""Two records of one person, and what is asked before they become one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from builders import Worker
from builders.people import a_person
from fablab_desk.care.merge_preview import MergePreview, preview_merge
from fablab_desk.care.repointing import party_references
from fablab_desk.care.service_merge import Merged, merge_parties
from fablab_desk.people.record import PersonRecord, load_record


@dataclass(frozen=True)
class Twins:
    """Two records at somebody's desk."""

    worker: Worker
    kept: UUID
    gone: UUID

    def preview(self) -> MergePreview:
        with self.worker.database.reading() as session:
            return preview_merge(session, self.kept, self.gone)

    def merge(self, taken: frozenset[str] | None = None) -> Merged:
        seen = self.preview()
        chosen = seen.proposed if taken is None else taken
        return self.worker.does(
            lambda act: merge_parties(act, self.kept, self.gone, chosen, seen.seen)
        ).result

    def record(self) -> PersonRecord:
        with self.worker.database.reading() as session:
            return load_record(session, self.kept, self.worker.now.date())


def twins(worker: Worker) -> Twins:
    """One person twice, written in two ways."""
    return Twins(worker, a_person(worker, "Léa", "Dupré"), a_person(worker, "Lea", "Dupre"))


def column(worker: Worker, wanted: Any) -> list[Any]:
    """One column of a query."""
    with worker.database.reading() as session:
        return list(session.scalars(wanted))


def named(worker: Worker, party_id: UUID) -> int:
    """How many rows of the base name a party."""
    with worker.database.reading() as session:
        return sum(
            session.scalar(select(func.count()).select_from(table).where(one == party_id)) or 0
            for table, one in party_references()
        )
