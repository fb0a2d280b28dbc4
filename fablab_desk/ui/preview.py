"""A paper on the screen: looked at, saved and printed from inside the program."""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPointF,
    QSize,
    QSizeF,
    QStandardPaths,
    Qt,
    QUrl,
)
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.live import LiveBaseError, refuse_live
from fablab_desk.ui import icons, theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import GAP, QUIET, SIDE, button
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside, tell_written
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.messages import tell
from fablab_desk.ui.print_dialog import PrintDialog

PRINTED_DPI = 300
STEP = 1.25
LEAST, MOST = 0.25, 5.0
State = QPrinter.PrinterState


class FileNotWrittenError(DeskError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            mark("“{file}” could not be written. Choose another folder."), file=str(file)
        )


class NotPrintedError(DeskError):
    def __init__(self, printer: str) -> None:
        super().__init__(
            mark(
                "The printer {printer} takes nothing. Look whether it is on, or choose another one."
            ),
            printer=printer,
        )


def render_page(document: QPdfDocument, page: int, dpi: int) -> QImage:
    """One page on white: the page's own ground is transparent and would hide a QR code."""
    points = document.pagePointSize(page)
    size = QSizeF(points.width() * dpi / 72, points.height() * dpi / 72).toSize()
    drawn = document.render(page, size, QPdfDocumentRenderOptions())
    white = QImage(size, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return white


def draw_pages(pdf: bytes, dpi: int = 96) -> list[QImage]:
    """Every page as a picture, for a tour of the papers."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return [render_page(document, page, dpi) for page in range(document.pageCount())]


class PaperPreview(PlainDialog):
    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, pdf: bytes, file_name: str
    ) -> None:
        """The title is a text; `file_name` is proposed when the paper is saved."""
        super().__init__(parent, title)
        self._desk = desk
        self._pdf = pdf
        self._file_name = file_name
        self.saved_as: Path | None = None
        self._bytes = QBuffer(self)
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._bytes)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(title)
        self.view.setPageSpacing(12)
        self._declare()
        self._lay_out()
        self.fit(820, 900)

    def _declare(self) -> None:
        self.bigger_action = action(self, mark("Zoom in"), self._bigger, "Ctrl++", icon="zoom-in")
        self.smaller_action = action(
            self, mark("Zoom out"), self._smaller, "Ctrl+-", icon="zoom-out"
        )
        self.fit_action = action(self, mark("Fit the width"), self._fit, "Ctrl+0", icon="fit")
        self.previous_action = action(
            self, mark("Page before"), self._previous, "Ctrl+PgUp", icon="chevron-up"
        )
        self.next_action = action(
            self, mark("Next page"), self._next, "Ctrl+PgDown", icon="chevron-down"
        )
        equal = QShortcut(QKeySequence("Ctrl+="), self)  # “+” without Shift
        equal.activated.connect(self._bigger)
        self.save_button = self.add_button(mark("Save…"), self._ask_where)
        self.print_button = self.add_button(mark("Print…"), self._print, primary=True)
        self.open_button = self.add_button(mark("Open"), self._open)
        self.folder_button = self.add_button(mark("Show in its folder"), self._show_folder)
        for made, name, keys in (
            (self.save_button, "save", "Ctrl+S"),
            (self.print_button, "print", "Ctrl+P"),
            (self.open_button, "open", ""),
            (self.folder_button, "folder", ""),
        ):
            primary = made is self.print_button
            made.setIconSize(QSize(theme.px(SIDE + GAP), theme.px(SIDE)))
            made.setIcon(icons.icon(name, icons.Ink.ON_ACCENT if primary else icons.Ink.TEXT))
            if keys:  # not the button's own: that one is the letter underlined in its text
                QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        self.folder_button.setEnabled(False)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for act in (
            self.smaller_action,
            self.bigger_action,
            self.fit_action,
            self.previous_action,
            self.next_action,
        ):
            self.addAction(act)
            alone = button(act, QUIET, worded=False)
            alone.setAutoDefault(False)
            bar.addWidget(alone)
        self.page_label = Label("", "muted")
        bar.addStretch()
        bar.addWidget(self.page_label)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.colours().bg))
        self.view.setPalette(palette)
        self.body.addLayout(bar)
        self.body.addWidget(self.view, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self._show_page(0)
        self.view.setFocus()

    def _show_page(self, page: int) -> None:
        of = self.document.pageCount()
        said = translate(mark("Page {page} of {of}"))
        self.page_label.setText(said.format(page=page + 1, of=of))
        self.previous_action.setEnabled(page > 0)
        self.next_action.setEnabled(page < of - 1)
        self.previous_action.setVisible(of > 1)
        self.next_action.setVisible(of > 1)

    def _zoom(self, by: float) -> None:
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            points = self.document.pagePointSize(0).width() or 1.0
            dpi = self.view.logicalDpiX()
            self.view.setZoomFactor(self.view.viewport().width() / (points * dpi / 72))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(LEAST, min(MOST, self.view.zoomFactor() * by)))

    def _bigger(self) -> None:
        self._zoom(STEP)

    def _smaller(self) -> None:
        self._zoom(1 / STEP)

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _previous(self) -> None:
        self._go(-1)

    def _next(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        navigator = self.view.pageNavigator()
        wanted = navigator.currentPage() + by
        if 0 <= wanted < self.document.pageCount():
            navigator.jump(wanted, QPointF())

    def _ask_where(self) -> None:
        dialog = FileDialog(self, translate(mark("Save")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate(mark("Paper (*.pdf)")))
        dialog.setDefaultSuffix("pdf")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def save(self, file: Path) -> None:
        try:
            refuse_live(file)
            file.write_bytes(self._pdf)
        except LiveBaseError as refusal:
            tell(self, refusal)
            return
        except OSError:
            tell(self, FileNotWrittenError(file))
            return
        self.saved_as = file
        self.folder_button.setEnabled(True)
        said = translate(mark("{file} is saved.")).format(file=file.name)
        self._desk.tell(said, (translate(mark("Open")), lambda: open_outside(_url(file))))

    def _open(self) -> None:
        """In the system's own reader: the saved file, or else a copy among temporary files."""
        if self.saved_as is None:
            temporary = QStandardPaths.StandardLocation.TempLocation
            file = Path(QStandardPaths.writableLocation(temporary)) / self._file_name
            file.write_bytes(self._pdf)
            open_outside(_url(file))
        else:
            open_outside(_url(self.saved_as))

    def _show_folder(self) -> None:
        if self.saved_as is not None:
            open_outside(_url(self.saved_as.parent))

    def _print(self) -> None:
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setResolution(PRINTED_DPI)
        self.printer.setDocName(self._file_name)
        dialog = PrintDialog(self.printer, self)
        dialog.setMinMax(1, self.document.pageCount())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(self.printer))
        dialog.rejected.connect(lambda: self._desk.tell(translate(mark("Nothing was printed."))))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """The pages chosen, as large as the sheet allows; then say where they went."""
        file = Path(printer.outputFileName()) if printer.outputFileName() else None
        try:
            if file:
                refuse_live(file)
            if not self._paint_on(printer):
                raise FileNotWrittenError(file) if file else NotPrintedError(printer.printerName())
        except DeskError as refusal:
            tell(self, refusal)
            return
        if file:
            tell_written(self._desk, file)
            return
        said = translate(mark("“{title}” was sent to the printer {printer}."))
        self._desk.tell(said.format(title=self.windowTitle(), printer=printer.printerName()))

    def _paint_on(self, printer: QPrinter) -> bool:
        painter = QPainter()
        if not painter.begin(printer):
            return False
        chosen, pages = printer.pageRanges(), range(self.document.pageCount())
        printed = [page for page in pages if chosen.isEmpty() or chosen.contains(page + 1)]
        for place, page in enumerate(printed):
            if place:
                printer.newPage()
            sheet = painter.viewport()
            drawn = render_page(self.document, page, PRINTED_DPI)
            size = drawn.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(
                (sheet.width() - size.width()) // 2,
                0,
                drawn.scaled(size, mode=Qt.TransformationMode.SmoothTransformation),
            )
        went = painter.end()
        return went and printer.printerState() not in (State.Error, State.Aborted)


def _url(file: Path) -> QUrl:
    return QUrl.fromLocalFile(str(file))
