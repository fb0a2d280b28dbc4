"""The first members on the screen while the program is still being loaded."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QWidget

from fablab_desk.overview.first_members import FirstMembers, find_first_members
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.ui.actions import action
from fablab_desk.ui.paging import PAGE
from fablab_desk.ui.people.columns import columns
from fablab_desk.ui.people.head import ADMIT, ENROL, FILTERS, HINT, IMPORT, KEY, TAKE, TITLE
from fablab_desk.ui.scaffold import ListFrame, ListTab
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import Seen


def look(place: Path, state: State, now: datetime) -> Seen | None:
    """The rows that the list will begin with, in the order it was left in."""
    kept: dict[str, Any] = state.read(f"table {KEY}", {})
    order, descending = kept.get("order", ""), kept.get("descending", False)
    seen = find_first_members(place, now, order, bool(descending), PAGE)
    return Seen(seen.lab.name, partial(_make, seen, state)) if seen else None


class NoDesk:
    """Nothing is answered before the base is open."""

    def __init__(self, state: State) -> None:
        self.state = state

    def ask(self, *_question: Any, **_how: Any) -> None:
        return

    def forget(self, _owner: object) -> None:
        return


class MembersGlimpse(ListFrame[MemberRow]):
    """The list as its tab will show it; what is typed here goes over to the tab."""

    def __init__(self, seen: FirstMembers, state: State) -> None:
        super().__init__(
            NoDesk(state),
            key=KEY,
            title=TITLE,
            columns=columns(lambda: seen.lab.today),
            hint=HINT,
            filters=FILTERS,
        )
        self._seen = seen
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.header().setSectionsClickable(False)

    def fill(self) -> None:
        self.table.rows.begin(self._seen.start)
        self._show_acts()

    def _show_acts(self) -> None:
        """They take their room, and wait."""
        admit = action(self, ADMIT, _wait, icon="person-add")
        take_in = action(self, IMPORT, _wait, icon="import")
        for act in (admit, take_in):
            act.setEnabled(False)
        self.more.show()
        self.more.setEnabled(False)
        self.add_secondary(take_in)
        self.add_primary(admit)
        for word, icon in ((ENROL, "membership"), (TAKE, "cash")):
            self.record.add_action(action(self, word, _wait, icon=icon))
        self.record.more.show()

    def hand_over(self, tab: QWidget) -> None:
        """Begin the tab with the same rows, and look for what was typed meanwhile."""
        if not isinstance(tab, ListTab):
            return
        if not tab.table.rows.loaded:
            tab.table.rows.begin(self._seen.start)
        if chosen := self.pills.chosen():
            tab.pills.choose(chosen)
        if typed := self.search.text():
            tab.search.setText(typed)
            tab.search.setCursorPosition(self.search.cursorPosition())
        elif scrolled := self.table.verticalScrollBar().value():
            to = partial(tab.table.verticalScrollBar().setValue, scrolled)
            QTimer.singleShot(0, tab, to)  # it is laid out first


def _wait() -> None:
    return


def _make(seen: FirstMembers, state: State) -> Iterator[QWidget]:
    page = MembersGlimpse(seen, state)
    yield page
    page.fill()
    yield page
