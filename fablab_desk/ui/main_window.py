"""The window: painted before anything is built in it, its tabs built when they are first shown."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from fablab_desk.ui import trace
from fablab_desk.ui.ground import lay_ground
from fablab_desk.ui.screen import fit_on_screen
from fablab_desk.ui.scroll import show_focused
from fablab_desk.ui.state import State

# Loaded once the window is painted: each of these would keep it waiting.
if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget

    from fablab_desk.ui.desk import Desk
    from fablab_desk.ui.tab_loading import Waiting
    from fablab_desk.ui.tab_spec import TabSpec, ToCome

SIZE = [1320, 820]
BREATH_MS = 1  # between making a page and showing it keys are heard; 0 would hear none
LEAST = (620, 380)  # 1320 × 820 at 200 %, less the system's own bars


class MainWindow(QMainWindow):
    painted = Signal()  # once, when the first picture is on the screen
    lock_asked = Signal()
    switch_asked = Signal()
    closed = Signal()

    def __init__(self, specs: Sequence["TabSpec"] | None, state: State, lab: str = "") -> None:
        """Without `specs` only its ground is painted, until it is furnished."""
        super().__init__()
        self.desk: Desk | None = None
        self.before_close: Callable[[Callable[[], None]], None] | None = None
        self.was_painted = False
        self._state = state
        self._specs: Sequence[TabSpec] = ()
        self._may_close = False
        self._tabs: dict[str, QWidget] = {}
        self._covered: list[QDialog] = []
        self.setWindowTitle("fablab_desk")
        self.setMinimumSize(*LEAST)
        width, height = state.read("size", SIZE)
        self.resize(width, height)
        if specs is None:
            lay_ground(self, state)
        else:
            self.furnish(specs, lab)
            self.equip()

    def furnish(self, specs: Sequence["TabSpec"], lab: str = "") -> None:
        """Build what is seen in the window, before the base is open."""
        from fablab_desk.ui.inside import Inside
        from fablab_desk.ui.tab_loading import TabLoading

        self._specs = specs
        self._loading = TabLoading()
        self._loading.loaded.connect(self._show_loaded)
        self._loading.failed.connect(self._show_failed)
        self.setPalette(QPalette())
        self.setWindowTitle(lab or "fablab_desk")
        inside = Inside(specs, lab or "fablab_desk")
        self.sidebar, self.pages, self.work = inside.sidebar, inside.pages, inside.work
        self.right, self.layers = inside.right, inside
        self.sidebar.locked.connect(self.lock_asked)
        self.sidebar.switched.connect(self.switch_asked)
        self.setCentralWidget(inside)
        keys = [spec.key for spec in specs]
        last = self._state.read("tab", keys[0])
        self.sidebar.tabs.setCurrentIndex(keys.index(last) if last in keys else 0)
        self._choose(self.sidebar.tabs.currentIndex())
        self.sidebar.chosen.connect(self._choose)

    def equip(self) -> None:
        """Build what is reached for, once what is seen stands."""
        from fablab_desk.ui.command import CommandPalette
        from fablab_desk.ui.toasts import Toasts

        self.command = CommandPalette(self, self._offered, self.open_tab)
        self.toasts = Toasts(self.right, self.work)
        self._declare_actions()

    def _declare_actions(self) -> None:
        from fablab_desk.i18n import mark
        from fablab_desk.ui.actions import action

        self.command_action = action(
            self, mark("Search everything"), self._search, "Ctrl+K", icon="search"
        )
        self.undo_action = action(self, mark("Undo"), self._undo, "Ctrl+Z", icon="undo")
        self.lock_action = action(
            self, mark("Lock the screen"), self.lock_asked.emit, "Ctrl+L", icon="lock"
        )
        self.undo_action.setEnabled(False)
        self.addActions([self.command_action, self.undo_action, self.lock_action])

    def take(self, desk: "Desk") -> None:
        """The base is open: build the tab that is shown, and hear the desk's news."""
        self.desk = desk
        desk.told.connect(self.toasts.show_notice)
        desk.seated.connect(lambda _seat: self.toasts.forget())
        desk.working.connect(self.work.add)
        desk.opening.connect(self.open_tab)
        desk.filtering.connect(self.show_filter)
        desk.undo_changed.connect(self._follow_undo)
        finders = [spec.find() for spec in self._specs if spec.find]
        self.command.search_in(desk, finders)
        self._make(self._specs[self.sidebar.tabs.currentIndex()])
        QTimer.singleShot(BREATH_MS, self, self._fill_first)

    def show_before(self, key: str, page: QWidget) -> None:
        """Show something in a tab's place until the base is open."""
        place = next(n for n, spec in enumerate(self._specs) if spec.key == key)
        self._put(place, page)
        self._choose(place)

    def show_lab(self, name: str) -> None:
        self.setWindowTitle(name or "fablab_desk")
        self.sidebar.show_lab(name or "fablab_desk")

    def open_tab(self, key: str, record: "UUID | None" = None) -> None:
        """Show a tab, and one record there."""
        place = next(n for n, spec in enumerate(self._specs) if spec.key == key)
        self.sidebar.tabs.setCurrentIndex(place)
        self._choose(place)
        if record is not None:
            self._loading.then(key, partial(self._open_record, key, record))

    def _open_record(self, key: str, record: "UUID") -> None:
        from fablab_desk.ui.tab_spec import OpensRecords

        tab: object = self._tabs.get(key)
        if isinstance(tab, OpensRecords):
            tab.open_record(record)

    def show_filter(self, key: str, listed: str) -> None:
        """Show what a filter of a tab lists."""
        self.open_tab(key)
        self._loading.then(key, partial(self._show_filter, key, listed))

    def _show_filter(self, key: str, listed: str) -> None:
        from fablab_desk.ui.tab_spec import ShowsFilters

        tab: object = self._tabs.get(key)
        if isinstance(tab, ShowsFilters):
            tab.show_filter(listed)

    def tab(self, key: str) -> QWidget | None:
        """The tab of that key, if it was shown already."""
        return self._tabs.get(key)

    def cover(self, screen: QWidget) -> None:
        """Put a screen over everything; what was open, and typed, waits under it unseen."""
        if self.desk is None:
            self._take_away_before()
        self._covered = [d for d in self.findChildren(QDialog) if d.isVisible()]
        for dialog in self._covered:
            dialog.hide()
        self.command.hide()
        self.layers.addWidget(screen)
        self.layers.setCurrentWidget(screen)
        screen.setFocus()

    def uncover(self) -> None:
        """Take the screen away and bring back what it hid."""
        if self.is_covered():
            _drop(self.layers, self.layers.currentIndex())
        self.pages.setFocus()
        for dialog in self._covered:
            dialog.show()
        self._covered = []

    def is_covered(self) -> bool:
        return self.layers.currentIndex() > 0

    def _choose(self, place: int, *, takes_keys: bool | None = None) -> None:
        spec = self._specs[place]
        if takes_keys is None:  # asked before a page that has the focus goes
            takes_keys = not self.sidebar.tabs.hasFocus()  # arrows go on along the tabs
        if self.desk is not None and self._stands(spec):
            made = self._tabs.get(spec.key) or self._make(spec)
            if self.pages.widget(place) is not made:
                self._put(place, made)
        self.pages.setCurrentIndex(place)
        if page := self.pages.widget(place):
            self.pages.setFocusProxy(page)
        if takes_keys and not self.is_covered():
            self.pages.setFocus()
        self._state.write("tab", spec.key)

    def _stands(self, spec: "TabSpec") -> bool:
        """Whether its code is loaded; what is not begins to be, behind a blank page."""
        if not spec.is_loaded() or self._loading.has_failed(spec.key):
            self._loading.begin(spec)
        return not self._loading.is_under_way(spec.key)

    def _show_loaded(self, key: str) -> None:
        waiting = self._loading.end(key)
        place = self.sidebar.tabs.currentIndex()
        if self._specs[place].key != key:  # whoever left it wants to be shown nothing of it
            for one in waiting:
                if one.left:
                    self._tell_left(key, one)
            return
        self._choose(place, takes_keys=False if self.command.isVisible() else None)
        for one in waiting:
            one.call()
        self._loading.give_keys()

    def _tell_left(self, key: str, waiting: "Waiting") -> None:
        """An act that was chosen is not begun over another tab, nor dropped without a word."""
        from fablab_desk.ui.not_loaded import not_begun

        def go_back() -> None:
            self.open_tab(key)
            waiting.call()

        self.toasts.show_notice(not_begun(waiting.left, go_back))

    def _show_failed(self, key: str) -> None:
        from fablab_desk.ui.not_loaded import NotLoaded

        place = next(n for n, spec in enumerate(self._specs) if spec.key == key)
        page = NotLoaded(self._specs[place], partial(self.open_tab, key))
        is_front = self.sidebar.tabs.currentIndex() == place
        self._put(place, page)
        if is_front:
            self.pages.setCurrentIndex(place)
            self.pages.setFocusProxy(page)
            if not (self.is_covered() or self.command.isVisible()):
                page.setFocus()

    def _make(self, spec: "TabSpec") -> QWidget:
        assert self.desk is not None
        made = self._tabs[spec.key] = spec.load()(self.desk)
        return made

    def _fill_first(self) -> None:
        place = self.sidebar.tabs.currentIndex()
        if (made := self._tabs.get(self._specs[place].key)) and made.parent() is None:
            self._put(place, made)
        QTimer.singleShot(BREATH_MS, self, self._show_first)

    def _show_first(self) -> None:
        self._choose(self.sidebar.tabs.currentIndex())
        trace.once("tab-built")
        if not self.is_covered():
            self.pages.setFocus()

    def _put(self, place: int, page: QWidget) -> None:
        from fablab_desk.ui.tab_spec import ComesBefore

        before: object = self.pages.widget(place)
        if isinstance(before, ComesBefore):
            before.hand_over(page)
        self.pages.insertWidget(place, page)
        _drop(self.pages, place + 1)

    def _take_away_before(self) -> None:
        """Who has to sit down first, or opens another base, does not see what stood there."""
        from fablab_desk.ui.tab_spec import ComesBefore

        for place in range(self.pages.count()):
            before: object = self.pages.widget(place)
            if isinstance(before, ComesBefore):
                blank = QWidget()
                blank.setObjectName("page")
                self.pages.insertWidget(place, blank)
                _drop(self.pages, place + 1)

    def _offered(self) -> list[tuple["QAction", Callable[[], None]]]:
        from PySide6.QtGui import QAction

        from fablab_desk.i18n import mark, translate
        from fablab_desk.ui.tab_spec import HasPages

        own = [act for act in self.actions() if act is not self.command_action]
        if self.is_covered():  # what the screen above can do, and how the window looks
            screen = self.layers.currentWidget()
            own = [act for act in own if act.objectName()]
            own[:0] = screen.actions() if screen else []
        offered = [(act, _nothing) for act in own]
        if self.desk is None or self.is_covered():
            return offered
        for spec in self._specs:
            show = partial(self.open_tab, spec.key)
            go = QAction(translate(spec.title), self.command)
            go.setProperty("icon_name", spec.icon)
            go.setStatusTip(translate(mark("Go to this tab")))
            offered.append((go, show))
            if tab := self._tabs.get(spec.key):
                acts = tab.actions()
                if isinstance(tab, HasPages) and self.pages.currentWidget() is tab:
                    acts = acts + tab.acts_in_front()
                offered += [(act, show) for act in acts]
            else:
                offered += [(self._act_to_come(spec.key, said), show) for said in spec.acts]
        return offered

    def _act_to_come(self, key: str, said: "ToCome") -> "QAction":
        """An act of a tab that was never shown: the tab is shown first, then its act is done."""
        from PySide6.QtGui import QAction

        from fablab_desk.i18n import translate
        from fablab_desk.ui.actions import WORDS, plain

        act = QAction(translate(said.title), self.command)
        act.setProperty("icon_name", said.icon)
        act.setProperty(WORDS, translate(said.words))
        act.setStatusTip(translate(said.hint))
        do = partial(self._do_there, key, said.attribute)
        act.triggered.connect(lambda: self._loading.then(key, do, plain(act)))
        return act

    def _do_there(self, key: str, attribute: str) -> None:
        attrgetter(attribute)(self._tabs[key]).trigger()

    def _search(self) -> None:
        self.command.open_with(finds=not self.is_covered())

    def _undo(self) -> None:
        if self.desk is not None and not self.is_covered():
            self.desk.undo()

    def _follow_undo(self) -> None:
        if self.desk is None:
            return
        self.toasts.drop_past()
        what = self.desk.next_undo()
        self.undo_action.setEnabled(bool(what))
        self.undo_action.setStatusTip(what)

    def _close_now(self) -> None:
        self._may_close = True
        self.close()

    def _first_painted(self) -> None:
        trace.once("window-painted")
        fit_on_screen(self)
        self.painted.emit()

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self._first_painted)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        if not self.isMaximized():
            self._state.write("size", [self.width(), self.height()])

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        show_focused(self)
        return moved

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        if self._loading.takes(self._specs[self.sidebar.tabs.currentIndex()].key, event):
            return
        text = event.text()
        # No field took the key: whoever types a letter is looking for something.
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)  # no such button
        if text.isalnum() and not with_alt and self.desk is not None and not self.is_covered():
            self.command.open_with(text)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: "QCloseEvent") -> None:
        if self.before_close and not self._may_close and self.desk is not None:
            event.ignore()
            self.before_close(self._close_now)
            return
        if self.desk is not None:
            self.desk.close()
        self._state.save()
        super().closeEvent(event)
        self.closed.emit()


def _drop(pages: "QStackedWidget", place: int) -> None:
    if gone := pages.widget(place):
        pages.removeWidget(gone)
        gone.deleteLater()


def _nothing() -> None:
    return
