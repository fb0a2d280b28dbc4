"""The sheet around the text: the lab's head, the envelope's window, the foot with x / y."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepInFrame, Table

from fablab_desk.documents.address import address_block
from fablab_desk.documents.fonts import REGULAR, SEMIBOLD, markup, plain_line
from fablab_desk.documents.ink import FAINT, MM, MUTED, WATERMARK, Ink
from fablab_desk.documents.logo import flat_logo
from fablab_desk.documents.page import Align, Letterhead, Page
from fablab_desk.documents.words import Words

WINDOW = (110 * MM, 48 * MM, 85 * MM, 34 * MM)  # left, top, width and height on an A4 sheet
FOOT = 7.5


class Sheet:
    """What stands on every sheet of one page, whatever its blocks are."""

    def __init__(self, page: Page, letterhead: Letterhead, ink: Ink) -> None:
        self.page = page
        self.letterhead = letterhead
        self.ink = ink
        self.floor = 0.0  # where the sheet is cut, above its bottom
        self.foot = [plain_line(line) for line in letterhead.footer_lines][:3]

    @property
    def head_top(self) -> float:
        return self.ink.height - (6 if self.ink.small else 13) * MM

    @property
    def head_height(self) -> float:
        return (15 if self.ink.small else 26) * MM

    @property
    def bottom(self) -> float:
        """Where the text ends, above the foot."""
        lines = max(len(self.foot), 1)
        return (5 if self.ink.small else 11) * MM + self.ink.size(FOOT * 1.35) * lines + 4 * MM

    @property
    def first_top(self) -> float:
        """Where the text begins on the first sheet."""
        if self.page.recipient and not self.ink.small:
            return self.ink.height - WINDOW[1] - WINDOW[3] - 8 * MM
        return self.head_top - self.head_height - (3 if self.ink.small else 8) * MM

    @property
    def next_top(self) -> float:
        return self.ink.height - (12 if self.ink.small else 24) * MM

    def draw_first(self, canvas: Canvas, _document: object) -> None:
        self._draw_watermark(canvas)
        self._draw_head(canvas)
        if self.page.recipient and not self.ink.small:
            lines = "<br/>".join(markup(line) for line in address_block(self.page.recipient))
            left, top, width, height = WINDOW
            place(
                canvas,
                [Words(lines, self.ink.body())],
                (left, self.ink.height - top, width, height),
            )

    def draw_next(self, canvas: Canvas, _document: object) -> None:
        self._draw_watermark(canvas)
        line = " · ".join(part for part in (self.letterhead.name, self.page.title) if part)
        text = [Words(markup(line), self.ink.quiet())]
        top = self.next_top + 8 * MM
        place(canvas, text, (self.ink.margin, top, self.ink.body_width, 6 * MM))

    def draw_foot(self, canvas: Canvas, number: int, count: int) -> None:
        size = self.ink.size(FOOT)
        left, right = self.ink.margin, self.ink.width - self.ink.margin
        above = self.floor + self.bottom - 3 * MM
        canvas.setStrokeColor(HexColor(FAINT))
        canvas.setLineWidth(0.5)
        canvas.line(left, above, right, above)
        canvas.setFillColor(HexColor(MUTED))
        canvas.setFont(REGULAR, size)
        paged = " · ".join(part for part in (self.page.number, f"{number} / {count}") if part)
        base = above - 1.3 * MM - size
        canvas.drawRightString(right, base, paged)
        room = self.ink.body_width - stringWidth(paged, REGULAR, size) - 6 * MM
        for at, line in enumerate(self.foot):
            canvas.drawString(left, base - at * size * 1.35, _cut(line, size, room))

    def _draw_head(self, canvas: Canvas) -> None:
        head, ink = self.letterhead, self.ink
        beside = self._draw_logo(canvas)
        body = ink.body_width - beside
        left: list[Any] = [Words(markup(head.name), ink.name)]
        right: list[Any] = []
        if ink.small:
            joined = (head.address_lines, head.contact_lines, head.legal_lines)
            left += self._quiet([" · ".join(lines) for lines in joined if lines])
        else:
            left += self._quiet(head.address_lines)
            right += self._quiet((*head.legal_lines, *head.contact_lines), Align.RIGHT)
        share = 0.5 if right else 1.0
        row: list[Any] = [KeepInFrame(body * share, self.head_height, left, mode="shrink")]
        widths = [body * share]
        if right:
            row.append(KeepInFrame(body - widths[0], self.head_height, right, mode="shrink"))
            widths.append(body - widths[0])
        bare = [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(
                (f"{side}PADDING", (0, 0), (-1, -1), 0)
                for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
            ),
        ]
        table = Table([row], colWidths=widths, style=bare)
        place(canvas, [table], (ink.margin + beside, self.head_top, body, self.head_height))

    def _quiet(self, lines: Sequence[str], align: Align = Align.LEFT) -> list[Flowable]:
        return [Words(markup(line), self.ink.quiet(align)) for line in lines]

    def _draw_logo(self, canvas: Canvas) -> float:
        """The width it takes, with the space beside it."""
        if self.letterhead.logo is None:
            return 0.0
        logo = flat_logo(self.letterhead.logo)
        widest, highest = (16, 11) if self.ink.small else (34, 18)
        scale = min(widest * MM / logo.width, highest * MM / logo.height)
        width, height = logo.width * scale, logo.height * scale
        canvas.drawImage(ImageReader(logo), self.ink.margin, self.head_top - height, width, height)
        return width + 5 * MM

    def _draw_watermark(self, canvas: Canvas) -> None:
        if not self.page.watermark:
            return
        text = plain_line(self.page.watermark)
        wanted = 0.75 * (self.ink.width**2 + self.ink.height**2) ** 0.5
        size = min(110.0, 100 * wanted / max(stringWidth(text, SEMIBOLD, 100), 1))
        canvas.saveState()
        canvas.translate(self.ink.width / 2, self.ink.height / 2)
        canvas.rotate(45)
        canvas.setFillColor(HexColor(WATERMARK))
        canvas.setFont(SEMIBOLD, size)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()


def place(canvas: Canvas, flowables: list[Any], box: tuple[float, float, float, float]) -> None:
    """Set what fits into a box (left, top, width, height), smaller if it must be."""
    left, top, width, height = box
    kept = KeepInFrame(width, height, flowables, mode="shrink")
    _, used = kept.wrapOn(canvas, width, height)
    kept.drawOn(canvas, left, top - used)


def _cut(line: str, size: float, room: float) -> str:
    if stringWidth(line, REGULAR, size) <= room:
        return line
    while line and stringWidth(f"{line}…", REGULAR, size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
