"""The chosen record at the right of a list: head, most used acts, key facts, short lists."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.avatar import Avatar
from fablab_desk.ui.buttons import RECORD, MoreButton, button
from fablab_desk.ui.cards import Card, IconLabel, Item, ItemLine, KeyFacts, Label, SectionTitle
from fablab_desk.ui.chips import Chip, ChipLabel
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.shortened import as_tip, shortened

MARGIN, LEAST = 16, 240
LONGEST = 80  # letters of a title: the acts under it stay in sight
NONE_CHOSEN = mark("Choose a line to see what is known.")


class RecordCard(Card):
    """Filled anew by the tab's `show_record`; its buttons stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setAccessibleName(translate(mark("Chosen record")))
        self._avatar = Avatar()
        self._title = Label(kind="heading", wrap=True)
        self._detail = Label(kind="muted", wrap=True)
        self._chip: QWidget | None = None
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        self.more = MoreButton(self)
        self._acts.addWidget(self.more)
        self._nothing = Label(translate(NONE_CHOSEN), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._top = QWidget()
        self._below = QWidget()
        self._content = QVBoxLayout(self._below)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(12)
        self._lay_out()
        self.show_empty(translate(NONE_CHOSEN))

    def _lay_out(self) -> None:
        words = QWidget()
        names = QVBoxLayout(words)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._detail)
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(0, 4, 0, 0)
        names.addLayout(self._chips)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(12)
        top.addLayout(head)
        top.addLayout(self._acts)

        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(MARGIN, 20, MARGIN, 20)
        layout.setSpacing(16)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self._top)
        layout.addWidget(self._below)
        layout.addStretch()
        self._scroll = Scroll(inner)
        self.body.addWidget(self._scroll)

    def add_action(self, act: QAction) -> None:
        """One of the few most used acts, as a button under the head."""
        made = button(act, RECORD)
        self._acts.insertWidget(self._acts.count() - 1, made, 1)

    def set_head(
        self,
        title: str,
        detail: str = "",
        *,
        avatar: str = "",
        photo: bytes = b"",
        chip: Chip | None = None,
    ) -> None:
        """Texts, not msgids. Without `avatar` no round picture is shown."""
        self.clear()
        self._nothing.hide()
        self._top.show()
        self._below.show()
        self._title.setText(shortened(title, LONGEST))
        self._title.setToolTip(as_tip(title) if len(title) > LONGEST else "")
        self._title.setAccessibleName(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._avatar.setVisible(bool(avatar))
        self._avatar.show_name(avatar, photo)
        if chip:
            self._chip = ChipLabel(chip)
            self._chips.addWidget(self._chip)
            self._chips.addStretch()

    def alert(self, text: str) -> None:
        """What must be seen before anything else, in words and with its icon."""
        box = QFrame()
        box.setProperty("kind", "alert")
        layout = QHBoxLayout(box)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(IconLabel("alert", Ink.WARN), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Label(text, wrap=True), 1)
        self.add(box)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """(label, text) pairs: the label is a msgid; an empty text leaves the line out."""
        self.add(KeyFacts(facts, narrow=True))

    def section(self, msgid: str) -> None:
        title = SectionTitle(msgid)
        title.setContentsMargins(0, 8, 0, 0)
        self.add(title)

    def items(self, items: Sequence[Item], nothing: str = "") -> None:
        """A short list; `nothing` is the text that stands for an empty one."""
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for item in items:
            layout.addWidget(ItemLine(item))
        if not items and nothing:
            layout.addWidget(Label(nothing, "muted", wrap=True))
        self.add(box)

    def add(self, widget: QWidget) -> None:
        self._content.addWidget(widget)

    def clear(self) -> None:
        here = QApplication.focusWidget()
        if here and self._below.isAncestorOf(here):
            # Or the keys would go on elsewhere, as to the “Undo” of a toast.
            (self.more if self.more.isVisible() else self).setFocus()
        for layout in (self._content, self._chips):
            while item := layout.takeAt(0):
                if gone := item.widget():
                    gone.hide()
                    gone.deleteLater()

    def show_empty(self, text: str) -> None:
        self.clear()
        self._top.hide()
        self._below.hide()
        self._nothing.setText(text)
        self._nothing.show()

    def titles(self) -> list[QLabel]:
        return [self._title, self._detail]

    def minimumSizeHint(self) -> QSize:
        """As wide as its acts, in any language, beside a scroll bar too."""
        acts = self._acts.minimumSize().width() + 2 * MARGIN
        bar = self._scroll.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        least = max(theme.px(LEAST), acts + bar)
        return QSize(least, super().minimumSizeHint().height())
