"""Other days at the door: a paper list, an opening that was forgotten, the page of a day."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.agenda import a_count, an_arrival, an_opening
from builders.money import a_charge, a_till, an_open_till
from builders.people import a_person
from fablab_desk.agenda.day_page import page_of_the_day
from fablab_desk.agenda.queries import PermanenceRow, arrivals_on, load_permanence
from fablab_desk.agenda.service_permanence import close_permanence
from fablab_desk.db.database import Database
from fablab_desk.overview.door import SHOWS
from fablab_desk.ui.agenda.another_day import DayDialog
from fablab_desk.ui.agenda.closing import ClosingDialog
from fablab_desk.ui.agenda.day_page import DayPageDialog, day_paper
from fablab_desk.ui.agenda.opening import KEPT, TILL, OpeningDialog
from fablab_desk.ui.agenda.permanence import PermanenceDialog, WhichDialog
from fablab_desk.ui.agenda.sheets import Sheet
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import ANYTHING, Desk
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.preview import PaperPreview
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, shown, type_text

YESTERDAY = NOW.date() - timedelta(days=1)


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> DoorTab:
    tab = DoorTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: tab.door is not None)
    return tab


def test_a_paper_list_of_yesterday_is_typed_without_hours(
    tab: DoorTab, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    tab.day_action.trigger()
    dialog = shown(qtbot, tab, DayDialog)
    assert dialog.day.value() == YESTERDAY
    dialog.accept()
    assert tab.elsewhen.isVisible()
    type_text(tab.field, "ada")
    press_enter(tab.field)
    type_text(tab.field, "+12")
    press_enter(tab.field)

    def written() -> list[tuple[str, int, object]]:
        with database.reading() as session:
            rows = arrivals_on(YESTERDAY).every(session)
        return [(row.name, row.heads, row.at) for row in rows]

    qtbot.waitUntil(lambda: written() == [("", 12, None), ("Ada Exemple", 1, None)])
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    assert_accessible(tab)
    tab.today_action.trigger()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 0)
    assert not tab.elsewhen.isVisible()


def test_a_day_to_come_is_refused_beside_its_field(tab: DoorTab, qtbot: QtBot) -> None:
    tab.day_action.trigger()
    dialog = shown(qtbot, tab, DayDialog)
    dialog.day.setText("+3")
    dialog.accept()
    assert "still to come" in dialog.problems["day"].text()
    dialog.day.setText("")
    dialog.accept()
    assert dialog.problems["day"].text() == "Say which day the list is of."


def test_an_opening_that_was_forgotten_is_told_and_closed_first(
    administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    administrator.now = NOW - timedelta(days=1)
    an_opening(administrator)
    tab = DoorTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(tab.forgotten.isVisible)
    assert not tab.open_action.isVisible()
    tab.forgotten_action.trigger()
    shown(qtbot, tab, ClosingDialog).accept()
    qtbot.waitUntil(lambda: not tab.forgotten.isVisible())
    assert tab.open_action.isVisible()


def test_a_till_that_is_still_open_is_told_before_the_lab_closes(
    tab: DoorTab, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_opening(administrator)
    an_open_till(administrator, {1000: "2"})
    desk.changed.emit(SHOWS)
    qtbot.waitUntil(tab.close_action.isVisible)
    tab.close_action.trigger()
    dialog = shown(qtbot, tab, ClosingDialog)
    assert "20.00" in dialog.till_said.text()
    assert_accessible(dialog)
    dialog.till_button.click()
    count = shown(qtbot, dialog, CountDialog)
    count.counts[1000].set_value("2")
    count.accept()
    qtbot.waitUntil(lambda: not dialog.till.isVisible())


def test_the_page_of_a_day_is_copied_without_names_and_printed_with_them(
    tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    on_duty = a_person(administrator, "Ada")
    an_opening(administrator, [on_duty])
    an_arrival(administrator, a_person(administrator, "Bob"))
    a_count(administrator, 4)
    tab.page_action.trigger()
    page = shown(qtbot, tab, DayPageDialog)
    assert "Ada Exemple" in {one.text() for one in page.findChildren(Label)}
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "5 visits" in copied
    assert "Exemple" not in copied
    page.print_button.click()
    preview = shown(qtbot, page, PaperPreview)
    assert preview.document.pageCount() == 1
    preview.done(0)


def test_the_paper_says_what_the_screen_does(
    desk: Desk, administrator: Worker, database: Database
) -> None:
    an_opening(administrator)
    a_count(administrator, 4, newcomers=1)
    with database.reading() as session:
        page = page_of_the_day(session, NOW.date())
    paper = day_paper(page, desk.zone)
    told = dict(pair for block in paper.blocks for pair in getattr(block, "pairs", ()))
    assert (told["Visits"], told["New publics"], told["Not stated"]) == ("4", "1", "4 · 1 new")


def test_an_opening_is_corrected_and_undone(
    tab: DoorTab, administrator: Worker, database: Database, desk: Desk, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada")
    bob = a_person(administrator, "Bob")
    key = an_opening(administrator, [ada])
    desk.changed.emit(ANYTHING)
    qtbot.waitUntil(tab.correct_action.isEnabled)

    def read() -> PermanenceRow:
        with database.reading() as session:
            return load_permanence(session, key)

    before = read()
    tab.correct_action.trigger()
    dialog = shown(qtbot, tab, PermanenceDialog)
    assert_accessible(dialog)
    dialog.opens.setText("9h15")
    dialog.proposed[ada].setChecked(False)
    dialog.others[0].set_value((bob, "Bob Exemple"))
    dialog.remark.set_value("Ada était malade")
    dialog.accept()
    qtbot.waitUntil(lambda: read().remark == "Ada était malade")
    after = read()
    assert f"{after.opened_at.astimezone(desk.zone):%H:%M}" == "09:15"
    assert after.on_duty == ((bob, "Bob Exemple"),)
    qtbot.waitUntil(lambda: desk.next_undo() != "")
    desk.undo()
    qtbot.waitUntil(lambda: read().remark == "")
    undone = read()
    assert (undone.opened_at, undone.on_duty) == (before.opened_at, before.on_duty)


def test_of_several_openings_it_is_asked_which_is_corrected(
    tab: DoorTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    first = an_opening(administrator)
    administrator.does(lambda act: close_permanence(act, first, "Matin"))
    an_opening(administrator)
    desk.changed.emit(ANYTHING)
    qtbot.waitUntil(lambda: tab.door is not None and len(tab.door.openings) == 2)
    tab.correct_action.trigger()
    which = shown(qtbot, tab, WhichDialog)
    which.which.set_value(first)
    which.accept()
    dialog = shown(qtbot, tab, PermanenceDialog)
    assert dialog.remark.value() == "Matin"
    assert dialog.closes is not None
    dialog.reject()


def test_the_sheets_ticked_at_opening_are_shown_and_remembered(
    tab: DoorTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    tab.open_action.trigger()
    dialog = shown(qtbot, tab, OpeningDialog)
    assert not any(box.value() for box in dialog.sheets.values())
    dialog.sheets[Sheet.DAY].setChecked(True)
    press_enter(dialog.verb)
    preview = shown(qtbot, tab, PaperPreview)
    preview.reject()
    assert desk.state.read(KEPT, []) == [Sheet.DAY.value]


def test_opening_says_what_is_due_and_leads_to_the_count_of_the_till(
    tab: DoorTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    a_till(administrator)
    a_charge(administrator, a_person(administrator))
    tab.open_action.trigger()
    dialog = shown(qtbot, tab, OpeningDialog)
    qtbot.waitUntil(lambda: "12.00" in dialog.due.text())
    qtbot.waitUntil(dialog.till.isVisible)
    assert_accessible(dialog)
    dialog.till.setChecked(True)
    press_enter(dialog.verb)
    shown(qtbot, tab, CountDialog).reject()
    assert desk.state.read(TILL, False) is True


def test_where_the_till_is_open_and_nothing_is_due_opening_says_nothing(
    tab: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    tab.open_action.trigger()
    dialog = shown(qtbot, tab, OpeningDialog)
    qtbot.wait(300)
    assert not dialog.till.isVisible()
    assert not dialog.due.isVisible()
    dialog.reject()
