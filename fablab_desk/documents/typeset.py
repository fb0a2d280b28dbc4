"""A page set on its sheets by reportlab."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    Table,
)

from fablab_desk.documents.blocks import Setter
from fablab_desk.documents.fonts import REGULAR, glyphs, markup
from fablab_desk.documents.ink import ACCENT, MM, SHORTEST, Ink
from fablab_desk.documents.page import Align, Letterhead, Page
from fablab_desk.documents.roll import Told
from fablab_desk.documents.sheet import Sheet
from fablab_desk.documents.words import Words

FEW_LINES = 0.3  # of a sheet
FEW_SHEETS = 5  # what is longer is a list, not worth setting twice


@dataclass(frozen=True)
class Set:
    """Plain PDF; what lies below `floor` (points) is to be cut off."""

    pdf: bytes
    sheets: int
    floor: float
    filled: float  # how much of the last sheet, from 0 to 1


def typeset(page: Page, letterhead: Letterhead, told: Told | None = None) -> Set:
    """The page on as few sheets as it takes, the same for the same page."""
    plain = _set(page, letterhead, Ink(page.format), told)
    if not 1 < plain.sheets <= FEW_SHEETS or plain.filled > FEW_LINES:
        return plain
    tight = _set(page, letterhead, Ink(page.format, tight=True))
    return tight if tight.sheets < plain.sheets else plain


def _set(page: Page, letterhead: Letterhead, ink: Ink, told: Told | None = None) -> Set:
    glyphs()
    sheet = Sheet(page, letterhead, ink)
    out = BytesIO()
    size = (ink.width, ink.height)
    document = BaseDocTemplate(out, pagesize=size, pageCompression=0, invariant=1)
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(sheet, sheet.first_top)], onPage=sheet.draw_first),
            PageTemplate("next", [_frame(sheet, sheet.next_top)], onPage=sheet.draw_next),
        ]
    )
    highest = sheet.first_top - sheet.bottom - ink.size(70)
    end = _End(sheet)
    story: list[Flowable] = [NextPageTemplate("next"), *_opening(page, ink)]
    story += [*Setter(ink, ink.body_width, highest, told).lay_all(page.blocks), end]
    document.build(story, canvasmaker=_counting(sheet.draw_foot))
    return Set(out.getvalue(), end.sheet_number, sheet.floor, 1 - end.bottom / ink.height)


def _frame(sheet: Sheet, top: float) -> Frame:
    ink = sheet.ink
    return Frame(ink.margin, sheet.bottom, ink.body_width, top - sheet.bottom, 0, 0, 0, 0)


class _End(Flowable):
    """Stands behind the last block, to know where that is."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.sheet_number = 1
        self.bottom = 0.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.sheet_number = self.canv.getPageNumber()
        self.bottom = self.canv.absolutePosition(0, 0)[1]
        ink = self.sheet.ink
        if ink.small and self.sheet_number == 1:
            text_ends = self.bottom - self.sheet.bottom
            self.sheet.floor = max(0.0, min(text_ends, ink.height - SHORTEST))


def _opening(page: Page, ink: Ink) -> list[Flowable]:
    """A paper without a title, a letter of few words, begins with its place and date."""
    rule = HRFlowable(
        width=14 * MM, thickness=2, color=HexColor(ACCENT), hAlign="LEFT", spaceAfter=ink.size(7)
    )
    headed = [rule, Words(markup(page.title), ink.title)] if page.title else []
    row = [
        Words(markup(page.number), ink.quiet()),
        Words(markup(page.place_and_date), ink.quiet(Align.RIGHT)),
    ]
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    line = Table([row], colWidths=[ink.body_width * 0.4, ink.body_width * 0.6], style=style)
    return [*headed, line, Spacer(0, ink.size(10))]


def _counting(draw_foot: Callable[[Canvas, int, int], None]) -> type[Canvas]:
    """A canvas that holds its sheets back until it knows how many there are."""

    class Counting(Canvas):
        _startPage: Callable[[], None]

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._held: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._held.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._held, start=1):
                self.__dict__.update(state)
                draw_foot(self, number, len(self._held))
                super().showPage()
            super().save()

    return Counting
