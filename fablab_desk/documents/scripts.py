"""Writings that the typeface of papers lacks, each in a font of its own, 1000 to the em."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from threading import Lock
from typing import Any, NamedTuple
from unicodedata import category

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap

from fablab_desk.documents.fonts import REGULAR, SEMIBOLD, glyphs
from fablab_desk.paths import resources_folder

JOINERS = "\u200c\u200d"
PICTURED = "\ufe0f\u20e3"  # makes a picture of the character before it
SKINS = range(0x1F3FB, 0x1F400)
PRIVATE = 0xF0000  # the first code of placed glyphs, which no text can type: printable drops them
FILES = {  # regular and semibold
    "NotoArabic": ("NotoSansArabic_400Regular.ttf", "NotoSansArabic_600SemiBold.ttf"),
    "NotoHebrew": ("NotoSansHebrew_400Regular.ttf", "NotoSansHebrew_600SemiBold.ttf"),
    "NotoEmoji": ("NotoEmoji_400Regular.ttf", "NotoEmoji_400Regular.ttf"),
}


class Placed(NamedTuple):
    """A glyph where it belongs, in thousandths of the font's size, and the text it stands for."""

    glyph: int
    advance: float
    right: float
    up: float
    said: str
    source: str


class ScriptFont(TTFont):
    """A font whose private codes are its glyphs as they are placed."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, resources_folder() / "fonts" / "noto" / file)
        self.covers = frozenset(self.face.charToGlyph)
        self.placed: dict[str, Placed] = {}
        self._codes: dict[Placed, str] = {}
        self._lock = Lock()
        self._shaper = uharfbuzz.Font(self.hbFace)

    def shape(self, text: str) -> str:
        """The codes of its glyphs, in the order in which the text is read."""
        buffer = uharfbuzz.Buffer()
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer, {})
        set_in = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        if buffer.direction == "rtl":
            set_in.reverse()
        starts = [*sorted({info.cluster for info, _ in set_in}), len(text)]
        said = {start: text[start:end] for start, end in pairwise(starts)}
        codes = ""
        for info, at in set_in:
            heard = said[info.cluster] if at.x_advance else ""
            placed = Placed(
                info.codepoint, at.x_advance, at.x_offset, at.y_offset, heard, text[info.cluster]
            )
            codes += self._code(placed)
        return codes

    def _code(self, placed: Placed) -> str:
        with self._lock:
            if placed not in self._codes:
                code = PRIVATE + len(self._codes)
                width = self._shaper.get_glyph_h_advance(placed.glyph)
                self.face.charToGlyph[code] = placed.glyph
                self.face.charWidths[code] = width
                self.placed[chr(code)] = placed
                self._codes[placed] = chr(code)
            return self._codes[placed]

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        space = float(pdfmetrics.stringWidth(" ", REGULAR, 1000))
        widths = (self.placed[each].advance if each in self.placed else space for each in text)
        return sum(widths) * size / 1000

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """What is copied or searched in the paper is what was typed."""
        subsets = list(self.state[doc].subsets)
        names = [self.getSubsetInternalName(at, doc)[1:] for at in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            font = fonts[name]
            doc.idToObject[font.ToUnicode.name].content = self._texts(font.BaseFont, subset)

    def _texts(self, name: str, subset: list[int]) -> str:
        empty = makeToUnicodeCMap(name, [0]).replace("<00> <00>", f"<00> <{len(subset) - 1:02X}>")
        told = ((at, self.placed.get(chr(code))) for at, code in enumerate(subset))
        texts = [
            f"<{at:02X}> <{placed.said.encode('utf-16-be').hex().upper()}>"
            for at, placed in told
            if placed and placed.said
        ]
        head, tail = empty.split("1 beginbfchar\n<00> <0000>\n")
        return f"{head}{len(texts)} beginbfchar\n" + "\n".join(texts) + f"\n{tail}"


@cache
def script_fonts() -> dict[str, ScriptFont]:
    """The regular fonts by name, each made known to reportlab with its semibold."""
    found = {}
    for name, (regular, semibold) in FILES.items():
        found[name] = ScriptFont(name, regular)
        for font in (found[name], ScriptFont(f"{name}-SemiBold", semibold)):
            pdfmetrics.registerFont(font)
    return found


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of text with the name of the font that has them, or an empty name for none."""
    font, run = "", ""
    for cluster in _clusters(text):
        name = _font_of(cluster)
        if name and name != REGULAR:
            covers = script_fonts()[name].covers
            kept = [each for each in cluster if ord(each) in covers or each in JOINERS + PICTURED]
        else:
            kept = list(cluster)
        if name != font and run:
            yield font, run
            run = ""
        font, run = name, run + "".join(kept)
    if run:
        yield font, run


def in_weight(name: str, weight: str) -> ScriptFont:
    found = pdfmetrics.getFont(f"{name}-SemiBold" if weight == SEMIBOLD else name)
    assert isinstance(found, ScriptFont)
    return found


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for each in text:
        if cluster and _goes_on(cluster, each):
            cluster += each
        else:
            yield cluster
            cluster = each
    yield cluster


def _goes_on(cluster: str, each: str) -> bool:
    if each in JOINERS + PICTURED or ord(each) in SKINS or category(each) == "Mn":
        return cluster[-1] not in " \n"
    return cluster[-1] == JOINERS[1] and ord(each) not in glyphs() and ord(cluster[0]) > 0x2000


def _font_of(cluster: str) -> str:
    first = ord(cluster[0]) if cluster else 32
    if (first in glyphs() or cluster in ("", "\n")) and not set(cluster) & set(PICTURED):
        return REGULAR
    for name, font in script_fonts().items():
        if first in font.covers:
            return name
    return REGULAR if first in glyphs() else ""
