from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QCompleter, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import an_audience
from builders.money import a_charge, a_line, a_method, a_till, an_open_till, something_sold
from builders.people import a_household, a_person
from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.service import set_price
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.charges.service import waive_charge
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.overview.counter import load_drawer
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import CASHINGS, CashingDetail, load_cashing
from fablab_desk.payments.service_till import open_till
from fablab_desk.staff.models import Account
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.scroll import Scroll
from ui.accessible import assert_accessible
from ui.at_desk import notices, opened_when_read, press_enter, shown, type_text, wait_gone
from ui.uncut import cut

Opens = Callable[[UUID | None], CashDialog]


@pytest.fixture
def opens(desk: Desk, qtbot: QtBot) -> Opens:
    window = QWidget()
    qtbot.addWidget(window)

    return lambda payer_id: opened_when_read(qtbot, CashDialog(desk, window, payer_id))


def sit_as(desk: Desk, person_id: UUID) -> None:
    """The account at this desk is that person's."""
    with desk.database.writing() as session:
        session.get_one(Account, desk.seat.account_id).person_id = person_id


def cashings(desk: Desk) -> list[CashingDetail]:
    with desk.database.reading() as session:
        return [load_cashing(session, row.id) for row in CASHINGS.every(session)]


def due(desk: Desk, key: UUID) -> Decimal:
    with desk.database.reading() as session:
        return sum((row.due for row in list_open_charges(session, key)), ZERO)


def choose_method(dialog: CashDialog, worker: Worker, kind: MethodKind, place: int = 0) -> None:
    dialog.lines[place].method.set_value(a_method(worker, kind))


