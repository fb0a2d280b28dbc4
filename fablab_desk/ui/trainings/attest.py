"""Issuing what attests trainings, and showing it: kept papers, as they were issued."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.overview.trainings import SessionDetail
from fablab_desk.papers.publishing import read_papers, write_papers
from fablab_desk.trainings.service_papers import (
    attest_attendance,
    attest_certification,
    attest_session,
    certify_completion,
)
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.papers.show import show_paper


def attest_one(desk: Desk, owner: QWidget, certification_id: UUID) -> None:
    """What somebody may work on; the paper kept is shown again while it is true."""
    key = new_key()
    desk.do(
        lambda act: attest_certification(act, key, certification_id),
        partial(show_paper, desk, owner),
        owner,
    )


def attest_presence(
    desk: Desk, owner: QWidget, enrolment_id: UUID, refused: Callable[[DeskError], None]
) -> None:
    """In which half-days they were there, and for how long."""
    key = new_key()
    desk.do(
        lambda act: attest_attendance(act, key, enrolment_id),
        partial(show_paper, desk, owner),
        owner,
        refused=refused,
    )


def certify(
    desk: Desk, owner: QWidget, enrolment_id: UUID, refused: Callable[[DeskError], None]
) -> None:
    """The certificate of completion, for whoever pays for a professional training."""
    key = new_key()
    desk.do(
        lambda act: certify_completion(act, key, enrolment_id),
        partial(show_paper, desk, owner),
        owner,
        refused=refused,
    )


def attest_all(
    desk: Desk, owner: QWidget, detail: SessionDetail, refused: Callable[[DeskError], None]
) -> None:
    """Of all who were there, numbered in one act, and shown as one file to be printed."""
    keys = {one.id: new_key() for one in detail.enrolled}
    title = detail.row.title
    desk.do(
        lambda act: attest_session(act, detail.row.id, keys),
        partial(_show_all, desk, owner, title),
        owner,
        refused=refused,
    )


def attest_into_folder(
    desk: Desk, owner: QWidget, detail: SessionDetail, refused: Callable[[DeskError], None]
) -> None:
    """The same, as a file for each: to be sent to them one by one."""
    dialog = FileDialog(owner, translate(mark("Where to put the attestations")))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(
        lambda chosen: write_attestations(desk, owner, detail, Path(chosen), refused)
    )
    dialog.open()


def write_attestations(
    desk: Desk,
    owner: QWidget,
    detail: SessionDetail,
    folder: Path,
    refused: Callable[[DeskError], None],
) -> None:
    keys = {one.id: new_key() for one in detail.enrolled}

    def tell(count: int) -> None:
        said = translate_many(
            mark("{n} attestation is written."), mark("{n} attestations are written."), count
        )
        where = QUrl.fromLocalFile(str(folder))
        desk.tell(said, (translate(mark("Show in its folder")), lambda: open_outside(where)))

    def write(papers: list[tuple[str, bytes]]) -> None:
        desk.work(partial(write_papers, papers, folder), tell, owner, refused=refused)

    def read(papers: list[UUID]) -> None:
        desk.ask(lambda session: read_papers(session, papers), write, owner, "attestations")

    desk.do(lambda act: attest_session(act, detail.row.id, keys), read, owner, refused=refused)


def _show_all(desk: Desk, owner: QWidget, title: str, papers: list[UUID]) -> None:
    if len(papers) == 1:
        show_paper(desk, owner, papers[0])
        return
    named = translate(mark("Attestations: {course}")).format(course=title)

    def read(session: Any) -> bytes:
        from fablab_desk.documents.joined import joined
        from fablab_desk.papers.queries import load_pdf

        return joined([load_pdf(session, key) for key in papers])

    def show(pdf: bytes) -> None:
        from fablab_desk.ui.preview import PaperPreview

        PaperPreview(desk, owner, named, pdf, f"{named}.pdf").open()

    desk.ask(read, show, owner, "attestations")
