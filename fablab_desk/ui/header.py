"""The header of every table."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from fablab_desk.ui import icons, theme
from fablab_desk.ui.cells import PADDING

HEADER = 43


class Header(QHeaderView):
    """Titles aligned like their cells; an arrow where the list is sorted."""

    def __init__(
        self, parent: QWidget, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(orientation, parent)
        self.sorted_section = -1
        self.descending = False
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(theme.px(48))

    def show_sorted(self, section: int, descending: bool) -> None:
        self.sorted_section, self.descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        across = self.orientation() is Qt.Orientation.Horizontal
        return QSize(usual.width(), theme.px(HEADER)) if across else usual

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.colours()
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.border))
        model = self.model()
        text = str(model.headerData(section, self.orientation()))
        side = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        inner = rect.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        font = theme.font(12, 500)
        metrics = QFontMetrics(font)
        if section == self.sorted_section:
            inner = self._paint_arrow(painter, inner, metrics.horizontalAdvance(text), side)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side, shown)
        painter.restore()

    def _paint_arrow(
        self, painter: QPainter, inner: QRect, width: int, side: Qt.AlignmentFlag
    ) -> QRect:
        arrow = icons.pixmap(
            "chevron-down" if self.descending else "chevron-up",
            icons.Ink.MUTED,
            16,
            self.devicePixelRatioF(),
        )
        edge, top = theme.px(16), inner.center().y() - theme.px(16) // 2
        if side & Qt.AlignmentFlag.AlignRight:
            painter.drawPixmap(inner.right() - edge + 4, top, arrow)
            return inner.adjusted(0, 0, -edge, 0)
        painter.drawPixmap(min(inner.left() + width + 2, inner.right() - edge), top, arrow)
        return inner.adjusted(0, 0, -edge, 0)
