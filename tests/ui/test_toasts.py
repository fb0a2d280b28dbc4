import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.toasts import MOST, Notice, Toasts
from fablab_desk.ui.work_line import WorkLines
from ui.accessible import assert_named


@pytest.fixture
def toasts(qtbot: QtBot) -> Toasts:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 500)
    over.field = QLineEdit(over)  # type: ignore[attr-defined]
    foot = QWidget(over)
    foot.setGeometry(0, 500, 800, 0)
    over.show()
    over.field.setFocus()  # type: ignore[attr-defined]
    return Toasts(over, foot)


def test_a_toast_does_its_act_once_and_goes(toasts: Toasts, qtbot: QtBot) -> None:
    done: list[int] = []
    toasts.show_notice(Notice("Ada is enrolled.", "Undo", lambda: done.append(1)))
    (toast,) = toasts.toasts()
    assert toast.button
    toast.button.click()
    qtbot.waitUntil(lambda: toasts.toasts() == [])
    assert done == [1]
    assert not toasts.isVisible()


def test_it_takes_no_focus_and_stands_inside_the_window(toasts: Toasts, qtbot: QtBot) -> None:
    over = toasts.parentWidget()
    assert over
    focused = over.focusWidget()
    toasts.show_notice(Notice("The receipt is printed."))
    qtbot.waitUntil(lambda: toasts.height() > 30)
    assert over.focusWidget() is focused
    assert over.rect().contains(toasts.geometry())
    assert toasts.toasts()[0].accessibleName() == "The receipt is printed."
    assert_named(toasts)


def test_only_the_last_few_stay(toasts: Toasts, qtbot: QtBot) -> None:
    for n in range(6):
        toasts.show_notice(Notice(f"Number {n}"))
    qtbot.waitUntil(lambda: len(toasts.toasts()) == MOST)
    assert toasts.toasts()[-1].accessibleName() == "Number 5"


def test_long_work_shows_itself_and_can_be_stopped_later(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.work_line.SHOWN_AFTER_MS", 30)
    monkeypatch.setattr("fablab_desk.ui.work_line.STOPPABLE_AFTER_MS", 60)
    lines = WorkLines()
    qtbot.addWidget(lines)
    lines.show()
    progress = Progress("Exporting…")
    lines.add(progress)
    (line,) = lines.lines()
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible)
    qtbot.waitUntil(line.stop.isEnabled)
    progress(3, 10)
    line.stop.click()
    with pytest.raises(StoppedError):
        progress(4, 10)
    progress.ended.emit()
    qtbot.waitUntil(lambda: lines.lines() == [])


def test_progress_is_told_seldom_but_its_end_always(qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress("Exporting…")
    progress.moved.connect(lambda done, total: told.append((done, total)))
    for done in range(1, 1001):
        progress(done, 1000)
    assert told[0] == (1, 1000)
    assert told[-1] == (1000, 1000)
    assert len(told) < 100
