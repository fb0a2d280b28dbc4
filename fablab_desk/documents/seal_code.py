"""A seal as a QR code drawn in lines, sharp at any size."""

from itertools import groupby

import segno
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from fablab_desk.documents.ink import MM, TEXT

QUIET = 4  # modules left white around the code, which readers need
MASK = 2  # a signature is as good as random: looking for the best mask takes longer than drawing
SMALLEST_MODULE = 0.5 * MM  # three dots at 150 dpi


class SealCode(Flowable):
    def __init__(
        self, text: str, side: float, mask: int | None = MASK, encoding: str | None = None
    ) -> None:
        """Without a mask the best one is looked for, which short texts need."""
        super().__init__()
        # With an encoding of its own it stays at level M, as banks expect a transfer's.
        code = segno.make(
            text, error="m", micro=False, mask=mask, encoding=encoding, boost_error=encoding is None
        )
        self.rows = [bytes(row) for row in code.matrix]
        modules = len(self.rows) + 2 * QUIET
        self.module = max(side / modules, SMALLEST_MODULE)
        self.height = self.module * modules
        self.width = self.height - QUIET * self.module  # its left is the sheet's own margin

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        """One path for all modules: rectangles apart would leave hairlines between them."""
        self.canv.scale(self.module, self.module)
        self.canv.setFillColor(HexColor(TEXT))
        path = self.canv.beginPath()
        top = len(self.rows) + QUIET
        for down, row in enumerate(self.rows, start=1):
            at = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    path.rect(at, top - down, length, 1)
                at += length
        self.canv.drawPath(path, stroke=0, fill=1)


def seal_lines(text: str, length: int = 44) -> list[str]:
    """The seal's text cut so that no line begins or ends with one of its spaces."""
    lines = []
    while len(text) > length:
        cut = length
        while cut > 1 and " " in text[cut - 1 : cut + 1]:
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]
