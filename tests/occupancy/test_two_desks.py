"""Two desks start the same machine at the same second: the base decides, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import UUID

from sqlalchemy import func, select

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use
from fablab_desk.logbook.service import start_use, stop_use
from fablab_desk.occupancy.models import Occupancy

TIMES = 100


def _wait(*desks: Worker) -> None:
    for desk in desks:
        desk.now += timedelta(minutes=5)


def test_a_hundred_times_there_is_one_open_use_and_the_other_desk_is_told(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    people = [a_person(administrator, name) for name in ("Ada", "Grace")]
    url = administrator.database.engine.url.render_as_string(hide_password=False)
    databases = [Database(url), Database(url)]
    desks = [Worker(one, keys=administrator.keys) for one in databases]
    ready = Barrier(2)

    def begin(desk: Worker, person: UUID) -> UUID | DeskError:
        key, draft = new_key(), UseDraft(machine_id=laser, user_id=person)
        ready.wait()
        try:
            desk.does(lambda act: start_use(act, key, draft))
        except DeskError as refusal:
            return refusal
        return key

    with ThreadPoolExecutor(2) as both:
        for _ in range(TIMES):
            done = list(both.map(begin, desks, people))
            won = [one for one in done if isinstance(one, UUID)]
            assert len(won) == 1, done
            with administrator.database.reading() as session:
                running = select(func.count()).where(Use.state == UseState.RUNNING)
                assert session.scalar(running) == 1
                taken = select(func.count()).where(Occupancy.ends_at.is_(None))
                assert session.scalar(taken) == 1
            _wait(administrator, *desks)
            administrator.does(partial(stop_use, use_id=won[0]))
            _wait(administrator, *desks)
    for one in databases:
        one.close()
