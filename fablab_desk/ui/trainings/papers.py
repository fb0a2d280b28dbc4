"""Papers of trainings, laid out behind the screen and shown."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.progress import Progress


def print_attendance(desk: Desk, owner: QWidget, session_id: UUID, *, each: bool = False) -> None:
    """To be signed: the whole session, or a sheet for `each` half-day."""
    title, database, language = translate(mark("Attendance sheet")), desk.database, current()
    zone, progress = desk.zone, desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.batch import draw_batch
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.training_papers import lay_out_attendance, load_attendance

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            of = load_attendance(session, session_id)
        pages = lay_out_attendance(of, zone, language, each=each)
        return draw_batch(pages, letterhead, title=title, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_programme(desk: Desk, owner: QWidget, course_id: UUID, name: str) -> None:
    database, language, day = desk.database, current(), desk.today()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.training_papers import lay_out_programme, load_programme

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            of = load_programme(session, course_id, day)
        return draw(lay_out_programme(of, language), letterhead, told=progress)

    _show_when_done(desk, owner, name, job, progress)


def _show_when_done(
    desk: Desk, owner: QWidget, title: str, job: Callable[[], bytes], progress: Progress
) -> None:
    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)
