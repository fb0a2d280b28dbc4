"""The frame of a tab: what it is, one sentence of state, its acts; a list and the chosen record."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSplitter, QVBoxLayout

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import PRIMARY, MoreButton, button
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.icons import icon as themed_icon
from fablab_desk.ui.letters import part_letters
from fablab_desk.ui.news import FollowsNews
from fablab_desk.ui.paging import Asks, Column, Row
from fablab_desk.ui.record import RecordCard
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.search_field import Filter, FilterPills, SearchField
from fablab_desk.ui.tables import RowTable

if TYPE_CHECKING:
    from fablab_desk.db.short_list import Listed
    from fablab_desk.ui.desk import Desk

RECORD = 292  # its buttons are whole, and a list of 1024 pixels shows most names so
NARROW = 700  # the record stands under its list
SEARCH, MOST_SEARCH, LIST_HEIGHT, RECORD_HEIGHT = 220, 384, 160, 200
UNBOUND = 16_777_215  # pixels: what a widget may be that has no limit
NOTHING_FOUND = mark("Nothing is found. Try fewer letters, or another filter.")
NOTHING_HERE = mark("Nothing is in this filter.")


@dataclass(frozen=True)
class Empty:
    """What is said while a list holds nothing at all: what it is for. A msgid."""

    icon: str
    text: str


class Page(FollowsNews):
    """A title, one sentence under it, acts at the right; what else goes into `body`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(translate(title))
        self.title = Label(translate(title), "title")
        self.state = Label("", "muted", wrap=True)
        self.more = MoreButton(self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.state)
        self._acts = Flow(right=True, spacing=10)
        self._acts.add(self.more)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._acts)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 20)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addLayout(self.body, 1)

    def say_state(self, text: str) -> None:
        self.state.setText(text)

    def add_primary(self, act: QAction) -> None:
        """The one act this screen is for, at the top right."""
        self.addAction(act)
        self._acts.add(button(act, PRIMARY))

    def add_secondary(self, act: QAction) -> None:
        self.addAction(act)
        self._acts.insert(1, button(act))

    def add_more(self, act: QAction) -> None:
        """An act of the whole list, in the “…” menu of the page."""
        self.addAction(act)
        self.more.add(act)


def _show_group(group: QMenu) -> None:
    group.menuAction().setVisible(any(act.isVisible() for act in group.actions()))


