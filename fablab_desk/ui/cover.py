"""What stands in the place of the tabs when the base cannot be opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.db.errors import DamagedError, NotADatabaseError, UnfinishedVersionError
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Card, IconLabel, Label
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.underlined import give_letters

SPENT = (DamagedError, UnfinishedVersionError)
MENDED = (*SPENT, NotADatabaseError)  # unless its name was mistyped


class ShutDoor(QWidget):
    """The sentence of the refusal, and what can be done about it."""

    def __init__(
        self,
        refusal: DeskError,
        again: Callable[[], None],
        choose: Callable[[str], None],
        restore: Callable[[], None] | None = None,
    ) -> None:
        """`restore` is offered where a copy in its place would mend what the refusal tells."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._choose = choose
        card = Card()
        card.setFixedWidth(theme.px(520))
        head = QHBoxLayout()
        head.addWidget(IconLabel("database", Ink.BAD, 24))
        head.addWidget(Label(translate(mark("The base cannot be opened")), "title"), 1)
        said = Label(say(refusal), wrap=True)
        self.again = QPushButton(translate(mark("Try again")))
        self.again.clicked.connect(again)
        self.restore = QPushButton(translate(mark("Restore a copy…")))
        mends = restore is not None and isinstance(refusal, MENDED)
        if restore and mends:
            self.restore.clicked.connect(restore)
        self.restore.setVisible(mends)
        first = self.restore if isinstance(refusal, SPENT) and mends else self.again
        first.setProperty("kind", "primary")
        other = QPushButton(translate(mark("Open another base…")))
        other.clicked.connect(self._ask)
        if mends:
            self._also_by_search(mark("Restore a copy…"), self.restore, "backup")
        self._also_by_search(mark("Try again"), self.again, "refresh")
        self._also_by_search(mark("Open another base…"), other, "open")
        buttons = Flow()
        for button in (self.restore, self.again, other):
            button.setAutoDefault(True)  # Enter presses it, as in a dialog
            buttons.add(button)
        card.body.addLayout(head)
        card.body.addWidget(said)
        card.body.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        give_letters(self)
        self.setFocusProxy(first)

    def _also_by_search(self, msgid: str, button: QPushButton, icon: str) -> None:
        self.addAction(action(self, msgid, button.click, icon=icon))

    def _ask(self) -> None:
        dialog = FileDialog(self, translate(mark("Open another base…")))
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(self._choose)
        dialog.open()
