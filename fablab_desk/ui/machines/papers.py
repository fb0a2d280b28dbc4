"""Labels of machines and blank sheets, laid out behind the screen and shown."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.progress import Progress


def print_labels(desk: Desk, owner: QWidget, machines: Sequence[UUID] | None = None) -> None:
    """All machines, or those that are named: ten to a sheet, with the code a reader reads."""
    title, database, language = translate(mark("Labels of machines")), desk.database, current()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.card_sheet import draw_cards
        from fablab_desk.lab.queries import find_settings
        from fablab_desk.overview.machine_papers import load_labels

        with database.reading() as session:
            lab, faces = find_settings(session).name, load_labels(session, machines)
        return draw_cards(faces, lab, title, language=language, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_blank_sheets(desk: Desk, owner: QWidget, machines: Sequence[UUID] | None = None) -> None:
    """One for each machine, dated today."""
    title, database, day = translate(mark("Sheets of uses")), desk.database, desk.today()
    language = current()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.batch import draw_batch
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.machine_papers import lay_out_blank, load_sheets

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            sheets = load_sheets(session, day, language, machines)
        pages = [lay_out_blank(one, day, language) for one in sheets]
        return draw_batch(pages, letterhead, title=title, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def _show_when_done(
    desk: Desk, owner: QWidget, title: str, job: Callable[[], bytes], progress: Progress
) -> None:
    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)
