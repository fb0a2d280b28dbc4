"""Alt and a letter: the one underlined in a text, marked by “&” before it."""

import re
from collections.abc import Collection, Sequence

from PySide6.QtGui import QAction

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


def bare(text: str) -> str:
    """The text as it is read, without the mark of its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def part_letters(acts: Sequence[QAction]) -> None:
    """Let each act of a menu keep its letter, unless one before it has the same already."""
    wanted = {letter_of(act.text()) for act in acts}
    known = set[str]()
    for act in acts:
        letter = letter_of(act.text())
        if not letter or letter in known:
            text = bare(act.text())
            letter = free_letter(text, known | wanted) or free_letter(text, known)
            act.setText(with_mnemonic(text, letter))
        known.add(letter)
