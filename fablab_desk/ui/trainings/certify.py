"""Certifying somebody without a session, and what befalls a certification afterwards."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.courses import CourseChoices, load_course_choices
from fablab_desk.overview.machine_rights import CertificationRow
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.trainings.certification_errors import PersonlessError
from fablab_desk.trainings.drafts import GrantDraft
from fablab_desk.trainings.errors import ReasonlessError
from fablab_desk.trainings.kinds import EVENT_TEXTS, LEVEL_TEXTS, EventKind, Level, Source
from fablab_desk.trainings.service_certifications import (
    grant,
    grant_first,
    restore,
    revoke,
    suspend,
    take_over_certifications,
    withdraw_certifications,
    withdraw_event,
)
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, CountField, DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

MONTHS = 600
WAYS = {
    Source.DIRECT: mark("A trainer saw them work on it"),
    Source.TAKEN_OVER: mark("It was given before this program was here"),
    Source.FOUNDER: mark("The first trainer: nobody could certify them"),
}
# Keys of the two kinds of targets stand in one list.
Target = tuple[bool, UUID]


class GrantDialog(FormDialog):
    WIDTH = 580

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        choices: CourseChoices,
        person: tuple[UUID, str] | None = None,
    ) -> None:
        super().__init__(desk, parent, mark("Certify somebody"), mark("Certify"))
        kind = PartyKind.PERSON
        self.person = self.add_field(
            "person_id", mark("Who"), PartyField(desk, kind=kind), required=True
        )
        self.person.set_value(person)
        targets: list[tuple[Target, str]] = [((True, key), name) for key, name in choices.machines]
        family = translate(mark("Family: {name}"))
        targets += [((False, key), family.format(name=name)) for key, name in choices.families]
        self.target: ChoiceField[Target] = self.add_field(
            "machine_id", mark("For"), ChoiceField(targets), required=True
        )
        levels = [(one, translate(text)) for one, text in LEVEL_TEXTS.items()]
        self.level: ChoiceField[Level] = self.add_field("level", mark("Level"), ChoiceField(levels))
        self.level.set_value(Level.AUTONOMOUS)
        ways = [(one, translate(text)) for one, text in WAYS.items()]
        self.way: ChoiceField[Source] = self.add_field(
            "way", mark("By which way"), ChoiceField(ways)
        )
        self.trainer = self.add_field("trainer_id", mark("Trainer"), PartyField(desk, kind=kind))
        self.by = self.add_field("granted_by", mark("Given by"), LineField())
        self.day = self.add_field("granted_on", mark("Certified on"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.until, self.disuse = DayField(desk.today), CountField(MONTHS)
        self.add_row(
            mark("Until, months without use"),
            [
                ("fixed_until", mark("Valid until"), self.until),
                ("disuse_months", mark("Months without use"), self.disuse),
            ],
        )
        self.add_help("fixed_until", translate(mark("Empty: for ever.")))
        self.note = self.add_field("note", mark("Note"), LineField())
        self.reason = self.add_field("reason", mark("Reason"), LineField())
        self.way.changed.connect(self._ask_what_is_needed)
        self._ask_what_is_needed()

    def _ask_what_is_needed(self) -> None:
        way = self.way.value()
        self.show_row("trainer_id", way is Source.DIRECT)
        self.show_row("granted_by", way is Source.TAKEN_OVER)
        self.show_row("reason", way is Source.FOUNDER)
        if way is Source.FOUNDER:
            self.level.set_value(Level.TRAINER)

    def draft(self) -> GrantDraft:
        is_machine, key = self.target.value()
        direct = self.way.value() is Source.DIRECT
        return GrantDraft(
            person_id=read_or(self.person, None),
            level=self.level.value(),
            machine_id=key if is_machine else None,
            family_id=None if is_machine else key,
            granted_on=read_or(self.day, None),
            fixed_until=read_or(self.until, None),
            disuse_months=read_or(self.disuse, None),
            trainer_id=read_or(self.trainer, None) if direct else None,
            granted_by=self.by.value(),
            note=self.note.value(),
        )

    def check(self) -> None:
        if not self.person.text().strip():
            raise Problems([("person_id", PersonlessError())])

    def act(self) -> Callable[[Act], object]:
        key, draft, reason = self.key, self.draft(), self.reason.value()
        match self.way.value():
            case Source.FOUNDER:
                return lambda act: grant_first(act, key, draft, reason)
            case Source.TAKEN_OVER:
                return lambda act: take_over_certifications(act, [(key, draft)])
        return lambda act: grant(act, key, draft)

    def _refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, Problems):  # of the only line of what is taken over
            refusal = Problems([(name.removeprefix("0."), one) for name, one in refusal.found])
        super()._refused(refusal)

    def undo(self, result: object) -> Undo:
        said = translate(mark("{name} is certified for {what}."))
        text = said.format(name=self.person.text().strip(), what=self.target.currentText())
        why = translate(mark("Entered by mistake"))
        return Undo(text, partial(withdraw_certifications, keys=[self.key], reason=why))

    def take_scan(self, code: str) -> None:
        self.person.take_scan(code)


class EventDialog(FormDialog):
    """A suspension, its end, or the end of the certification itself."""

    WIDTH = 500

    def __init__(
        self, desk: Desk, parent: QWidget | None, row: CertificationRow, kind: EventKind
    ) -> None:
        titles = {
            EventKind.SUSPENDED: (mark("Suspend a certification"), mark("Suspend it")),
            EventKind.RESTORED: (mark("Restore a certification"), mark("Restore it")),
            EventKind.REVOKED: (mark("Revoke a certification"), mark("Revoke it")),
        }
        super().__init__(desk, parent, *titles[kind])
        self._row, self._kind = row, kind
        self.add_note(f"{row.person} · {row.target}")
        if kind is EventKind.REVOKED:
            self.add_note(translate(mark("For good: the training is to be followed anew.")))
        self.day = self.add_field("starts_on", mark("From"), DayField(desk.today), required=True)
        self.day.set_value(desk.today())
        self.until = self.add_field("until", mark("Until"), DayField(desk.today))
        self.add_help("until", translate(mark("Empty: until it is restored.")))
        self.show_row("until", kind is EventKind.SUSPENDED)
        self.reason = self.add_field("reason", mark("Reason"), LineField(), required=True)

    def check(self) -> None:
        refuse([] if self.reason.value() else [("reason", ReasonlessError())])

    def act(self) -> Callable[[Act], object]:
        key, certification, reason = self.key, self._row.id, self.reason.value()
        day: date | None = read_or(self.day, None)
        until: date | None = read_or(self.until, None)
        match self._kind:
            case EventKind.SUSPENDED:
                return lambda act: suspend(
                    act, key, certification, reason, starts_on=day, until=until
                )
            case EventKind.RESTORED:
                return lambda act: restore(act, key, certification, reason, starts_on=day)
        return lambda act: revoke(act, key, certification, reason, starts_on=day)

    def undo(self, result: object) -> Undo:
        said = translate(mark("{name}, {what}: {event}."))
        text = said.format(
            name=self._row.person,
            what=self._row.target,
            event=translate(EVENT_TEXTS[self._kind]).lower(),
        )
        return Undo(text, partial(withdraw_event, event_id=self.key))


def open_grant(desk: Desk, owner: QWidget, person: tuple[UUID, str] | None = None) -> None:
    def show(choices: CourseChoices) -> None:
        GrantDialog(desk, owner, choices, person).open()

    desk.ask(load_course_choices, show, owner, "grant")
