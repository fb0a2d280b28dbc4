"""The form of a person, new or known."""

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import GENDER_TEXTS, Gender
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service import admit_person, correct_person
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, DayField, LineField, TextField
from fablab_desk.ui.people.party import Kept, PartyDialog

LEAVES = ((None, mark("Not said")), (True, mark("Yes")), (False, mark("No")))


KEPT = Kept(PersonDraft, admit_person, correct_person)
TITLES = (mark("New person"), mark("Correct a person"))


class PersonDialog(PartyDialog[PersonDraft]):
    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        known: PersonRecord | None = None,
        typed: str = "",
    ) -> None:
        super().__init__(desk, parent, KEPT, known, TITLES)
        self._lay_out_fields()
        if known:
            self.fill(known)
        else:
            self._begin_with(typed.strip())

    def _lay_out_fields(self) -> None:
        self.add_row(
            mark("First and last name"),
            [
                ("first_name", mark("First name"), LineField(mark("First name"))),
                ("last_name", mark("Last name"), LineField(mark("Last name"))),
            ],
            required=True,
        )
        self.twin = CheckField(mark("It is another person"))
        self.add_row("", [("known_twin", mark("It is another person"), self.twin)])
        self._twin_row = self._rows.rowCount() - 1
        self._rows.setRowVisible(self._twin_row, False)
        born = DayField(self._desk.today, mark("14/07/1994"))
        self.add_field("birth_date", mark("Born on"), born)
        genders = [(gender, translate(GENDER_TEXTS[gender])) for gender in Gender]
        gender: ChoiceField[Gender] = ChoiceField(genders)
        gender.set_value(Gender.NOT_STATED)
        self.add_contact()
        self.add_field("audience_id", mark("Audience"), self.audience)
        self.then_enrol = CheckField(mark("Then record a membership"))
        if self.known is None:
            self.then_enrol.setChecked(True)
            self.then_enrol.setAccessibleName(translate(mark("Then record a membership")))
            self.add_widget(self.then_enrol)
        self.add_address()
        self.add_section(mark("More"))
        self.add_field("gender", mark("Gender"), gender)
        self.add_field("profession", mark("Profession"), LineField())
        self.add_field("emergency_contact", mark("In an emergency"), TextField(2))
        leaves: ChoiceField[bool | None] = ChoiceField(
            [(value, translate(text)) for value, text in LEAVES]
        )
        self.add_field("may_leave_alone", mark("A minor leaves alone"), leaves)
        self.add_desk_fields()

    def _begin_with(self, sought: str) -> None:
        """What was looked for is most often the name of somebody who is new."""
        if "@" in sought:
            self.fields["email"].set_value(sought)
        elif any(letter.isdigit() for letter in sought):
            self.fields["phone"].set_value(sought)
        else:
            first, _, last = (sought.title() if sought.islower() else sought).partition(" ")
            self.fields["first_name"].set_value(first)
            self.fields["last_name"].set_value(last)

    def open(self) -> None:
        """What was looked for is replaced by the first letter of another name."""
        super().open()
        first = self.fields["first_name"]
        if self.known is None and isinstance(first, LineField):
            first.selectAll()

    def wants_enrolment(self) -> bool:
        return self.then_enrol.value()

    def _refused(self, refusal: DeskError) -> None:
        super()._refused(refusal)
        if self.problems["known_twin"].text():
            self._rows.setRowVisible(self._twin_row, True)
