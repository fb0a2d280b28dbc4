"""The first figures on the screen while the program is still being loaded."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fablab_desk.overview.first_today import FirstToday, find_first_today
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import Seen
from fablab_desk.ui.today.frame import TodayFrame


def look(place: Path, _state: State, now: datetime) -> Seen | None:
    seen = find_first_today(place, now)
    return Seen(seen.lab.name, partial(_make, seen)) if seen else None


class TodayGlimpse(TodayFrame):
    """The first screen as its tab will show it; a line chosen here is opened by the tab."""

    def __init__(self, seen: FirstToday) -> None:
        super().__init__()
        self._seen = seen
        self._wanted: Callable[[TodayFrame], None] | None = None
        self.party_asked.connect(self._want_party)
        self.sign_asked.connect(self._want_to_sign)
        self.people_asked.connect(self._want_people)
        self.owed_asked.connect(self._want_owed)
        self.door_asked.connect(self._want_door)
        self.decide_asked.connect(self._want_decisions)
        for act in (self.cash_action, self.admit_action):
            act.setEnabled(False)
        for act in (self.till.open_action, self.till.close_action):
            act.setEnabled(False)

    def _want_party(self, key: UUID) -> None:
        self._wanted = lambda tab: tab.party_asked.emit(key)

    def _want_people(self, listed: str) -> None:
        self._wanted = lambda tab: tab.people_asked.emit(listed)

    def _want_owed(self) -> None:
        self._wanted = lambda tab: tab.owed_asked.emit()

    def _want_decisions(self) -> None:
        self._wanted = lambda tab: tab.decide_asked.emit()

    def _want_door(self) -> None:
        self._wanted = lambda tab: tab.door_asked.emit()

    def _want_to_sign(self) -> None:
        self._wanted = lambda tab: tab.sign_asked.emit()

    def hand_over(self, tab: QWidget) -> None:
        """Begin the tab with the same figures, and open what was asked for meanwhile."""
        if not isinstance(tab, TodayFrame):
            return
        for _part in self.fill(tab):
            pass
        if self._wanted:
            QTimer.singleShot(0, tab, partial(self._wanted, tab))

    def fill(self, page: TodayFrame) -> Iterator[QWidget]:
        page.show_till(self._seen.till, self._seen.lab.zone)
        yield page
        page.show_today(self._seen.today, self._seen.lab.zone)
        yield page


def _make(seen: FirstToday) -> Iterator[QWidget]:
    page = TodayGlimpse(seen)
    yield page
    yield from page.fill(page)
