"""The apostrophe before a text that a spreadsheet program would take for a formula."""

import re

# The wide forms of = + - @ count as well.
_SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_PART = 1 << 18  # characters
_RISKY = re.compile(f"'*[{re.escape(_SIGNS)}]")
_GUARDED = re.compile(f"'+[{re.escape(_SIGNS)}]")


def guarded(text: str) -> str:
    """A text that begins with an apostrophe and a risky sign takes one more, to come back whole."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def holds_guards(text: str) -> bool:
    """Whether a guard may stand anywhere in it: one look spares one per cell."""
    # By parts: looking through a long text at once would hold every thread.
    parts = (text[start : start + _PART + 1] for start in range(0, len(text), _PART))
    return any(f"'{sign}" in part for part in parts for sign in _SIGNS)
