"""The sheets that lie at the desk while the lab is open, in one file."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from fablab_desk.documents.page import Letterhead, Page
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.ui.desk import Desk


class Sheet(StrEnum):
    DAY = "day"
    NO_PHOTO = "no photo"


SHEET_TEXTS = {
    Sheet.DAY: mark("Sheet of the day, blank"),
    Sheet.NO_PHOTO: mark("List “No photo”"),
}
TITLE = mark("Sheets of the day")


def print_sheets(desk: Desk, owner: QWidget, wanted: Sequence[Sheet]) -> None:
    """Read and lay out behind the screen, then show them."""
    day, title, database = desk.today(), translate(TITLE), desk.database
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.batch import draw_batch

        with database.reading() as session:  # of a big lab it is long: keys are not kept waiting
            letterhead, pages = _read(session, wanted, day)
        return draw_batch(pages, letterhead, title=title, told=progress)

    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)


def _read(session: Any, wanted: Sequence[Sheet], day: date) -> tuple[Letterhead, list[Page]]:
    from fablab_desk.agenda.day_sheet import lay_out_sheet
    from fablab_desk.lab.letterhead import letterhead_of
    from fablab_desk.lab.queries import load_carrier
    from fablab_desk.overview.no_photo import list_no_photo_of
    from fablab_desk.people.no_photo_paper import lay_out_no_photo

    language = LANGUAGES[0]
    pages = []
    if Sheet.DAY in wanted:
        pages.append(lay_out_sheet(day, language))
    if Sheet.NO_PHOTO in wanted:
        pages.append(lay_out_no_photo(list_no_photo_of(session, day), day, language))
    return letterhead_of(session, load_carrier(session)), pages
