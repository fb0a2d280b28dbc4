"""What hangs on a machine, noted and taken back through the real dialogs."""

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine, a_meter, needing
from fablab_desk.machines.kinds import DocumentKind, MeterKind, NeedKind, QuestionMoment
from fablab_desk.overview.dossier import Dossier, load_dossier
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.dossier import (
    DOCUMENTS,
    METERS,
    NEEDS,
    PILLS,
    QUESTIONS,
    READINGS,
    DossierDialog,
)
from fablab_desk.ui.machines.dossier_forms import (
    DocumentDialog,
    MeterDialog,
    NeedDialog,
    QuestionDialog,
    ReadingDialog,
)
from fablab_desk.ui.tables import RowTable
from ui.accessible import assert_accessible
from ui.at_desk import press, shown, type_text, undo, wait_gone

TODAY = NOW.date()


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return a_machine(administrator)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(desk: Desk, laser: UUID, window: QWidget, qtbot: QtBot) -> DossierDialog:
    dialog = DossierDialog(desk, window, laser, "Laser")
    dialog.open()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return dialog


def _is_long(table: RowTable[Any], count: int) -> bool:
    return table.rows.rowCount() == count


def read(desk: Desk, machine_id: UUID) -> Dossier:
    with desk.database.reading() as session:
        return load_dossier(session, machine_id, TODAY)


def test_each_page_says_what_it_is_for_while_nothing_is_there(dialog: DossierDialog) -> None:
    for pill in PILLS:
        dialog.pills.choose(pill.key)
        assert_accessible(dialog)


def test_a_meter_is_read_withdrawn_and_read_again(
    dialog: DossierDialog, desk: Desk, laser: UUID, qtbot: QtBot
) -> None:
    press(dialog, "New meter…")
    meter = shown(qtbot, dialog, MeterDialog)
    assert_accessible(meter)
    meter.verb.click()
    assert meter.problems["label"].text()
    type_text(meter.label, "Tube laser")
    type_text(meter.unit, "h")
    meter.verb.click()
    wait_gone(qtbot, meter)
    qtbot.waitUntil(dialog.reading.isEnabled)
    press(dialog, "Note a reading…")
    reading = shown(qtbot, dialog, ReadingDialog)
    reading.verb.click()
    assert reading.problems["value"].text() == "Say what it shows."
    type_text(reading.value, "120,5")
    reading.verb.click()
    wait_gone(qtbot, reading)
    qtbot.waitUntil(lambda: len(read(desk, laser).readings) == 1)
    assert read(desk, laser).meters[0].value == Decimal("120.5")
    qtbot.waitUntil(lambda: dialog.tables[READINGS].rows.rowCount() == 1)
    dialog.pills.choose(READINGS)
    press(dialog, "Withdraw")
    qtbot.waitUntil(lambda: read(desk, laser).readings == ())
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(read(desk, laser).readings) == 1)


def test_a_meter_that_counts_by_itself_is_not_read(
    desk: Desk, laser: UUID, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_meter(administrator, laser, MeterKind.HOURS, "Heures")
    dialog = DossierDialog(desk, window, laser, "Laser")
    dialog.open()
    qtbot.waitUntil(lambda: dialog.chosen() is not None)
    assert not dialog.reading.isEnabled()
    assert dialog.told.text() == "Counted from the logbook by itself."


def test_a_safety_sheet_is_kept_under_the_next_version(
    dialog: DossierDialog, desk: Desk, laser: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.pills.choose(DOCUMENTS)
    table = dialog.tables[DOCUMENTS]
    for count in (1, 2):
        file = tmp_path / f"fiche {count}.pdf"
        file.write_bytes(b"%PDF " + str(count).encode())
        dialog.keep_document(file)
        form = shown(qtbot, dialog, DocumentDialog)
        form.kind.set_value(DocumentKind.SAFETY_SHEET)
        form.kind.changed.emit()
        assert form.major.isVisible()
        form.verb.click()
        wait_gone(qtbot, form)
        qtbot.waitUntil(partial(_is_long, table, count))
    found = {(one.label, one.major, one.minor) for one in read(desk, laser).documents}
    assert found == {("fiche 1", 1, 0), ("fiche 2", 2, 0)}
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: len(read(desk, laser).documents) == 1)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(read(desk, laser).documents) == 2)


def test_a_file_that_cannot_be_read_is_told_and_nothing_typed_is_lost(
    dialog: DossierDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.keep_document(tmp_path / "absent.pdf")
    form = shown(qtbot, dialog, DocumentDialog)
    form.verb.click()
    qtbot.waitUntil(lambda: "absent.pdf" in form.problem.text())
    assert form.label.value() == "absent"


def test_a_question_is_asked_changed_and_asked_no_more(
    dialog: DossierDialog, desk: Desk, laser: UUID, qtbot: QtBot
) -> None:
    dialog.pills.choose(QUESTIONS)
    press(dialog, "New question…")
    form = shown(qtbot, dialog, QuestionDialog)
    type_text(form.text, "Hotte allumee ?")
    form.required.set_value(True)
    form.verb.click()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: dialog.tables[QUESTIONS].rows.rowCount() == 1)
    (row,) = read(desk, laser).questions
    assert (row.draft.text, row.draft.required) == ("Hotte allumee ?", True)
    press(dialog, "Change…")
    form = shown(qtbot, dialog, QuestionDialog)
    form.moment.set_value(QuestionMoment.AFTER)
    form.verb.click()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: read(desk, laser).questions[0].draft.moment is QuestionMoment.AFTER)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: read(desk, laser).questions[0].draft.moment is QuestionMoment.BEFORE)
    qtbot.waitUntil(lambda: not desk.is_waiting())
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: read(desk, laser).questions == ())


def test_what_it_needs_is_noted_and_a_loop_is_told(
    dialog: DossierDialog, desk: Desk, laser: UUID, administrator: Worker, qtbot: QtBot
) -> None:
    hood = a_machine(administrator, "HOOD", "Aspiration")
    other = a_machine(administrator, "ALARM", "Alarme")
    needing(administrator, other, laser, NeedKind.FULL)
    dialog.read()
    dialog.pills.choose(NEEDS)
    qtbot.waitUntil(dialog.need.isEnabled)
    assert dialog.told.text() == "Needed by Alarme"
    press(dialog, "It needs…")
    form = shown(qtbot, dialog, NeedDialog)
    form.needed.set_value(other)
    form.verb.click()
    qtbot.waitUntil(lambda: bool(form.problems["needed_id"].text()))
    form.needed.set_value(hood)
    form.verb.click()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: [one.id for one in read(desk, laser).needs] == [hood])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: read(desk, laser).needs == ())
    assert dialog.page() == NEEDS != METERS
