from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.staff.queries import list_self_acts
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.staff.sign import SignDialog
from ui.accessible import assert_accessible


def test_what_another_did_alone_is_signed_and_goes(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    other = Worker(administrator.database)
    other.does(lambda act: act.alone(new_key(), "nobody else was there"))
    dialog = SignDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(_signs(dialog)))
    assert_accessible(dialog)
    _signs(dialog)[0].click()
    qtbot.waitUntil(lambda: not _signs(dialog))
    with administrator.database.reading() as session:
        assert list_self_acts(session) == []


def _signs(dialog: SignDialog) -> list[QPushButton]:
    buttons = dialog.findChildren(QPushButton)
    return [one for one in buttons if one.text() == "Sign" and not one.isHidden()]
