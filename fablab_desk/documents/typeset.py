"""A page set on its sheets by reportlab."""

from collections.abc import Callable
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
    Paragraph,
    Spacer,
    Table,
)

from fablab_desk.documents.blocks import Setter
from fablab_desk.documents.fonts import REGULAR, glyphs, markup
from fablab_desk.documents.ink import ACCENT, MM, Ink
from fablab_desk.documents.page import Align, Letterhead, Page
from fablab_desk.documents.sheet import Sheet


def typeset(page: Page, letterhead: Letterhead) -> bytes:
    """The sheets as plain PDF, the same for the same page."""
    glyphs()
    ink = Ink(page.format)
    sheet = Sheet(page, letterhead, ink)
    first = Frame(
        ink.margin, sheet.bottom, ink.body_width, sheet.first_top - sheet.bottom, 0, 0, 0, 0
    )
    following = Frame(
        ink.margin, sheet.bottom, ink.body_width, sheet.next_top - sheet.bottom, 0, 0, 0, 0
    )
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=(ink.width, ink.height), pageCompression=0, invariant=1
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=sheet.draw_first),
            PageTemplate("next", [following], onPage=sheet.draw_next),
        ]
    )
    highest = sheet.first_top - sheet.bottom - ink.size(70)
    story: list[Flowable] = [NextPageTemplate("next"), *_opening(page, ink)]
    story += Setter(ink, ink.body_width, highest).lay_all(page.blocks)
    document.build(story, canvasmaker=_counting(sheet.draw_foot))
    return out.getvalue()


def _opening(page: Page, ink: Ink) -> list[Flowable]:
    rule = HRFlowable(
        width=14 * MM, thickness=2, color=HexColor(ACCENT), hAlign="LEFT", spaceAfter=ink.size(7)
    )
    row = [
        Paragraph(markup(page.number), ink.quiet()),
        Paragraph(markup(page.place_and_date), ink.quiet(Align.RIGHT)),
    ]
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    line = Table([row], colWidths=[ink.body_width * 0.4, ink.body_width * 0.6], style=style)
    return [rule, Paragraph(markup(page.title), ink.title), line, Spacer(0, ink.size(10))]


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
