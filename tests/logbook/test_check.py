"""What `check` says of logbooks and stock: nothing, until somebody wrote past the services."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.stock import a_level, delivered
from builders.uses import HOUR, recorded, started, the_use
from fablab_desk.keys import new_key
from fablab_desk.logbook.check import LostHoursError, LostStockError, LostTimeError, check_logbooks
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.service_corrections import correct_use, withdraw_uses


def a_day(worker: Worker) -> None:
    laser, ada = a_machine(worker), a_person(worker)
    first = recorded(worker, laser, ada, NOW - 5 * HOUR)
    gone = recorded(worker, laser, ada, NOW - 3 * HOUR)
    worker.does(lambda act: withdraw_uses(act, [gone], "doublon"))
    draft = UseDraft(
        machine_id=laser, user_id=ada, starts_at=NOW - 5 * HOUR, ends_at=NOW - 3 * HOUR
    )
    version, new = the_use(worker, first).version, new_key()
    worker.does(lambda act: correct_use(act, first, new, draft, "plus long", version))
    started(worker, laser, ada, starts_at=NOW - timedelta(minutes=5))
    delivered(worker, a_level(worker), "12.5", "2")


def wrong(worker: Worker) -> list[type]:
    with worker.database.reading() as session:
        return [type(one) for one in check_logbooks(session)]


def test_a_day_of_uses_corrections_and_deliveries_is_in_order(administrator: Worker) -> None:
    a_day(administrator)
    assert wrong(administrator) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DELETE FROM occupancies", LostTimeError),
        ("UPDATE uses SET state = 'withdrawn' WHERE state = 'over'", LostTimeError),
        ("DELETE FROM use_days", LostHoursError),
        ("UPDATE stock_levels SET quantity = quantity + 1", LostStockError),
    ],
)
def test_what_was_written_past_the_services_is_told(
    administrator: Worker, sql: str, told: type
) -> None:
    a_day(administrator)
    with administrator.database.writing() as session:
        session.execute(text(sql))
    assert told in wrong(administrator)
