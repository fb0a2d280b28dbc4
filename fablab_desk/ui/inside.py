"""What stands in the window: the sidebar, the pages of the tabs, and what is under way."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fablab_desk.i18n import translate
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Card, Label
from fablab_desk.ui.ground import NARROW
from fablab_desk.ui.sidebar import Sidebar, entries_of
from fablab_desk.ui.tab_spec import TabSpec
from fablab_desk.ui.work_line import WorkLines


class Inside(QStackedWidget):
    """Its first layer is the desk itself; what covers it is laid over."""

    def __init__(self, specs: Sequence[TabSpec], lab: str) -> None:
        super().__init__()
        self.sidebar = Sidebar(entries_of(specs), lab)
        self.pages = QStackedWidget()
        for spec in specs:
            self.pages.addWidget(_Awaited(spec))
        self.work = WorkLines()
        self.right = QWidget()
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.work)
        desk = QWidget()
        layout = QHBoxLayout(desk)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self.right, 1)
        self.addWidget(desk)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_compact(self.width() < theme.px(NARROW))


class _Awaited(QWidget):
    """What is painted of a tab before the base is open."""

    def __init__(self, spec: TabSpec) -> None:
        super().__init__()
        self.setObjectName("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 20)
        layout.setSpacing(14)
        layout.addWidget(Label(translate(spec.title), "title"))
        layout.addWidget(Card(), 1)
