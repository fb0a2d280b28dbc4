"""Papers of the stock, laid out behind the screen and shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.progress import Progress


def print_count_sheet(desk: Desk, owner: QWidget) -> None:
    title, database, language = translate(mark("Stock to count")), desk.database, current()
    day, progress = desk.today(), desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.stock_papers import lay_out_count
        from fablab_desk.stock.queries import list_levels

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            rows = list_levels(session)
        return draw(lay_out_count(rows, day, language), letterhead, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_stock_labels(desk: Desk, owner: QWidget) -> None:
    """Ten to a sheet, with the digits a reader reads."""
    title, database, language = translate(mark("Labels of the stock")), desk.database, current()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.card_sheet import draw_cards
        from fablab_desk.lab.queries import find_settings
        from fablab_desk.overview.stock_papers import label_faces
        from fablab_desk.stock.queries import list_levels

        with database.reading() as session:
            lab, faces = find_settings(session).name, label_faces(list_levels(session))
        return draw_cards(faces, lab, title, language=language, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def _show_when_done(
    desk: Desk, owner: QWidget, title: str, job: Callable[[], bytes], progress: Progress
) -> None:
    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)
