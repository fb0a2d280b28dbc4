"""The mailing list of the people shown: into a file, or copied for the lab's mail program."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.people.exchange.leaving import write_table
from fablab_desk.people.kinds import PURPOSE_TEXTS, Purpose
from fablab_desk.people.mailing import Mailing, beside, load_mailing, mailing_table
from fablab_desk.people.service_mailing import export_mailing
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import ask_where, tell_written
from fablab_desk.ui.fields import ChoiceField
from fablab_desk.ui.people.whom import Shown, WhomDialog


class MailingDialog(WhomDialog):
    WIDTH, HEIGHT = 560, 300

    def __init__(self, desk: Desk, parent: QWidget | None, shown: Shown) -> None:
        title, verb = mark("Mailing list"), mark("Export…")
        super().__init__(desk, parent, title, verb, shown, begin_with_all=True)
        self.purpose = ChoiceField[Purpose](
            [(purpose, translate(text)) for purpose, text in PURPOSE_TEXTS.items()]
        )
        self.audience = ChoiceField[UUID | None]([(None, translate(mark("All audiences")))])
        self.add_row(mark("Purpose of the mailing"), self.purpose)
        self.add_row(mark("Audience"), self.audience)
        self.copy = self.add_button(mark("Copy the addresses"), self._copy)
        self.copy.setEnabled(False)
        self.purpose.changed.connect(self.look)
        self.audience.changed.connect(self.look)
        desk.ask(list_audiences, self._offer, self, "audiences")

    def look(self) -> None:
        self.verb.setEnabled(False)
        self.copy.setEnabled(False)
        listing, purpose, audiences = self.listing(), self.purpose.value(), self._audiences()
        day = self._desk.today()
        self._desk.ask(
            lambda session: load_mailing(session, listing, purpose, day, audiences),
            self._tell,
            self,
            "mailing",
        )

    def go(self) -> None:
        title = translate(mark("Mailing list"))
        ask_where(self, title, self.write)

    def write(self, file: Path) -> None:
        """As when the file was chosen."""
        self._take_out(partial(self._write, file))

    def _copy(self) -> None:
        self._take_out(self._put_on_clipboard)

    def _take_out(self, then: Callable[[Mailing], None]) -> None:
        listing, purpose, audiences = self.listing(), self.purpose.value(), self._audiences()
        key = new_key()
        self._desk.do(lambda act: export_mailing(act, key, listing, purpose, audiences), then, self)

    def _write(self, file: Path, mailing: Mailing) -> None:
        progress = self._desk.progress(translate(mark("Exporting…")))

        def job() -> None:
            write_table(file, *mailing_table(mailing.to))
            if mailing.without_email:
                write_table(beside(file), *mailing_table(mailing.without_email))

        def written(_none: None) -> None:
            tell_written(self._desk, file)
            if mailing.without_email:
                tell_written(self._desk, beside(file))
            self.accept()

        self._desk.work(job, written, self, progress)

    def _put_on_clipboard(self, mailing: Mailing) -> None:
        QGuiApplication.clipboard().setText("; ".join(one.email for one in mailing.to))
        copied = translate_many(
            "{n} address is copied: paste it as a blind copy.",
            "{n} addresses are copied: paste them as blind copies.",
            len(mailing.to),
        )
        self._desk.tell(copied)

    def _audiences(self) -> frozenset[UUID]:
        chosen = self.audience.value()
        return frozenset([chosen]) if chosen else frozenset()

    def _offer(self, rows: list[AudienceRow]) -> None:
        every: tuple[UUID | None, str] = (None, translate(mark("All audiences")))
        self.audience.set_choices([every, *((row.id, row.label) for row in rows)])

    def _tell(self, mailing: Mailing) -> None:
        told = [translate_many("{n} e-mail", "{n} e-mails", len(mailing.to))]
        if mailing.without_email:
            without = len(mailing.without_email)
            told.append(
                translate_many(
                    "{n} person without an e-mail, in a file apart",
                    "{n} people without an e-mail, in a file apart",
                    without,
                )
            )
        if mailing.unwilling:
            told.append(
                translate_many(
                    "{n} did not agree, and is left out",
                    "{n} did not agree, and are left out",
                    mailing.unwilling,
                )
            )
        self.said.setText(" · ".join(told))
        self.copy.setEnabled(bool(mailing.to))
        self.verb.setEnabled(bool(mailing.to or mailing.without_email))
