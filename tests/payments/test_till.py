from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.money import FLOAT, a_cashing, a_till, an_open_till
from builders.people import a_person
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.papers.models import Paper, Series
from fablab_desk.payments.errors import ArchivedTillError, OpenTillError, TillClosedMeanwhileError
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import TillSession
from fablab_desk.payments.queries import ClosingDetail, load_closing
from fablab_desk.payments.service import correct_cashing
from fablab_desk.payments.service_methods import archive_till
from fablab_desk.payments.service_till import close_till, open_till
from fablab_desk.payments.tills import find_open_session, list_tills, proposed_count

CASH_12 = {2000: 2, 1000: 6, 200: 6}  # the float of 100 € and 12 € more


def closes(
    worker: Worker, session_id: UUID, count: dict[int, int], reason: str = ""
) -> ClosingDetail:
    worker.does(lambda act: close_till(act, session_id, count, reason))
    with worker.database.reading() as session:
        return load_closing(session, session_id)


def test_a_day_is_closed_with_its_count_and_its_totals(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    person = a_person(treasurer)
    a_cashing(treasurer, person, "12.00", MethodKind.CASH)
    a_cashing(treasurer, person, "30.00", MethodKind.CARD)
    a_cashing(treasurer, person, "3.00", MethodKind.OFFERED)
    wrong = a_cashing(treasurer, person, "8.00", MethodKind.CASH)
    treasurer.does(lambda act: correct_cashing(act, new_key(), wrong, "wrong person"))
    said = closes(treasurer, opened, CASH_12)
    assert (said.opening_amount, said.expected, said.counted) == (
        Decimal(100),
        Decimal(112),
        Decimal(112),
    )
    assert (said.difference, said.period_total, said.perpetual_total) == (
        ZERO,
        Decimal(42),
        Decimal(42),
    )
    assert [(m["label"], m["payments"], m["paid"]) for m in said.said["methods"]] == [
        ("Cash", 3, "12.00"),
        ("Bank card", 1, "30.00"),
        ("Offered", 1, "3.00"),
    ]
    assert (said.said["cashings"], said.said["corrections"]) == (4, 1)


def test_the_perpetual_total_is_never_reset(treasurer: Worker) -> None:
    person = a_person(treasurer)
    first = an_open_till(treasurer)
    a_cashing(treasurer, person, "12.00", MethodKind.CASH)
    closes(treasurer, first, CASH_12)
    a_cashing(treasurer, person, "5.00", MethodKind.CARD)
    second = an_open_till(treasurer, FLOAT)
    a_cashing(treasurer, person, "12.00", MethodKind.CASH)
    said = closes(treasurer, second, CASH_12)
    assert (said.period_total, said.perpetual_total) == (Decimal(17), Decimal(29))


def test_a_difference_is_confirmed_with_a_reason_and_kept(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    with pytest.raises(Problems) as told:
        closes(treasurer, opened, {2000: 2, 1000: 5, 200: 4})
    assert say(told.value).startswith(
        "€98.00 was counted and €100.00 expected: \u2212€2.00 of difference."
    )
    said = closes(treasurer, opened, {2000: 2, 1000: 5, 200: 4}, "a coin given too much")
    assert (said.difference, said.reason) == (Decimal(-2), "a coin given too much")


@pytest.mark.parametrize(
    ("cents", "typed", "sentence"),
    [
        (1000, "five", "“five” is not a whole number"),
        (1000, "-5", "“-5” is not a whole number"),
        (1000, "1,5", "“1,5” is not a whole number"),
        (1000, "99999", "99,999 is too much"),
        (300, "1", "There is no coin or note of €3.00"),
    ],
)
def test_a_count_in_letters_is_told_beside_its_coin(
    treasurer: Worker, cents: int, typed: str, sentence: str
) -> None:
    till = a_till(treasurer)
    with pytest.raises(Problems) as told:
        treasurer.does(lambda act: open_till(act, new_key(), till, {cents: typed, 2000: " 2 "}))
    ((field, refusal),) = told.value.found
    assert field == f"count.{cents}"
    assert sentence in say(refusal)


def test_blank_fields_of_a_count_are_none(treasurer: Worker) -> None:
    opened = an_open_till(treasurer, {2000: "2", 1000: "", 500: " ", 200: "0"})
    with treasurer.database.reading() as session:
        kept = session.get_one(TillSession, opened)
    assert (kept.opening_count, kept.opening_amount) == ({"2000": 2}, Decimal(40))


def test_a_till_that_is_open_is_neither_opened_again_nor_archived(treasurer: Worker) -> None:
    an_open_till(treasurer)
    till = a_till(treasurer)
    for refused in (
        lambda act: open_till(act, new_key(), till, FLOAT),
        lambda act: archive_till(act, till),
    ):
        worker = Worker(treasurer.database, keys=treasurer.keys)
        with pytest.raises(OpenTillError) as told:
            worker.does(refused)
        assert say(told.value) == ("“Till” was opened already by treasurer on 2 March 2026, 10:30.")


def test_an_archived_till_is_not_opened(administrator: Worker) -> None:
    till = a_till(administrator)
    administrator.does(lambda act: archive_till(act, till))
    with pytest.raises(ArchivedTillError):
        administrator.does(lambda act: open_till(act, new_key(), till, FLOAT))


def test_who_closes_a_closed_till_is_told_who_did(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    closes(treasurer, opened, FLOAT)
    other = Worker(treasurer.database, treasurer.roles, keys=treasurer.keys)
    with pytest.raises(TillClosedMeanwhileError) as told:
        closes(other, opened, FLOAT)
    assert say(told.value) == "“Till” was closed already by treasurer on 2 March 2026, 10:30."


def test_the_last_closing_count_is_proposed_for_the_next_opening(treasurer: Worker) -> None:
    till, opened = a_till(treasurer), an_open_till(treasurer)
    with treasurer.database.reading() as session:
        assert proposed_count(session, till) == {}
    closes(treasurer, opened, CASH_12, "a gift")
    with treasurer.database.reading() as session:
        assert proposed_count(session, till) == CASH_12
        assert find_open_session(session, till) is None


def test_the_state_of_a_till_tells_the_cash_in_its_drawer(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    a_cashing(treasurer, a_person(treasurer), "12.00", MethodKind.CASH)
    a_cashing(treasurer, a_person(treasurer), "7.00", MethodKind.CARD)
    with treasurer.database.reading() as session:
        (till,) = list_tills(session)
        state = find_open_session(session, till.id)
    assert state
    assert (state.id, state.opened_by, state.cash) == (opened, "treasurer", Decimal(112))
    assert till.perpetual_total == Decimal(19)


def test_closing_leaves_its_paper(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    key = treasurer.does(lambda act: close_till(act, opened, FLOAT)).result
    with treasurer.database.reading() as session:
        paper = session.scalars(select(Paper)).one()
    assert (paper.id, paper.series, paper.number) == (key, Series.CLOSING, "C2026-00001")
