"""Sizes, colours and styles of a paper, for each of its formats."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from fablab_desk.documents.fonts import REGULAR, SEMIBOLD, glyphs
from fablab_desk.documents.page import Align, PageFormat

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

MM = 72 / 25.4
TEXT = "#101828"
MUTED = "#475467"
LINE = "#d0d5dd"
FAINT = "#e4e7ec"
ACCENT = "#3b5bdb"
WATERMARK = "#eceef2"
SIDES: dict[Align, Literal[0, 1, 2]] = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}
SHEETS = {
    PageFormat.A4: (210.0, 297.0),
    PageFormat.A4_LANDSCAPE: (297.0, 210.0),
    PageFormat.A6: (105.0, 297.0),  # cut below its text
}
SHORTEST = 148 * MM  # of what is cut


@dataclass(frozen=True)
class Ink:
    """How one format is set; lengths in points."""

    format: PageFormat
    tight: bool = False  # to spare a sheet that would carry a few lines

    @property
    def small(self) -> bool:
        return self.format is PageFormat.A6

    @property
    def width(self) -> float:
        return SHEETS[self.format][0] * MM

    @property
    def height(self) -> float:
        return SHEETS[self.format][1] * MM

    @property
    def margin(self) -> float:
        return (9 if self.small else 20) * MM

    @property
    def body_width(self) -> float:
        return self.width - 2 * self.margin

    def size(self, points: float) -> float:
        return points * (0.82 if self.small else 0.93 if self.tight else 1)

    @property
    def pad(self) -> float:
        """Above and below the text of a table's cell."""
        return 2.4 if self.small else 1.8 if self.tight else 3.5

    @cached_property
    def name(self) -> "ParagraphStyle":
        return self._style(13, 16, bold=True)

    @cached_property
    def title(self) -> "ParagraphStyle":
        return self._style(18, 21, bold=True) if self.small else self._style(21, 25, bold=True)

    @cached_property
    def heading(self) -> "ParagraphStyle":
        style = self._style(12, 15, bold=True)
        style.spaceBefore, style.spaceAfter = self.size(12), self.size(4)
        return style

    def body(self, align: Align = Align.LEFT) -> "ParagraphStyle":
        return self._style(10.5, 15, align=align)

    def strong(self, align: Align = Align.LEFT) -> "ParagraphStyle":
        return self._style(10.5, 15, align=align, bold=True)

    def quiet(self, align: Align = Align.LEFT) -> "ParagraphStyle":
        return self._style(8.5, 11.5, align=align, colour=MUTED)

    def label(self, align: Align = Align.LEFT) -> "ParagraphStyle":
        return self._style(9, 12, align=align, colour=MUTED, bold=True)

    def fine(self) -> "ParagraphStyle":
        return self._style(4.8, 6, colour=MUTED)

    def _style(
        self,
        size: float,
        leading: float,
        *,
        align: Align = Align.LEFT,
        colour: str = TEXT,
        bold: bool = False,
    ) -> "ParagraphStyle":
        from reportlab.lib.colors import HexColor
        from reportlab.lib.styles import ParagraphStyle

        glyphs()
        return ParagraphStyle(
            "paper",
            fontName=SEMIBOLD if bold else REGULAR,
            bulletFontName=REGULAR,
            fontSize=self.size(size),
            leading=self.size(leading),
            alignment=SIDES[align],
            textColor=HexColor(colour),
            allowWidows=0,
            allowOrphans=0,
        )
