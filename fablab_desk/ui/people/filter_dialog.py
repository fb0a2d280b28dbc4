"""A filter of the people, composed: its conditions, and how many they find."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.overview.filters import FilterChoices, load_choices, try_filter
from fablab_desk.people.filter_queries import FilterRow, list_filters
from fablab_desk.people.filters import (
    KEPT_TEXTS,
    MOST_AGE,
    STATES,
    Conditions,
    FilterDraft,
    Kept,
)
from fablab_desk.people.kinds import MemberState, PartyKind
from fablab_desk.people.service_filters import correct_filter, remove_filter, save_filter
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, CountField, DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.filter_audiences import ANY, AudiencesCondition
from fablab_desk.ui.people.filter_own_field import OwnFieldConditions
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

WHOM = {PartyKind.PERSON: mark("People"), PartyKind.ORGANISATION: mark("Organisations")}


class FilterDialog(FormDialog):
    """`kept` tells the key of the filter once it is saved."""

    WIDTH = 540
    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, known: FilterRow | None = None) -> None:
        title = mark("Correct a filter") if known else mark("New filter")
        super().__init__(desk, parent, title, mark("Save the filter"))
        self._known = known
        self.filter_key = known.id if known else new_key()
        self._lay_out_conditions()
        self._before = FilterDraft(label="", conditions=Conditions())

    def _lay_out_conditions(self) -> None:
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        self.own = self.add_field("own", mark("For whom"), CheckField(mark("For me alone")))
        self.add_section(mark("All of these conditions"))
        self.found = self.add_note("")
        any_one = translate(ANY)
        whom = [(None, any_one), *((one, translate(text)) for one, text in WHOM.items())]
        self.whom = self.add_field("whom", mark("Records"), ChoiceField[PartyKind | None](whom))
        self.audiences = AudiencesCondition(self)
        states = [(None, any_one), *((one, translate(text)) for one, text in STATES.items())]
        self.state = ChoiceField[MemberState | None](states)
        self.kind = ChoiceField[UUID | None]([(None, "–")])
        self.add_row(
            mark("Membership"),
            [
                ("membership_kind", mark("Kind of membership"), self.kind),
                ("state", mark("State of the membership"), self.state),
            ],
        )
        self.category = self.add_field(
            "category", mark("Member category"), ChoiceField[UUID | None]([(None, any_one)])
        )
        self.ages = CountField(MOST_AGE, mark("from")), CountField(MOST_AGE, mark("to"))
        self.add_row(
            mark("Age"),
            [
                ("age_from", mark("Age from"), self.ages[0]),
                ("age_to", mark("Age to"), self.ages[1]),
            ],
        )
        self.places = self.add_field(
            "places", mark("Lives in"), LineField(mark("42000, 69, Saint-Étienne"))
        )
        today = self._desk.today
        self.district = self.add_field("in_district", mark("Priority district"), _yes_no())
        self.days = DayField(today, mark("from the")), DayField(today, mark("to the"))
        self.add_row(
            mark("Enrolled"),
            [
                ("created_from", mark("Enrolled from"), self.days[0]),
                ("created_to", mark("Enrolled until"), self.days[1]),
            ],
        )
        self.pieces = self.add_field("pieces_missing", mark("Pieces missing"), _yes_no())
        self.signed = self.add_field(
            "wording_id", mark("Signed"), ChoiceField[UUID | None]([(None, any_one)])
        )
        self.news = self.add_field("newsletter", mark("Agreed to the newsletter"), _yes_no())
        kept = [(one, translate(text)) for one, text in KEPT_TEXTS.items()]
        self.kept_ones = self.add_field("kept", mark("Archived"), ChoiceField[Kept](kept))
        self.noted = OwnFieldConditions(self, today)

    def open_when_read(self) -> None:
        """Once it is known what there is to choose from."""
        self._desk.ask(load_choices, self._offer, self, "choices")

    def reread(self) -> Query[FilterRow | None] | None:
        account, key = self._desk.seat.account_id, self.filter_key
        if self._known is None:
            return None
        return lambda session: next(
            (row for row in list_filters(session, account) if row.id == key), None
        )

    def fill(self, known: FilterRow) -> None:
        self._known = known
        self._fill(known.draft)

    def check(self) -> None:
        found = [*self.noted.problems(), *self._draft().problems()]
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.filter_key, self._draft()
        if known is None:
            return lambda act: save_filter(act, key, draft)
        return lambda act: correct_filter(act, key, draft, known.version)

    def undo(self, result: object) -> Undo:
        key, before, after = self.filter_key, self._before, self._draft()
        said = translate(mark("The filter “{name}” is saved.")).format(name=after.label)
        if self._known is None:
            return Undo(said, lambda act: remove_filter(act, key))
        return Undo(said, lambda act: correct_filter(act, key, before, after))

    def saved(self, result: object) -> None:
        self.kept.emit(self.filter_key)

    def _offer(self, choices: FilterChoices) -> None:
        self.audiences.offer(choices.audiences)
        kind = translate(mark("Membership"))
        self.kind.set_choices([(key, label or kind) for key, label in choices.kinds])
        self.category.set_choices([(None, translate(ANY)), *choices.categories])
        self.noted.offer(choices.fields)
        self.signed.set_choices([(None, translate(ANY)), *choices.wordings])
        self._fill(self._known.draft if self._known else self._before)
        for one in self.fields.values():
            one.changed.connect(self._look)
        self.open()
        self._look()

    def _fill(self, draft: FilterDraft) -> None:
        said = draft.conditions
        self.label.set_value(draft.label)
        self.own.set_value(draft.own)
        self.whom.set_value(said.party_kind)
        self.audiences.fill(said.audiences)
        self.kind.set_value(said.membership_kind)
        self.state.set_value(said.state)
        self.category.set_value(said.category)
        self.ages[0].set_value(said.age_from)
        self.ages[1].set_value(said.age_to)
        self.places.set_value(", ".join(said.places))
        self.district.set_value(said.in_district)
        self.days[0].set_value(said.created_from)
        self.days[1].set_value(said.created_to)
        self.pieces.set_value(said.pieces_missing)
        self.signed.set_value(said.wording_id)
        self.news.set_value(said.newsletter)
        self.kept_ones.set_value(said.kept)
        self.noted.fill(said.noted)
        self._before = draft

    def _draft(self) -> FilterDraft:
        state = self.state.value()
        ages, days = ([read_or(one, None) for one in both] for both in (self.ages, self.days))
        conditions = Conditions(
            party_kind=self.whom.value(),
            audiences=self.audiences.value(),
            membership_kind=self.kind.value() if state else None,
            state=state,
            category=self.category.value(),
            age_from=ages[0],
            age_to=ages[1],
            places=tuple(_parts(self.places.value())),
            in_district=self.district.value(),
            created_from=days[0],
            created_to=days[1],
            pieces_missing=self.pieces.value(),
            newsletter=self.news.value(),
            wording_id=self.signed.value(),
            kept=self.kept_ones.value(),
            noted=self.noted.conditions(),
        )
        return FilterDraft(label=self.label.value(), conditions=conditions, own=self.own.value())

    def _look(self) -> None:
        """How many records the conditions find, said while they are being composed."""
        asked, day = self._draft().conditions, self._desk.today()
        if problems := asked.problems():
            self.found.setText(say(problems[0][1]))
            return

        self._desk.ask(
            partial(try_filter, asked=asked, day=day), self._tell, self, "count", patient=True
        )

    def _tell(self, found: int | DeskError) -> None:
        if isinstance(found, DeskError):
            self.found.setText(say(found))
        else:
            self.found.setText(translate_many("{n} record found", "{n} records found", found))


def _yes_no() -> ChoiceField[bool | None]:
    said = ((None, ANY), (True, mark("Yes")), (False, mark("No")))
    return ChoiceField[bool | None]([(value, translate(text)) for value, text in said])


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]
