"""Uses by their forms: begun, refused, allowed with a reason, noted later, corrected."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, machine_time
from builders.people import a_person
from builders.stock import a_level, delivered, level_of
from builders.upkeep import a_fault
from builders.uses import HOUR, charges, recorded, started, the_use
from fablab_desk.keys import new_key
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.machines.models import Question, UseDay
from fablab_desk.machines.service import retire_machine
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.letters import bare
from fablab_desk.ui.machines.start import (
    PastDialog,
    StartDialog,
    open_correction,
    open_past,
)
from fablab_desk.ui.machines.stop import StopDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.readable import read_or
from ui.accessible import assert_accessible
from ui.at_desk import notices, press_enter, shown, type_text, undo, wait_gone
from ui.park import accepted, choose, machines_tab, machines_window, telling
from ui.uncut import cut


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> MachinesTab:
    return machines_tab(machines_window(desk, qtbot), qtbot)


def uses(worker: Worker) -> list[Use]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Use).order_by(Use.id)))


def states(worker: Worker) -> list[UseState]:
    return [one.state for one in uses(worker)]


def asked(worker: Worker, machine_id: UUID, moment: QuestionMoment, text: str) -> None:
    with worker.database.writing() as session:
        session.add(
            Question(id=new_key(), machine_id=machine_id, moment=moment, text=text, required=True)
        )


def begin(tab: MachinesTab, machine_id: UUID, qtbot: QtBot) -> StartDialog:
    choose(tab, machine_id, qtbot)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    return shown(qtbot, tab, StartDialog)


def test_two_letters_and_enter_begin_a_use_and_undo_takes_it_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    dialog = begin(tab, laser, qtbot)
    assert_accessible(dialog)
    qtbot.waitUntil(dialog.user.hasFocus)
    type_text(dialog.user, "ad")
    press_enter(dialog.user)
    qtbot.waitUntil(lambda: read_or(dialog.user, None) == ada)
    told = notices(desk)
    if not dialog.isHidden():
        press_enter(dialog.user)
    wait_gone(qtbot, dialog)
    assert [(one.user_id, one.state) for one in uses(administrator)] == [(ada, UseState.RUNNING)]
    qtbot.waitUntil(lambda: "Laser is in use: Ada Exemple." in str(told))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: states(administrator) == [UseState.WITHDRAWN])


def test_nobody_at_all_is_told_beside_the_field(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    dialog = begin(tab, a_machine(administrator), qtbot)
    dialog.verb.click()
    assert dialog.problems["user_id"].text()
    type_text(dialog.hour, "99:99")
    dialog.label.set_value("classe de 4e")
    dialog.verb.click()
    assert dialog.problems["starts_at"].text()
    dialog.hour.clear()
    dialog.heads.set_value(12)
    accepted(qtbot, dialog)
    assert [(one.label, one.heads) for one in uses(administrator)] == [("classe de 4e", 12)]


def test_what_stands_in_the_way_is_told_and_allowed_with_a_reason(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, needs_membership=True, needs_pieces=True, min_age=18)
    ada = a_person(administrator)
    dialog = begin(tab, laser, qtbot)
    dialog.user.set_value((ada, "Ada Exemple"))
    dialog.verb.click()
    qtbot.waitUntil(dialog.override.isVisible)
    told = dialog.problems["user_id"].text()
    assert "membership" in told
    assert "Allow it all the same" in dialog.verb.text().replace("&", "")
    assert dialog.override.hasFocus()
    qtbot.waitUntil(lambda: cut(dialog) == [])  # once its larger button is laid out
    assert_accessible(dialog)
    type_text(dialog.override, "première visite")
    accepted(qtbot, dialog)
    ((state, reason),) = [(one.state, one.override_reason) for one in uses(administrator)]
    assert (state, reason) == (UseState.RUNNING, "première visite")


def test_what_nobody_may_allow_offers_no_reason(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    dialog = begin(tab, laser, qtbot)
    a_fault(administrator, laser, severity="dangerous", stops=True)
    dialog.user.set_value((ada, "Ada Exemple"))
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(telling(dialog)))
    assert not dialog.override.isVisible()
    assert uses(administrator) == []


def test_another_desk_that_was_faster_is_told(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    bob = a_person(administrator, "Bob")
    dialog = begin(tab, laser, qtbot)
    started(administrator, laser, bob, starts_at=NOW - HOUR)
    dialog.user.set_value((ada, "Ada Exemple"))
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Bob" in telling(dialog))
    assert dialog.user.value() == ada


def test_a_question_is_asked_before_and_another_after(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    asked(administrator, laser, QuestionMoment.BEFORE, "Extraction en marche ?")
    asked(administrator, laser, QuestionMoment.AFTER, "Plateau nettoyé ?")
    dialog = begin(tab, laser, qtbot)
    assert_accessible(dialog)
    dialog.user.set_value((ada, "Ada Exemple"))
    type_text(dialog.hour, "9")
    ((_, before),) = dialog._answers  # noqa: SLF001
    assert bare(before.text()) == "Extraction en marche ?"
    before.set_value(True)  # type: ignore[arg-type]
    accepted(qtbot, dialog)
    choose(tab, laser, qtbot)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.running is not None)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    stop = shown(qtbot, tab, StopDialog)
    assert_accessible(stop)
    accepted_with(stop, qtbot)
    assert states(administrator) == [UseState.OVER]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: states(administrator) == [UseState.RUNNING])


def accepted_with(stop: StopDialog, qtbot: QtBot) -> None:
    ((_, after),) = stop._answers  # noqa: SLF001
    after.set_value(True)  # type: ignore[arg-type]
    accepted(qtbot, stop)


def test_stopping_tells_the_price_draws_material_and_takes_the_money_next(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, article_id=machine_time(administrator))
    ada = a_person(administrator)
    kept = a_level(administrator, "PMMA")
    delivered(administrator, kept, "20", "5")
    started(administrator, laser, ada, starts_at=NOW - HOUR)
    choose(tab, laser, qtbot)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    dialog = shown(qtbot, tab, StopDialog)
    assert_accessible(dialog)
    qtbot.waitUntil(lambda: "12.00" in dialog.price.text())
    qtbot.waitUntil(lambda: cut(dialog) == [])
    article, quantity, _ = dialog._materials[0]  # noqa: SLF001
    article.set_value(level_of(administrator, kept).article_id)
    type_text(quantity, "2,5")
    dialog.cash.set_value(True)
    accepted(qtbot, dialog)
    money = shown(qtbot, tab, CashDialog)
    assert money.isVisible()
    assert level_of(administrator, kept).quantity == Decimal("17.5")
    assert charges(administrator)


def test_offered_material_asks_why_and_stays_within_what_the_lab_set(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    kept = a_level(administrator, "PMMA")
    delivered(administrator, kept, "20", "5")
    started(administrator, laser, ada, starts_at=NOW - HOUR)
    choose(tab, laser, qtbot)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    dialog = shown(qtbot, tab, StopDialog)
    article, quantity, how = dialog._materials[0]  # noqa: SLF001
    article.set_value(level_of(administrator, kept).article_id)
    article.changed.emit()
    type_text(quantity, "1")
    how.set_value("offered")
    how.changed.emit()
    assert dialog.gift.isVisible()
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Say why" in telling(dialog))
    type_text(dialog.gift, "chute")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "has set no amount" in telling(dialog))
    assert dialog.gift.value() == "chute"
    assert level_of(administrator, kept).quantity == Decimal(20)


def test_a_past_use_is_noted_by_its_hours_or_its_length(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    choose(tab, laser, qtbot)
    QTest.keyClick(
        tab, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = shown(qtbot, tab, PastDialog)
    assert_accessible(dialog)
    assert cut(dialog) == []
    dialog.verb.click()
    assert {name for name, label in dialog.problems.items() if label.text()} == {
        "user_id",
        "starts_at",
        "ends_at",
    }
    dialog.user.set_value((ada, "Ada Exemple"))
    type_text(dialog.hour, "9")
    type_text(dialog.end, "8:30")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "before it begins" in dialog.problems["ends_at"].text())
    dialog.end.clear()
    type_text(dialog.lasted, "45")
    accepted(qtbot, dialog)
    (use,) = uses(administrator)
    assert use.ends_at is not None
    assert (use.ends_at - use.starts_at).total_seconds() == 45 * 60
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: states(administrator) == [UseState.WITHDRAWN])


def test_a_correction_keeps_the_original_and_is_taken_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    bob = a_person(administrator, "Bob")
    key = recorded(administrator, laser, ada)
    choose(tab, laser, qtbot)
    tab.log_action.trigger()
    book = shown(qtbot, tab, TimelineDialog)
    qtbot.waitUntil(lambda: book.table.rows.rowCount() == 1)
    QTest.keyClick(book.table, Qt.Key.Key_Home)
    qtbot.waitUntil(book.correct.isEnabled)
    QTest.keyClick(book.table, Qt.Key.Key_Return)
    dialog = shown(qtbot, book, PastDialog)
    assert_accessible(dialog)
    dialog.user.set_value((bob, "Bob Exemple"))
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["reason"].text()))
    type_text(dialog.reason, "c’était Bob")
    accepted(qtbot, dialog)
    assert the_use(administrator, key).user_id == ada
    assert [one.user_id for one in uses(administrator) if one.state is UseState.OVER] == [bob]
    qtbot.waitUntil(lambda: book.table.rows.rowCount() == 1)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: the_use(administrator, key).state is UseState.OVER)


@pytest.mark.parametrize("day", ["25/10/2025", "29/03/2025"])
def test_three_hours_are_three_hours_in_a_night_when_the_clocks_change(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot, day: str
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    open_past(tab.desk, tab, laser)
    dialog = shown(qtbot, tab, PastDialog)
    dialog.user.set_value((ada, "Ada Exemple"))
    dialog.day.setText(day)
    dialog.hour.setText("1:30")
    dialog.lasted.setText("3h")
    accepted(qtbot, dialog)
    ((begins, ends),) = [(one.starts_at, one.ends_at) for one in uses(administrator)]
    assert ends is not None
    assert ends - begins == 3 * HOUR
    with administrator.database.reading() as session:
        seconds = sum(session.scalars(select(UseDay.seconds)))
    assert seconds == 3 * 3600


def test_a_note_is_corrected_though_the_machine_is_retired_and_the_seconds_stay(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    begins = NOW - 77 * HOUR + timedelta(seconds=40)
    recorded(administrator, laser, ada, begins - timedelta(minutes=30), timedelta(minutes=30))
    use = recorded(administrator, laser, ada, begins, timedelta(minutes=47, seconds=25))
    administrator.does(lambda act: retire_machine(act, laser, NOW.date() - timedelta(days=1)))
    open_correction(tab.desk, tab, use)
    dialog = shown(qtbot, tab, PastDialog)
    dialog.note.set_value("mieux dit")
    dialog.reason.set_value("oubli")
    accepted(qtbot, dialog)
    after = [one for one in uses(administrator) if one.corrects_id == use]
    assert [(one.note, one.starts_at, one.ends_at) for one in after] == [
        ("mieux dit", begins, begins + timedelta(minutes=47, seconds=25))
    ]


def test_what_was_allowed_stays_allowed_when_it_is_corrected(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator, needs_membership=True), a_person(administrator)
    use = recorded(administrator, laser, ada, override_reason="première visite")
    open_correction(tab.desk, tab, use)
    dialog = shown(qtbot, tab, PastDialog)
    assert dialog.override.value() == "première visite"
    dialog.note.set_value("mieux dit")
    dialog.reason.set_value("oubli")
    accepted(qtbot, dialog)
    assert [one.override_reason for one in uses(administrator)] == ["première visite"] * 2
