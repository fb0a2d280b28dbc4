"""Papers of machines, laid out behind the screen and shown."""

from collections.abc import Callable, Sequence
from datetime import date
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


def print_order(desk: Desk, owner: QWidget, order_id: UUID) -> None:
    """To be done with it in hand, or what was done."""
    title, database, language = translate(mark("Maintenance order")), desk.database, current()
    zone = desk.zone
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.machines.upkeep_errors import GoneUpkeepError
        from fablab_desk.overview.upkeep_papers import lay_out_order, load_order_paper

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            paper = load_order_paper(session, order_id, zone)
        if paper is None:
            raise GoneUpkeepError
        return draw(lay_out_order(paper, language), letterhead, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_guide(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    title, database, language = translate(mark("Guide of {machine}")), desk.database, current()
    day, progress = desk.today(), desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.upkeep_papers import lay_out_guide, load_guide

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            guide = load_guide(session, machine_id, day, language)
        return draw(lay_out_guide(guide, day, language), letterhead, told=progress)

    _show_when_done(desk, owner, title.format(machine=name), job, progress)


def print_logbook(
    desk: Desk, owner: QWidget, machine_id: UUID, name: str, first: date | None, last: date | None
) -> None:
    """Of those days; without them, of all there is until today."""
    title, database, language = translate(mark("Logbook: {machine}")), desk.database, current()
    zone, today, now = desk.zone, desk.today(), desk.now()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.logbook_paper import lay_out_logbook, load_logbook, period_of

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            begins, ends = period_of(session, machine_id, zone, today)
            period = first or min(begins, last or ends), last or max(ends, first or begins)
            paper = load_logbook(session, machine_id, *period, zone, now)
        return draw(lay_out_logbook(paper, language), letterhead, told=progress)

    _show_when_done(desk, owner, title.format(machine=name), job, progress)


def _show_when_done(
    desk: Desk, owner: QWidget, title: str, job: Callable[[], bytes], progress: Progress
) -> None:
    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)
