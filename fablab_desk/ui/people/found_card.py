"""A card was scanned that no record has: it is given to somebody."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import take_back_correction
from fablab_desk.people.service_card import give_card
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import NobodyChosenError, PartyField
from fablab_desk.ui.undo import Undo


class FoundCardDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, code: str) -> None:
        super().__init__(desk, parent, mark("Card"), mark("Give this card"))
        self._record: PersonRecord | None = None
        self._note = self.add_note("")
        self._held = self.add_note("")
        self._rows.setRowVisible(self._held, False)
        self.who = self.add_field("who", mark("To whom"), PartyField(desk), required=True)
        self.who.changed.connect(self._look)
        self.take_scan(code)

    def take_scan(self, code: str) -> None:
        """The card that was read last is the one that is given."""
        self.code = code
        self._note.setText(translate(mark("Nobody has the card {card}.")).format(card=code))

    def check(self) -> None:
        if self.who.value() is None:
            raise Problems([("who", NobodyChosenError(""))])

    def act(self) -> Callable[[Act], object]:
        key, code = self.who.value(), self.code
        assert key
        held = self._record.draft.card if self._record and self._record.id == key else None
        return lambda act: give_card(act, key, code, held)

    def undo(self, result: object) -> Undo | None:
        if self._record is None:
            return None
        key, before = self._record.id, self._record.draft
        after = replace(before, card=self.code)
        said = translate(mark("{name} has a card.")).format(name=self._record.name)
        return Undo(said, lambda act: take_back_correction(act, key, before, after))

    def _look(self) -> None:
        self._record = None
        self._rows.setRowVisible(self._held, False)
        if key := self._chosen():
            day = self._desk.today()
            self._desk.ask(lambda session: load_record(session, key, day), self._tell, self, "held")

    def _chosen(self) -> UUID | None:
        try:
            return self.who.value()
        except NobodyChosenError:
            return None

    def _tell(self, record: PersonRecord) -> None:
        if record.id != self._chosen():
            return
        self._record = record
        held = record.draft.card
        self._held.setText(translate(mark("Replaces the card {card}.")).format(card=held))
        self._rows.setRowVisible(self._held, bool(held))
