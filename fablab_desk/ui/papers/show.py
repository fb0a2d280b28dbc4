"""A kept paper on the screen, as it was issued, ready to print."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.papers.queries import PaperRow, load_with_bytes
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.preview import PaperPreview


def show_paper(desk: Desk, parent: QWidget | None, paper_id: UUID) -> None:
    def shown(read: tuple[PaperRow, bytes]) -> None:
        paper, pdf = read
        PaperPreview(
            desk, parent, f"{paper.title} {paper.number}", pdf, f"{paper.number}.pdf"
        ).open()

    desk.ask(lambda session: load_with_bytes(session, paper_id), shown, parent or desk, "paper")
