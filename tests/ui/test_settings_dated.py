from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind, VatRegime
from fablab_desk.lab.locks import locked_through
from fablab_desk.lab.queries import load_carrier, regime_on, text_of
from fablab_desk.lab.service_dated import set_text
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.closing_dialogs import CloseDialog, OpenDialog
from fablab_desk.ui.settings.closings import ClosingsPage
from fablab_desk.ui.settings.text_dialogs import RegimeDialog, TextDialog
from fablab_desk.ui.settings.texts import TextsPage
from ui.settings import a_lab_set_up, dialog, shown

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def test_a_regime_and_a_text_hold_from_a_day_and_are_taken_back(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, TextsPage)
    qtbot.waitUntil(page.regime_action.isEnabled)
    qtbot.waitUntil(lambda: page.regimes.table.rows.rowCount() == 1)
    page.regime_action.trigger()
    form = dialog(page, RegimeDialog)
    form.regime.set_value(VatRegime.TAXED)
    form.accept()
    qtbot.waitUntil(lambda: page.regimes.table.rows.rowCount() == 2)
    page.text_action.trigger()
    text = dialog(page, TextDialog)
    text.text_key.set_value("receipt_note")
    text.text.set_value("Merci !")
    with qtbot.waitSignal(text.accepted):
        text.accept()
    with database.reading() as session:
        carrier = load_carrier(session).id
        assert regime_on(session, carrier, TODAY) is VatRegime.TAXED
        assert text_of(session, "receipt_note", TODAY) == "Merci !"
        before = text_of(session, "receipt_note", TODAY - timedelta(days=1))
    desk.undo()
    desk.undo()

    def is_back() -> bool:
        with database.reading() as session:
            regime = regime_on(session, carrier, TODAY)
            return (regime, text_of(session, "receipt_note", TODAY)) == (
                VatRegime.NON_PROFIT,
                before,
            )

    qtbot.waitUntil(is_back)


def test_a_text_that_another_desk_set_since_is_not_taken_back(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, TextsPage)
    qtbot.waitUntil(lambda: page.texts.table.rows.rowCount() > 0)
    page.text_action.trigger()
    form = dialog(page, TextDialog)
    form.text_key.set_value("receipt_note")
    form.text.set_value("Merci !")
    with qtbot.waitSignal(form.accepted):
        form.accept()
    administrator.does(lambda act: set_text(act, new_key(), "receipt_note", TODAY, "À bientôt"))
    desk.undo()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)))
    assert "“Texts of papers” was changed meanwhile" in dialog(page, QMessageBox).text()
    with database.reading() as session:
        assert text_of(session, "receipt_note", TODAY) == "À bientôt"


def test_a_text_is_corrected_from_its_first_letter_on(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, TextsPage)
    qtbot.waitUntil(lambda: page.texts.table.rows.rowCount() > 0)
    page.texts.table.selectRow(0)
    page.correct_action.trigger()
    form = dialog(page, TextDialog)
    assert form.focusWidget() is form.text


def test_a_period_is_closed_opened_with_a_reason_and_taken_back(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    def closed() -> date | None:
        with database.reading() as session:
            return locked_through(session, LockKind.MEMBERSHIPS)

    page = shown(qtbot, desk, ClosingsPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == len(LockKind))
    page.close_action.trigger()
    form = dialog(page, CloseDialog)
    form.through.setText("+7")
    form.accept()
    qtbot.waitUntil(lambda: "not over yet" in form.problems["through"].text())
    form.through.set_value(date(2026, 1, 31))
    form.accept()
    qtbot.waitUntil(lambda: closed() == date(2026, 1, 31))
    qtbot.waitUntil(lambda: page.past.table.rows.rowCount() == 1)
    page.list.table.selectRow(0)
    qtbot.waitUntil(page.open_action.isEnabled)
    page.open_action.trigger()
    again = dialog(page, OpenDialog)
    again.accept()
    qtbot.waitUntil(lambda: bool(again.problems["reason"].text()))
    again.reason.set_value("Facture oubliée")
    with qtbot.waitSignal(again.accepted):
        again.accept()
    assert closed() is None
    desk.undo()
    qtbot.waitUntil(lambda: closed() == date(2026, 1, 31))


def test_a_closing_taken_back_leaves_what_was_closed_before(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, ClosingsPage)
    for day in (date(2025, 12, 31), date(2026, 1, 31)):
        page.close_action.trigger()
        form = dialog(page, CloseDialog)
        form.through.set_value(day)
        with qtbot.waitSignal(form.accepted):
            form.accept()
        qtbot.waitUntil(lambda: "31" in str(page.list.table.rows.index(0, 1).data()))
    desk.undo()
    qtbot.waitUntil(lambda: page.past.table.rows.rowCount() == 3)
    with database.reading() as session:
        assert locked_through(session, LockKind.MEMBERSHIPS) == date(2025, 12, 31)
