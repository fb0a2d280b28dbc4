"""The forms of the board: who holds an office and until when, and who leaves before."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from fablab_desk.assembly.board import MandateRow, list_mandates
from fablab_desk.assembly.drafts import MandateDraft
from fablab_desk.assembly.errors import OfficelessPersonError
from fablab_desk.assembly.kinds import OFFICE_TEXTS, Office
from fablab_desk.assembly.service_mandates import (
    correct_mandate,
    give_mandate,
    remove_mandate,
    resign,
    withdraw_resignation,
)
from fablab_desk.clock import add_months, format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.settings.carrier_field import Carriers, ask_one_of, one_of
from fablab_desk.ui.settings.price_dialog import MissingDayError
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo

USUAL_MONTHS = 12


def with_overlaps(said: str, result: object) -> str:
    """The sentence of what was done, then what it overlaps with."""
    found = result if isinstance(result, list) else []
    return " ".join((said, *(say(one) for one in found if isinstance(one, DeskError))))


class MandateDialog(FormDialog):
    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        known: MandateRow | None = None,
        carriers: Carriers = (),
    ) -> None:
        title = mark("Correct the mandate") if known else mark("New mandate")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Add"))
        self._known = known
        self.person = self.add_field(
            "person_id", mark("Person"), PartyField(desk, kind=PartyKind.PERSON), required=True
        )
        offices = [(one, translate(OFFICE_TEXTS[one])) for one in Office]
        self.office = self.add_field("office", mark("Office"), ChoiceField[Office](offices))
        ask_one_of(self, carriers, known.carrier_id if known else None)
        self.starts = self.add_field("starts_on", mark("From"), DayField(desk.today), required=True)
        self.ends = self.add_field(
            "ends_on", mark("Until, included"), DayField(desk.today), required=True
        )
        self.starts.set_value(desk.today())
        self.ends.set_value(add_months(desk.today(), USUAL_MONTHS))
        if known:
            self.fill(known)

    def reread(self) -> Query[MandateRow | None] | None:
        return row_again(self._known, list_mandates)

    def fill(self, known: MandateRow) -> None:
        self._known = known
        self.person.set_value((known.person_id, known.name))
        self.office.set_value(known.office)
        if field := self.fields.get("carrier_id"):
            field.set_value(known.carrier_id)
        self.starts.set_value(known.starts_on)
        self.ends.set_value(known.ends_on)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = [
            (name, MissingDayError())
            for name, field in (("starts_on", self.starts), ("ends_on", self.ends))
            if not field.text().strip()
        ]
        if self.person.value() is None:
            found.insert(0, ("person_id", OfficelessPersonError()))
        found += [] if found else self._draft().problems()
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: give_mandate(act, key, draft)
        return lambda act: correct_mandate(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, key, after = self._known, self.key, self._draft()
        if known is None:
            said = with_overlaps(translate(mark("The mandate is recorded.")), result)
            return Undo(said, lambda act: remove_mandate(act, key))
        before = MandateDraft(
            person_id=known.person_id,
            office=known.office,
            starts_on=known.starts_on,
            ends_on=known.ends_on,
            carrier_id=known.carrier_id,
        )
        said = with_overlaps(translate(mark("The mandate is corrected.")), result)
        return Undo(said, lambda act: correct_mandate(act, known.id, before, after))

    def _draft(self) -> MandateDraft:
        person_id, today = self.person.value(), self._desk.today()
        assert person_id
        return MandateDraft(
            person_id=person_id,
            office=self.office.value(),
            starts_on=self.starts.value() or today,
            ends_on=self.ends.value() or today,
            carrier_id=one_of(self, self._known.carrier_id if self._known else None),
        )


class ResignDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, row: MandateRow) -> None:
        super().__init__(desk, parent, mark("Resignation"), mark("Record the resignation"))
        self._row = row
        said = translate(mark("{name}, {office}: in office until {day}."))
        self.add_note(
            said.format(
                name=row.name,
                office=translate(OFFICE_TEXTS[row.office]),
                day=format_day(row.ends_on, current()),
            )
        )
        self.on = self.add_field("on", mark("Last day"), DayField(desk.today), required=True)
        self.on.set_value(min(desk.today(), row.ends_on))

    def check(self) -> None:
        if not self.on.text().strip():
            raise Problems([("on", MissingDayError())])

    def act(self) -> Callable[[Act], object]:
        key, on = self._row.id, self._on()
        return lambda act: resign(act, key, on)

    def undo(self, result: object) -> Undo | None:
        key = self._row.id
        said = translate(mark("{name} resigns on {day}.")).format(
            name=self._row.name, day=format_day(self._on(), current())
        )
        return Undo(said, lambda act: withdraw_resignation(act, key))

    def _on(self) -> date:
        return self.on.value() or self._desk.today()
