from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk.paths import resources_folder
from fablab_desk.ui.print_dialog import PrintDialog

TRANSLATIONS = resources_folder() / "translations"
MESSAGES = [
    (context.findtext("name", ""), one.findtext("source", ""), one.findtext("translation", ""))
    for context in ElementTree.parse(TRANSLATIONS / "qt_fr.ts").iter("context")
    for one in context.iter("message")
]


@pytest.mark.parametrize(("context", "source", "french"), MESSAGES)
def test_each_of_qts_texts_that_its_own_french_lacks_is_compiled(
    context: str, source: str, french: str
) -> None:
    translator = QTranslator()
    assert translator.load("qt_fr", str(TRANSLATIONS))
    assert translator.translate(context, source) == french


def test_the_choice_of_pages_is_said_in_the_language_of_the_window(
    qapp: QApplication, qtbot: QtBot
) -> None:
    with a_program(qapp, "fr") as program:
        qtbot.addWidget(program.window)
        dialog = PrintDialog(QPrinter(), None)
        qtbot.addWidget(dialog)
        (pages,) = dialog.findChildren(QLabel, "pageSetLabel")
        assert pages.text() == "Page&s à imprimer\u00a0:"
        program.speak("en")
