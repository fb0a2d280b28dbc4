"""The label of a shelf is printed, read by a reader, and its article opens."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.programs import a_program
from builders.stock import a_level, level_of
from fablab_desk.documents.card_sheet import draw_cards
from fablab_desk.keys import new_key
from fablab_desk.overview.stock_papers import label_faces
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.queries import StockFilter, list_levels
from fablab_desk.stock.tags import tag_of
from fablab_desk.ui.app import Program
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.stock.forms import CountDialog, LossDialog
from fablab_desk.ui.stock.tab import StockTab
from ui.at_desk import notices, shown, type_text


@pytest.fixture
def program(desk: Desk, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    with a_program(qapp) as made:
        qtbot.addWidget(made.window)
        with qtbot.waitExposed(made.window):
            made.window.show()
        made.window.take(desk)
        made.window.uncover()
        qtbot.waitUntil(lambda: not desk.is_waiting())
        yield made


def read_back(worker: Worker, folder: Path) -> dict[str, str]:
    """The digits of every label of the sheet, by the article's name, as a reader reads them."""
    with worker.database.reading() as session:
        faces = label_faces(list_levels(session))
    sheet = folder / "labels.pdf"
    sheet.write_bytes(draw_cards(faces, "Fablab d’essai", "Étiquettes", language="fr"))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", str(sheet), str(folder / "labels")], check=True
    )
    (page,) = folder.glob("labels*.png")
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(page)], check=True, capture_output=True, text=True
    )
    assert {face.code for face in faces} == set(read.stdout.split())
    return {face.name: face.code for face in faces}


def stock_tab_of(program: Program, qtbot: QtBot) -> StockTab:
    window = program.window
    qtbot.waitUntil(lambda: isinstance(window.pages.currentWidget(), StockTab), timeout=20_000)
    tab = window.pages.currentWidget()
    assert isinstance(tab, StockTab)
    return tab


def stands_on(tab: StockTab, key: UUID, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.id == key)


def test_a_label_that_is_read_opens_its_article_whatever_was_in_front(
    program: Program, administrator: Worker, tmp_path: Path, qtbot: QtBot
) -> None:
    pla, vis = a_level(administrator, "PLA"), a_level(administrator, "VIS")
    codes = read_back(administrator, tmp_path)
    program.take_scan(codes["Vis"])
    tab = stock_tab_of(program, qtbot)
    stands_on(tab, vis, qtbot)
    tab.show_filter(StockFilter.SALE.value)
    type_text(tab.search, "rien")
    qtbot.waitUntil(lambda: tab.chosen() is None)
    program.take_scan(codes["Pla"])
    stands_on(tab, pla, qtbot)


def test_a_label_of_nothing_that_is_kept_says_so_and_is_offered_to_nobody(
    program: Program, desk: Desk, qtbot: QtBot
) -> None:
    told = notices(desk)
    program.take_scan(tag_of(new_key()))
    qtbot.waitUntil(lambda: bool(told))
    assert [(one.text, one.verb) for one in told] == [
        ("No article that is kept in stock has this label.", "")
    ]


def test_a_label_read_behind_a_form_waits_for_the_form(
    program: Program, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    pla, vis = a_level(administrator, "PLA"), a_level(administrator, "VIS")
    program.take_scan(tag_of(level_of(administrator, pla).article_id))
    tab = stock_tab_of(program, qtbot)
    stands_on(tab, pla, qtbot)
    told = notices(desk)
    tab.loss_action.trigger()
    dialog = shown(qtbot, tab, LossDialog)
    type_text(dialog.note, "mouillé")
    program.take_scan(tag_of(level_of(administrator, vis).article_id))
    qtbot.waitUntil(lambda: bool(told))
    assert (dialog.isVisible(), dialog.note.value()) == (True, "mouillé")
    stands_on(tab, pla, qtbot)
    dialog.reject()


def test_labels_lead_through_the_inventory_line_by_line(
    program: Program, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    levels = [a_level(administrator, f"VIS{at:02}") for at in range(25)]
    sold = a_level(administrator, "TASSE", Store.SALE)
    codes = [tag_of(level_of(administrator, one).article_id) for one in (*levels, sold)]
    program.take_scan(codes[0])
    tab = stock_tab_of(program, qtbot)
    stands_on(tab, levels[0], qtbot)
    tab.count_action.trigger()
    dialog = shown(qtbot, tab, CountDialog)
    told = notices(desk)
    for at in (24, 3):
        program.take_scan(codes[at])
        field = dialog.found[at]
        assert dialog.focusWidget() is field
        assert not field.visibleRegion().isEmpty()
        type_text(field, str(at))
    assert [dialog.found[at].text() for at in (3, 24)] == ["3", "24"]
    program.take_scan(codes[24])
    type_text(dialog.found[24], "7")  # counted again: written over what stood there
    program.take_scan(codes[-1])
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "Nothing that is counted here has this label."
    dialog.accept()
    qtbot.waitUntil(lambda: level_of(administrator, levels[24]).quantity == 7)
