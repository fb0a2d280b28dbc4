from datetime import timedelta

import pytest

from builders import NOW, PASSWORD, Worker
from builders.staff import an_account, an_account_draft
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Lab
from fablab_desk.staff.errors import (
    LastAdministratorError,
    LoginNeededError,
    OwnSignatureError,
    SlowDownError,
    StaleError,
    WrongPasswordError,
)
from fablab_desk.staff.login import built_in_seat, log_in
from fablab_desk.staff.models import Account
from fablab_desk.staff.passwords import wait_after
from fablab_desk.staff.queries import list_accounts, list_self_acts
from fablab_desk.staff.rights import RightError, Role
from fablab_desk.staff.service import (
    add_account,
    close_account,
    correct_account,
    prefer,
    reopen_account,
    sign_self_act,
)
from fablab_desk.staff.unit import Seat


def try_to_log_in(worker: Worker, password: str, login: str = "camille") -> Seat:
    return log_in(worker.database, login, password, lambda: worker.now, "desk 1", worker.keys)


def test_the_right_password_gives_the_seat(administrator: Worker) -> None:
    key = an_account(administrator)
    assert try_to_log_in(administrator, PASSWORD, " Camille ").account_id == key


@pytest.mark.parametrize(("login", "password"), [("camille", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_login_are_refused_alike(
    administrator: Worker, login: str, password: str
) -> None:
    an_account(administrator)
    with pytest.raises(WrongPasswordError):
        try_to_log_in(administrator, password, login)


def test_wrong_passwords_make_wait_and_a_right_one_forgets_them(administrator: Worker) -> None:
    an_account(administrator)
    for _ in range(3):
        with pytest.raises(WrongPasswordError):
            try_to_log_in(administrator, "wrong")
    with pytest.raises(SlowDownError):
        try_to_log_in(administrator, PASSWORD)
    administrator.now = NOW + timedelta(seconds=2)
    try_to_log_in(administrator, PASSWORD)
    with pytest.raises(WrongPasswordError):
        try_to_log_in(administrator, "wrong")
    try_to_log_in(administrator, PASSWORD)


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (2, 0), (3, 1), (4, 2), (6, 8), (11, 256), (12, 300), (99, 300)]
)
def test_the_wait_doubles_up_to_five_minutes(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == timedelta(seconds=seconds)


def test_a_lab_of_one_has_a_seat_without_login(administrator: Worker) -> None:
    seat = built_in_seat(administrator.database, "desk 1", None)
    assert built_in_seat(administrator.database, "desk 1", None) == seat
    with administrator.database.reading() as session:
        assert all(row.id != seat.account_id for row in list_accounts(session))


def test_a_lab_that_asks_for_a_login_gives_no_seat_without(administrator: Worker) -> None:
    with administrator.database.writing() as session:
        session.query(Lab).one().asks_login = True
    with pytest.raises(LoginNeededError):
        built_in_seat(administrator.database, "desk 1", None)


def test_a_closed_account_does_not_open_until_it_is_reopened(administrator: Worker) -> None:
    key = an_account(administrator)
    administrator.does(lambda act: close_account(act, key))
    with pytest.raises(WrongPasswordError):
        try_to_log_in(administrator, PASSWORD)
    administrator.does(lambda act: reopen_account(act, key))
    assert try_to_log_in(administrator, PASSWORD).account_id == key


def test_every_problem_of_an_account_is_told_at_once(administrator: Worker) -> None:
    draft = an_account_draft("É", " ", (), "short")
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: add_account(act, new_key(), draft))
    assert [field for field, _ in refusal.value.found] == ["name", "login", "roles", "password"]


def test_an_edit_from_an_old_form_says_who_changed_what(administrator: Worker) -> None:
    key = an_account(administrator)
    changed = an_account_draft(name="Dominique Essai")
    administrator.does(lambda act: correct_account(act, key, changed, 1))
    with pytest.raises(StaleError) as refusal:
        administrator.does(lambda act: correct_account(act, key, an_account_draft(name="X"), 1))
    said = "Entre-temps, administrator a modifié « Dominique Essai » (Nom)."
    assert say(refusal.value, "fr").replace("\u00a0", " ").startswith(said)


def test_the_last_administrator_stays(administrator: Worker) -> None:
    key = administrator.seat.account_id
    with pytest.raises(LastAdministratorError):
        administrator.does(lambda act: close_account(act, key))
    other = Worker(administrator.database)
    other.does(lambda act: close_account(act, key))


def test_what_one_did_for_oneself_is_signed_by_another(administrator: Worker) -> None:
    key = administrator.seat.account_id
    administrator.does(lambda act: act.alone(key, "alone at the desk"))
    with administrator.database.reading() as session:
        (waiting,) = list_self_acts(session)
    with pytest.raises(OwnSignatureError):
        administrator.does(lambda act: sign_self_act(act, waiting.id))
    treasurer = Worker(administrator.database, (Role.TREASURER,))
    treasurer.does(lambda act: sign_self_act(act, waiting.id))
    with administrator.database.reading() as session:
        assert list_self_acts(session) == []


def test_nobody_signs_with_a_second_account_what_they_did_with_the_first(
    administrator: Worker,
) -> None:
    me, key = new_key(), administrator.seat.account_id
    second = Worker(administrator.database)
    with administrator.database.writing() as session:
        for account_id in (key, second.seat.account_id):
            session.get_one(Account, account_id).person_id = me
    administrator.does(lambda act: act.alone(key, "alone at the desk"))
    with administrator.database.reading() as session:
        (waiting,) = list_self_acts(session)
    with pytest.raises(OwnSignatureError):
        second.does(lambda act: sign_self_act(act, waiting.id))


def test_a_closed_account_does_nothing_more_where_it_still_sits(administrator: Worker) -> None:
    reception = Worker(administrator.database, (Role.RECEPTION,))
    administrator.does(lambda act: close_account(act, reception.seat.account_id))
    with pytest.raises(RightError):
        reception.does(lambda act: prefer(act, "theme", "dark"))
