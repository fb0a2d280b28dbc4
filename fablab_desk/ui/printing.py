"""Every list prints what it shows: laid out like a paper of the lab, though none that it issues."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Align, Letterhead, Page, PageFormat, Paragraph, Table
from fablab_desk.documents.page import Column as Printed
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.lab.queries import find_settings
from fablab_desk.ui.cells import NOTHING, plain_text
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import Listed
from fablab_desk.ui.messages import tell
from fablab_desk.ui.paging import Column, Row
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.progress import Progress

MOST = 20_000
UPRIGHT = 100  # characters across an A4 sheet; a wider list lies on its side
LONGEST = 46  # characters of a column; longer texts take a second line
BESIDE = 2  # characters between two columns
NOTHING_LISTED = mark("There is nothing in this list.")


class TooLongError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark(
                "{count} lines are too many to print at once. "
                "Narrow the list by a search or a filter, or export it."
            ),
            count=count,
        )


@dataclass(frozen=True)
class Headed:
    """What stands above a printed list. Texts: its title, and what it is narrowed to."""

    title: str
    narrowed: str = ""


def print_listing(
    desk: Desk, owner: QWidget, listing: Listed[Row], columns: Sequence[Column[Row]], head: Headed
) -> None:
    """Read and lay out behind the screen, then show the sheets."""

    def read(count: int) -> None:
        if count > MOST:
            tell(owner, TooLongError(count))
        else:
            desk.ask(
                lambda session: (find_settings(session).name, listing.every(session)),
                lay_out,
                owner,
                "print",
            )

    def lay_out(found: tuple[str, list[Row]]) -> None:
        lab, rows = found
        day, language = desk.today(), current()

        def page(progress: Progress) -> Page:
            return list_page(columns, rows, head, day, language, progress)

        show_page(desk, owner, page, Letterhead(name=lab))

    desk.ask(listing.count, read, owner, "print")


def show_page(
    desk: Desk, owner: QWidget, lay_out: Callable[[Progress], Page], letterhead: Letterhead
) -> None:
    """Lay a page out and draw it in a thread, with progress, then show it."""
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> tuple[str, bytes]:
        page = lay_out(progress)
        return page.title, draw(page, letterhead, told=progress)

    def show(made: tuple[str, bytes]) -> None:
        title, pdf = made
        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)


def list_page(
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    head: Headed,
    day: date,
    language: str,
    progress: Callable[[int, int], None],
) -> Page:
    """The rows under the titles of their columns; A4, lying on its side where they are wide."""
    lines = []
    for row in rows:
        progress(0, len(rows))
        lines.append(tuple(plain_text(column.value(row)) or NOTHING for column in columns))
    widths = [_width(column, [line[at] for line in lines]) for at, column in enumerate(columns)]
    told = translate_many(mark("{n} line"), mark("{n} lines"), len(rows), language)
    printed_on = translate(mark("Printed on {day}"), language)
    about = Paragraph(" · ".join(part for part in (head.narrowed, told) if part), quiet=True)
    table = Table(
        columns=tuple(
            Printed(
                translate(column.title, language),
                Align.RIGHT if column.numeric else Align.LEFT,
                share=width,
            )
            for column, width in zip(columns, widths, strict=True)
        ),
        rows=tuple(lines),
    )
    wide = sum(widths) > UPRIGHT
    return Page(
        title=head.title,
        place_and_date=printed_on.format(day=format_day(day, language)),
        language=language,
        format=PageFormat.A4_LANDSCAPE if wide else PageFormat.A4,
        blocks=(about, table if rows else Paragraph(translate(NOTHING_LISTED, language))),
    )


def _width(column: Column[Row], texts: Sequence[str]) -> int:
    """In characters: numbers and words stay whole, and nine texts of ten on one line."""
    lengths = sorted(len(text) for text in texts) or [0]
    longest = lengths[-1] if column.numeric else lengths[len(lengths) * 9 // 10]
    words = (len(word) for text in (*texts, translate(column.title)) for word in text.split())
    return min(LONGEST, max(longest, *words, 0)) + BESIDE
