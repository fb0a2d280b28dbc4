from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QPageRanges
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fablab_desk.ui import preview as previews
from fablab_desk.ui.buttons import ActionButton
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.preview import PaperPreview, render_page
from fablab_desk.ui.print_dialog import PrintDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, shown

A4 = (595, 842)


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    """Two pages, each with a black square on no ground."""
    file = tmp_path / "two.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for page in ("one", "two"):
        canvas.rect(100, 600, 100, 100, fill=1)
        canvas.drawString(100, 500, f"Page {page}")
        canvas.showPage()
    canvas.save()
    return file.read_bytes()


@pytest.fixture
def preview(desk: Desk, pdf: bytes, qtbot: QtBot) -> PaperPreview:
    preview = PaperPreview(desk, None, "Receipt R-12", pdf, "R-12.pdf")
    qtbot.addWidget(preview)
    preview.show()
    return preview


def test_a_page_is_drawn_on_white(preview: PaperPreview) -> None:
    drawn = render_page(preview.document, 0, 72)
    assert (drawn.width(), drawn.height()) == A4
    assert drawn.pixelColor(10, 10) == QColor("white")
    assert drawn.pixelColor(150, 842 - 650) == QColor("black")


def test_it_tells_its_pages_and_turns_them(preview: PaperPreview, qtbot: QtBot) -> None:
    assert preview.page_label.text() == "Page 1 of 2"
    assert not preview.previous_action.isEnabled()
    preview.next_action.trigger()
    qtbot.waitUntil(lambda: preview.page_label.text() == "Page 2 of 2")
    assert not preview.next_action.isEnabled()
    assert {one.text() for one in preview.findChildren(ActionButton)} == {""}


def test_ctrl_s_saves_whatever_letter_the_button_underlines(
    preview: PaperPreview, qtbot: QtBot
) -> None:
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    with qtbot.waitSignal(preview.save_button.clicked):
        QTest.keyClick(preview.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.reject()


def test_it_grows_shrinks_and_fits(preview: PaperPreview) -> None:
    preview.bigger_action.trigger()
    bigger = preview.view.zoomFactor()
    preview.smaller_action.trigger()
    assert preview.view.zoomFactor() == pytest.approx(bigger / 1.25)
    preview.fit_action.trigger()
    assert preview.view.zoomMode() == QPdfView.ZoomMode.FitToWidth


def test_it_is_saved_and_shown_in_its_folder(
    preview: PaperPreview,
    pdf: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    opened = list[QUrl]()
    monkeypatch.setattr(previews, "open_outside", opened.append)
    file = tmp_path / "saved.pdf"
    assert not preview.folder_button.isEnabled()
    preview.save(file)
    assert file.read_bytes() == pdf
    preview.folder_button.click()
    preview.open_button.click()
    assert [Path(where.toLocalFile()) for where in opened] == [tmp_path, file]


def test_a_place_that_cannot_be_written_is_told(preview: PaperPreview, tmp_path: Path) -> None:
    preview.save(tmp_path / "nowhere" / "saved.pdf")
    (box,) = preview.findChildren(QMessageBox)
    assert "could not be written" in box.text()
    assert preview.saved_as is None


def to_file(file: Path) -> QPrinter:
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.mark.parametrize(("chosen", "pages"), [("", ["one", "two"]), ("2", ["two"])])
def test_it_is_printed_whole_or_as_chosen_and_said_to_be(
    preview: PaperPreview, desk: Desk, tmp_path: Path, chosen: str, pages: list[str]
) -> None:
    told = notices(desk)
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(QPageRanges.fromString(chosen))
    preview.print_on(printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == len(pages)
    assert [(one.text, one.verb) for one in told] == [("printed.pdf is written.", "Open")]


def test_what_went_to_a_printer_is_said_with_its_name(
    preview: PaperPreview, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = notices(desk)
    printer = to_file(tmp_path / "spool.pdf")
    monkeypatch.setattr(printer, "outputFileName", lambda: "")
    monkeypatch.setattr(printer, "printerName", lambda: "Accueil")
    preview.print_on(printer)
    assert [one.text for one in told] == ["“Receipt R-12” was sent to the printer Accueil."]


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told(
    preview: PaperPreview, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = notices(desk)
    printer = to_file(tmp_path / "nowhere" / "spool.pdf")
    monkeypatch.setattr(printer, "outputFileName", lambda: "")
    preview.print_on(printer)
    (box,) = preview.findChildren(QMessageBox)
    assert "takes nothing" in box.text()
    assert told == []


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_file_that_cannot_be_printed_into_is_told(preview: PaperPreview, tmp_path: Path) -> None:
    preview.print_on(to_file(tmp_path / "nowhere" / "printed.pdf"))
    (box,) = preview.findChildren(QMessageBox)
    assert "could not be written" in box.text()


def test_a_print_that_was_given_up_is_said(preview: PaperPreview, desk: Desk, qtbot: QtBot) -> None:
    told = notices(desk)
    preview.print_button.click()
    dialog = shown(qtbot, preview, PrintDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "Nothing was printed."


def test_everybody_can_use_it(preview: PaperPreview) -> None:
    assert_accessible(preview)
