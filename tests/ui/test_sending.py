"""What goes out to the people of the list."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.people import a_person
from fablab_desk.people.kinds import Purpose
from fablab_desk.people.service import archive_party
from fablab_desk.ui import export
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people import whom
from fablab_desk.ui.people.letters import LettersDialog
from fablab_desk.ui.people.mailing import MailingDialog
from fablab_desk.ui.people.member_cards import CardsDialog
from fablab_desk.ui.people.write_mail import MailDialog
from fablab_desk.ui.preview import PaperPreview
from ui.accessible import assert_accessible
from ui.at_desk import shown, undo, wait_gone
from ui.members import people_tab, record_of, stand_on

PATIENCE = 60_000  # ms


def test_a_sheet_of_cards_gives_numbers_to_those_without_and_takes_them_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada, bea = a_person(administrator, "Ada"), a_person(administrator, "Bea", card="04A2")
    gone = a_person(administrator, "Cléo")
    administrator.does(lambda act: archive_party(act, gone))
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 3)
    tab.sending.cards_action.trigger()
    dialog = shown(qtbot, tab, CardsDialog)
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.said.text() == "2 people · 1 sheet · 1 without a card"
    assert_accessible(dialog)
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(tab.findChildren(PaperPreview)), timeout=PATIENCE)
    (preview,) = tab.findChildren(PaperPreview)
    words = preview.document.getAllText(0).text()
    assert all(word in words for word in ("Ada Exemple", "00000001", "Bea Exemple", "04A2"))
    assert "Cléo" not in words
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record_of(desk, ada).draft.card == "")
    assert record_of(desk, bea).draft.card == "04A2"


def test_the_card_of_the_person_chosen_is_prepared_alone(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada, _bea = a_person(administrator, "Ada"), a_person(administrator, "Bea")
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, ada)
    tab.sending.cards_action.trigger()
    dialog = shown(qtbot, tab, CardsDialog)
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.said.text() == "1 person · 1 sheet · 1 without a card"
    dialog.whom.set_value(True)
    qtbot.waitUntil(lambda: dialog.said.text() == "2 people · 1 sheet · 2 without a card")


def test_an_empty_list_has_no_cards(desk: Desk, qtbot: QtBot) -> None:
    tab = people_tab(desk, qtbot)
    tab.sending.cards_action.trigger()
    dialog = shown(qtbot, tab, CardsDialog)
    qtbot.waitUntil(lambda: dialog.said.text() == "Nobody is in this list.")
    assert not dialog.verb.isEnabled()


def test_a_mailing_is_told_then_written_with_those_without_an_e_mail_apart(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    ada = a_person(administrator, "Ada", email="ada@example.org")
    a_person(administrator, "Bea")
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, ada)
    tab.sending.mailing_action.trigger()
    dialog = shown(qtbot, tab, MailingDialog)
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.said.text() == "1 e-mail · 1 person without an e-mail, in a file apart"
    assert_accessible(dialog)
    dialog.copy.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "ada@example.org")
    dialog.write(tmp_path / "list.csv")
    apart = tmp_path / "list - without e-mail.csv"
    qtbot.waitUntil(apart.exists)
    assert "Bea" in apart.read_text(encoding="utf-8-sig")
    wait_gone(qtbot, dialog)


def test_a_newsletter_nobody_agreed_to_goes_to_nobody(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada", email="ada@example.org")
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.sending.mailing_action.trigger()
    dialog = shown(qtbot, tab, MailingDialog)
    dialog.purpose.set_value(Purpose.NEWSLETTER)
    qtbot.waitUntil(lambda: dialog.said.text() == "0 e-mails · 1 did not agree, and is left out")
    assert [dialog.verb.isEnabled(), dialog.copy.isEnabled()] == [False, False]


def test_a_letter_is_seen_once_then_prepared_for_all(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada", email="ada@example.org")
    a_person(administrator, "Bea")
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    tab.sending.letters_action.trigger()
    dialog = shown(qtbot, tab, LettersDialog)
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.said.text() == "2 people · 2 without an address"
    assert_accessible(dialog)
    dialog.text.set_value("Hello {surname},")
    dialog.verb.click()
    assert dialog.problem.text().startswith("“surname” is no field of a letter.")
    dialog.text.set_value("Hello {first name},")
    dialog.one.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PaperPreview)), timeout=PATIENCE)
    (first,) = dialog.findChildren(PaperPreview)
    assert (first.document.pageCount(), dialog.problem.text()) == (1, "")
    assert "Hello Ada," in first.document.getAllText(0).text()
    dialog.by_post.set_value(True)
    qtbot.waitUntil(lambda: dialog.said.text() == "1 person · 1 without an address")


def test_a_letter_that_was_typed_is_not_lost_by_escape(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Ada")
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.sending.letters_action.trigger()
    dialog = shown(qtbot, tab, LettersDialog)
    qtbot.waitUntil(lambda: dialog.verb.isEnabled() and bool(dialog.text.value()))
    QTest.keyClicks(dialog.text, "Hello, ")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    (box,) = dialog.findChildren(QMessageBox)
    assert dialog.isVisible()
    box.buttons()[0].click()
    wait_gone(qtbot, dialog)
    tab.sending.letters_action.trigger()
    dialog = shown(qtbot, tab, LettersDialog)
    qtbot.waitUntil(lambda: dialog.verb.isEnabled() and bool(dialog.text.value()))
    dialog.reject()  # nothing was typed in this one
    wait_gone(qtbot, dialog)


def test_an_e_mail_that_was_typed_is_not_lost_by_escape(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, email="ada@example.org")
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, key)
    tab.sending.mail_action.trigger()
    dialog = shown(qtbot, tab, MailDialog)
    QTest.keyClicks(dialog.text, "Hello")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(dialog.findChildren(QMessageBox)) == 1
    assert dialog.isVisible()


def test_an_e_mail_is_kept_as_a_file_with_nothing_but_what_was_written(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    key = a_person(administrator, email="ada@example.org")
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, key)
    tab.sending.mail_action.trigger()
    dialog = shown(qtbot, tab, MailDialog)
    assert_accessible(dialog)
    dialog.text.set_value("À demain")
    file = tmp_path / "ada.eml"
    dialog.keep(file)
    wait_gone(qtbot, dialog)
    mail = message_from_bytes(file.read_bytes(), policy=default)
    body = mail.get_body()
    assert body
    assert (mail["To"], body.get_content().strip()) == ("ada@example.org", "À demain")


def test_an_e_mail_is_opened_in_the_mail_program_of_the_lab(
    desk: Desk, administrator: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(export, "open_outside", lambda where: opened.append(where.fileName()))
    key = a_person(administrator, email="ada@example.org")
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, key)
    tab.sending.mail_action.trigger()
    shown(qtbot, tab, MailDialog).send.click()
    qtbot.waitUntil(lambda: opened == ["ada@example.org.eml"])


def test_somebody_without_an_e_mail_is_told_to_have_none(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, a_person(administrator))
    tab.sending.mail_action.trigger()
    qtbot.waitUntil(lambda: bool(tab.findChildren(QMessageBox)))
    assert "has no e-mail" in tab.findChildren(QMessageBox)[0].text()


def test_more_people_than_are_drawn_at_once_are_told_to_be_too_many(
    desk: Desk, administrator: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whom, "MOST", 1)
    a_person(administrator, "Ada")
    a_person(administrator, "Bea")
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    tab.sending.cards_action.trigger()
    cards = shown(qtbot, tab, CardsDialog)
    qtbot.waitUntil(lambda: cards.said.text().startswith("2 people are too many"))
    assert not cards.verb.isEnabled()
    cards.reject()
    tab.sending.letters_action.trigger()
    letters = shown(qtbot, tab, LettersDialog)
    qtbot.waitUntil(lambda: letters.said.text().startswith("2 people are too many"))
    assert not letters.verb.isEnabled()
