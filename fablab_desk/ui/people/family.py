"""Who pays for somebody, and who answers for a minor."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import RELATION_TEXTS, GuardianRelation, PartyKind
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service_family import GuardianDraft, add_guardian, remove_guardian
from fablab_desk.people.service_household import leave_household, name_payer
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo


class NobodyAnswersError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who answers for this minor."))


class HouseholdDialog(FormDialog):
    """The payer of the chosen person; left blank, they pay for themselves."""

    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Household and payer"))
        self.add_note(
            translate(mark("Who pays what {name} owes? Leave blank: {name} pays alone.")).format(
                name=record.name
            )
        )
        self._pays = self.add_note("")
        self.payer = self.add_field("payer_id", mark("Who pays"), PartyField(desk))
        self.fill(record)

    def reread(self) -> Query[PersonRecord]:
        return partial(load_record, party_id=self._record.id, day=self._desk.today())

    def fill(self, known: PersonRecord) -> None:
        self._record = known
        self._before = self._after = known.payer_id
        others = _paid_for(known)
        pays = translate(mark("{name} pays for {beneficiaries}."))
        self._pays.setText(pays.format(name=known.name, beneficiaries=", ".join(others)))
        self._rows.setRowVisible(self._pays, bool(others))
        household = known.household
        if household and household.payer_id != known.id:
            self.payer.set_value((household.payer_id, household.payer_name))
        else:
            self.payer.set_value(None)

    def act(self) -> Callable[[Act], object]:
        self._after = self.payer.value() or self._record.id
        return _paying(self.key, self._record.id, self._after, self._before)

    def undo(self, result: object) -> Undo | None:
        if self._after == self._before:
            return None
        said = translate(mark("The payer of {name} is settled.")).format(name=self._record.name)
        return Undo(said, _paying(new_key(), self._record.id, self._before, self._after))


def _paid_for(record: PersonRecord) -> list[str]:
    return [
        member.name
        for household in record.households
        if household.payer_id == record.id
        for member in household.members
        if member.id != record.id
    ]


def _paying(key: UUID, person_id: UUID, payer_id: UUID, shown: UUID) -> Callable[[Act], object]:
    if payer_id == person_id:
        return lambda act: leave_household(act, person_id, shown)
    return lambda act: name_payer(act, key, person_id, payer_id, shown)


class GuardianDialog(FormDialog):
    """Another adult who answers for the minor."""

    def __init__(self, desk: Desk, parent: QWidget | None, record: PersonRecord) -> None:
        super().__init__(desk, parent, mark("Guardian"), mark("Add the guardian"))
        self._record = record
        self.add_note(
            translate(mark("Who answers for {name}? Record the adult first.")).format(
                name=record.name
            )
        )
        self.guardian = self.add_field(
            "guardian_id", mark("Guardian"), PartyField(desk, kind=PartyKind.PERSON), required=True
        )
        relations = [(one, translate(RELATION_TEXTS[one])) for one in GuardianRelation]
        self.relation = self.add_field("relation", mark("Relation"), ChoiceField(relations))
        self.sole = self.add_field(
            "sole_holder",
            mark("Parental authority"),
            CheckField(mark("Holds it alone")),
        )
        self.fetch = self.add_field("may_fetch", mark("Leaving"), CheckField(mark("May fetch")))
        self.fetch.set_value(True)

    def propose(self, key: UUID, name: str) -> None:
        """Somebody who is most likely the guardian: nothing is lost when it is not taken."""
        self.guardian.set_value((key, name))

    def check(self) -> None:
        if not self.guardian.text().strip():
            raise Problems([("guardian_id", NobodyAnswersError())])

    def act(self) -> Callable[[Act], object]:
        guardian_id = self.guardian.value()
        assert guardian_id
        draft = GuardianDraft(
            child_id=self._record.id,
            guardian_id=guardian_id,
            relation=self.relation.value(),
            sole_holder=self.sole.value(),
            may_fetch=self.fetch.value(),
        )
        key = self.key
        return lambda act: add_guardian(act, key, draft)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("{name} has a guardian.")).format(name=self._record.name)
        return Undo(said, lambda act: remove_guardian(act, key))
