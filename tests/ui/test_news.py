from pytestqt.qtbot import QtBot

from fablab_desk.ui.desk import ANYTHING, Desk
from fablab_desk.ui.news import FollowsNews

TOUCHED = frozenset({int})


def test_what_a_commit_touched_is_read_anew_where_it_is_shown(desk: Desk, qtbot: QtBot) -> None:
    part, read = FollowsNews(), list[str]()
    qtbot.addWidget(part)
    part.follow(desk, TOUCHED, lambda: read.append("whole numbers"))
    part.follow(desk, frozenset({str}), lambda: read.append("texts"))
    part.show()
    desk.changed.emit(TOUCHED)
    assert read == ["whole numbers"]
    desk.changed.emit(ANYTHING)
    assert read == ["whole numbers", "whole numbers", "texts"]


def test_out_of_sight_it_reads_once_when_it_is_shown(desk: Desk, qtbot: QtBot) -> None:
    part, read = FollowsNews(), list[str]()
    qtbot.addWidget(part)
    part.follow(desk, TOUCHED, lambda: read.append("whole numbers"))
    desk.changed.emit(TOUCHED)
    desk.changed.emit(TOUCHED)
    assert read == []
    part.show()
    assert read == ["whole numbers"]
    part.hide()
    part.show()
    assert read == ["whole numbers"]
