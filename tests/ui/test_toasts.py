import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.toasts import MOST, Notice, Stack, Toast, Toasts
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
    qtbot.waitUntil(lambda: len(toasts.toasts()) == 1)
    (toast,) = toasts.toasts()
    assert toast.button
    QTest.keyClick(toast.button, Qt.Key.Key_Return)
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


LONG = "“Adhésion annuelle 2026” for Anne-Sophie Marie-Ange de La Tour d’Auvergne is withdrawn."


class Carrying(QDialog):
    """A dialog one stays in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(420, 300)
        self.close_button = QPushButton("Close", self)
        self.close_button.setGeometry(300, 260, 100, 30)

    def foot(self) -> QWidget:
        return self.close_button


@pytest.fixture
def carrying(toasts: Toasts, qtbot: QtBot) -> Carrying:
    dialog = Carrying(toasts.over)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def shown_in(owner: QWidget) -> list[str]:
    return [one.accessibleName() for one in owner.findChildren(Toast) if one.isVisible()]


def test_what_is_told_while_a_dialog_stays_open_is_clicked_in_it_above_its_buttons(
    toasts: Toasts, carrying: Carrying, qtbot: QtBot
) -> None:
    done: list[int] = []
    toasts.show_notice(Notice(LONG, "Undo", lambda: done.append(1)))
    qtbot.waitUntil(lambda: shown_in(carrying) == [LONG])
    (toast,) = carrying.findChildren(Toast)
    (stack,) = carrying.findChildren(Stack)
    assert carrying.rect().contains(stack.geometry())
    assert stack.geometry().bottom() < carrying.close_button.y()
    assert toast.button
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_the_notices_of_another_window_stay_there(carrying: Carrying, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    elsewhere = Toasts(other, QWidget(other))
    elsewhere.show_notice(Notice(LONG))
    qtbot.waitUntil(lambda: len(elsewhere.toasts()) == 1)
    assert carrying.findChildren(Toast) == []


def test_notices_follow_who_works_into_a_dialog_and_out_again(toasts: Toasts, qtbot: QtBot) -> None:
    toasts.show_notice(Notice(LONG, "Undo", lambda: None))
    dialog = Carrying(toasts.over)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    qtbot.waitUntil(lambda: shown_in(dialog) == [LONG])
    (stack,) = dialog.findChildren(Stack)
    for width in (dialog.width(), 360):
        dialog.resize(width, 300)
        qtbot.waitUntil(lambda: dialog.rect().contains(stack.geometry()))
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert shown_in(toasts) == [LONG]
    toasts.show_notice(Notice("Bea is enrolled."))
    qtbot.waitUntil(lambda: shown_in(toasts) == [LONG, "Bea is enrolled."])


def test_a_dialog_that_is_destroyed_takes_no_later_notice_along(
    toasts: Toasts, carrying: Carrying, qtbot: QtBot
) -> None:
    toasts.show_notice(Notice("Ada is enrolled."))
    qtbot.waitUntil(lambda: shown_in(carrying) == ["Ada is enrolled."])
    delete(carrying)
    toasts.show_notice(Notice("Bea is enrolled."))
    qtbot.waitUntil(lambda: "Bea is enrolled." in shown_in(toasts))


def test_what_another_is_told_and_what_is_past_does_not_come(toasts: Toasts, qtbot: QtBot) -> None:
    toasts.show_notice(Notice("Ada is enrolled."))
    toasts.forget()
    toasts.show_notice(Notice("Bea is enrolled.", "Undo", lambda: None, lambda: False))
    toasts.show_notice(Notice("Cem is enrolled."))
    qtbot.waitUntil(lambda: shown_in(toasts) == ["Cem is enrolled."])


def test_the_time_of_a_notice_passes_only_while_it_can_be_reached(
    toasts: Toasts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.toasts.SHOWN_MS", 30)
    form = QDialog(toasts.over)
    form.open()
    qtbot.waitUntil(form.isActiveWindow)
    toasts.show_notice(Notice("Ada is enrolled."))
    qtbot.waitUntil(lambda: shown_in(toasts) == ["Ada is enrolled."])
    qtbot.wait(100)
    assert shown_in(toasts) == ["Ada is enrolled."]
    form.close()
    qtbot.waitUntil(lambda: toasts.toasts() == [])


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
