"""Uses of machines, by the services of the logbook."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from builders import NOW, Worker
from fablab_desk.charges.models import Charge
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.models import Use
from fablab_desk.logbook.service import record_use, start_use

HOUR = timedelta(hours=1)


def started(worker: Worker, machine_id: UUID, user_id: UUID | None, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = UseDraft(machine_id=machine_id, user_id=user_id, **said)
    worker.does(lambda act: start_use(act, key, draft))
    return key


def recorded(
    worker: Worker,
    machine_id: UUID,
    user_id: UUID | None,
    starts_at: datetime = NOW - 3 * HOUR,
    lasted: timedelta = HOUR,
    **said: Any,
) -> UUID:
    key: UUID = new_key()
    draft = UseDraft(
        machine_id=machine_id,
        user_id=user_id,
        starts_at=starts_at,
        ends_at=starts_at + lasted,
        **said,
    )
    worker.does(lambda act: record_use(act, key, draft))
    return key


def the_use(worker: Worker, key: UUID) -> Use:
    with worker.database.reading() as session:
        return session.get_one(Use, key)


def charges(worker: Worker) -> list[Charge]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Charge).order_by(Charge.id)))
