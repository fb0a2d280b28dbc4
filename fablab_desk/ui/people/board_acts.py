"""What the statutes ask of the list of members: what the board accepts, and its categories."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fablab_desk.i18n import mark
from fablab_desk.ui.actions import action

if TYPE_CHECKING:
    from fablab_desk.ui.people.tab import PeopleTab


class BoardActs(QObject):
    """Its acts join the menu of the tab."""

    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab = tab
        self.decide_action = action(
            tab,
            mark("Acceptance b&y the board…"),
            self._decide,
            icon="checks",
            loads="people.decisions",
            words=mark("requests decisions accept refuse meeting statutes"),
        )
        self.categories_action = action(
            tab,
            mark("Members by cate&gory…"),
            self._categories,
            icon="people",
            loads="people.categories",
            words=mark("count benefactor honorary active founder"),
        )

    def _decide(self) -> None:
        from fablab_desk.ui.people.decisions import DecisionsDialog

        DecisionsDialog(self._tab.desk, self._tab).open()

    def _categories(self) -> None:
        from fablab_desk.ui.people.categories import CategoriesDialog

        CategoriesDialog(self._tab.desk, self._tab).open()
