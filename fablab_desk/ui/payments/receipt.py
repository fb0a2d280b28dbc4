"""The receipt of a cashing, on the screen and ready to print."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.payments.service import issue_receipt
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.papers.show import show_paper


def show_receipt(desk: Desk, parent: QWidget | None, cashing_id: UUID) -> None:
    """The same paper however often it is asked for."""
    owner = parent or desk
    desk.do(
        lambda act: issue_receipt(act, cashing_id),
        lambda paper_id: show_paper(desk, parent, paper_id),
        owner,
    )
