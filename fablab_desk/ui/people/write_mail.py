"""An e-mail to the person chosen, opened in the lab's own mail program or kept as a file."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QFormLayout, QWidget

from fablab_desk.clock import utc_now
from fablab_desk.i18n import mark, translate
from fablab_desk.live import refuse_live
from fablab_desk.overview.write_mail import (
    Correspondent,
    Written,
    load_correspondent,
    write_mail,
)
from fablab_desk.ui import export
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, LineField, TextField, describe
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.form_body import caption_of
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.messages import ask_to_leave
from fablab_desk.ui.preview import FileNotWrittenError


def open_mail(desk: Desk, owner: QWidget, party_id: UUID) -> None:
    """Read to whom and with what, then show the form; refused where there is no e-mail."""
    desk.ask(
        lambda session: load_correspondent(session, party_id),
        lambda found: MailDialog(desk, owner, found).open(),
        owner,
        "correspondent",
    )


class MailDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, to: Correspondent) -> None:
        super().__init__(parent, translate(mark("Prepare an e-mail")))
        self._desk = desk
        self._to = to
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.to = LineField()
        self.to.set_value(to.email)
        self.subject = LineField()
        self.subject.set_value(to.lab)
        self.text = TextField(8)
        papers = [(paper.id, f"{paper.title} {paper.number}") for paper in to.papers]
        self.paper = ChoiceField[UUID | None]([(None, translate(mark("None"))), *papers])
        if papers:
            self.paper.set_value(papers[0][0])
        rows: tuple[tuple[str, QWidget], ...] = (
            (mark("Recipient"), self.to),
            (mark("Subject line"), self.subject),
            (mark("Text"), self.text),
            (mark("With the paper"), self.paper),
        )
        for label, field in rows:
            field.setAccessibleName(translate(label))
            describe(field)
            form.addRow(caption_of(translate(label), field), field)
        self.body.addLayout(form)
        self.save = self.add_button(mark("Save…"), self._ask_where)
        self.send = self.add_button(mark("Open in the mail program"), self._open, primary=True)
        self._begun = self._written()
        self.fit(560, 420)

    def open(self) -> None:
        super().open()
        self.text.setFocus()

    def reject(self) -> None:
        if self._written() == self._begun:
            super().reject()
        else:
            ask_to_leave(self, super().reject)

    def keep(self, file: Path) -> None:
        """Write the e-mail into that file."""

        def written(_none: None) -> None:
            export.tell_written(self._desk, file)
            self.accept()

        self._write(lambda _name: file, written)

    def _open(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        opened: list[Path] = []

        def place(name: str) -> Path:
            opened.append(Path(folder) / name)
            return opened[0]

        def show(_none: None) -> None:
            export.open_outside(QUrl.fromLocalFile(str(opened[0])))
            said = mark("The e-mail is open in the mail program: it is sent from there.")
            self._desk.tell(translate(said))
            self.accept()

        self._write(place, show)

    def _ask_where(self) -> None:
        dialog = FileDialog(self, translate(mark("Save")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate(mark("E-mail as a file (*.eml)")))
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(f"{self._to.name}.eml")
        dialog.fileSelected.connect(lambda chosen: self.keep(Path(chosen)))
        dialog.open()

    def _written(self) -> Written:
        return Written(self.to.value(), self.subject.value(), self.text.value(), self.paper.value())

    def _write(self, place: Callable[[str], Path], then: Callable[[None], None]) -> None:
        written, now = self._written(), utc_now()

        def made(found: tuple[str, bytes]) -> None:
            name, content = found
            self._desk.work(lambda: _put(place(name), content), then, self)

        self._desk.ask(lambda session: write_mail(session, written, now), made, self, "mail")


def _put(file: Path, content: bytes) -> None:
    refuse_live(file)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise FileNotWrittenError(file) from error
