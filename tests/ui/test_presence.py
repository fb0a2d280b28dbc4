"""The attestation of presence, asked for in its dialog."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.agenda import an_arrival
from builders.people import a_person
from fablab_desk.db.database import Database
from fablab_desk.overview.papers import papers_of
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.presence import PresenceDialog
from fablab_desk.ui.preview import PaperPreview
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, shown


def test_enter_alone_attests_this_year_and_shows_the_paper(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada")
    an_arrival(administrator, ada)
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = PresenceDialog(desk, owner, ada, "Ada Exemple")
    dialog.open()
    assert_accessible(dialog)
    press_enter(dialog.first)
    preview = shown(qtbot, owner, PaperPreview)
    assert preview.windowTitle().startswith("Attestation de présence A2026")
    with database.reading() as session:
        assert len(papers_of(ada).every(session)) == 1
    assert preview.document.pageCount() == 1


@pytest.mark.parametrize("days_later", [0, 1])
def test_a_period_that_cannot_be_attested_is_told_beside_its_field(
    desk: Desk, administrator: Worker, qtbot: QtBot, days_later: int
) -> None:
    ada = a_person(administrator, "Ada")
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = PresenceDialog(desk, owner, ada, "Ada Exemple")
    dialog.open()
    dialog.last.set_value(NOW.date() + timedelta(days=days_later))
    press_enter(dialog.last)
    field = "last" if days_later else "first"
    qtbot.waitUntil(dialog.problems[field].isVisible)
    assert dialog.isVisible()
