from uuid import UUID

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, PASSWORD, Worker
from builders.money import a_charge, a_method, a_till
from builders.people import a_person
from fablab_desk.overview.settings import list_desk_accounts
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.staff.queries import list_self_acts
from fablab_desk.staff.rights import Role
from fablab_desk.staff.unit import Seat
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.settings.account_dialogs import AccountDialog
from fablab_desk.ui.settings.accounts import AccountsPage
from ui.at_desk import wait_gone
from ui.settings import dialog, shown


def test_an_account_that_knows_its_person_gives_a_reason_to_cash_its_own_debt(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada", "Exemple")
    a_till(administrator)
    a_charge(administrator, ada)
    _open_account(qtbot, desk, (ada, "Ada Exemple"))
    with desk.database.reading() as session:
        (account,) = [row for row in list_desk_accounts(session) if row.login == "ada"]
    own = Desk(desk.database, Seat(account.id, "front desk", administrator.keys), lambda: NOW)
    window = QWidget()
    qtbot.addWidget(window)
    form = CashDialog(own, window, ada)
    form.open_when_read()
    qtbot.waitUntil(form.isVisible)
    form.lines[0].method.set_value(a_method(administrator, MethodKind.CARD))
    form.accept()
    qtbot.waitUntil(form.reason.isVisible)
    assert form.problems["reason"].text()
    form.reason.set_value("Seule à l’accueil ce soir")
    form.accept()
    wait_gone(qtbot, form)
    with desk.database.reading() as session:
        (alone,) = list_self_acts(session)
    assert (alone.account_name, alone.reason) == ("Ada", "Seule à l’accueil ce soir")
    own.close()


def test_the_person_of_an_account_is_shown_and_may_be_taken_off(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada", "Exemple")
    page = _open_account(qtbot, desk, (ada, "Ada Exemple"))
    place = _place(page)
    qtbot.waitUntil(lambda: page.list.table.rows.index(place, 2).data() == "Ada Exemple")
    page.list.table.selectRow(place)
    page.correct_action.trigger()
    form = dialog(page, AccountDialog)
    assert form.person.value() == ada
    form.person.set_value(None)
    form.accept()
    wait_gone(qtbot, form)
    with desk.database.reading() as session:
        assert {row.person_id for row in list_desk_accounts(session)} == {None}


def _open_account(qtbot: QtBot, desk: Desk, person: tuple[UUID, str]) -> AccountsPage:
    page = shown(qtbot, desk, AccountsPage)
    page.add_action.trigger()
    form = dialog(page, AccountDialog)
    form.name.set_value("Ada")
    form.login.set_value("ada")
    form.roles.set_value((Role.RECEPTION,))
    form.password.set_value(PASSWORD)
    form.person.set_value(person)
    form.accept()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: _place(page) >= 0)
    return page


def _place(page: AccountsPage) -> int:
    rows = page.list.table.rows
    said = [str(rows.index(n, 0).data()) for n in range(rows.rowCount())]
    return next((n for n, one in enumerate(said) if "ada" in one), -1)
