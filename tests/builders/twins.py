"""Two records of one person, and what is asked before they become one."""

from dataclasses import dataclass
from uuid import UUID

from builders import Worker
from fablab_desk.care.merge_preview import MergePreview, preview_merge
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
