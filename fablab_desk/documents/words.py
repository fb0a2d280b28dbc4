"""Paragraphs whose words are drawn in the font that has them, in the direction they are read."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, cast

from bidi import algorithm
from reportlab import platypus
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from fablab_desk.documents.fonts import REGULAR, SEMIBOLD, glyphs
from fablab_desk.documents.scripts import ScriptFont, in_weight, runs


class Words(platypus.Paragraph):
    """A reportlab paragraph that also sets Arabic, Hebrew and emoji."""

    def __init__(self, text: str | None, *args: Any, **kwargs: Any) -> None:
        """Without a text its words come as reportlab split them from another paragraph."""
        super().__init__(cast("str", text), *args, **kwargs)
        if text is not None and not text.isascii():
            self.frags = [part for frag in self.frags for part in _parted(frag)]

    def breakLines(self, width: Any) -> Any:  # noqa: N802
        broken = super().breakLines(width)
        if broken.kind == 1:
            for line in broken.lines:
                if any(_script(word) for word in line.words):
                    line.words = _in_sight(line.words)
        return broken


def _script(frag: Any) -> ScriptFont | None:
    font = pdfmetrics.getFont(frag.fontName)
    return font if isinstance(font, ScriptFont) else None


def _parted(frag: Any) -> Iterator[Any]:
    text = getattr(frag, "text", "")
    if glyphs().issuperset(map(ord, text)):
        yield frag
        return
    weight = SEMIBOLD if frag.fontName == SEMIBOLD else REGULAR
    for name, run in runs(text):
        if name in (REGULAR, ""):
            yield frag.clone(text=run)
        else:
            font = in_weight(name, weight)
            # Any background, none as well, has reportlab keep the fonts of a line apart.
            yield frag.clone(text=font.shape(run), fontName=font.fontName, backColor=None)


def _in_sight(words: Sequence[Any]) -> list[Any]:
    """The parts of one line from left to right, as the bidirectional algorithm has them."""
    letters = [(word, each) for word in words for each in getattr(word, "text", "")]
    weights = {id(word): SEMIBOLD if "SemiBold" in word.fontName else REGULAR for word in words}
    shown = [
        (*letters[at], mirrored) for at, mirrored in _order([_source(*one) for one in letters])
    ]
    drawn = []
    for (key, scripted), group in groupby(
        shown, key=lambda one: (id(one[0]), bool(_placed(one[0], one[1])))
    ):
        parts = list(group)
        word, font = parts[0][0], _script(parts[0][0])
        if scripted and font:
            text = "".join(each for _word, each, _mirrored in parts)
            drawn.append(word.clone(text=_shaped(font, text)))
        else:
            text = "".join(mirrored for _word, _each, mirrored in parts)
            drawn.append(word.clone(text=text, fontName=weights[key] if font else word.fontName))
    return [*drawn, *(word for word in words if not getattr(word, "text", ""))]


def _placed(word: Any, letter: str) -> Any:
    font = _script(word)
    return font.placed.get(letter) if font else None


def _source(word: Any, letter: str) -> str:
    placed = _placed(word, letter)
    return placed.source if placed else letter


def _order(letters: Sequence[str]) -> list[tuple[int, str]]:
    """Where each letter of a line stands in it, from left to right, and the letter to be drawn."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels("".join(letters), storage)
    for at, letter in enumerate(storage["chars"]):
        letter["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [(letter["at"], letter["ch"]) for letter in storage["chars"]]


def _shaped(font: ScriptFont, text: str) -> ShapedStr:
    data = []
    for at, each in enumerate(text):
        placed = font.placed[each]
        width = font.face.charWidths[ord(each)]
        data.append(ShapeData(at, placed.advance, 0, placed.right, placed.up, width))
    return ShapedStr(text, shapeData=cast("Any", data))
