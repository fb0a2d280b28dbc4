"""A class or another group at the door: its organisation or its name, pupils and adults."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.agenda.drafts import GroupDraft
from fablab_desk.agenda.service import check_in_group, withdraw_arrivals
from fablab_desk.errors import refuse
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, CountField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo


class GroupFields(FormDialog):
    """The frame of what counts a group: whose it is, and how many of it are new."""

    organisation: PartyField
    from_there: CheckField
    label: LineField
    audience: ChoiceField[UUID | None]
    newcomers: CountField

    def add_whose(self, audiences: list[AudienceRow]) -> None:
        hint = mark("A school, a company… if it is known")
        field = PartyField(self._desk, hint, kind=PartyKind.ORGANISATION)
        self.organisation = self.add_field("organisation_id", mark("Organisation"), field)
        self.label = self.add_field("label", mark("Or its name"), LineField())
        choices: list[tuple[UUID | None, str]] = [(None, translate(mark("Not stated")))]
        choices += [(row.id, row.label) for row in audiences]
        self.audience = self.add_field(
            "audience_id", mark("Audience"), ChoiceField[UUID | None](choices)
        )

    def add_newcomers(self) -> None:
        field = CountField(hint=mark("Blank: not asked"))
        self.newcomers = self.add_field("newcomers", mark("Of these, new"), field)
        self.from_there = CheckField(mark("That of the organisation"))
        self.add_field("from_there", mark("Town"), self.from_there)

    def draft_of(self, pupils: int, adults: int, newcomers: int | None) -> GroupDraft:
        return GroupDraft(
            organisation_id=self.organisation.value(),
            label=self.label.value(),
            pupils=pupils,
            adults=adults,
            audience_id=self.audience.value(),
            newcomers=newcomers,
            from_there=self.from_there.value(),
        )


class GroupDialog(GroupFields):
    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        audiences: list[AudienceRow],
        day: date | None,
    ) -> None:
        """`day` None is today."""
        super().__init__(desk, parent, mark("A group arrives"), mark("Count the group"))
        self._day = day
        self.add_whose(audiences)
        self.pupils = self.add_field("pupils", mark("Pupils"), CountField())
        self.adults = self.add_field("adults", mark("Adults"), CountField())
        self.add_newcomers()

    def draft(self) -> GroupDraft:
        pupils, adults = self.pupils.value() or 0, self.adults.value() or 0
        return self.draft_of(pupils, adults, self.newcomers.value())

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, day = self.key, self.draft(), self._day
        return lambda act: check_in_group(act, key, draft, day)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate_many("{n} person counted.", "{n} people counted.", self.draft().heads)
        return Undo(said, lambda act: withdraw_arrivals(act, [key]))
