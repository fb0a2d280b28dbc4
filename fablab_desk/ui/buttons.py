"""Buttons that follow an action: its text, icon, hint and whether it may be done now."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme
from fablab_desk.ui.actions import plain
from fablab_desk.ui.letters import part_letters
from fablab_desk.ui.underlined import OF_ACTION

PRIMARY = "primary"
QUIET = "quiet"
LINK = "link"
RECORD = "record"
SIDE = 16
GAP = 4
TOO_MUCH = QSize(3, 3)  # Qt adds it to every tool button of a stylesheet


class ActionButton(QPushButton):
    def __init__(
        self, act: QAction, kind: str = "", parent: QWidget | None = None, *, worded: bool = True
    ) -> None:
        """One that is not worded shows its icon alone."""
        super().__init__(parent)
        self._act = act
        self._worded = worded
        self._primary = kind == PRIMARY
        self._withdrawn = False
        self.setProperty("kind", kind)
        self.setProperty(OF_ACTION, True)
        self.setAutoDefault(True)  # Enter presses it on a page too, as in a dialog
        self.setIconSize(QSize(theme.px(SIDE + GAP), theme.px(SIDE)))
        if kind == LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(act.trigger)
        act.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        # Without its mnemonic: Alt and a letter go to the tabs.
        self.setText(plain(self._act).replace("&", "&&") if self._worded else "")
        name = self._act.property("icon_name")
        inked = bool(name) and self._primary and self._act.isEnabled()
        self.setIcon(icons.icon(name, icons.Ink.ON_ACCENT) if inked else self._act.icon())
        self.setToolTip(self._act.toolTip())
        self.setEnabled(self._act.isEnabled())
        if self._withdrawn is self._act.isVisible():
            self._withdrawn = not self._withdrawn
            self.setVisible(not self._withdrawn)
        self.setAccessibleName(plain(self._act))
        self.setAccessibleDescription(self._act.statusTip())


def button(act: QAction, kind: str = "", *, worded: bool = True) -> ActionButton:
    """A button for an action; a primary one is drawn in the accent, its icon too."""
    return ActionButton(act, kind, worded=worded)


def lead(one: QPushButton, *, leads: bool) -> None:
    """Enter presses the button that leads, which is drawn in the accent."""
    kind = PRIMARY if leads else ""
    one.setDefault(leads)
    if one.property("kind") != kind:
        one.setProperty("kind", kind)
        one.style().unpolish(one)  # it is dressed by what it was before
        one.style().polish(one)


class MoreButton(QToolButton):
    """“…”: the acts that have no button of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "more")
        self.setIcon(icons.icon("more"))
        self.setIconSize(QSize(theme.px(icons.SIDE), theme.px(icons.SIDE)))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate(mark("More")))
        self.setToolTip(translate(mark("More")))
        self.acts = QMenu(self)
        self.setMenu(self.acts)
        self.hide()

    def add(self, act: QAction) -> None:
        self.acts.addAction(act)
        part_letters(self.acts.actions())
        self.setVisible(self.parentWidget() is not None)

    def sizeHint(self) -> QSize:
        """As high as the buttons it stands beside."""
        return super().sizeHint() - TOO_MUCH
