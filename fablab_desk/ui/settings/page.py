"""One page of the settings: what it is about, its acts, and what it shows."""

from typing import Any

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.i18n import translate
from fablab_desk.ui import theme
from fablab_desk.ui.buttons import PRIMARY, button
from fablab_desk.ui.cards import Label, Sentence
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.reading_order import chain_as_read


class SettingsPage(QWidget):
    """Reads itself when it is shown, and again after every change while it is in sight."""

    def __init__(self, desk: Desk, title: str, about: str) -> None:
        """Msgids both."""
        super().__init__()
        self.desk = desk
        self.setAccessibleName(translate(title))
        self.about = Sentence(translate(about), "muted")
        self._acts = Flow(right=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        name = Label(translate(title), "heading")
        name.setMinimumHeight(theme.px(36))
        head.addWidget(name, 1)
        head.addWidget(self._acts)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(head)
        words.addWidget(self.about)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words)
        layout.addLayout(self.body, 1)
        layout.addStretch()  # where nothing of it may be seen, the rest stays at the top
        desk.changed.connect(self._on_changed)
        desk.seated.connect(self._on_seated)

    def read(self) -> None:
        """Ask for what the page shows."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what the next account may not be allowed to see."""

    def add_primary(self, act: QAction) -> None:
        """The one act the page is for, at the top right."""
        self.addAction(act)
        self._acts.add(button(act, PRIMARY))

    def add_secondary(self, act: QAction) -> None:
        self.addAction(act)
        self._acts.insert(0, button(act))

    def _on_seated(self, _seat: object) -> None:
        self.forget()
        if self.isVisible():
            self.read()

    def _on_changed(self, _touched: frozenset[Any]) -> None:
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        chain_as_read(self)
        self.read()
