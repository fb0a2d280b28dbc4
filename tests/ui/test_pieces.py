"""The pieces people hand in, as the desk notes and prints them."""

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.people import (
    a_child,
    a_guardian,
    a_person,
    a_piece,
    a_piece_kind,
    a_wording,
    an_adult,
)
from fablab_desk.people.kinds import ConsentKind, Medium
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.piece_dialogs import AnswersDialog, NotePieceDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.settings.piece_dialogs import PieceKindDialog, WordingDialog
from fablab_desk.ui.settings.pieces import PiecesPage
from ui.at_desk import shown, undo
from ui.members import line_act, people_tab, record_of, stand_on, texts
from ui.settings import a_lab_set_up, dialog
from ui.settings import shown as shown_page


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PeopleTab:
    return people_tab(desk, qtbot)


def on(tab: PeopleTab, qtbot: QtBot, key: UUID, text: str) -> None:
    stand_on(qtbot, tab, key)
    qtbot.waitUntil(lambda: text in texts(tab.record))


def test_a_missing_piece_is_noted_and_taken_back(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    a_piece_kind(administrator, "Bulletin", validity=PieceValidity.SEASON)
    key = a_person(administrator)
    on(tab, qtbot, key, "Bulletin\nMissing")
    tab.pieces.note_action.trigger()
    form = shown(qtbot, tab, NotePieceDialog)
    form.note.set_value("Original")
    form.accept()
    qtbot.waitUntil(
        lambda: "until 31/08/2026 · noted by administrator · Original" in texts(tab.record)
    )
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: "Bulletin\nMissing" in texts(tab.record))


def test_a_piece_noted_by_mistake_is_withdrawn_on_its_line(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    kind, key = a_piece_kind(administrator), a_person(administrator)
    a_piece(administrator, key, kind)
    on(tab, qtbot, key, "Received on 02/03/2026")
    line_act(tab, "Withdraw this piece")()
    qtbot.waitUntil(lambda: "Bulletin\nMissing" in texts(tab.record))
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: "Received on 02/03/2026" in texts(tab.record))


def test_what_is_missing_of_a_minor_is_said_first(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    a_piece_kind(administrator, "Bulletin")
    a_piece_kind(administrator, "Autorisation", whom=PieceWhom.MINORS)
    child, adult = a_child(administrator), an_adult(administrator)
    on(tab, qtbot, child, "Nobody is named")
    alert = next(one for one in tab.record.findChildren(Label) if "missing" in one.text())
    assert alert.text() == "Under 18, missing: Bulletin, Autorisation\nNo photo"
    a_guardian(administrator, child, adult)
    on(tab, qtbot, child, "The other parent is not recorded")
    on(tab, qtbot, child, "may fetch")
    both = a_child(administrator, "Noa")
    for name in ("Bea", "Cléo"):
        a_guardian(administrator, both, an_adult(administrator, name))
    on(tab, qtbot, both, "Cléo")
    assert "The other parent is not recorded" not in texts(tab.record)


def test_both_guardians_and_the_child_answer_on_one_form(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    image = a_piece_kind(
        administrator,
        "Image",
        form=PieceForm.IMAGE,
        whom=PieceWhom.PEOPLE,
        validity=PieceValidity.MONTHS,
        months=36,
    )
    a_wording(administrator, image)
    child = a_child(administrator)
    for name in ("Ada", "Bea"):
        a_guardian(administrator, child, an_adult(administrator, name))
    on(tab, qtbot, child, "No photo")
    tab.pieces.answer_action.trigger()
    form = shown(qtbot, tab, AnswersDialog)
    assert form.wording.value() == "Je signe."
    form.accept()
    assert "Nobody has answered yet" in form.problems["answer 0"].text()
    for one in form.asked[:2]:
        one.given.set_value(True)
    form.asked[1].media.set_value(frozenset())
    form.accept()
    assert "Tick where pictures" in form.problems["media 1"].text()
    form.asked[1].media.boxes[Medium.LAB].click()
    form.accept()
    said = "Agreed on 02/03/2026 · until 02/03/2029 · Only: inside the lab · du 2026-01-01"
    qtbot.waitUntil(lambda: said in texts(tab.record))
    assert record_of(tab.desk, child).allows(ConsentKind.IMAGE) is True
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: record_of(tab.desk, child).allows(ConsentKind.IMAGE) is None)


def test_a_form_is_shown_for_each_piece_that_is_missing(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    kind, key = a_piece_kind(administrator), a_person(administrator)
    a_piece_kind(administrator, "Charte")
    on(tab, qtbot, key, "Bulletin")
    tab.pieces.print_action.trigger()
    assert shown(qtbot, tab, PaperPreview).document.pageCount() == 2
    a_piece(administrator, key, kind)
    on(tab, qtbot, key, "Received on")
    tab.pieces.batch_action.trigger()
    qtbot.waitUntil(
        lambda: [p.document.pageCount() for p in tab.findChildren(PaperPreview)][-1] == 1
    )


def test_a_kind_of_piece_is_added_with_its_wording_and_each_is_taken_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_lab_set_up(administrator)
    page = shown_page(qtbot, desk, PiecesPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 5)
    page.add_action.trigger()
    form = shown(qtbot, page, PieceKindDialog)
    form.label.set_value("Charte")
    form.whom.set_value(PieceWhom.AUDIENCE)
    form.accept()
    assert "Choose the audience" in form.problems["audience_id"].text()
    form.whom.set_value(PieceWhom.PEOPLE)
    form.validity.set_value(PieceValidity.MONTHS)
    form.accept()
    qtbot.waitUntil(lambda: [row.label for row in page.list.rows][-1] == "Charte")
    page.list.table.selectRow(5)
    qtbot.waitUntil(page.word_action.isEnabled)
    page.word_action.trigger()
    wording = dialog(page, WordingDialog)
    wording.label.set_value("2026")
    wording.text.set_value("Je signe la charte.")
    wording.accept()
    qtbot.waitUntil(lambda: [row.text for row in page.wordings.rows] == ["Je signe la charte."])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.wordings.rows) == 0)
    page.offer.away.trigger()
    qtbot.waitUntil(lambda: page.list.rows[5].archived_on is not None)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[5].archived_on is None)
    page.correct_action.trigger()
    form = shown(qtbot, page, PieceKindDialog)
    assert (form.label.value(), form.months.isEnabled()) == ("Charte", True)
    form.label.set_value("Charte du lab")
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[5].label == "Charte du lab")


def test_the_same_day_again_replaces_the_wording(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_lab_set_up(administrator)
    page = shown_page(qtbot, desk, PiecesPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 5)
    page.list.table.selectRow(1)
    qtbot.waitUntil(lambda: len(page.wordings.rows) == 1)
    page.wordings.table.selectRow(0)
    qtbot.waitUntil(page.reword_action.isEnabled)
    before = page.wordings.rows[0].text
    page.reword_action.trigger()
    form = dialog(page, WordingDialog)
    form.text.set_value("Autre texte.")
    form.accept()
    qtbot.waitUntil(lambda: [row.text for row in page.wordings.rows] == ["Autre texte."])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [row.text for row in page.wordings.rows] == [before])
