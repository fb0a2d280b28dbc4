"""The settings: a list of pages at the left, the chosen one at the right."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme
from fablab_desk.ui.actions import action, plain
from fablab_desk.ui.cards import ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.settings.accounts import AccountsPage
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.assembly import AssemblyPage
from fablab_desk.ui.settings.audiences import AudiencesPage
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.settings.carriers import CarriersPage
from fablab_desk.ui.settings.closings import ClosingsPage
from fablab_desk.ui.settings.custom_fields import CustomFieldsPage
from fablab_desk.ui.settings.figures import FiguresPage
from fablab_desk.ui.settings.hours import HoursPage
from fablab_desk.ui.settings.insurance import InsurancePage
from fablab_desk.ui.settings.journal import JournalPage
from fablab_desk.ui.settings.lab import LabPage
from fablab_desk.ui.settings.methods import MethodsPage
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.pages import PAGES
from fablab_desk.ui.settings.personal import PersonalPage
from fablab_desk.ui.settings.pieces import PiecesPage
from fablab_desk.ui.settings.plans import PlansPage
from fablab_desk.ui.settings.spaces import SpacesPage
from fablab_desk.ui.settings.texts import TextsPage
from fablab_desk.ui.settings.workstation import WorkstationPage
from fablab_desk.ui.tab_spec import ToCome

WIDTH, ICONS = 268, 68
NARROW = 640  # its pages are known by their icons and their hints
ROW = 36


MAKERS: tuple[Callable[[Desk], SettingsPage], ...] = (
    LabPage,
    AudiencesPage,
    PlansPage,
    PiecesPage,
    CustomFieldsPage,
    ArticlesPage,
    TextsPage,
    MethodsPage,
    AccountsPage,
    FiguresPage,
    HoursPage,
    SpacesPage,
    InsurancePage,
    CarriersPage,
    AssemblyPage,
    PersonalPage,
    ClosingsPage,
    BackupsPage,
    JournalPage,
    WorkstationPage,
)


class SettingsTab(Page):
    """Each page is built when it is first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(mark("Settings"))
        self.say_state(translate(mark("Everything said at the first start, and what came since.")))
        self._desk = desk
        self._made: dict[int, SettingsPage] = {}
        self._frames: dict[int, Scroll] = {}
        self.names = QListWidget()
        self.names.setAccessibleName(translate(mark("Pages of the settings")))
        self.names.setIconSize(QSize(theme.px(icons.SIDE), theme.px(icons.SIDE)))
        self.names.setUniformItemSizes(True)
        self.names.setSpacing(1)
        self.pages = QStackedWidget()
        for place, entry in enumerate(PAGES):
            self._add(place, entry)
        self._lay_out()
        self.setFocusProxy(self.names)
        self.names.currentRowChanged.connect(self._show)
        last = desk.state.read("settings page", 0)
        self.names.setCurrentRow(last if 0 <= last < len(PAGES) else 0)

    def page(self, place: int) -> SettingsPage:
        """Show the page of that place in the list, and give it."""
        self.names.setCurrentRow(place)
        return self._made[place]

    def show_filter(self, listed: str) -> None:
        """Show the page whose act is called so."""
        places = [entry.attribute for entry in PAGES]
        self.page(places.index(listed))

    def acts_in_front(self) -> list[QAction]:
        """What the shown page can do; two of one name, of two lists, are left to their buttons."""
        acts = self._made[self.names.currentRow()].findChildren(QAction)
        count = Counter(plain(act) for act in acts)
        return [act for act in acts if count[plain(act)] == 1]

    def stops(self) -> list[tuple[str, Callable[[], object]]]:
        """Every page after the first, with the name of its picture, for a tour."""
        return [
            (f"{place + 1:02}", partial(self.names.setCurrentRow, place))
            for place in range(1, len(PAGES))
        ]

    def _add(self, place: int, entry: ToCome) -> None:
        item = QListWidgetItem(icons.icon(entry.icon, icons.Ink.MUTED), translate(entry.title))
        item.setSizeHint(QSize(0, theme.px(ROW)))
        item.setToolTip(translate(entry.title))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, translate(entry.title))
        self.names.addItem(item)
        show = partial(self.names.setCurrentRow, place)
        go = action(self, entry.title, show, icon=entry.icon, hint=entry.hint, words=entry.words)
        setattr(self, entry.attribute, go)  # as Ctrl+K knows it before this tab is built
        self.addAction(go)

    def _lay_out(self) -> None:
        self._card = card = ListCard(margin=6)
        card.setFixedWidth(theme.px(WIDTH))
        card.body.addWidget(self.names)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(card)
        sides.addWidget(self.pages, 1)
        self.body.addLayout(sides, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self._card.setFixedWidth(theme.px(ICONS if narrow else WIDTH))
        for place, entry in enumerate(PAGES):
            self.names.item(place).setText("" if narrow else translate(entry.title))

    def _show(self, place: int) -> None:
        if place < 0:
            return
        if place not in self._made:
            self._made[place] = MAKERS[place](self._desk)
            self._frames[place] = Scroll(self._made[place])
            self.pages.addWidget(self._frames[place])
        self.pages.setCurrentWidget(self._frames[place])
        self._desk.state.write("settings page", place)
