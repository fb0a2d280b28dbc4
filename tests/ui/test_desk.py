import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy import text

from fablab_desk.db.database import Database, Query
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account
from fablab_desk.staff.unit import Seat
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.undo import Undo
from ui.at_desk import notices
from ui.made_up import MADE, add_somebody, made

Gate = threading.Event
NEVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


class ShutError(DeskError):
    def __init__(self) -> None:
        super().__init__("The lab is shut.")


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


def refuse(_act: Act) -> None:
    raise ShutError


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

    def asking(said: str) -> Query[str]:
        def query(_session: object) -> str:
            asked.append(said)
            return said

        return query

    for said, name in (("a", "search"), ("ab", "search"), ("7", "count"), ("abc", "search")):
        desk.ask(asking(said), seen.append, owner, name)
    busy_reader.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert asked == seen == ["7", "abc"]


def test_a_patient_question_is_put_only_when_no_newer_one_comes(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    asked: list[str] = []
    seen: list[None] = []
    for said in ("first", "second", "third"):
        desk.ask(partial(_note, asked, said), seen.append, owner, patient=True)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert asked == ["third"]


def test_a_question_nobody_waits_for_is_broken_off(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    seen: list[str] = []
    begun = Gate()

    def endless(session: object) -> str:
        begun.set()
        session.execute(text(NEVER))  # type: ignore[attr-defined]
        return "never"

    desk.ask(endless, seen.append, owner)
    assert begun.wait(5)
    qtbot.wait(20)
    desk.ask(lambda _session: "at once", seen.append, owner)
    qtbot.waitUntil(lambda: seen == ["at once"])


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
    with qtbot.waitSignal(desk.changed) as changed:
        desk.do(add_somebody, lambda _none: None, owner)
    assert Account in changed.args[0]


def test_what_another_desk_wrote_meets_every_screen(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    other = Database(database.engine.url)
    with qtbot.waitSignal(desk.changed) as changed:
        made(other, "Ada")
    other.close()
    assert changed.args[0] & MADE.shows
    assert MADE.shows & changed.args[0]


def test_the_window_does_not_wait_for_a_lock(
    desk: Desk, owner: QWidget, database: Database, qtbot: QtBot
) -> None:
    done: list[str] = []
    with database.writing() as session:
        session.connection()
        desk.do(add_somebody, done.append, owner)
        qtbot.wait(50)
        assert not done
    qtbot.waitUntil(lambda: bool(done))


def test_a_refusal_nobody_shows_reaches_the_user(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    owner.show()
    desk.do(refuse, lambda _none: None, owner)
    qtbot.waitUntil(lambda: bool(owner.findChildren(QMessageBox)))
    (box,) = owner.findChildren(QMessageBox)
    assert box.text() == "The lab is shut."


def test_a_bug_is_not_swallowed(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    failed: list[int] = []
    with qtbot.captureExceptions() as raised:
        desk.do(lambda _act: 1 // 0, lambda _none: None, owner, failed=lambda: failed.append(1))
        qtbot.waitUntil(lambda: bool(raised))
    assert (raised[0][0], failed) == (ZeroDivisionError, [1])


def test_an_answer_of_none_is_an_answer(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    seen = list[None]()
    desk.ask(lambda _session: None, seen.append, owner)
    qtbot.waitUntil(lambda: seen == [None])


def test_the_last_act_is_taken_back_first(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    undone: list[str] = []

    def do(name: str) -> None:
        back = Undo(f"The {name} one.", lambda _act: undone.append(name))
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)

    for name in ("first", "second"):
        with qtbot.waitSignal(desk.undo_changed):
            do(name)
    assert desk.next_undo() == "The second one."
    for _ in range(3):
        desk.undo()
    qtbot.waitUntil(lambda: undone == ["second", "first"])


def test_a_notice_takes_back_its_own_act_and_that_once(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    undone: list[str] = []
    slots: list[Callable[[], None]] = []
    desk.told.connect(lambda notice: slots.append(notice.slot))

    def do(name: str) -> None:
        back = Undo(f"The {name} one.", lambda _act: undone.append(name))
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)

    for name in ("first", "second"):
        with qtbot.waitSignal(desk.undo_changed):
            do(name)
    first, second = slots
    desk.undo()
    second()
    assert desk.next_undo() == "The first one."
    first()
    qtbot.waitUntil(lambda: undone == ["second", "first"])
    assert desk.next_undo() == ""


def test_an_inverse_that_is_refused_is_told_and_stays_offered(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    owner.show()
    shut = [True]
    undone: list[str] = []

    def take_back(act: Act) -> None:
        if shut:
            refuse(act)
        undone.append("back")

    back = Undo("Ada is enrolled.", take_back)
    with qtbot.waitSignal(desk.undo_changed):
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)
    desk.undo()
    assert desk.next_undo() == ""
    qtbot.waitUntil(lambda: bool(owner.findChildren(QMessageBox)))
    assert owner.findChildren(QMessageBox)[0].text() == "The lab is shut."
    assert desk.next_undo() == "Ada is enrolled."
    shut.clear()
    desk.undo()
    qtbot.waitUntil(lambda: undone == ["back"])


def test_an_inverse_that_fails_stays_offered(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    back = Undo("Ada is enrolled.", lambda _act: 1 // 0)
    with qtbot.waitSignal(desk.undo_changed):
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)
    with qtbot.captureExceptions() as raised:
        desk.undo()
        qtbot.waitUntil(lambda: bool(raised))
    assert desk.next_undo() == "Ada is enrolled."


def test_an_inverse_that_finds_nothing_to_do_never_says_it_did_it(
    desk: Desk, owner: QWidget, qtbot: QtBot
) -> None:
    back = Undo("Ada is enrolled.", lambda _act: None)
    told = notices(desk)
    with qtbot.waitSignal(desk.undo_changed):
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)
    desk.undo()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].text == "Nothing is left to undo: Ada is enrolled."
    assert desk.next_undo() == ""


def test_another_account_takes_back_nothing(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    back = Undo("Done.", lambda _act: None)
    with qtbot.waitSignal(desk.undo_changed):
        desk.do(add_somebody, lambda _none: None, owner, undo=lambda _result: back)
    with qtbot.waitSignal(desk.seated):
        desk.sit(Seat(new_key(), "front desk"))
    assert desk.next_undo() == ""


def test_a_stopped_work_changes_nothing_and_says_so(
    desk: Desk, owner: QWidget, database: Database, qtbot: QtBot
) -> None:
    progress = desk.progress("Taking in…")

    def take_in(act: Act) -> None:
        add_somebody(act)
        act.session.flush()
        progress.stop()
        progress(1, 2)

    with qtbot.waitSignals([desk.told, progress.ended]):
        desk.do(take_in, lambda _none: None, owner, progress=progress)
    with database.reading() as session:
        assert MADE.count(session) == 0


def test_work_needs_no_base(desk: Desk, owner: QWidget, qtbot: QtBot) -> None:
    seen: list[int] = []
    desk.work(threading.get_ident, seen.append, owner)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] != threading.get_ident()


def test_closing_finishes_what_is_written_and_drops_what_is_read(
    desk: Desk, owner: QWidget, database: Database
) -> None:
    desk.ask(lambda session: session.execute(text(NEVER)), lambda _none: None, owner)
    desk.do(add_somebody, lambda _none: None, owner)
    desk.close()
    with database.reading() as session:
        assert MADE.count(session) == 1


def _note(asked: list[str], said: str, _session: object) -> None:
    asked.append(said)
