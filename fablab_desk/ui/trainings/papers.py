"""Papers of trainings, laid out behind the screen and shown."""

from collections.abc import Callable, Sequence
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


def print_convocations(
    desk: Desk, owner: QWidget, session_id: UUID, only: UUID | None = None
) -> None:
    """Of all who are enrolled, each a letter of their own in one file; or of the `only` one."""
    title, database, language = translate(mark("Convocations")), desk.database, current()
    zone, day = desk.zone, desk.today()
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.batch import draw_batch
        from fablab_desk.overview.convocation import lay_out_convocations, load_convocations

        with database.reading() as session:
            of = load_convocations(session, session_id, day, language, only)
        pages = lay_out_convocations(of, zone, language)
        return draw_batch(pages, of.letterhead, title=title, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_skills(desk: Desk, owner: QWidget, person_id: UUID, name: str) -> None:
    """All that somebody may work on, and what is missing."""
    database, language, day = desk.database, current(), desk.today()
    title = translate(mark("Certifications of {name}")).format(name=name)
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.skills_paper import lay_out_skills, load_person_skills

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            of = load_person_skills(session, person_id, day)
        return draw(lay_out_skills(of, language), letterhead, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_open_access(desk: Desk, owner: QWidget) -> None:
    """Who may work alone on what, today, for the wall of the lab."""
    database, language, day = desk.database, current(), desk.today()
    title = translate(mark("Who may work alone on what"))
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.draw import draw
        from fablab_desk.lab.letterhead import letterhead_of
        from fablab_desk.lab.queries import load_carrier
        from fablab_desk.overview.skills_paper import lay_out_open_access, load_open_access

        with database.reading() as session:
            letterhead = letterhead_of(session, load_carrier(session))
            of = load_open_access(session, day)
        return draw(lay_out_open_access(of, language), letterhead, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def print_rights_cards(desk: Desk, owner: QWidget, people: Sequence[UUID]) -> None:
    """A card to carry for each: what they may work on today."""
    database, language, day = desk.database, current(), desk.today()
    title = translate(mark("Cards of certifications"))
    progress = desk.progress(translate(mark("Laying out the pages…")))

    def job() -> bytes:
        from fablab_desk.documents.card_sheet import draw_cards
        from fablab_desk.lab.queries import find_settings
        from fablab_desk.overview.skills_paper import load_rights_cards

        files = database.attachments
        with database.reading() as session:
            lab = find_settings(session).name
            faces = load_rights_cards(session, people, files, day, language)
        return draw_cards(faces, lab, title, language=language, told=progress)

    _show_when_done(desk, owner, title, job, progress)


def _show_when_done(
    desk: Desk, owner: QWidget, title: str, job: Callable[[], bytes], progress: Progress
) -> None:
    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open()

    desk.work(job, show, owner, progress)