class ListFrame(Page, Generic[Row]):
    """What stands where in a tab with a list."""

    def __init__(
        self,
        asks: Asks,
        *,
        key: str,
        title: str,
        columns: Sequence[Column[Row]],
        hint: str,
        filters: Sequence[Filter] = (),
        two_lines: bool = True,
        order: str = "",
    ) -> None:
        super().__init__(title)
        self._key = key
        self._state = asks.state
        self.search = SearchField(hint)
        self.pills = FilterPills(filters)
        self.pills.setVisible(bool(filters))
        self.table: RowTable[Row] = RowTable(
            asks, columns, name=key, title=title, two_lines=two_lines, order=order
        )
        self.record = RecordCard()
        self.setFocusProxy(self.search)
        self._lay_out()
        self.splitter.splitterMoved.connect(self._remember_splitter)

    def _lay_out(self) -> None:
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(8)
        self.search.setMinimumWidth(theme.px(SEARCH))  # a name and how many are found
        tools.addWidget(self.search, 1)
        tools.addWidget(self.pills)
        card = ListCard()
        card.body.addWidget(self.table)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(16)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(card)
        self.splitter.addWidget(self.record)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        card.setMinimumHeight(theme.px(LIST_HEIGHT))
        self.splitter.setSizes(self._state.read(f"splitter {self._key}", [740, RECORD]))
        self.body.addLayout(tools)
        self.body.addWidget(Scroll(self.splitter), 1)

    def _remember_splitter(self, *_: int) -> None:
        self._state.write(f"splitter {self._key}", self.splitter.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not way:
            self.splitter.setOrientation(way)
        self.record.setMinimumHeight(theme.px(RECORD_HEIGHT) if narrow else 0)
        room = self.width() - 2 * theme.MARGIN - self._tools.spacing()
        under = self.pills.sizeHint().width() + theme.px(SEARCH) > room
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._tools.setDirection(down if under else beside)
        # One above the other, Qt would reckon the rows of filters in the width of the search.
        self.search.setMaximumWidth(UNBOUND if under else theme.px(MOST_SEARCH))


class ListTab(ListFrame[Row]):
    """A tab with a list; says in `listing_for`, `show_record`, `update_actions` what it is."""

    def __init__(
        self,
        desk: "Desk",
        *,
        key: str,
        title: str,
        columns: Sequence[Column[Row]],
        hint: str,
        shows: frozenset[type],
        empty: Empty,
        filters: Sequence[Filter] = (),
        two_lines: bool = True,
        order: str = "",
    ) -> None:
        super().__init__(
            desk,
            key=key,
            title=title,
            columns=columns,
            hint=hint,
            filters=filters,
            two_lines=two_lines,
            order=order,
        )
        self.desk = desk
        self._title = translate(title)
        self._shows = shows
        self._empty_text = translate(empty.text)
        self.export_action = action(
            self, mark("E&xport the list…"), self._export, icon="export", loads="export"
        )
        self.print_action = action(
            self, mark("&Print the list…"), self._print, icon="print", loads="printing"
        )
        self._empty = EmptyState(empty.icon, self._empty_text)
        self.table.set_empty(self._empty)
        self.add_more(self.export_action)
        self.add_more(self.print_action)
        self._connect()

    def listing_for(self, text: str, chosen_filter: str) -> "Listed[Row]":
        """The list for what is typed and the pill chosen; called at each key."""
        raise NotImplementedError

    def show_record(self, row: Row | None) -> None:
        """Fill `self.record` for the chosen row, or for none."""

    def update_actions(self) -> None:
        """Enable what can be done with the chosen row."""

    def activate(self, row: Row) -> None:
        """Enter or a double click on a row."""

    def start(self) -> None:
        """Called last by the tab's own __init__: reads the list for the first time."""
        self._search()
        self._choose()

    def chosen(self) -> Row | None:
        return self.table.chosen()

    def show_filter(self, listed: str) -> None:
        """What one of the pills lists, whatever was searched for before."""
        self.search.setText("")
        self.pills.choose(listed)
        self.table.setFocus()

    def open_record(self, key: UUID) -> None:
        """Stand on a record, whatever was searched for before."""
        if self.search.text() or self.pills.chosen():
            self.search.setText("")  # nobody typed that: Ctrl+Z does not bring it back
            self.pills.choose("")
        self.table.choose_first = False
        self.table.stand_on(key)
        self.table.setFocus()

    def add_primary(self, act: QAction) -> None:
        super().add_primary(act)
        self._empty.offer(act)

    def add_record_action(self, act: QAction) -> None:
        """One of the few most used acts on the chosen record."""
        self._add_to_list(act)
        self.record.add_action(act)

    def add_row_action(self, act: QAction) -> None:
        """An act on the chosen record without a button of its own."""
        self.record.more.add(act)
        self._add_to_list(act)  # which knows all letters that are taken

    def add_row_group(self, msgid: str, icon: str, *acts: QAction) -> None:
        """Acts on the chosen record under one line of its menus, seen while any of them is."""
        group = QMenu(translate(msgid), self)
        group.setIcon(themed_icon(icon))
        group.setToolTipsVisible(True)
        for act in acts:
            self.addAction(act)  # its keys hold in the whole tab
            group.addAction(act)
            act.visibleChanged.connect(partial(_show_group, group))
        part_letters(acts)
        self.record.more.add(group.menuAction())
        self.table.addAction(group.menuAction())
        part_letters(self.table.actions())

    def divide_row_actions(self) -> None:
        line = QAction(self)
        line.setSeparator(True)
        self.record.more.acts.addAction(line)
        self.table.addAction(line)

    def _add_to_list(self, act: QAction) -> None:
        """Its keys hold in the whole tab; the list offers it in its context menu."""
        self.addAction(act)
        self.table.addAction(act)
        part_letters(self.table.actions())

    def _connect(self) -> None:
        self.search.lead(self.table)
        self.search.textChanged.connect(lambda _text: self._search())
        self.pills.chosen_changed.connect(lambda _key: self._search())
        self.table.chosen_changed.connect(self._choose)
        self.table.activated_row.connect(self._activate)
        self.table.typed.connect(self._type)
        self.table.rows.counted.connect(self._counted)
        self.follow(self.desk, self._shows, self.table.reload)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._focus_search)

    def _search(self) -> None:
        text = self.search.text().strip()
        self.table.choose_first = bool(text)
        self.table.show_listing(self.listing_for(text, self.pills.chosen()))

    def _counted(self, count: int) -> None:
        typed = bool(self.search.text().strip())
        narrowed = typed or bool(self.pills.chosen())
        self.search.show_count(count if narrowed else None)
        if not count:
            nothing = translate(NOTHING_FOUND if typed else NOTHING_HERE)
            said = nothing if narrowed else self._empty_text
            self._empty.say(said, not narrowed)

    def _choose(self) -> None:
        self.show_record(self.chosen())
        self.update_actions()

    def _activate(self) -> None:
        if (row := self.chosen()) is not None:
            self.activate(row)

    def _type(self, letter: str) -> None:
        self._focus_search()
        self.search.insert(letter)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _export(self) -> None:
        from fablab_desk.ui.export import export_listing

        if (listing := self.table.shown_listing()) is not None:
            export_listing(self.desk, self, listing, self.table.rows.columns, self._title)

    def _print(self) -> None:
        from fablab_desk.ui.printing import Headed, print_listing

        if (listing := self.table.shown_listing()) is not None:
            sought = self.search.text().strip()
            said = translate(mark("search “{text}”")).format(text=sought) if sought else ""
            narrowed = " · ".join(part for part in (self.pills.said(), said) if part)
            head = Headed(self._title, narrowed)
            print_listing(self.desk, self, listing, self.table.shown_columns(), head)
