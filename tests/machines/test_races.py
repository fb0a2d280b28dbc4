"""Two desks at the same instant: one maintenance is opened, one loan is made; the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.upkeep import a_kit, a_plan
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.machines.service_loans import lend
from fablab_desk.machines.service_upkeep import open_order
from fablab_desk.machines.upkeep_drafts import LoanDraft
from fablab_desk.machines.upkeep_errors import LentError, OpenOrderError
from fablab_desk.staff.act import Act

TIMES = 12


def both(worker: Worker, call: Callable[[], Callable[[Act], object]]) -> list[type | None]:
    """The same act twice at once, each with a key of its own: what became of each."""
    start = Barrier(2)

    def one() -> type | None:
        act = call()
        start.wait()
        try:
            worker.does(act)
        except Problems as refusal:
            ((_, problem),) = refusal.found
            return type(problem)
        except DeskError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(one), pool.submit(one)]]


@pytest.mark.parametrize("number", range(TIMES))
def test_one_maintenance_of_a_plan(administrator: Worker, number: int) -> None:
    laser = a_machine(administrator, f"M{number}")
    plan = a_plan(administrator, laser, every_days=30)
    told = both(
        administrator,
        lambda: partial(open_order, order_id=new_key(), machine_id=laser, plan_id=plan),
    )
    assert sorted(map(str, told)) == sorted(map(str, [None, OpenOrderError]))


@pytest.mark.parametrize("number", range(TIMES))
def test_one_loan_of_a_kit(administrator: Worker, number: int) -> None:
    kit, ada = a_kit(administrator, f"K{number}"), a_person(administrator)
    draft = LoanDraft(kit_id=kit, borrower_id=ada)
    told = both(administrator, lambda: partial(lend, loan_id=new_key(), draft=draft))
    assert sorted(map(str, told)) == sorted(map(str, [None, LentError]))
