"""Texts that somebody typed too long for their place; whole in a tip beside."""

from PySide6.QtGui import Qt


def as_tip(text: str) -> str:
    """The same as it was typed: Qt would take a tag in a name for markup."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def shortened(text: str, most: int) -> str:
    """At most so many letters, the last of them an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
