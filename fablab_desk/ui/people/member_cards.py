"""A sheet of members' cards: who has no card number is given one first."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.documents.card_sheet import A_SHEET, CardFace, draw_cards
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.lab.queries import find_settings
from fablab_desk.overview.member_cards import load_faces
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.service_card import give_cards, take_cards_back
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.people.whom import Shown, WhomDialog, count_people, too_many
from fablab_desk.ui.undo import Undo


class CardsDialog(WhomDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, shown: Shown) -> None:
        super().__init__(desk, parent, mark("Member cards"), mark("Prepare the cards"), shown)
        self.give = CheckField(mark("Give a card number to those who have none"))
        self.give.setChecked(True)
        self.give.setAccessibleName(self.give.text())
        self.form.addRow(self.give)
        self._keys: list[UUID] = []
        self._without: list[UUID] = []

    def look(self) -> None:
        self.verb.setEnabled(False)
        self._desk.ask(self.listing().every, self._tell, self, "whom")

    def go(self) -> None:
        self.verb.setEnabled(False)
        if not (self.give.value() and self._without):
            self._read()
            return
        without = self._without
        self._desk.do(
            lambda act: give_cards(act, without),
            lambda _given: self._read(),
            self,
            undo=_undo,
            failed=self.look,
        )

    def _tell(self, rows: list[MemberRow]) -> None:
        self._keys = [row.id for row in rows]
        self._without = [row.id for row in rows if not row.card]
        sheets = -(-len(rows) // A_SHEET)
        said = [count_people(len(rows)), translate_many("{n} sheet", "{n} sheets", sheets)]
        if self._without:
            lacking = translate_many("{n} without a card", "{n} without a card", len(self._without))
            said.append(lacking)
        nobody = translate(mark("Nobody is in this list."))
        refused = too_many(len(rows)) if rows else nobody
        self.said.setText(refused or " · ".join(said))
        self.give.setEnabled(bool(self._without))
        self.verb.setEnabled(not refused)

    def _read(self) -> None:
        keys, attachments = self._keys, self._desk.database.attachments
        self._desk.ask(
            lambda session: (find_settings(session).name, load_faces(session, keys, attachments)),
            self._draw,
            self,
            "faces",
        )

    def _draw(self, found: tuple[str, Sequence[CardFace]]) -> None:
        lab, faces = found
        title, language = translate(mark("Member cards")), current()
        progress = self._desk.progress(translate(mark("Laying out the pages…")))

        def show(pdf: bytes) -> None:
            from fablab_desk.ui.preview import PaperPreview

            self.accept()
            PaperPreview(self._desk, self.parentWidget(), title, pdf, f"{title}.pdf").open()

        self._desk.work(
            lambda: draw_cards(faces, lab, title, language=language, told=progress),
            show,
            self,
            progress,
        )


def _undo(given: dict[UUID, str]) -> Undo:
    said = translate_many("{n} card number is given.", "{n} card numbers are given.", len(given))
    return Undo(said, lambda act: take_cards_back(act, given))
