"""What is cut of a screen: texts wider or higher than their widget, widgets beyond their parent."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

KINDS = (QLabel, QAbstractButton, QLineEdit, QComboBox)


def cut(root: QWidget) -> list[str]:
    """Each cut widget of a screen that is shown, in words; none where all can be read."""
    return [said for one in _texts(root) if (said := _fault(one))]


def _texts(root: QWidget) -> Iterator[QWidget]:
    for one in root.findChildren(QWidget):
        if isinstance(one, KINDS) and one.isVisibleTo(root) and not _is_inner(one):
            yield one


def _is_inner(one: QWidget) -> bool:
    """Parts that Qt makes itself, as the line of a field that completes."""
    return one.objectName().startswith("qt_") or isinstance(one.parentWidget(), QComboBox)


def _fault(one: QWidget) -> str:
    said = f"{type(one).__name__} “{_text(one)}”"
    parent = one.parentWidget()
    if parent is not None and not _scrolls(parent) and not _within(one, parent.rect()):
        return f"{said} {one.geometry().getRect()} leaves {parent.rect().getRect()}"
    wanted = _wanted(one)
    if one.width() + 1 < wanted[0] or one.height() + 1 < wanted[1]:
        return f"{said} has {one.width()} × {one.height()} of {wanted[0]} × {wanted[1]}"
    return ""


def _within(one: QWidget, room: QRect) -> bool:
    return room.adjusted(-1, -1, 1, 1).contains(one.geometry())


def _scrolls(parent: QWidget) -> bool:
    return isinstance(parent.parentWidget(), QAbstractScrollArea)


def _text(one: QWidget) -> str:
    return str(one.text()) if isinstance(one, (QLabel, QAbstractButton)) else one.accessibleName()


def _wanted(one: QWidget) -> tuple[int, int]:
    """The least width and height in which the whole text is seen; what elides itself asks none."""
    if isinstance(one, QLabel):
        if not one.text():
            return 0, 0
        if one.wordWrap():
            longest = max(one.text().split() or [""], key=len)
            wide = QFontMetrics(one.font()).horizontalAdvance(longest)
            return wide, one.heightForWidth(one.width())
        return one.sizeHint().width(), one.sizeHint().height()
    hint = one.minimumSizeHint()
    if isinstance(one, QAbstractButton):
        return (hint.width() if one.text() else 0), hint.height()
    return 0, QFontMetrics(one.font()).height()
