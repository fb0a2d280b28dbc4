"""Alt and a letter for each field and button of a dialog: its own letter, underlined."""

import re
from collections.abc import Collection, Iterable

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from fablab_desk.ui.buttons import LINK, ActionButton

LETTERS = "abcdefghijklmnopqrstuvwxyz"  # digits and accents need Shift on some keyboards
_GIVEN = re.compile(r"(?<!&)(?:&&)*&([^&])")


def with_mnemonic(text: str, letter: str) -> str:
    """The text with “&” before the letter that Alt chooses it by, or after it in brackets."""
    place = text.lower().find(letter.lower())
    safe = text.replace("&", "&&")
    if not letter:
        return safe
    if place < 0:
        return f"{safe} (&{letter.upper()})"
    place += text[:place].count("&")
    return f"{safe[:place]}&{safe[place:]}"


def letter_of(text: str) -> str:
    """The letter that Alt chooses this text by, in lower case, or nothing."""
    found = _GIVEN.search(text)
    return found[1].lower() if found else ""


def free_letter(text: str, taken: Collection[str]) -> str:
    """The first letter of a word, or else any letter of the text, that nothing else has."""
    low = text.lower()
    initials = re.findall(r"(?<![^\W_])[a-z]", low)
    wanted = (one for one in (*initials, *low) if one in LETTERS and one not in taken)
    return next(wanted, "")


def give_letters(root: QWidget, taken: Iterable[str] = ()) -> set[str]:
    """Underline a letter in every button, box and caption below; give all letters now taken.

    What has one keeps it. A button of an action has none: the action's own keys are on its hint.
    """
    bearers = _bearers(root)
    known = {*taken, *(letter_of(one.text()) for one in bearers)}
    for one in bearers:
        if letter_of(one.text()):
            continue
        text = one.text().replace("&&", "&") if isinstance(one, QAbstractButton) else one.text()
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
    return (
        bool(button.text())
        and not isinstance(button, ActionButton)
        and button.property("kind") not in (LINK, "pill")
    )
