"""Machines and kits that leave the lab and come back."""

from datetime import timedelta
from functools import partial

import pytest

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.upkeep import a_kit, a_loan
from builders.uses import recorded, started
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import MachineState
from fablab_desk.machines.service_loans import (
    archive_kit,
    lend,
    lend_again,
    restore_loan,
    take_back_loan,
    withdraw_loan,
)
from fablab_desk.machines.standing import standings
from fablab_desk.machines.upkeep_drafts import LoanDraft
from fablab_desk.machines.upkeep_errors import (
    BackwardsLoanError,
    BorrowerlessError,
    ComingDayError,
    ItemlessLoanError,
    LentError,
    WithdrawnLoanError,
)
from fablab_desk.overview.loans import LoansView, load_loans
from fablab_desk.people.service import archive_party

TODAY = NOW.date()


def state_of(worker: Worker, machine_id: object) -> MachineState:
    with worker.database.reading() as session:
        return standings(session, NOW, TODAY)[machine_id].state  # type: ignore[index]


def view(worker: Worker) -> LoansView:
    with worker.database.reading() as session:
        return load_loans(session, TODAY)


def test_what_is_lent_is_used_by_nobody_until_it_is_back(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    key = a_loan(administrator, machine_id=laser, due_on=TODAY + timedelta(days=7))
    assert state_of(administrator, laser) is MachineState.ON_LOAN
    with pytest.raises(Problems):
        started(administrator, laser, ada)
    administrator.does(lambda act: take_back_loan(act, key, "un tournevis manque"))
    assert state_of(administrator, laser) is MachineState.FREE
    started(administrator, laser, ada)
    (row,) = view(administrator).loans
    assert (row.back_on, row.state_back) == (TODAY, "un tournevis manque")
    administrator.does(lambda act: lend_again(act, key))
    assert state_of(administrator, laser) is MachineState.ON_LOAN


def test_nothing_is_lent_twice(administrator: Worker) -> None:
    kit, ada = a_kit(administrator), a_person(administrator)
    first = a_loan(administrator, kit_id=kit)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: lend(act, new_key(), LoanDraft(kit_id=kit, borrower_id=ada)))
    ((field, problem),) = refusal.value.found
    assert (field, type(problem)) == ("item", LentError)
    administrator.does(lambda act: take_back_loan(act, first))
    second = a_loan(administrator, kit_id=kit)
    with pytest.raises(LentError):
        administrator.does(lambda act: lend_again(act, first))
    assert [row.id for row in view(administrator).loans] == [second, first]


def test_all_that_is_wrong_with_a_loan_is_told_at_once(administrator: Worker) -> None:
    draft = LoanDraft(out_on=TODAY + timedelta(days=2), due_on=TODAY)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: lend(act, new_key(), draft))
    assert {(name, type(problem)) for name, problem in refusal.value.found} == {
        ("item", ItemlessLoanError),
        ("borrower_id", BorrowerlessError),
        ("due_on", BackwardsLoanError),
        ("out_on", ComingDayError),
    }


def test_it_comes_back_neither_before_it_left_nor_tomorrow(administrator: Worker) -> None:
    key = a_loan(administrator, kit_id=a_kit(administrator), out_on=TODAY - timedelta(days=3))
    for day, wrong in (
        (TODAY - timedelta(days=4), BackwardsLoanError),
        (TODAY + timedelta(days=1), ComingDayError),
    ):
        with pytest.raises(Problems) as refusal:
            administrator.does(partial(take_back_loan, loan_id=key, on=day))
        assert [type(problem) for _, problem in refusal.value.found] == [wrong]


@pytest.mark.parametrize("is_back", [False, True])
def test_a_loan_withdrawn_and_restored_stands_as_it_stood(
    administrator: Worker, *, is_back: bool
) -> None:
    laser = a_machine(administrator)
    key = a_loan(administrator, machine_id=laser)
    if is_back:
        administrator.does(lambda act: take_back_loan(act, key, "complet"))
    before = view(administrator)
    administrator.does(lambda act: withdraw_loan(act, key))
    assert state_of(administrator, laser) is MachineState.FREE
    assert view(administrator).loans == ()
    with pytest.raises(WithdrawnLoanError):
        administrator.does(lambda act: lend_again(act, key))
    administrator.does(lambda act: restore_loan(act, key, still_out=not is_back))
    assert view(administrator) == before


def test_what_was_lent_anew_meanwhile_is_not_restored(administrator: Worker) -> None:
    laser = a_machine(administrator)
    key = a_loan(administrator, machine_id=laser)
    administrator.does(lambda act: withdraw_loan(act, key))
    a_loan(administrator, machine_id=laser)
    with pytest.raises(LentError):
        administrator.does(lambda act: restore_loan(act, key, still_out=True))


def test_late_ones_are_told_and_only_what_is_here_may_be_lent(administrator: Worker) -> None:
    kit, other = a_kit(administrator), a_kit(administrator, "M2")
    laser = a_machine(administrator)
    recorded(administrator, laser, a_person(administrator))
    out = TODAY - timedelta(days=9)
    a_loan(administrator, kit_id=kit, out_on=out, due_on=TODAY - timedelta(days=1))
    read = view(administrator)
    assert [row.is_late(TODAY) for row in read.loans] == [True]
    assert [row.is_late(TODAY - timedelta(days=1)) for row in read.loans] == [False]
    assert [key for key, *_ in read.lendable] == [other, laser]
    administrator.does(lambda act: archive_kit(act, other))
    assert [key for key, *_ in view(administrator).lendable] == [laser]


def test_who_is_archived_borrows_nothing(administrator: Worker) -> None:
    kit, ada = a_kit(administrator), a_person(administrator)
    administrator.does(lambda act: archive_party(act, ada))
    draft = LoanDraft(kit_id=kit, borrower_id=ada)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: lend(act, new_key(), draft))
    assert [name for name, _ in refusal.value.found] == ["borrower_id"]
