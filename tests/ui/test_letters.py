import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.letters import bare, free_letter, letter_of, part_letters, with_mnemonic
from fablab_desk.ui.underlined import give_letters


@pytest.mark.parametrize(
    ("text", "letter", "written"),
    [
        ("Adhérents", "a", "&Adhérents"),
        ("Aujourd’hui", "j", "Au&jourd’hui"),
        ("Réglages", "z", "Réglages (&Z)"),
        ("Formes & volumes", "v", "Formes && &volumes"),
        ("Été", "", "Été"),
    ],
)
def test_a_letter_is_written_into_a_text_and_read_again(
    text: str, letter: str, written: str
) -> None:
    assert with_mnemonic(text, letter) == written
    assert letter_of(written) == letter
    if "(" not in written:
        assert bare(written) == text


@pytest.mark.parametrize(
    ("text", "taken", "letter"),
    [
        ("Prénom et nom", "", "p"),
        ("Prénom et nom", "p", "e"),
        ("Prénom et nom", "pen", "r"),
        ("Été 2027", "", "t"),
        ("N° 12", "n", ""),
    ],
)
def test_the_first_letter_of_a_word_is_taken_where_it_is_free(
    text: str, taken: str, letter: str
) -> None:
    assert free_letter(text, taken) == letter


def test_of_two_acts_with_one_letter_the_second_gets_another(qapp: QApplication) -> None:
    acts = [QAction(text) for text in ("&Photo…", "Retirer la &photo", "&Renommer…", "Archiver")]
    part_letters(acts)
    assert [act.text() for act in acts] == [
        "&Photo…",
        "Retirer &la photo",
        "&Renommer…",
        "&Archiver",
    ]


def test_alt_and_its_letter_lead_to_a_field(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    form = QFormLayout(window)
    fields = [QLineEdit() for _ in range(2)]
    for name, field in zip(("Nom", "Naissance"), fields, strict=True):
        caption = QLabel(name)
        caption.setBuddy(field)
        form.addRow(caption, field)
    save = QPushButton("Nommer")
    form.addRow(save)
    assert give_letters(window) == {"n", "o", "a"}
    assert save.text() == "&Nommer"
    captions = [one.text() for one in window.findChildren(QLabel)]
    assert captions == ["N&om", "N&aissance"]
    assert give_letters(window) == {"n", "o", "a"}  # a second time nothing moves
    assert [one.text() for one in window.findChildren(QLabel)] == captions
