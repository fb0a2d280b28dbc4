"""The sheet that lies at the door on paper: what is written on it is typed later in a minute."""

from datetime import date

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Column, Heading, Page, Paragraph, Table
from fablab_desk.i18n import mark, translate

NAMED, COUNTED = 24, 5  # lines: the two sides of one sheet
TALL = "\u00a0\n\u00a0"  # a line high enough to be written on by hand


def lay_out_sheet(day: date, language: str) -> Page:
    """Blank: names above, head-counts and groups below, in the order in which they are typed."""
    about = translate(
        mark("To be typed later with “Another day…”: the name and Enter, or +3 with the audience."),
        language,
    )
    return Page(
        title=translate(mark("Sheet of the day"), language),
        place_and_date=format_day(day, language),
        language=language,
        blocks=(
            Paragraph(about, quiet=True),
            _blank(
                ((mark("Name"), 4.0), (mark("Audience"), 2.0), (mark("First visit"), 1.2)),
                NAMED,
                language,
            ),
            Heading(translate(mark("Without names"), language)),
            _blank(
                (
                    (mark("How many people"), 1.2),
                    (mark("Audience or group"), 4.0),
                    (mark("New"), 1.2),
                ),
                COUNTED,
                language,
            ),
        ),
    )


def _blank(titles: tuple[tuple[str, float], ...], lines: int, language: str) -> Block:
    """The titles are msgids."""
    columns = tuple(Column(translate(title, language), share=share) for title, share in titles)
    return Table(columns, ((TALL, *("" for _ in columns[1:])),) * lines)
