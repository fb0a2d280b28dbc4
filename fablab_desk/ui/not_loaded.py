"""What is said of a tab that could not be loaded, and of an act that waited for its tab."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Card, EmptyState, Label
from fablab_desk.ui.tab_spec import TabSpec
from fablab_desk.ui.toasts import Notice


class NotLoaded(QWidget):
    """In the tab's place until another try succeeds; the tries are made by `again`."""

    def __init__(self, spec: TabSpec, again: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        said = mark(
            "This tab could not be loaded. Nothing recorded is lost. If it fails again, close "
            "the program and open it once more."
        )
        self.again = action(self, mark("Try again"), self._try)
        self._again = again
        self.state = EmptyState("bad", translate(said), self.again)
        card = Card()
        card.body.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 20)
        layout.setSpacing(14)
        layout.addWidget(Label(translate(spec.title), "title"))
        layout.addWidget(card, 1)
        if first := self.state.first_button():
            self.setFocusProxy(first)

    def _try(self) -> None:
        self.again.setEnabled(False)
        self._again()


def not_begun(what: str, go_back: Callable[[], None]) -> Notice:
    """`what` is the name of an act, a text."""
    said = translate(mark("“{act}” was not begun: another tab was opened meanwhile."))
    return Notice(said.format(act=what), translate(mark("Begin it")), go_back)
