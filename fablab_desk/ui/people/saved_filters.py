"""The filters that were kept under a name, in a menu of the last pill. Read when it is opened."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from fablab_desk.i18n import mark, say, translate
from fablab_desk.overview.members import list_members
from fablab_desk.people.kinds import FILTER_TEXTS, PeopleFilter
from fablab_desk.ui.actions import action
from fablab_desk.ui.letters import with_mnemonic
from fablab_desk.ui.people.head import MORE_FILTERS, SAVED

if TYPE_CHECKING:
    from uuid import UUID

    from fablab_desk.db.listing import Listing
    from fablab_desk.overview.member_row import MemberRow
    from fablab_desk.people.filter_queries import FilterRow
    from fablab_desk.ui.people.tab import PeopleTab


class SavedFilters(QObject):
    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab, self._desk = tab, tab.desk
        self.chosen: FilterRow | None = None
        self.menu: QMenu | None = None
        self._before = ""
        self._choosing = False
        tab.pills.chosen_changed.connect(self._follow)
        self._declare_for_search()

    def _declare_for_search(self) -> None:
        """For Ctrl+K: the pills themselves are in sight."""
        show_late = partial(self._tab.show_filter, PeopleFilter.LATE.value)
        self.late_action = action(
            self,
            FILTER_TEXTS[PeopleFilter.LATE],
            show_late,
            icon="clock",
            words=mark("late overdue reminder list"),
        )
        self.offer_action = action(
            self,
            mark("Saved filters"),
            partial(self._tab.pills.choose, SAVED),
            icon="filter",
            words=mark("filters list"),
        )
        self.new_action = action(
            self, mark("&New filter…"), self.compose, icon="filter", words=mark("filters list")
        )
        self._tab.addActions([self.late_action, self.offer_action, self.new_action])

    def listing(self, text: str) -> "Listing[MemberRow]":
        """Those the chosen one finds; while none is, everybody."""
        day = self._desk.today()
        if self.chosen is None:
            return list_members(PeopleFilter.ALL, day, text)
        from fablab_desk.overview.filters import list_filtered

        return list_filtered(self.chosen.draft.conditions, day, text)

    def _follow(self, key: str) -> None:
        if key != SAVED:
            self._before = key
            self._take(None)
        elif not self._choosing:
            self.open()

    def open(self, key: "UUID | None" = None) -> None:
        """Read them, and offer them; or go on with the one of that key."""
        from fablab_desk.people.filter_queries import list_filters

        account = self._desk.seat.account_id

        def arrive(rows: "list[FilterRow]") -> None:
            found = next((row for row in rows if row.id == key), None)
            if found:
                self.choose(found)
            else:
                self._offer(rows)

        self._desk.ask(lambda session: list_filters(session, account), arrive, self, "filters")

    def choose(self, row: "FilterRow") -> None:
        self._take(row)
        self._choosing = True
        self._tab.pills.choose(SAVED)
        self._choosing = False
        if row.told:
            self._desk.tell(" ".join(say(one) for one in row.told))

    def _take(self, row: "FilterRow | None") -> None:
        self.chosen = row
        self._tab.pills.call(SAVED, row.label if row else translate(MORE_FILTERS))

    def _offer(self, rows: "list[FilterRow]") -> None:
        self.menu = menu = QMenu(self._tab)
        for row in rows:
            act = menu.addAction(with_mnemonic(row.label, ""), partial(self.choose, row))
            act.setCheckable(True)
            act.setChecked(self.chosen is not None and self.chosen.id == row.id)
        if not rows:
            menu.addAction(translate(mark("No filter is kept yet"))).setEnabled(False)
        menu.addSeparator()
        menu.addAction(translate(mark("&New filter…")), partial(self.compose, None))
        if (chosen := self.chosen) is not None:
            correct = translate(mark("&Correct “{name}”…")).format(name=chosen.label)
            remove = translate(mark("Re&move “{name}”")).format(name=chosen.label)
            menu.addAction(correct, partial(self.compose, chosen))
            menu.addAction(remove, partial(self.remove, chosen))
        menu.aboutToHide.connect(self._step_back)
        menu.popup(self._tab.pills.corner(SAVED))

    def _step_back(self) -> None:
        """Nothing was chosen: the list is as it was."""
        if self.chosen is None:
            self._tab.pills.choose(self._before)

    def compose(self, row: "FilterRow | None" = None) -> None:
        from fablab_desk.ui.people.filter_dialog import FilterDialog

        dialog = FilterDialog(self._desk, self._tab, row)
        dialog.kept.connect(self.open)
        dialog.open_when_read()

    def remove(self, row: "FilterRow") -> None:
        from fablab_desk.people.service_filters import remove_filter, save_filter
        from fablab_desk.ui.undo import Undo

        said = translate(mark("The filter “{name}” is removed.")).format(name=row.label)
        key, draft = row.id, row.draft
        self._desk.do(
            lambda act: remove_filter(act, key),
            lambda _none: self._tab.pills.choose(self._before),
            self._tab,
            undo=lambda _none: Undo(said, lambda act: save_filter(act, key, draft)),
        )