def test_the_amount_handed_over_and_enter_are_enough_and_the_change_is_told(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    told, key = notices(desk), a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    assert dialog.focusWidget() is dialog.lines[0].tendered
    type_text(dialog.lines[0].tendered, "20")
    assert dialog.balance.text() == "Total €12.00 · give €8.00 back"
    press_enter(dialog.lines[0].tendered)
    wait_gone(qtbot, dialog)
    assert told[-1].text == "The money is taken: give €8.00 back."
    assert due(desk, key) == 0


def test_the_keyboard_passes_method_amount_and_what_was_handed_over_in_that_order(
    opens: Opens, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.lines[0].method.setFocus()
    passed = []
    for _ in range(3):
        focused = dialog.focusWidget()
        assert focused
        passed.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert passed[:3] == ["Method 1", "Amount 1", "Handed over 1"]


def test_two_methods_share_what_is_owed(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = opens(key)
    dialog.lines[0].amount.set_value(Decimal(20))
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CARD, 1)
    assert dialog.lines[1].given() == Decimal(30)
    dialog.lines[0].tendered.setFocus()
    QTest.keyClick(dialog.lines[0].tendered, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.lines[1].method
    dialog.accept()
    wait_gone(qtbot, dialog)
    (taken,) = cashings(desk)
    assert sorted(one.amount for one in taken.payments) == [Decimal(20), Decimal(30)]


def test_the_second_line_proposes_another_method_and_what_the_first_leaves(
    opens: Opens, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = opens(key)
    type_text(dialog.lines[0].tendered, "20")
    dialog.other.click()
    dialog.other.click()
    kinds = [line.kind() for line in dialog.lines[:3]]
    assert len(set(kinds)) == 3
    assert kinds[0] is MethodKind.CASH
    assert [line.given() for line in dialog.lines[:3]] == [Decimal(20), Decimal(30), ZERO]
    assert dialog.focusWidget() is dialog.lines[2].amount


def test_a_cheque_on_every_line_leaves_no_field_cut(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = opens(key)
    for place in range(3):
        choose_method(dialog, administrator, MethodKind.CHEQUE, place)
        qtbot.waitUntil(lambda: cut(dialog) == [])
        (scroll,) = dialog.findChildren(Scroll)
        assert not scroll.verticalScrollBar().isVisible()
        dialog.other.click()


def test_what_is_typed_on_one_line_is_taken_off_the_one_nobody_typed_in(
    opens: Opens, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = opens(key)
    dialog.other.click()
    type_text(dialog.lines[1].amount, "30")
    assert dialog.lines[0].given() == Decimal(20)
    dialog.lines[0].amount.selectAll()
    type_text(dialog.lines[0].amount, "45")
    assert dialog.lines[1].given() == Decimal(30)
    assert dialog.balance.text() == "Total €50.00 · €25.00 too much"


def test_less_than_owed_leaves_the_rest_to_pay(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.lines[0].amount.set_value(Decimal(5))
    assert "€7.00 stays to pay" in dialog.balance.text()
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == Decimal(7)


def test_the_till_is_opened_in_the_act_that_takes_the_money(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    assert cashings(desk) == []
    type_text(count.counts[2000], "x")
    count.accept()
    assert count.problems["count.2000"].text()
    count.counts[2000].set_value("3")
    count.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        drawer = load_drawer(session)
    assert drawer.session
    assert drawer.session.opening_amount == Decimal(60)
    assert drawer.session.cash == Decimal(72)


@pytest.mark.parametrize(
    ("amount", "handed", "field", "sentence"),
    [
        ("12,345", "", "amount", "is not an amount"),
        ("-3", "", "amount", "An amount lies above zero"),
        ("12", "5", "tendered", "it is not enough"),
    ],
)
def test_a_wrong_amount_is_told_beside_it_before_the_drawer_is_counted(
    opens: Opens,
    administrator: Worker,
    qtbot: QtBot,
    amount: str,
    handed: str,
    field: str,
    sentence: str,
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    line = dialog.lines[0]
    line.amount.setText(amount)
    line.tendered.setText(handed)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(line.problems[field].text()))
    assert sentence in line.problems[field].text()
    assert "\u2212" not in dialog.verb.text()
    assert line.first_wrong() is dialog.focusWidget()
    assert dialog.findChildren(CountDialog) == []
    line.amount.setText("12")
    line.tendered.setText("20")
    assert not line.problems[field].text()
    dialog.accept()
    shown(qtbot, dialog, CountDialog)


def test_more_than_owed_is_told_before_the_drawer_is_counted(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.lines[0].amount.set_value(Decimal(13))
    dialog.accept()
    qtbot.waitUntil(lambda: "credits are not kept" in dialog.problem.text())
    assert dialog.findChildren(CountDialog) == []


def test_a_count_that_was_made_outlives_a_refusal(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key, a_line("Café", "2.00"))
    gone = a_charge(administrator, key)
    dialog = opens(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    count.counts[2000].set_value("3")
    administrator.does(lambda act: waive_charge(act, gone, "The machine failed"))
    count.accept()
    qtbot.waitUntil(lambda: "no longer open" in dialog.problem.text())
    assert dialog.till_note.text() == "The till opens with €60.00."
    dialog.recount.click()
    again = shown(qtbot, dialog, CountDialog)
    assert again.counts[2000].value() == "3"
    again.reject()
    qtbot.waitUntil(lambda: dialog.total() == Decimal(2))
    dialog.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        drawer = load_drawer(session)
    assert drawer.session
    assert drawer.session.cash == Decimal(62)


def test_all_that_is_wrong_with_what_is_paid_is_told_at_once(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    sit_as(desk, key)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CHEQUE, 1)
    dialog.lines[0].amount.set_value(None)
    dialog.lines[1].amount.set_value(Decimal(12))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problems["reason"].text()))
    assert "asks for a reference" in dialog.lines[1].problems["reference"].text()
    assert not any(one.text() for one in dialog.lines[0].problems.values())


def test_a_till_opened_meanwhile_by_another_desk_loses_nothing_typed(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key, till = a_person(administrator), a_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    administrator.does(lambda act: open_till(act, new_key(), till, {2000: 1}))
    count.accept()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert "was opened already" in dialog.problem.text()
    assert dialog.lines[0].given() == Decimal(12)
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == 0


def test_something_is_sold_to_a_passing_customer(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = opens(None)
    assert isinstance(dialog.focusWidget(), PartyField)
    dialog.sale_line.quantity.set_value(Decimal(2))
    press_enter(dialog.sale_line.quantity)
    assert dialog.verb.text() == "&Take €5.00"
    dialog.accept()
    wait_gone(qtbot, dialog)
    (taken,) = cashings(desk)
    assert (taken.payer_id, taken.total) == (None, Decimal(5))


def test_what_was_unticked_stays_so_when_something_is_sold(
    opens: Opens, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    something_sold(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.findChildren(QCheckBox)[0].click()
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("2.50")


def test_what_is_sold_follows_the_prices_of_whoever_pays(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    article, student = something_sold(administrator), an_audience(administrator, "Étudiant")
    administrator.does(
        lambda act: set_price(
            act,
            new_key(),
            article,
            PriceDraft(amount=Decimal(1), valid_from=date(2021, 1, 1), audience_id=student),
        )
    )
    key = a_person(administrator, audience_id=student)
    dialog = opens(None)
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("2.50")
    dialog.payer.set_value((key, "Ada Exemple"))
    dialog.payer.changed.emit()
    qtbot.waitUntil(lambda: dialog.total() == Decimal(1))


def test_something_sold_by_mistake_is_removed_again(opens: Opens, administrator: Worker) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = opens(None)
    dialog.sale_line.quantity.setText("1,5")
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("3.75")
    (remove,) = [
        one
        for one in dialog.findChildren(QPushButton)
        if one.accessibleName() == "Remove 1.5 × Article FIL-PLA · €3.75"
    ]
    remove.click()
    assert dialog.total() == ZERO


@pytest.mark.parametrize(("typed", "said"), [("deux", "not a number"), ("0", "above zero")])
def test_a_wrong_quantity_is_told_beside_it_and_sells_nothing(
    opens: Opens, administrator: Worker, typed: str, said: str
) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = opens(None)
    dialog.sale_line.quantity.setText(typed)
    dialog.sale_line.add.click()
    assert said in dialog.sale_line.problem.text()
    assert dialog.sale_line.quantity.text() == typed
    assert dialog.total() == ZERO


def test_without_anything_to_pay_the_form_says_what_to_do_and_stays(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    dialog = opens(None)
    dialog.accept()
    assert "there is nothing to pay" in dialog.problem.text()
    assert dialog.isVisible()


def test_without_methods_the_form_says_where_to_add_one(
    opens: Opens, administrator: Worker
) -> None:
    dialog = opens(a_person(administrator))
    assert "add one in the settings" in dialog.problem.text()
    assert not dialog.verb.isEnabled()


def test_a_cheque_without_its_number_is_told_beside_its_line(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    choose_method(dialog, administrator, MethodKind.CHEQUE)
    dialog.lines[0].bank.set_value("Banque de la Loire")
    dialog.accept()
    qtbot.waitUntil(lambda: any(one.text() for one in dialog.lines[0].problems.values()))
    assert dialog.lines[0].bank.value() == "Banque de la Loire"


def test_taking_one_s_own_money_asks_why(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    sit_as(desk, key)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.accept()
    qtbot.waitUntil(dialog.reason.isVisible)
    assert dialog.problems["reason"].text()
    dialog.reason.set_value("Seule à l’accueil")
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == 0


def test_the_payer_of_a_household_pays_what_its_people_owe(
    opens: Opens, administrator: Worker
) -> None:
    payer, child = a_person(administrator), a_person(administrator, "Zoé")
    a_household(administrator, payer, child)
    an_open_till(administrator)
    a_charge(administrator, child)
    dialog = opens(payer)
    assert dialog.total() == Decimal(12)


def test_somebody_is_found_by_a_few_letters_and_enter(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, "Zoé", "Lefèvre")
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(None)
    type_text(dialog.payer, "lefev")
    qtbot.waitUntil(lambda: dialog.payer.accessibleDescription() == "1 found")
    completer = dialog.payer.findChild(QCompleter)
    assert isinstance(completer, QCompleter)
    offers = completer.popup()
    assert offers
    assert offers.sizeHintForRow(0) >= 28  # as high as the lines of any list to choose from
    press_enter(QApplication.activePopupWidget() or dialog.payer)
    assert dialog.payer.value() == key
    qtbot.waitUntil(lambda: dialog.total() == Decimal(12))
    assert dialog.isVisible()


def test_a_name_that_nobody_bears_is_refused_beside_its_field(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    dialog = opens(None)
    type_text(dialog.payer, "x")
    dialog.lines[0].amount.set_value(Decimal(1))
    dialog.accept()
    assert "Choose someone" in dialog.problems["payer_id"].text()
    assert dialog.payer.text() == "x"


def test_a_card_that_is_scanned_names_the_payer(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, card="A1B2C3D4")
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = opens(None)
    dialog.take_scan("A1B2C3D4")
    qtbot.waitUntil(lambda: dialog.total() == Decimal(12))
    assert dialog.payer.value() == key


def test_the_form_is_complete_for_keyboard_and_screen_reader(
    opens: Opens, administrator: Worker
) -> None:
    key = a_person(administrator, "Anne-Sophie Marie-Ange", "de La Tour d’Auvergne-Lauraguais")
    an_open_till(administrator)
    something_sold(administrator)
    a_charge(administrator, key)
    dialog = opens(key)
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CHEQUE, 1)
    assert isinstance(dialog.lines[1].reference, LineField)
    assert_accessible(dialog)
