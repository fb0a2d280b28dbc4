"""What every screen owes to the keyboard and to screen readers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)


def name_of(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def controls(root: QWidget) -> list[QWidget]:
    """What can be reached by Tab in a screen that is shown."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisibleTo(root)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not _is_inner(one)
    ]


def _is_inner(widget: QWidget) -> bool:
    """Parts of a control that Qt makes itself, which the control speaks for."""
    return widget.objectName().startswith("qt_") or isinstance(
        widget.parentWidget(), QAbstractButton
    )


def assert_named(root: QWidget) -> None:
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in controls(root)
        if not name_of(one).strip()
    ]
    assert nameless == []
    boxes = [one for one in controls(root) if isinstance(one, QComboBox)]
    unsaid = [
        one.accessibleName()
        for one in boxes
        if one.accessibleName() not in one.accessibleDescription()
    ]
    assert unsaid == []  # readers of screens name a combo box by its value alone


def assert_letters_lead(root: QWidget) -> None:
    """Alt and the letter of a caption give the keys to what it is about."""
    captions = [one for one in root.findChildren(QLabel) if one.isVisibleTo(root)]
    vain = [
        caption.text()
        for caption in captions
        if (buddy := caption.buddy()) and buddy.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]
    assert vain == []


def assert_all_reached(root: QWidget) -> None:
    """Following the order of Tab from any control passes all of them."""
    wanted = set(controls(root))
    reached = set[QWidget]()
    one = root.nextInFocusChain()
    while one is not None and one is not root and one not in reached:
        reached.add(one)
        one = one.nextInFocusChain()
    assert wanted <= reached


def assert_focus_seen(root: QWidget) -> None:
    """Whatever takes the focus looks otherwise while it has it; a list by the ring of its card."""
    root.activateWindow()
    QApplication.processEvents()
    unseen = []
    for one in controls(root):
        shown = one.parentWidget() if isinstance(one, QAbstractItemView) else one
        assert shown
        if focused := root.focusWidget():
            focused.clearFocus()
        before = shown.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if shown.grab().toImage() == before:
            unseen.append(f"{type(one).__name__} {name_of(one)}")
    assert unseen == []


def assert_not_clipped(root: QWidget) -> None:
    """A label or a button that does not wrap shows its whole text."""
    clipped = []
    for label in root.findChildren(QLabel):
        if label.isVisibleTo(root) and label.text() and not label.wordWrap():
            wide = QFontMetrics(label.font()).horizontalAdvance(label.text())
            if label.width() + 1 < min(wide, label.sizeHint().width()):
                clipped.append(label.text())
    for button in root.findChildren(QAbstractButton):
        seen = button.isVisibleTo(root) and button.text()
        if seen and button.width() + 1 < button.minimumSizeHint().width():
            clipped.append(button.text())
    assert clipped == []


def assert_accessible(root: QWidget) -> None:
    """Every control is named and reached by Tab, and no text is cut."""
    assert controls(root)
    assert_named(root)
    assert_letters_lead(root)
    assert_all_reached(root)
    assert_not_clipped(root)
