from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.asked import REQUIRED
from fablab_desk.ui.cards import Label, Sentence
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    AmountField,
    ChoiceField,
    DayField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog, PlainDialog
from fablab_desk.ui.letters import bare
from fablab_desk.ui.messages import tell
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.toasts import Notice
from fablab_desk.ui.undo import Undo
from ui.accessible import assert_accessible, name_of
from ui.made_up import add_somebody

TODAY = date(2026, 3, 2)


class RefusedError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(text)


class MadeForm(FormDialog):
    """A form as any feature writes it."""

    def __init__(self, desk: Desk, call: Callable[[Act], object]) -> None:
        super().__init__(desk, None, "Enrol somebody", verb="Enrol")
        self.name = self.add_field("name", "Name", LineField(), required=True)
        self.born = self.add_field("born_on", "Born on", DayField(lambda: TODAY))
        self.add_section("Money")
        self.fee = self.add_field("fee", "Fee", AmountField())
        self.plan = self.add_field("plan", "Plan", ChoiceField([(1, "Season"), (2, "Year")]))
        self.zip, self.town = LineField(), LineField()
        self.add_row("Town", [("zip", "Postal code", self.zip), ("town", "Town", self.town)])
        self.note = self.add_field("note", "Note", TextField())
        self._call = call

    def check(self) -> None:
        if not self.name.value():
            raise Problems([("name", RefusedError("A person needs a name."))])

    def act(self) -> Callable[[Act], object]:
        return self._call

    def said(self, result: object) -> str:
        return f"Saved: {result}"


def wait_for(qtbot: QtBot, problem: Problem, text: str) -> None:
    qtbot.waitUntil(lambda: problem.text() == text)


