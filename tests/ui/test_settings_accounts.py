import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from builders import PASSWORD, Worker
from fablab_desk.db.database import Database
from fablab_desk.staff.queries import list_accounts
from fablab_desk.staff.rights import Role
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.account_dialogs import AccountDialog, OwnPasswordDialog
from fablab_desk.ui.settings.accounts import AccountsPage
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def test_an_account_is_created_closed_and_reopened(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, AccountsPage)
    page.add_action.trigger()
    form = dialog(page, AccountDialog)
    form.password.once.set_value("court")
    form.person.setText("Personne de ce nom")
    form.accept()
    qtbot.waitUntil(lambda: "not the same" in form.problems["password"].text())
    told = {name for name, one in form.problems.items() if one.text()}
    assert told == {"name", "login", "roles", "password", "person_id"}
    form.person.set_value(None)
    form.name.set_value("Émilie Essai")
    assert form.login.value() == "emilie"
    form.login.set_value("camille")
    form.name.set_value("Camille Essai")
    assert form.login.value() == "camille"
    form.roles.set_value((Role.RECEPTION,))
    form.password.set_value(PASSWORD)
    form.accept()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 2)
    with database.reading() as session:
        place = [row.login for row in list_accounts(session)].index("camille")
    page.list.table.selectRow(place)
    page.closing.away.trigger()
    qtbot.waitUntil(page.closing.back.isVisible)
    desk.undo()
    qtbot.waitUntil(page.closing.away.isVisible)


def test_the_last_administrator_stays(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, AccountsPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    page.list.table.selectRow(0)
    page.closing.away.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)))
    (box,) = page.findChildren(QMessageBox)
    assert "last administrator" in box.text()
    box.close()


def test_ones_own_password_is_changed(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, AccountsPage)
    qtbot.waitUntil(page.password_action.isEnabled)
    page.password_action.trigger()
    form = dialog(page, OwnPasswordDialog)
    form.old.set_value("devinette")
    form.new.once.set_value("court")
    form.accept()
    qtbot.waitUntil(lambda: "not your present" in form.problems["old"].text())
    assert "not the same" in form.problems["new"].text()
    for field in (form.new.once, form.new.again):
        assert field.property("wrong")
        assert "not the same" in field.accessibleDescription()
    form.old.set_value(PASSWORD)
    form.new.set_value(PASSWORD)
    form.accept()
    qtbot.waitUntil(lambda: "choose another" in form.problems["new"].text())
    assert not form.problems["old"].text()
    form.new.set_value("une autre longue phrase")
    with qtbot.waitSignal(form.accepted):
        form.accept()


def test_whoever_may_not_edit_accounts_sees_none_of_them_and_keeps_a_password(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, AccountsPage)
    qtbot.waitUntil(page.list.isVisible)
    assert page.add_action.isVisible()
    desk.sit(Worker(database, roles=(Role.RECEPTION,)).seat)
    assert page.list.table.rows.rowCount() == 0
    qtbot.waitUntil(page.password_action.isEnabled)
    assert not page.list.isVisible()
    assert "may not edit accounts" in page.about.text()
    assert not page.add_action.isVisible()
