"""Requests on personal data: the copy that is handed over, erasure. Opened late, from the menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fablab_desk.i18n import mark
from fablab_desk.people.kinds import PartyKind
from fablab_desk.ui.actions import action

if TYPE_CHECKING:
    from fablab_desk.ui.people.tab import PeopleTab


class PersonalActs(QObject):
    """Its acts join the menus of the tab."""

    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab = tab
        self.access_action = action(
            tab,
            mark("&Copy of all that is kept…"),
            self._access,
            icon="export",
            loads="people.access",
            words=mark("personal data access request ZIP portability"),
        )
        self.erase_action = action(
            tab,
            mark("E&rase this person…"),
            self._erase,
            icon="delete",
            loads="people.erase",
            words=mark("forget delete personal data request anonymise"),
        )

        self.retention_action = action(
            tab,
            mark("&To be archived…"),
            self._retention,
            icon="archive",
            loads="people.retention",
            words=mark("retention restricted archive GDPR old records"),
        )

    def join(self) -> None:
        """In the menu of the record."""
        acts = (self.access_action, self.erase_action)
        self._tab.add_row_group(mark("Personal &data"), "account", *acts)
        self._tab.add_more(self.retention_action)

    def update(self) -> None:
        row = self._tab.chosen()
        for act in (self.access_action, self.erase_action):
            act.setEnabled(row is not None and row.kind is PartyKind.PERSON)

    def _retention(self) -> None:
        from fablab_desk.ui.people.retention import RetentionDialog

        RetentionDialog(self._tab.desk, self._tab).open()

    def _access(self) -> None:
        from fablab_desk.ui.people.access import ask_for_access

        if row := self._tab.chosen():
            ask_for_access(self._tab.desk, self._tab, row.id, row.name)

    def _erase(self) -> None:
        from fablab_desk.ui.people.erase import open_erasure

        if row := self._tab.chosen():
            open_erasure(self._tab.desk, self._tab, row.id)