def wait_until_gone(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.waitUntil(lambda: not isValid(dialog))


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Callable[[Callable[[Act], object]], MadeForm]:
    def open_form(call: Callable[[Act], object]) -> MadeForm:
        form = MadeForm(desk, call)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return open_form


Opener = Callable[[Callable[[Act], object]], MadeForm]


def boxes(form: QWidget) -> list[QMessageBox]:
    return [box for box in form.findChildren(QMessageBox) if box.isVisible()]


def test_all_that_is_wrong_is_told_at_once_beside_its_field(opened: Opener) -> None:
    form = opened(lambda _act: None)
    form.born.setText("30/02")
    form.fee.setText("a lot")
    form.accept()
    assert form.problems["name"].text() == "A person needs a name."
    assert "30/02" in form.problems["born_on"].text()
    assert "a lot" in form.problems["fee"].text()
    assert form.isVisible()
    assert form.focusWidget() is form.name
    assert form.name.accessibleDescription() == "A person needs a name."


def test_what_was_wrong_is_not_said_of_what_is_typed_since(opened: Opener) -> None:
    form = opened(lambda _act: None)
    form.born.setText("30/02")
    form.fee.setText("a lot")
    form.accept()
    form.born.setText("3/2")
    assert form.problems["born_on"].text() == ""
    assert form.born.accessibleDescription() == ""
    assert form.problems["fee"].text() != ""
    form.name.setText("Ada")
    assert form.name.accessibleDescription() == translate(REQUIRED)


def test_an_amount_that_is_only_written_otherwise_stays_wrong(opened: Opener, qtbot: QtBot) -> None:
    def call(_act: Act) -> object:
        raise Problems([("name", RefusedError("No.")), ("fee", RefusedError("Below nothing."))])

    form = opened(call)
    form.name.setText("Ada")
    form.fee.setFocus()
    QTest.keyClicks(form.fee, "-5")
    form.accept()
    qtbot.waitUntil(form.name.hasFocus)
    assert form.fee.text() == "\u2212€5.00"
    assert form.problems["fee"].text() == "Below nothing."


def test_what_is_wrong_with_one_of_two_fields_on_a_line_is_as_wide_as_both(
    opened: Opener, qtbot: QtBot
) -> None:
    def call(_act: Act) -> object:
        raise Problems([("zip", RefusedError("Five figures are expected, as in 42000."))])

    form = opened(call)
    form.name.setText("Ada")
    form.accept()
    qtbot.waitUntil(lambda: form.problems["zip"].width() > form.zip.width() + form.town.width())


def test_a_refusal_keeps_what_was_typed_and_the_next_try_saves(
    opened: Opener, qtbot: QtBot
) -> None:
    tries: list[int] = []

    def call(_act: Act) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise Problems([("town", RefusedError("No such town.")), ("x", RefusedError("Shut."))])
        return "Ada"

    form = opened(call)
    form.name.setText("Ada")
    form.town.setText("Nowhere")
    form.accept()
    qtbot.waitUntil(lambda: form.problems["town"].text() == "No such town.")
    assert form.problem.text() == "Shut."
    assert (form.town.text(), form.isVisible()) == ("Nowhere", True)
    form.accept()
    qtbot.waitUntil(lambda: not form.isVisible())


def test_what_is_no_longer_wrong_is_said_no_longer(opened: Opener, qtbot: QtBot) -> None:
    wrong = ["town", "fee"]

    def call(_act: Act) -> object:
        raise Problems([(wrong.pop(0), RefusedError("Not so."))])

    form = opened(call)
    form.name.setText("Ada")
    for name, other in (("town", "fee"), ("fee", "town")):
        form.accept()
        wait_for(qtbot, form.problems[name], "Not so.")
        assert form.problems[other].text() == ""


def test_a_form_that_was_closed_is_kept_by_nobody(desk: Desk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    form, shown = MadeForm(desk, lambda _act: None), PlainDialog(window, "Shown")
    for dialog in (form, shown):
        dialog.setParent(window, dialog.windowFlags())
        dialog.open()
        dialog.reject()
        wait_until_gone(qtbot, dialog)


def test_a_refusal_makes_no_form_wider_than_it_is_nor_hides_its_fields(
    opened: Opener, qtbot: QtBot
) -> None:
    endless = RefusedError(f"“{'c' * 60}” is no name.")

    def call(_act: Act) -> object:
        raise Problems([("name", endless), ("", RefusedError("The whole of it is refused. " * 9))])

    form = opened(call)
    form.name.setText("Ada")
    form.accept()
    qtbot.waitUntil(form.problem.isVisible)
    scroll = form.findChildren(QScrollArea)[0]
    qtbot.waitUntil(lambda: not scroll.verticalScrollBar().isVisible())
    assert scroll.horizontalScrollBar().maximum() == 0
    assert form.problems["name"].text() == f"“{'c' * 60}” is no name."


def test_the_buttons_end_where_the_fields_do_beside_a_scroll_bar_too(
    desk: Desk, qtbot: QtBot
) -> None:
    form = MadeForm(desk, lambda _act: None)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    QApplication.sendPostedEvents()  # its fields ask for their room
    (scroll,) = form.findChildren(Scroll)

    def edges() -> list[int]:
        return [one.mapTo(form, one.rect().topRight()).x() for one in (form.fee, form.cancel)]

    assert len(set(edges())) == 1
    form.resize(form.width(), 260)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: len(set(edges())) == 1)


def test_a_form_is_as_high_as_its_fields_and_grows_with_them(desk: Desk, qtbot: QtBot) -> None:
    form = MadeForm(desk, lambda _act: None)
    more = TextField(4)
    more.setAccessibleName("More")
    form.add_widget(more)
    more.hide()
    form.open()
    (scroll,) = form.findChildren(Scroll)
    fields, less = scroll.widget(), form.height()
    assert fields
    assert scroll.viewport().height() == fields.minimumSizeHint().height()
    more.show()
    qtbot.waitUntil(lambda: form.height() > less)
    assert scroll.viewport().height() == fields.minimumSizeHint().height()


def test_what_a_star_means_is_said_once_where_a_field_has_one(desk: Desk, qtbot: QtBot) -> None:
    form = MadeForm(desk, lambda _act: None)
    qtbot.addWidget(form)
    form.show()
    said = [one.text() for one in form.findChildren(Label) if one.isVisibleTo(form)]
    assert said.count("* to fill in") == 1
    assert [text for text in said if text.endswith("\u00a0*")] == ["Name\u00a0*"]
    assert form.name.accessibleDescription() == "Required"
    form.accept()
    form.name.set_value("Ada")
    form.fee.setText("a lot")
    form.accept()
    assert form.name.accessibleDescription() == "Required"


def test_a_fault_of_the_service_loses_nothing(opened: Opener, qtbot: QtBot) -> None:
    form = opened(lambda _act: 1 // 0)
    form.name.setText("Ada")
    with qtbot.captureExceptions() as raised:
        form.accept()
        qtbot.waitUntil(lambda: bool(raised))
    assert (form.isVisible(), form.verb.isEnabled(), form.name.text()) == (True, True, "Ada")


def test_pressing_twice_saves_once(opened: Opener, qtbot: QtBot) -> None:
    saved: list[int] = []
    form = opened(lambda _act: saved.append(1))
    form.name.setText("Ada")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert saved == [1]


def test_only_what_takes_long_greys_the_verb(
    opened: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.forms.BUSY_MS", 20)
    go_on = Event()
    form = opened(lambda _act: go_on.wait(10))
    form.name.setText("Ada")
    form.accept()
    assert form.verb.isEnabled()
    qtbot.waitUntil(lambda: not form.verb.isEnabled())
    go_on.set()
    qtbot.waitUntil(form.isHidden)


def test_a_form_that_is_being_saved_offers_no_way_to_leave_without(
    opened: Opener, qtbot: QtBot
) -> None:
    go_on = Event()
    form = opened(lambda _act: go_on.wait(10))
    form.name.setText("Ada")
    form.accept()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    form.close()
    assert form.isVisible()
    assert not boxes(form)
    go_on.set()
    qtbot.waitUntil(form.isHidden)


def test_what_a_closed_form_is_refused_is_told_by_what_stays(opened: Opener, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = QDialog(window)
    form.open()
    form.reject()
    tell(form, RefusedError("Another desk was faster."))
    (box,) = window.findChildren(QMessageBox)
    assert box.parent() is window


def test_escape_asks_only_where_something_was_typed(desk: Desk, qtbot: QtBot) -> None:
    form = MadeForm(desk, lambda _act: None)
    form.name.setText("filled from the record")
    form.open()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    form = MadeForm(desk, lambda _act: None)
    form.open()
    QTest.keyClicks(form.name, "Ada")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    (box,) = boxes(form)
    assert form.isVisible()
    assert [bare(button.text()) for button in box.buttons()] == ["Leave without saving", "Cancel"]
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: not form.isVisible())


def test_what_was_saved_is_said_in_a_toast(opened: Opener, desk: Desk, qtbot: QtBot) -> None:
    form = opened(add_somebody)
    form.name.setText("Ada")
    with qtbot.waitSignal(desk.told) as told:
        form.accept()
    assert told.args == [Notice("Saved: Ada")]


def test_a_save_that_can_be_taken_back_offers_it(
    opened: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    undone: list[int] = []

    def take_back(act: Act) -> None:
        undone.append(1)
        add_somebody(act)  # what is undone changes the base

    form = opened(add_somebody)
    back = Undo("Ada is enrolled.", take_back)
    monkeypatch.setattr(form, "undo", lambda _result: back)
    form.name.setText("Ada")
    with qtbot.waitSignal(desk.told) as told:
        form.accept()
    assert (told.args[0].text, told.args[0].verb) == ("Ada is enrolled.", "Undo")
    with qtbot.waitSignal(desk.told) as told:
        desk.undo()
    assert undone == [1]
    assert told.args[0].text == "Taken back: Ada is enrolled."
    assert desk.next_undo() == ""


def test_the_verb_is_the_one_primary_button(opened: Opener) -> None:
    form = opened(lambda _act: None)
    assert (form.verb.text(), form.verb.isDefault()) == ("Enrol", True)


def test_everybody_can_use_it(opened: Opener) -> None:
    form = opened(lambda _act: None)
    form.accept()
    assert_accessible(form)
    assert name_of(form.born) == "Born on"


def test_a_plain_dialog_closes_and_does_its_acts(qtbot: QtBot) -> None:
    done: list[int] = []
    dialog = PlainDialog(None, "A paper")
    qtbot.addWidget(dialog)
    dialog.add_button("Print", lambda: done.append(1), primary=True).click()
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (done, dialog.isVisible()) == ([1], False)


def test_enter_saves_after_the_focus_was_on_a_button(opened: Opener, qtbot: QtBot) -> None:
    saved: list[str] = []
    form = opened(lambda _act: saved.append("saved"))
    form.name.setText("Zoé")
    form.cancel.setFocus()
    form.name.setFocus()
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: saved == ["saved"])


def test_a_long_problem_is_never_cut(qtbot: QtBot) -> None:
    problem = Problem()
    qtbot.addWidget(problem)
    problem.resize(120, 20)
    problem.show()
    problem.say("A price cannot be negative: a discount is another price of the same plan.")
    (label,) = problem.findChildren(Sentence)
    assert label.minimumHeight() == label.heightForWidth(label.width()) > 40
    problem.resize(1200, 100)
    qtbot.waitUntil(lambda: label.minimumHeight() < 20)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_a_field_that_tab_leads_to_from_outside_is_brought_into_sight(
    desk: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    form = MadeForm(desk, add_somebody)
    qtbot.addWidget(form)
    form.open()
    form.setMaximumHeight(260)
    form.resize(form.width(), 260)
    qtbot.waitExposed(form)
    (scroll,) = form.findChildren(Scroll)
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    back = key == Qt.Key.Key_Backtab
    bar.setValue(0 if back else bar.maximum())
    form.verb.setFocus()
    for _button in range(3):
        if not scroll.isAncestorOf(form.focusWidget()):
            QTest.keyClick(form.focusWidget(), key)
    focused = form.focusWidget()
    assert focused is (form.note if back else form.name)
    seen = focused.mapTo(scroll.viewport(), focused.rect().center()).y()
    assert 0 <= seen <= scroll.viewport().height()
