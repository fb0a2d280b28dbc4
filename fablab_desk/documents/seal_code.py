"""A seal as a QR code drawn in lines, sharp at any size."""

from itertools import groupby

import segno
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from fablab_desk.documents.ink import MM, TEXT

QUIET = 4  # modules left white around the code, which readers need
SMALLEST_MODULE = 0.5 * MM  # three dots at 150 dpi


class SealCode(Flowable):
    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
        modules = len(self.rows) + 2 * QUIET
        self.module = max(side / modules, SMALLEST_MODULE)
        self.width = self.height = self.module * modules

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        """One path for all modules: rectangles apart would leave hairlines between them."""
        path = self.canv.beginPath()
        for down, row in enumerate(self.rows):
            at = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left = (QUIET + at) * self.module
                    top = self.height - (QUIET + down + 1) * self.module
                    path.rect(left, top, length * self.module, self.module)
                at += length
        self.canv.setFillColor(HexColor(TEXT))
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
