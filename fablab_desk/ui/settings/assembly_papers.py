"""The papers of an assembly on the screen, and its convocations as e-mails in a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.assembly.meeting import (
    Addressee,
    Meeting,
    SheetLine,
    list_addressees,
    list_lines,
    load_meeting,
)
from fablab_desk.assembly.posting import draw_convocations, draw_minutes, draw_sheet, write_mails
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.progress import Progress

Make: TypeAlias = Callable[[Meeting, list[SheetLine], str, Progress], bytes]


def show_convocations(desk: Desk, owner: QWidget, key: UUID, *, by_post: bool) -> None:
    """For all, or only for those without an e-mail."""
    day, language, title = desk.today(), current(), translate(mark("Convocations"))
    only = True if by_post else None

    def draw(found: tuple[Meeting, list[Addressee]]) -> None:
        meeting, to = found
        if not to:
            desk.tell(translate(mark("Everybody has an e-mail: nothing is to be printed.")))
            return
        progress = desk.progress(translate(mark("Laying out the pages…")))
        desk.work(
            lambda: draw_convocations(meeting, to, language, progress),
            lambda pdf: PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open(),
            owner,
            progress,
        )

    desk.ask(
        lambda session: (
            load_meeting(session, key, day),
            list_addressees(session, key, language, by_post=only),
        ),
        draw,
        owner,
        "convocations",
    )


def ask_folder(desk: Desk, owner: QWidget, key: UUID) -> QFileDialog:
    dialog = FileDialog(owner, translate(mark("Where to put the e-mails")))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: mail_convocations(desk, owner, key, Path(chosen)))
    dialog.open()
    return dialog


def mail_convocations(desk: Desk, owner: QWidget, key: UUID, folder: Path) -> None:
    """An e-mail for each who has an address; how many have none is said."""
    day, language = desk.today(), current()

    def write(found: tuple[Meeting, list[Addressee]]) -> None:
        meeting, to = found
        progress = desk.progress(translate(mark("Writing the e-mails…")))

        def tell(count: int) -> None:
            said = [
                translate_many(mark("{n} e-mail is ready."), mark("{n} e-mails are ready."), count)
            ]
            if without := len(to) - count:
                said.append(
                    translate_many(
                        mark("{n} has no e-mail: print the convocation."),
                        mark("{n} have no e-mail: print their convocations."),
                        without,
                    )
                )
            where = QUrl.fromLocalFile(str(folder))
            show = (translate(mark("Show in its folder")), lambda: open_outside(where))
            desk.tell(" ".join(said), show if count else None)

        desk.work(
            lambda: write_mails(meeting, to, folder, language, progress), tell, owner, progress
        )

    desk.ask(
        lambda session: (
            load_meeting(session, key, day),
            list_addressees(session, key, language),
        ),
        write,
        owner,
        "mails",
    )


def show_sheet(desk: Desk, owner: QWidget, key: UUID) -> None:
    _show(desk, owner, key, translate(mark("Attendance sheet")), draw_sheet)


def show_minutes(desk: Desk, owner: QWidget, key: UUID) -> None:
    _show(desk, owner, key, translate(mark("Figures for the minutes")), draw_minutes)


def _show(desk: Desk, owner: QWidget, key: UUID, title: str, make: Make) -> None:
    """Everybody who votes, on one paper."""
    day, language = desk.today(), current()

    def lay_out(found: tuple[Meeting, list[SheetLine]]) -> None:
        meeting, lines = found
        progress = desk.progress(translate(mark("Laying out the pages…")))
        desk.work(
            lambda: make(meeting, lines, language, progress),
            lambda pdf: PaperPreview(desk, owner, title, pdf, f"{title}.pdf").open(),
            owner,
            progress,
        )

    desk.ask(
        lambda session: (load_meeting(session, key, day), list_lines(session, key)),
        lay_out,
        owner,
        title,
    )
