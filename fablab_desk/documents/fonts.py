"""The typeface of papers, and texts made safe for it."""

import re
from functools import cache
from unicodedata import category, normalize
from xml.sax.saxutils import escape

from fablab_desk.documents.page import Strong, Text
from fablab_desk.paths import resources_folder

REGULAR = "SourceSans3"
SEMIBOLD = "SourceSans3-SemiBold"
NUMBERED = re.compile(r"(?<!\w)(\d{1,2}(?:er)?) (?=\w)")  # “3 mars” stays on one line
MISSING = "\N{WHITE SQUARE}"
FILES = {REGULAR: "SourceSans3_400Regular.ttf", SEMIBOLD: "SourceSans3_600SemiBold.ttf"}


@cache
def glyphs() -> frozenset[int]:
    """The characters of the typeface, which is made known to reportlab once."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = resources_folder() / "fonts" / "source-sans-3"
    found = []
    for name, file in FILES.items():
        font = TTFont(name, folder / file)
        pdfmetrics.registerFont(font)
        found.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, SEMIBOLD, REGULAR, SEMIBOLD)
    # An empty canvas or table cell would name Helvetica, which is not embedded.
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # text armour, which the archived PDF would take off again
    return frozenset.intersection(*found)


def printable(text: str) -> str:
    """The text with every run of characters that no font has shown as one white square."""
    # reportlab breaks lines at U+202F; the spaces of this typeface are narrow anyway.
    composed = normalize("NFC", text).replace("\u202f", "\u00a0").replace("\t", " ")
    composed = composed.replace("\r\n", "\n").replace("\r", "\n")
    if glyphs().issuperset(map(ord, composed.replace("\n", ""))):
        return composed
    return _with_squares(composed)


def _with_squares(text: str) -> str:
    # Imported late: most papers need no other font.
    from fablab_desk.documents.scripts import JOINERS, runs

    known, kept = glyphs(), ""
    heard = "".join(each for each in text if each in f"\n{JOINERS}" or not _is_mute(each))
    for font, run in runs(heard):
        if font not in (REGULAR, ""):
            kept += run
            continue
        for character in run:
            if character == "\n" or ord(character) in known:
                kept += character
            elif character not in JOINERS and category(character) not in ("Mn", "Me"):
                kept += MISSING
    return re.sub(f"{MISSING}+", MISSING, kept)


def _is_mute(character: str) -> bool:
    return category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def one_line(text: str) -> str:
    """The same for what describes a paper, where a line has no end."""
    return " ".join(printable(text).split())


def plain_line(text: str) -> str:
    """The same in this typeface alone, for what is drawn without the other fonts."""
    known = glyphs()
    return re.sub(".", lambda one: one[0] if ord(one[0]) in known else MISSING, one_line(text))


def markup(text: Text) -> str:
    """The text in reportlab's markup, where nothing that somebody typed is taken for a tag."""
    if isinstance(text, tuple):
        return "".join(markup(part) for part in text)
    bound = NUMBERED.sub("\\1\u00a0", printable(text))
    escaped = escape(bound).replace("\n", "<br/>")
    return f"<b>{escaped}</b>" if isinstance(text, Strong) else escaped
