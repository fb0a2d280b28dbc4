"""People who came, and the lab open."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from builders import Worker
from fablab_desk.agenda.drafts import GroupDraft, HeadCountDraft
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.service import check_in, check_in_group, count_heads
from fablab_desk.agenda.service_permanence import open_permanence
from fablab_desk.keys import new_key


def an_arrival(
    worker: Worker,
    person_id: UUID,
    day: date | None = None,
    role: ArrivalRole = ArrivalRole.PUBLIC,
) -> UUID:
    key = new_key()
    worker.does(lambda act: check_in(act, key, person_id, role, day))
    return key


def a_count(
    worker: Worker,
    heads: int = 3,
    day: date | None = None,
    *,
    audience_id: UUID | None = None,
    newcomers: int | None = None,
    role: ArrivalRole = ArrivalRole.PUBLIC,
) -> UUID:
    key = new_key()
    draft = HeadCountDraft(heads=heads, audience_id=audience_id, newcomers=newcomers, role=role)
    worker.does(lambda act: count_heads(act, key, draft, day))
    return key


def a_group(worker: Worker, pupils: int = 24, adults: int = 2, day: date | None = None) -> UUID:
    key = new_key()
    draft = GroupDraft(label="Classe de CM2", pupils=pupils, adults=adults)
    worker.does(lambda act: check_in_group(act, key, draft, day))
    return key


def an_opening(worker: Worker, on_duty: Collection[UUID] = ()) -> UUID:
    key = new_key()
    worker.does(lambda act: open_permanence(act, key, on_duty))
    return key
