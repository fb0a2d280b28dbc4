"""What is done by hand, or elsewhere, leaves no undo that could claim to have done it."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_charge
from builders.people import a_person
from fablab_desk.charges.kinds import ChargeFilter
from fablab_desk.charges.queries import ChargeRow, list_charges
from fablab_desk.charges.service import waive_charge, withdraw_charge
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.staff.unit import Done
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.owed import OwedDialog
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.people.charge import ChargeDialog
from fablab_desk.ui.undo import Undo, Undos
from ui.at_desk import notices, opened_when_read, shown, type_text, undo


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def laser(desk: Desk, administrator: Worker) -> ChargeRow:
    """What somebody owes for a laser cut."""
    a_charge(administrator, a_person(administrator))
    (row,) = open_charges(desk)
    return row


def open_charges(desk: Desk, chosen: ChargeFilter = ChargeFilter.OPEN) -> list[ChargeRow]:
    with desk.database.reading() as session:
        return list_charges(chosen).every(session)


def charge(qtbot: QtBot, desk: Desk, owner: QWidget, party_id: UUID) -> None:
    dialog = opened_when_read(qtbot, ChargeDialog(desk, owner, party_id))
    dialog.label.set_value("Clé perdue")
    dialog.price.set_value(Decimal(15))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(desk.next_undo()))


def ctrl_z(field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def give_reason(qtbot: QtBot, owner: QWidget) -> None:
    question = shown(qtbot, owner, QDialog)
    field = question.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("Erreur de saisie")
    question.accept()


def test_a_charge_withdrawn_by_hand_leaves_no_undo(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    told = notices(desk)
    charge(qtbot, desk, owner, a_person(administrator))
    (lost,) = open_charges(desk)
    RecordActs(desk, owner).withdraw(lost)
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: desk.next_undo() == "")
    slot = told[0].slot
    assert slot
    slot()
    assert told[-1].text.startswith("Nothing is left to undo")


def test_a_charge_withdrawn_elsewhere_is_told_and_not_claimed(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    told = notices(desk)
    charge(qtbot, desk, owner, a_person(administrator))
    (lost,) = open_charges(desk)
    administrator.does(lambda act: withdraw_charge(act, lost.id, "Erreur"))
    desk.undo()
    qtbot.waitUntil(lambda: told[-1].text.startswith("Nothing is left to undo"))
    assert not any(one.text.startswith("Taken back") for one in told)


def test_the_slate_of_a_withdrawn_charge_is_not_offered_again(
    desk: Desk, laser: ChargeRow, owner: QWidget, qtbot: QtBot
) -> None:
    acts = RecordActs(desk, owner)
    acts.move_slate(laser)
    qtbot.waitUntil(lambda: bool(desk.next_undo()))
    acts.withdraw(laser)
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: desk.next_undo() == "")


def test_another_charge_of_the_same_payer_keeps_its_undo(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    ada = a_person(administrator)
    other = a_charge(administrator, ada)
    charge(qtbot, desk, owner, ada)
    (laser,) = (one for one in open_charges(desk) if one.id == other)
    RecordActs(desk, owner).withdraw(laser)
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: bool(open_charges(desk, ChargeFilter.CANCELLED)))
    qtbot.waitUntil(lambda: not desk.is_waiting())
    assert "Clé perdue" in desk.next_undo()


def test_acts_taken_back_one_after_the_other_lead_back_to_the_beginning(
    desk: Desk, laser: ChargeRow, owner: QWidget, qtbot: QtBot
) -> None:
    acts = RecordActs(desk, owner)
    acts.move_slate(laser)
    qtbot.waitUntil(lambda: "slate" in desk.next_undo())
    acts.waive(laser)
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: "asked for" in desk.next_undo())
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.on_slate for one in open_charges(desk)] == [True])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.on_slate for one in open_charges(desk)] == [False])


def test_a_notice_offers_only_what_no_later_act_on_its_record_stands_on(
    desk: Desk, laser: ChargeRow, owner: QWidget, qtbot: QtBot
) -> None:
    told = notices(desk)
    acts = RecordActs(desk, owner)
    acts.move_slate(laser)
    qtbot.waitUntil(lambda: len(told) == 1)
    acts.waive(laser)
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [one.holds and one.holds() for one in told] == [False, True]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.holds and one.holds() for one in told[:2]] == [True, False])


def test_ctrl_z_in_a_search_takes_back_what_was_typed_there_then_what_was_done(
    desk: Desk, laser: ChargeRow, owner: QWidget, qtbot: QtBot
) -> None:
    RecordActs(desk, owner).move_slate(laser)
    qtbot.waitUntil(lambda: bool(desk.next_undo()))
    dialog = OwedDialog(desk, owner)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.search, "a")
    ctrl_z(dialog.search)
    assert (dialog.search.text(), bool(desk.next_undo())) == ("", True)
    ctrl_z(dialog.search)
    qtbot.waitUntil(lambda: [one.on_slate for one in open_charges(desk)] == [False])


@pytest.mark.parametrize(
    ("act", "elsewhere"),
    [(RecordActs.waive, waive_charge), (RecordActs.withdraw, withdraw_charge)],
)
def test_what_another_desk_did_already_is_told_and_offers_no_undo(
    desk: Desk,
    administrator: Worker,
    laser: ChargeRow,
    owner: QWidget,
    qtbot: QtBot,
    act: Callable[[RecordActs, ChargeRow], None],
    elsewhere: Callable[[Act, UUID, str], None],
) -> None:
    told = notices(desk)
    act(RecordActs(desk, owner), laser)
    shown(qtbot, owner, QDialog)
    administrator.does(lambda act: elsewhere(act, laser.id, "Erreur"))
    give_reason(qtbot, owner)
    qtbot.waitUntil(lambda: bool(told))
    assert [one.text for one in told] == ["Nothing was changed: it was done already."]
    assert desk.next_undo() == ""


def test_what_is_being_taken_back_is_not_offered_by_its_notice_meanwhile() -> None:
    undos, back = Undos(), Undo("Done", lambda _act: None)
    undos.offer(back, Done(None, frozenset(), "charges.charge_by_hand", frozenset({new_key()})))
    assert undos.leads(back)
    undos.begin(back)
    assert not undos.leads(back)
    undos.give_back(back)
    assert undos.leads(back)
