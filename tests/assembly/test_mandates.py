"""The board: both days included, resignations, what overlaps, what ends soon."""

from datetime import date

import pytest

from builders import Worker
from builders.assembly import a_mandate
from builders.people import a_person, an_organisation
from fablab_desk.assembly.board import (
    MandateState,
    list_board,
    list_ending,
    list_mandates,
    list_overlaps,
)
from fablab_desk.assembly.drafts import MandateDraft
from fablab_desk.assembly.errors import (
    BackwardMandateError,
    OfficelessPersonError,
    OutsideMandateError,
    SameMandateError,
)
from fablab_desk.assembly.kinds import Office
from fablab_desk.assembly.service_mandates import correct_mandate, resign, withdraw_resignation
from fablab_desk.errors import DeskError, ForestalledError, Problems
from fablab_desk.i18n import say

FIRST, LAST = date(2025, 3, 3), date(2026, 3, 2)


def board(worker: Worker, day: date) -> list[str]:
    with worker.database.reading() as session:
        return [f"{row.office}: {row.name}" for row in list_board(session, day)]


def problem(worker: Worker, call: object) -> DeskError:
    with pytest.raises(Problems) as told:
        worker.does(call)  # type: ignore[arg-type]
    return told.value.found[0][1]


@pytest.mark.parametrize(
    ("day", "sits"),
    [(date(2025, 3, 2), False), (FIRST, True), (LAST, True), (date(2026, 3, 3), False)],
)
def test_both_days_of_a_mandate_count(administrator: Worker, day: date, sits: bool) -> None:
    a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    assert bool(board(administrator, day)) is sits


def test_the_offices_stand_in_their_order(administrator: Worker) -> None:
    for name, office in (
        ("Zoé", Office.MEMBER),
        ("Ada", Office.TREASURER),
        ("Max", Office.PRESIDENT),
    ):
        a_mandate(administrator, a_person(administrator, name), office)
    assert board(administrator, FIRST) == [
        "president: Max Exemple",
        "treasurer: Ada Exemple",
        "member: Zoé Exemple",
    ]


def test_all_mandates_stand_by_their_end_and_then_by_office(administrator: Worker) -> None:
    ends = {"Zoé": date(2027, 3, 2), "Max": date(2027, 3, 2), "Ada": date(2028, 3, 2)}
    for (name, last), office in zip(
        ends.items(), (Office.MEMBER, Office.PRESIDENT, Office.MEMBER), strict=True
    ):
        a_mandate(administrator, a_person(administrator, name), office, FIRST, last)
    with administrator.database.reading() as session:
        names = [row.name.split()[0] for row in list_mandates(session)]
    assert names == ["Ada", "Max", "Zoé"]


def test_who_resigned_sits_until_that_day(administrator: Worker) -> None:
    key = a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    administrator.does(lambda act: resign(act, key, date(2025, 9, 1)))
    assert board(administrator, date(2025, 9, 1))
    assert not board(administrator, date(2025, 9, 2))
    with administrator.database.reading() as session:
        (row,) = list_mandates(session)
    assert row.state_on(date(2025, 9, 2)) is MandateState.RESIGNED
    administrator.does(lambda act: withdraw_resignation(act, key))
    assert board(administrator, LAST)


@pytest.mark.parametrize("day", [date(2025, 3, 2), date(2026, 3, 3)])
def test_a_resignation_falls_into_the_mandate(administrator: Worker, day: date) -> None:
    key = a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    told = problem(administrator, lambda act: resign(act, key, day))
    assert isinstance(told, OutsideMandateError)


def test_the_same_office_twice_at_a_time_is_refused_and_again_afterwards_is_not(
    administrator: Worker,
) -> None:
    ada = a_person(administrator)
    a_mandate(administrator, ada, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(Problems) as told:
        a_mandate(administrator, ada, starts_on=LAST, ends_on=date(2027, 3, 1))
    assert isinstance(told.value.found[0][1], SameMandateError)
    a_mandate(administrator, ada, starts_on=date(2026, 3, 3), ends_on=date(2027, 3, 1))
    assert len(board(administrator, date(2026, 3, 3))) == 1


def test_two_offices_of_one_and_two_presidents_are_told(administrator: Worker) -> None:
    ada, max_ = a_person(administrator), a_person(administrator, "Max")
    key = a_mandate(administrator, ada, starts_on=FIRST, ends_on=LAST)
    a_mandate(administrator, ada, Office.TREASURER, FIRST, LAST)
    a_mandate(administrator, max_, Office.PRESIDENT, LAST, LAST)
    with administrator.database.reading() as session:
        found = [say(one) for one in list_overlaps(session, key)]
    assert found == [
        "Ada Exemple is also “Treasurer of the board” from 3 March 2025 to 2 March 2026.",
        "Max Exemple holds the office “President” too, from 2 March 2026 to 2 March 2026.",
    ]


def test_two_members_of_the_board_are_nothing_to_tell(administrator: Worker) -> None:
    key = a_mandate(administrator, a_person(administrator), Office.MEMBER)
    a_mandate(administrator, a_person(administrator, "Max"), Office.MEMBER)
    with administrator.database.reading() as session:
        assert list_overlaps(session, key) == []


def test_what_ends_within_three_months_is_listed(administrator: Worker) -> None:
    a_mandate(administrator, a_person(administrator, "Soon"), ends_on=date(2026, 5, 31))
    a_mandate(administrator, a_person(administrator, "Later"), ends_on=date(2026, 6, 1))
    with administrator.database.reading() as session:
        assert [row.name for row in list_ending(session, date(2026, 3, 2))] == ["Soon Exemple"]


def test_a_mandate_is_held_by_a_person_and_ends_after_it_began(administrator: Worker) -> None:
    key, company = a_mandate(administrator), an_organisation(administrator)
    draft = MandateDraft(person_id=company, office=Office.MEMBER, starts_on=LAST, ends_on=FIRST)
    with pytest.raises(Problems) as told:
        administrator.does(lambda act: correct_mandate(act, key, draft, 1))
    kinds = [type(problem) for _, problem in told.value.found]
    assert kinds == [BackwardMandateError, OfficelessPersonError]


def test_a_correction_of_what_another_corrected_is_refused(administrator: Worker) -> None:
    ada = a_person(administrator)
    key = a_mandate(administrator, ada)
    draft = MandateDraft(person_id=ada, office=Office.MEMBER, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(ForestalledError):
        administrator.does(lambda act: correct_mandate(act, key, draft, 7))
