"""A letter of its own, for Alt, underlined in each caption and button of a dialog."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from fablab_desk.ui.letters import bare, free_letter, letter_of, with_mnemonic

OF_ACTION = "of an action"  # a property of buttons
LETTERLESS = ("link", "pill")  # kinds of buttons that stand in numbers


def give_letters(root: QWidget, taken: Iterable[str] = ()) -> set[str]:
    """Underline a letter in every button, box and caption below; give all letters now taken.

    What has one keeps it. A button of an action has none: the action's own keys are on its hint.
    """
    bearers = _bearers(root)
    known = {*taken, *(letter_of(one.text()) for one in bearers)}
    for one in bearers:
        if letter_of(one.text()):
            continue
        text = bare(one.text())
        letter = free_letter(text, known)
        known.add(letter)
        one.setText(with_mnemonic(text, letter))
    return known - {""}


def _bearers(root: QWidget) -> list[QAbstractButton | QLabel]:
    """Buttons first: they are the same in every dialog."""
    buttons = [one for one in root.findChildren(QPushButton) if _is_verb(one)]
    captions = [one for one in root.findChildren(QLabel) if one.buddy() and one.text()]
    boxes = [one for kind in (QCheckBox, QRadioButton) for one in root.findChildren(kind)]
    return [*buttons, *captions, *(one for one in boxes if one.text())]


def _is_verb(button: QPushButton) -> bool:
    of_action = bool(button.property(OF_ACTION))
    return bool(button.text()) and not of_action and button.property("kind") not in LETTERLESS
