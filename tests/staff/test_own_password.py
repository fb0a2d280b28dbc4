from datetime import timedelta

import pytest
from sqlalchemy import select

from builders import NOW, PASSWORD, Worker
from fablab_desk.errors import DeskError, Problems
from fablab_desk.staff.errors import (
    BuiltInAccountError,
    NotYourPasswordError,
    PasswordsDifferError,
    SamePasswordError,
    ShortPasswordError,
    SlowDownError,
)
from fablab_desk.staff.login import built_in_seat, log_in
from fablab_desk.staff.models import Account, AuditEntry
from fablab_desk.staff.rights import Role
from fablab_desk.staff.service import change_own_password
from fablab_desk.staff.unit import perform

NEW = "une autre longue phrase"


@pytest.fixture
def worker(administrator: Worker) -> Worker:
    return Worker(administrator.database, (Role.RECEPTION,))


def account_of(worker: Worker) -> Account:
    with worker.database.reading() as session:
        return session.get_one(Account, worker.seat.account_id)


def changes(worker: Worker, old: str, new: str = NEW, repeated: str | None = None) -> None:
    worker.does(lambda act: change_own_password(act, old, new, repeated))


def told(
    worker: Worker, old: str, new: str = NEW, repeated: str | None = None
) -> list[tuple[str, type[DeskError]]]:
    with pytest.raises(Problems) as refused:
        changes(worker, old, new, repeated)
    return [(name, type(problem)) for name, problem in refused.value.found]


def test_the_new_one_opens_and_the_old_one_no_longer(worker: Worker) -> None:
    changes(worker, PASSWORD, repeated=NEW)
    login = account_of(worker).login
    seat = log_in(worker.database, login, NEW, lambda: NOW, "desk", None)
    assert seat.account_id == worker.seat.account_id


@pytest.mark.parametrize(
    ("old", "new", "repeated", "problems"),
    [
        ("guess", PASSWORD, PASSWORD, [("old", NotYourPasswordError)]),
        ("", NEW, NEW, [("old", NotYourPasswordError)]),
        (PASSWORD, PASSWORD, PASSWORD, [("new", SamePasswordError)]),
        (PASSWORD, "court", "court", [("new", ShortPasswordError)]),
        (
            "guess",
            "court",
            "long",
            [
                ("old", NotYourPasswordError),
                ("new", PasswordsDifferError),
                ("new", ShortPasswordError),
            ],
        ),
    ],
)
def test_every_problem_is_told_at_once_and_the_password_stays(
    worker: Worker,
    old: str,
    new: str,
    repeated: str,
    problems: list[tuple[str, type[DeskError]]],
) -> None:
    before = account_of(worker).password_hash
    assert told(worker, old, new, repeated) == problems
    assert account_of(worker).password_hash == before


def test_wrong_ones_make_wait_and_a_right_one_forgets_them(worker: Worker) -> None:
    for _ in range(3):
        assert told(worker, "guess") == [("old", NotYourPasswordError)]
    assert told(worker, PASSWORD) == [("old", SlowDownError)]
    with pytest.raises(SlowDownError):
        log_in(worker.database, account_of(worker).login, PASSWORD, lambda: NOW, "desk", None)
    worker.now = NOW + timedelta(seconds=2)
    changes(worker, PASSWORD)
    assert (account_of(worker).wrong_passwords, account_of(worker).wait_until) == (0, None)


def test_a_blank_one_is_no_guess(worker: Worker) -> None:
    for _ in range(4):
        told(worker, "")
    assert account_of(worker).wrong_passwords == 0


def test_a_wrong_one_stands_in_the_journal_though_the_act_is_refused(worker: Worker) -> None:
    told(worker, "guess")
    with worker.database.reading() as session:
        (entry,) = session.scalars(select(AuditEntry))
    assert (entry.service, entry.account_id) == ("staff.wrong_password", worker.seat.account_id)


def test_the_account_of_the_desk_has_none_to_change(administrator: Worker) -> None:
    seat = built_in_seat(administrator.database, "desk", None)
    with pytest.raises(BuiltInAccountError):
        perform(
            administrator.database,
            seat,
            lambda: NOW,
            lambda act: change_own_password(act, "", NEW),
        )
