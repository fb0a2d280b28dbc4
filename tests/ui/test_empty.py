from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.cards import EmptyState, IconLabel
from ui.uncut import cut


def test_where_an_empty_list_is_low_its_words_are_read_without_the_picture(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    state = EmptyState("people", "Everybody who comes to the lab stands here. " * 3)
    state.setParent(window)
    state.offer(QAction("New person…", state))
    (picture,) = state.findChildren(IconLabel)
    for height, pictured in ((320, True), (150, False), (320, True)):
        state.setGeometry(0, 0, 420, height)
        window.show()
        qtbot.waitUntil(lambda: cut(state) == [])
        below, words = picture.geometry().bottom(), state.text.geometry().top()
        assert picture.isVisible() is pictured
        assert not pictured or below < words
