"""A line of a record's short lists: what it is over its detail, and what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import MoreButton
from fablab_desk.ui.cards import INKS, LINK_ROOM, IconLabel, Item, Label, Link
from fablab_desk.ui.shortened import as_tip

Acts = Sequence[tuple[str, Callable[[], None]]]  # msgid and what it does
TOP = Qt.AlignmentFlag.AlignTop


class ActedLine(QWidget):
    def __init__(self, item: Item, detail: str = "", acts: Acts = ()) -> None:
        """The detail is a text; without acts there is no “…”."""
        super().__init__()
        words = QVBoxLayout()
        words.setContentsMargins(0, theme.px(5), 0, theme.px(4))
        words.setSpacing(0)
        words.addWidget(Link(item) if item.slot else Label(item.text, wrap=True))
        if detail:
            said = Label(detail, "muted", wrap=True)
            said.setContentsMargins(LINK_ROOM if item.slot else 0, 0, 0, 0)
            words.addWidget(said)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        icon = IconLabel(item.icon, INKS[item.tone])
        icon.setContentsMargins(0, theme.px(9 if item.slot else 6), 0, 0)
        layout.addWidget(icon, 0, TOP)
        layout.addLayout(words, 1)
        if item.right:
            right = Label(item.right, "muted")
            right.setFont(theme.font(tabular=True))
            right.setContentsMargins(0, theme.px(5), 0, 0)
            layout.addWidget(right, 0, TOP)
        if acts:
            layout.addWidget(self._more(item.text, acts), 0, TOP)

    def _more(self, text: str, acts: Acts) -> MoreButton:
        more = MoreButton(self)
        more.setProperty("kind", "line")
        about = translate(mark("More about {what}")).format(what=text)
        more.setAccessibleName(about)
        more.setToolTip(as_tip(about))
        for msgid, slot in acts:
            more.add(action(self, msgid, slot))
        return more
