"""A letter to the people of the list, filled in for each: seen once, then all in one file."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.overview.letters import (
    Letter,
    Readers,
    draw_letters,
    field_names,
    load_readers,
    load_text,
)
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, LineField, TextField
from fablab_desk.ui.messages import ask_to_leave
from fablab_desk.ui.people.whom import Shown, WhomDialog, count_people, too_many
from fablab_desk.ui.problem import Problem


class LettersDialog(WhomDialog):
    WIDTH, HEIGHT = 640, 580

    def __init__(self, desk: Desk, parent: QWidget | None, shown: Shown) -> None:
        title, verb = mark("Letter"), mark("Prepare the letters")
        super().__init__(desk, parent, title, verb, shown, begin_with_all=True)
        self.by_post = CheckField(mark("Only to those without an e-mail"))
        self.by_post.setAccessibleName(self.by_post.text())
        self.form.addRow(self.by_post)
        self.subject = LineField()
        self.add_row(mark("Subject line"), self.subject)
        self.text = TextField(9)
        self.add_row(mark("Text"), self.text)
        fields = translate(mark("Filled in for each: {fields}"))
        self.form.addRow(Label(fields.format(fields=" ".join(field_names())), "muted", wrap=True))
        self.problem = Problem()
        self.body.insertWidget(1, self.problem)
        self.one = self.add_button(mark("See the first one"), self._see_first)
        self.one.setEnabled(False)
        self.by_post.changed.connect(self.look)
        self._keys: list[UUID] = []
        self._kept = self._written()  # what closing does not lose
        day = desk.today()
        desk.ask(lambda session: load_text(session, day), self._begin, self, "text")

    def look(self) -> None:
        self._let(False)
        self._desk.ask(self.listing().every, self._tell, self, "whom")

    def go(self) -> None:
        self._read(self._keys)

    def reject(self) -> None:
        if self._written() == self._kept:
            super().reject()
        else:
            ask_to_leave(self, super().reject)

    def _written(self) -> Letter:
        return Letter(self.subject.value(), self.text.value())

    def _see_first(self) -> None:
        self._read(self._keys[:1])

    def _begin(self, text: str) -> None:
        if not self.text.value():  # nothing was typed before it came
            self.text.set_value(text)
            self._kept = replace(self._kept, text=self.text.value())

    def _tell(self, rows: list[MemberRow]) -> None:
        meant = [row for row in rows if not (self.by_post.value() and row.email)]
        self._keys = [row.id for row in meant]
        without = sum(1 for row in meant if not row.city)
        told = [count_people(len(meant))]
        if without:
            told.append(translate_many("{n} without an address", "{n} without an address", without))
        refused = too_many(len(meant))
        self.said.setText(refused or " · ".join(told))
        self._let(bool(meant) and not refused)

    def _let(self, may: bool) -> None:
        self.verb.setEnabled(may)
        self.one.setEnabled(may)

    def _read(self, keys: list[UUID]) -> None:
        try:
            letter = self._written().checked()
        except DeskError as refusal:
            self.problem.say(say(refusal))
            self.text.setFocus()
            return
        self.problem.say("")
        if keys == self._keys:
            self._kept = letter
        day, language = self._desk.today(), current()
        self._desk.ask(
            lambda session: load_readers(session, keys, day, language),
            lambda readers: self._draw(letter, readers),
            self,
            "readers",
        )

    def _draw(self, letter: Letter, readers: Readers) -> None:
        language = current()
        progress = self._desk.progress(translate(mark("Laying out the pages…")))

        def show(pdf: bytes) -> None:
            from fablab_desk.ui.preview import PaperPreview

            name = translate(mark("Letter"))
            title = letter.subject.strip() or name
            PaperPreview(self._desk, self, title, pdf, f"{name}.pdf").open()

        self._desk.work(
            lambda: draw_letters(letter, readers, language, progress), show, self, progress
        )
