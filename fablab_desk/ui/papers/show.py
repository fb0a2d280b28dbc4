"""A kept paper on the screen, as it was issued, ready to print."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.papers.queries import PaperRow, load_with_bytes
from fablab_desk.ui.desk import Desk

if TYPE_CHECKING:
    from fablab_desk.ui.preview import PaperPreview


def show_paper(desk: Desk, parent: QWidget | None, paper_id: UUID) -> None:
    def read(session: Any) -> "tuple[type[PaperPreview], PaperRow, bytes]":
        """Loads what draws a PDF too: it is slow, and not wanted before."""
        from fablab_desk.ui.preview import PaperPreview

        return (PaperPreview, *load_with_bytes(session, paper_id))

    def shown(found: "tuple[type[PaperPreview], PaperRow, bytes]") -> None:
        preview, paper, pdf = found
        preview(desk, parent, f"{paper.title} {paper.number}", pdf, f"{paper.number}.pdf").open()

    desk.ask(read, shown, parent or desk, "paper")
