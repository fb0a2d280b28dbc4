"""The door in its window: keys in, people counted."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.agenda import an_opening
from builders.lab import an_audience
from builders.people import a_child, a_person, admitted, an_organisation
from fablab_desk.agenda.queries import ArrivalRow, arrivals_on
from fablab_desk.db.database import Database
from fablab_desk.lab.models import Audience
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import archive_party
from fablab_desk.ui.agenda.closing import ClosingDialog
from fablab_desk.ui.agenda.day_page import DayPageDialog
from fablab_desk.ui.agenda.group import GroupDialog
from fablab_desk.ui.agenda.opening import OpeningDialog
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.cards import Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabMaker, TabSpec
from fablab_desk.ui.today.panel import Panel
from ui.accessible import assert_accessible, assert_focus_seen
from ui.at_desk import notices, press_enter, shown, type_text, undo

DAY = NOW.date()


def _door() -> TabMaker:
    return DoorTab


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow([TabSpec("agenda", "Opening", "day", "e", _door)], State(), "Lab")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.take(desk)
    qtbot.waitUntil(lambda: window.tab("agenda") is not None)
    yield window
    window.before_close = None


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> DoorTab:
    tab = window.tab("agenda")
    assert isinstance(tab, DoorTab)
    qtbot.waitUntil(lambda: tab.door is not None and tab.isVisible())
    return tab


def came(database: Database) -> list[ArrivalRow]:
    with database.reading() as session:
        return arrivals_on(DAY).every(session)


def said(database: Database) -> list[tuple[str, int]]:
    return [(row.name, row.heads) for row in came(database)]


def let_in(field: QWidget, text: str) -> None:
    type_text(field, text)
    press_enter(field)


def names_of(panel: Panel) -> list[str]:
    return [one.accessibleName() for one in panel.findChildren(Link)]


def test_twelve_people_are_let_in_without_waiting_for_one_of_them(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    names = [f"Personne{letter}" for letter in "abcdefghijkl"]
    for name in names:
        a_person(administrator, name)
    for name in names:
        let_in(tab.field, name)
        assert tab.field.text() == "" or tab.field.text() == name
        qtbot.waitUntil(lambda: tab.field.text() == "")
    qtbot.waitUntil(lambda: len(came(database)) == 12)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 12)
    row = tab.table.rows.row_at(0)
    assert row is not None
    assert (row.name, row.first) == ("Personnel Exemple", True)
    qtbot.waitUntil(lambda: tab.state.text() == "Not open yet today · 12 visits, 12 of them new")


def test_enter_that_comes_before_the_answer_lets_in_whom_it_names(
    tab: DoorTab,
    administrator: Worker,
    database: Database,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_person(administrator, "Ada")
    monkeypatch.setattr("fablab_desk.ui.desk.SOON", 0)  # no answer is there before the next key
    for typed in ("ada", "nemo", "+2"):
        let_in(tab.field, typed)
        assert tab.field.text() == ""
    qtbot.waitUntil(lambda: len(said(database)) == 2)
    assert said(database) == [("", 2), ("Ada Exemple", 1)]  # in the order in which they were typed
    qtbot.waitUntil(lambda: "nemo" in tab.refusals.text())


def test_arrows_choose_among_those_found(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    a_person(administrator, "Adèle")
    type_text(tab.field, "ad")
    qtbot.waitUntil(lambda: tab.offers.rows.rowCount() == 2)
    QTest.keyClick(tab.field, Qt.Key.Key_Down)
    press_enter(tab.field)
    qtbot.waitUntil(lambda: said(database) == [("Adèle Exemple", 1)])


def test_a_card_lets_in_whom_it_belongs_to_and_an_unknown_one_is_told(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada", card="CARD77")
    tab.take_scan("CARD77")
    qtbot.waitUntil(lambda: said(database) == [("Ada Exemple", 1)])
    tab.take_scan("NOBODYS")
    qtbot.waitUntil(lambda: "NOBODYS" in tab.problem.text())


def test_a_refusal_names_whom_it_is_about_until_it_was_seen(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    gone = a_person(administrator, "Ada", card="CARD77")
    a_person(administrator, "Bob")
    administrator.does(lambda act: archive_party(act, gone))
    tab.take_scan("CARD77")
    qtbot.waitUntil(lambda: "Ada Exemple is not counted" in tab.refusals.text())
    let_in(tab.field, "bob")
    qtbot.waitUntil(lambda: said(database) == [("Bob Exemple", 1)])
    assert tab.refusals.isVisible()
    tab.seen_action.trigger()
    assert not tab.refusals.isVisible()


def test_whoever_comes_twice_is_counted_once_and_nothing_is_taken_back(
    tab: DoorTab, desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    let_in(tab.field, "ada")
    qtbot.waitUntil(lambda: bool(desk.next_undo()))
    let_in(tab.field, "ada")
    qtbot.waitUntil(lambda: "counted already" in tab.hint.text())
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: said(database) == [])
    assert desk.next_undo() == ""


def test_heads_are_counted_with_the_beginning_of_their_audience(
    tab: DoorTab, desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    an_audience(administrator, "Students")
    desk.changed.emit(frozenset({Audience}))
    qtbot.waitUntil(lambda: bool(tab.audiences))
    type_text(tab.field, "+3 stu")
    assert tab.hint.text() == "Enter counts 3 × Students"
    press_enter(tab.field)
    qtbot.waitUntil(
        lambda: [(row.audience, row.heads) for row in came(database)] == [("Students", 3)]
    )


@pytest.mark.parametrize(
    "typed",
    [
        *("+0", "-3", "+9999", "+3 martians", f"+3 {'x' * 300}", "+3 <b>x</b>", "+3 🦊", "+3.5"),
        *("\u20133", "\u202e+0"),  # a dash as some keyboards type it; what cannot be seen
    ],
)
def test_a_count_that_cannot_be_is_told_at_the_field_and_kept(
    tab: DoorTab, administrator: Worker, database: Database, typed: str
) -> None:
    a_person(administrator, "Ada")
    tab.field.setText(typed)
    press_enter(tab.field)
    assert 0 < len(tab.problem.text()) < 150
    assert tab.field.text() == typed
    assert said(database) == []


@pytest.mark.parametrize(
    "name",
    [
        *("Anne-" + "Marie " * 40, "<b>Ada</b><img src=x>", "שלום", "محمد"),
        *("🦊 Zoé 👩‍🔧", "Z̸̧̛̳a̷l̶g̵o̴", "%s {name} %n"),
    ],
)
def test_whatever_somebody_is_called_she_is_let_in_once_and_shown_so(
    tab: DoorTab, desk: Desk, administrator: Worker, database: Database, qtbot: QtBot, name: str
) -> None:
    key = admitted(administrator, PersonDraft(first_name=name, alert=f"{name} {'x' * 200}"))
    told = notices(desk)
    tab.field.setText("M-00001")
    qtbot.waitUntil(lambda: tab.offers.rows.rowCount() == 1)
    press_enter(tab.field)
    qtbot.waitUntil(lambda: len(came(database)) == 1)
    (row,) = came(database)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == f"{row.name} is here, for the first time."
    qtbot.waitUntil(tab.greeting.isVisible)
    shown_texts = [one for one in tab.greeting.findChildren(QLabel) if one.text()]
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in shown_texts)
    tab.let_in(key, row.name)
    qtbot.waitUntil(lambda: "is counted already" in tab.hint.text())
    assert len(came(database)) == 1


def test_somebody_whom_nobody_is_called_is_told_in_a_sentence_that_stays_short(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    tab.field.setText("x" * 300)
    qtbot.waitUntil(lambda: bool(tab.field.count.text()))
    press_enter(tab.field)
    assert 0 < len(tab.problem.text()) < 150
    assert tab.field.text() == "x" * 300


def test_the_role_holds_for_one_arrival(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    tab.role_action.trigger()
    let_in(tab.field, "ada")
    let_in(tab.field, "+2")
    qtbot.waitUntil(lambda: [row.role for row in came(database)] == ["public", "supervisor"])


def test_delete_in_the_empty_field_withdraws_the_chosen_line_and_undo_brings_it_back(
    window: MainWindow,
    tab: DoorTab,
    desk: Desk,
    administrator: Worker,
    database: Database,
    qtbot: QtBot,
) -> None:
    a_person(administrator, "Ada")
    let_in(tab.field, "ada")
    qtbot.waitUntil(lambda: tab.table.chosen() is not None)
    window.activateWindow()
    tab.field.setFocus()
    QTest.keyClick(tab.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.next_undo().startswith("Withdrawn"))
    assert said(database) == []
    desk.undo()
    qtbot.waitUntil(lambda: said(database) == [("Ada Exemple", 1)])


def test_somebody_new_is_recorded_with_what_was_typed_and_counted(
    tab: DoorTab, database: Database, qtbot: QtBot
) -> None:
    type_text(tab.field, "ada neuve")
    QTest.keyClick(tab.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(qtbot, tab, PersonDialog)
    dialog.accept()
    qtbot.waitUntil(lambda: said(database) == [("Ada Neuve", 1)])
    assert tab.field.text() == ""


def test_an_alert_is_shown_when_somebody_with_one_comes(
    tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    admitted(administrator, PersonDraft(first_name="Ada", alert="Bring the key back"))
    a_child(administrator)
    let_in(tab.field, "ada")
    qtbot.waitUntil(lambda: "Bring the key back" in tab.greeting.accessibleDescription())
    let_in(tab.field, "zoe")
    qtbot.waitUntil(lambda: "no guardian" in tab.greeting.accessibleDescription())


def test_whose_arrival_is_taken_back_is_greeted_no_longer(
    tab: DoorTab, desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    admitted(administrator, PersonDraft(first_name="Ada", alert="Bring the key back"))
    let_in(tab.field, "ada")
    qtbot.waitUntil(tab.greeting.isVisible)
    desk.undo()
    qtbot.waitUntil(lambda: came(database) == [])
    qtbot.waitUntil(tab.greeting.isHidden)


def test_a_class_is_counted_with_its_adults(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    an_organisation(administrator, "Collège")
    tab.group_action.trigger()
    dialog = shown(qtbot, tab, GroupDialog)
    dialog.accept()
    assert dialog.problems["label"].text() or dialog.problems["organisation_id"].text()
    dialog.label.set_value("5e B")
    dialog.pupils.setText("24")
    dialog.adults.setText("2")
    dialog.accept()
    qtbot.waitUntil(lambda: said(database) == [("5e B", 26)])


def test_a_figure_leads_to_its_lines_and_back_to_all(
    tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    let_in(tab.field, "ada")
    let_in(tab.field, "+4")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    sums = tab.figures.sums
    qtbot.waitUntil(lambda: "Distinct persons 1" in names_of(sums))
    sums.findChildren(Link)[names_of(sums).index("Distinct persons 1")].click()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    assert tab.narrowed.text() == "Only shown: Distinct persons"
    tab.all_action.trigger()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)


def test_the_lab_opens_with_enter_and_closes_with_a_page_of_its_day(
    tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    tab.open_action.trigger()
    press_enter(shown(qtbot, tab, OpeningDialog).verb)
    qtbot.waitUntil(lambda: tab.state.text().startswith("Open today since"))
    assert not tab.open_action.isVisible()
    tab.close_action.trigger()
    closing = shown(qtbot, tab, ClosingDialog)
    closing.remark.set_value("The laser smoked.")
    closing.accept()
    page = shown(qtbot, tab, DayPageDialog)
    assert_accessible(page)
    assert "The laser smoked." in [one.text() for one in page.findChildren(type(tab.title))]
    page.done(0)
    qtbot.waitUntil(lambda: tab.state.text().startswith("Closed at"))


def test_the_door_owes_the_keyboard_what_every_screen_does(
    window: MainWindow, tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    an_opening(administrator)
    admitted(administrator, PersonDraft(first_name="Ada", alert="Say hello"))
    let_in(tab.field, "ada")
    qtbot.waitUntil(tab.greeting.isVisible)
    for width, height in ((1320, 820), (1024, 700), (640, 600)):
        window.resize(width, height)
        assert_accessible(tab)
    assert_focus_seen(tab)
