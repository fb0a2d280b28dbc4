"""Two records of one person, found, compared, merged or told apart in the window."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_member
from builders.people import a_person, admitted
from fablab_desk import i18n
from fablab_desk.i18n import translate
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.queries import find_by_number
from fablab_desk.people.service_card import pin_alert
from fablab_desk.ui.cards import Caption
from fablab_desk.ui.cells import PADDING, natural_width, plain_text
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.duplicates import NOTHING, SIZE, DuplicatesDialog
from fablab_desk.ui.people.merge import (
    MergeDialog,
    MergeWithDialog,
    merge_with_another,
    open_merge,
)
from ui.accessible import assert_accessible
from ui.at_desk import notices, press_enter, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def looked(desk: Desk, window: QWidget, qtbot: QtBot) -> DuplicatesDialog:
    dialog = DuplicatesDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(dialog.again.isEnabled)
    return dialog


def shows(dialog: DuplicatesDialog, pairs: int) -> bool:
    return dialog.table.rows.rowCount() == pairs


def the_merge(qtbot: QtBot) -> MergeDialog:
    def shown() -> bool:
        return isinstance(QApplication.activeModalWidget(), MergeDialog)

    qtbot.waitUntil(shown)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    return dialog


def twins(worker: Worker) -> tuple[UUID, UUID]:
    kept = a_person(worker, "Lea", "Dupre", email="lea@exemple.fr", phone="+33612345678")
    gone = a_person(worker, "Léa", "Dupré", email="lea@exemple.fr", phone="+33687654321")
    a_member(worker, gone)
    return kept, gone


def test_every_reason_of_a_pair_is_shown_whole(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    i18n.use("fr")
    same: dict[str, Any] = {"birth_date": date(1990, 5, 4), "postal_code": "42000"}
    same |= {"email": "c@exemple.fr", "phone": "+33612345678", "known_twin": True}
    for first_name in ("Camille", "Camile"):
        admitted(administrator, PersonDraft(first_name=first_name, last_name="Durand", **same))
    dialog = looked(desk, window, qtbot)
    dialog.resize(*SIZE)
    table = dialog.table
    pair, cell = table.rows.row_at(0), table.rows.cell_at(0, 2)
    assert pair
    assert cell
    assert len(pair.reasons) == 4
    assert all(translate(reason) in plain_text(cell) for reason in pair.reasons)
    assert natural_width(cell) <= table.columnWidth(2) - 2 * PADDING


def known(desk: Desk, number: str) -> UUID | None:
    with desk.database.reading() as session:
        return find_by_number(session, number)


def test_a_pair_is_found_compared_and_merged_by_keys_alone(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    kept, _gone = twins(administrator)
    dialog = looked(desk, window, qtbot)
    assert dialog.table.rows.rowCount() == 1
    press_enter(dialog.table)
    merge = the_merge(qtbot)
    assert_accessible(merge)
    assert merge.taken() == {"name", "phone"}
    said = [one.text() for one in merge.findChildren(QLabel)]
    assert any("A merge cannot be undone." in one for one in said)
    told = notices(desk)
    merge.verb.click()
    wait_gone(qtbot, merge)
    assert known(desk, "M-00002") == kept
    assert dialog.table.rows.rowCount() == 0
    assert dialog.nothing.isVisible()
    assert [one.text for one in told] == ["M-00002 is merged into Léa Dupré (M-00001)."]


def test_the_choices_of_a_merge_stand_on_the_line_of_their_caption(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    open_merge(desk, window, *twins(administrator), lambda _kept, _gone: None)
    merge = the_merge(qtbot)
    for field in merge.choices.values():
        (caption,) = [one for one in merge.findChildren(Caption) if one.buddy() in field.choices]
        words = caption.mapTo(merge, caption.contentsRect().topLeft()).y()
        words += caption.fontMetrics().height() // 2
        choice = field.choices[0]
        assert abs(choice.mapTo(merge, choice.rect().center()).y() - words) <= 2


def test_they_are_told_apart_and_that_is_taken_back(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    twins(administrator)
    dialog = looked(desk, window, qtbot)
    assert_accessible(dialog)
    dialog.apart.click()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)


def test_after_a_pair_is_told_apart_the_next_one_is_chosen_or_the_last_there_is(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    for name in ("Abel", "Bonnet", "Colin"):
        a_person(administrator, "Lea", name)
        a_person(administrator, "Léa", name)
    dialog = looked(desk, window, qtbot)
    stood = []
    for left in (2, 1):
        dialog.table.selectRow(1)
        dialog.apart.click()
        qtbot.waitUntil(partial(shows, dialog, left))
        pair = dialog.table.chosen()
        assert pair
        stood.append(pair.elder.name)
    assert stood == ["Lea Colin", "Lea Abel"]


def test_nothing_found_says_so(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = looked(desk, window, qtbot)
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text.text() == NOTHING
    assert not dialog.merge.isEnabled()


def test_the_chosen_record_is_merged_with_one_that_is_named_and_the_other_can_be_kept(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    kept, gone = twins(administrator)
    told: list[UUID] = []
    merge_with_another(desk, window, kept, "Lea Dupre", told.append)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, MergeWithDialog)
    assert_accessible(asked)
    asked.go.click()
    assert asked.problem.text()
    asked.other.set_value((gone, "Léa Dupré"))
    asked.go.click()
    first = the_merge(qtbot)
    first.turn.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() not in (None, first))
    the_merge(qtbot).verb.click()
    qtbot.waitUntil(lambda: told == [gone])
    assert known(desk, "M-00001") == gone


def test_two_that_another_desk_changed_meanwhile_are_compared_anew(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    kept, gone = twins(administrator)
    open_merge(desk, window, kept, gone, lambda _kept, _gone: None)
    first = the_merge(qtbot)
    administrator.does(lambda act: pin_alert(act, gone, "Allergique", 1))
    first.verb.click()
    qtbot.waitUntil(lambda: first.head is not None and first.head.go_on.isVisible())
    assert first.head
    first.head.go_on.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() not in (None, first))
    again = the_merge(qtbot)
    again.verb.click()
    qtbot.waitUntil(lambda: known(desk, "M-00002") == kept)
