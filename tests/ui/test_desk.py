import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from fablab_desk.db.database import Database, Query
from fablab_desk.keys import new_key
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import Person
from fablab_desk.people.service import admit_person
from fablab_desk.ui.desk import Desk

Gate = threading.Event


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def busy_reader(desk: Desk, owner: QWidget) -> Iterator[Gate]:
    """The reading thread is held until the gate opens."""
    gate = Gate()
    desk.ask(lambda _session: gate.wait(5), lambda _opened: None, owner, "gate")
    yield gate
    gate.set()


def test_an_answer_comes_from_the_reader_to_the_thread_of_the_window(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    desk.ask(
        lambda _session: threading.get_ident(),
        lambda ident: seen.append((ident, threading.get_ident())),
        owner,
    )
    qtbot.waitUntil(lambda: bool(seen))
    ((asked_on, answered_on),) = seen
    assert asked_on != answered_on == threading.get_ident()


def test_only_the_latest_question_of_a_name_is_answered(
    desk: Desk, owner: QWidget, busy_reader: Gate, qtbot: QtBot
) -> None:
    asked: list[str] = []
    seen: list[str] = []

    def asking(text: str) -> Query[str]:
        def query(_session: object) -> str:
            asked.append(text)
            return text

        return query

    for text, name in (("a", "search"), ("ab", "search"), ("7", "count"), ("abc", "search")):
        desk.ask(asking(text), seen.append, owner, name)
    busy_reader.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert asked == seen == ["7", "abc"]


def test_an_answer_to_an_owner_that_is_gone_or_forgot_is_dropped(
    desk: Desk, owner: QWidget, busy_reader: Gate, qtbot: QtBot
) -> None:
    gone, seen = QWidget(), list[str]()
    desk.ask(lambda _session: "gone", seen.append, gone)
    desk.ask(lambda _session: "forgotten", seen.append, owner)
    delete(gone)
    desk.forget(owner)
    desk.ask(lambda _session: "last", seen.append, owner)
    busy_reader.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["last"]


def test_a_commit_tells_what_it_touched(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    key = new_key()
    with qtbot.waitSignal(desk.changed) as changed:
        desk.do(lambda act: admit_person(act, key, PersonDraft("Ada")), lambda _none: None, owner)
    assert changed.args
    assert Person in changed.args[0]


def test_the_window_does_not_wait_for_a_lock(
    desk: Desk, owner: QWidget, database: Database, qtbot: QtBot
) -> None:
    key, done = new_key(), list[None]()
    with database.writing() as session:
        session.connection()
        desk.do(partial(admit_person, person_id=key, draft=PersonDraft("Ada")), done.append, owner)
        qtbot.wait(50)
        assert not done
    qtbot.waitUntil(lambda: bool(done))


def test_a_refusal_nobody_shows_reaches_the_user(
    desk: Desk, owner: QWidget, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[-1]))
    desk.do(lambda act: admit_person(act, new_key(), PersonDraft()), lambda _none: None, owner)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["A person needs a name."]


def test_a_bug_is_not_swallowed(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        desk.do(lambda _act: 1 // 0, lambda _none: None, owner)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_an_answer_of_none_is_an_answer(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    seen = list[None]()
    desk.ask(lambda _session: None, seen.append, owner)
    qtbot.waitUntil(lambda: seen == [None])
