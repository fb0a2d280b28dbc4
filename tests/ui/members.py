"""The list of members, for the tests of what is done there."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.ui.actions import plain
from fablab_desk.ui.buttons import MoreButton
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.tab import PeopleTab


def people_tab(desk: Desk, qtbot: QtBot) -> PeopleTab:
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1100, 760)
    tab.show()
    return tab


def stand_on(qtbot: QtBot, tab: PeopleTab, key: UUID) -> None:
    tab.desk.changed.emit(frozenset({*tab.table.rows.listing.shows}))  # type: ignore[union-attr]
    tab.open_record(key)
    qtbot.waitUntil(lambda: tab.card is not None and tab.card.record.id == key)
    qtbot.waitUntil(lambda: "MEMBERSHIPS" in texts(tab.record))


def record_of(desk: Desk, key: UUID) -> PersonRecord:
    with desk.database.reading() as session:
        return load_record(session, key, desk.today())


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisibleTo(widget))


def line_act(tab: PeopleTab, msgid: str) -> Callable[[], None]:
    """An act of the “…” of a line of the card."""
    for more in tab.record.findChildren(MoreButton):
        for act in more.acts.actions():
            if plain(act) == msgid and more.isVisibleTo(tab.record):
                return act.trigger
    raise AssertionError(msgid)
