"""Trainings given before the program was here, typed from their list: a line for each person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.overview.courses import CourseChoices, CourseRow, list_courses, load_course_choices
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import GrantDraft
from fablab_desk.trainings.kinds import LEVEL_TEXTS, Level
from fablab_desk.trainings.service_certifications import (
    take_over_certifications,
    withdraw_certifications,
)
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

FIRST_LINES, MOST_LINES = 4, 200
CELLS = (
    ("person_id", mark("Who")),
    ("granted_on", mark("Certified on")),
    ("granted_by", mark("Given by")),
)


class EmptyListError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Type at least one line: who followed it."))


class DaylessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say on which day, here or in a line above."))


@dataclass(frozen=True, slots=True)
class Followed:
    """What was followed, with everything that it certifies for."""

    text: str
    machines: tuple[UUID, ...] = ()
    families: tuple[UUID, ...] = ()
    course_id: UUID | None = None
    level: Level | None = None  # None: to be said


@dataclass(frozen=True)
class FormerLine:
    person: PartyField
    day: DayField
    by: LineField
    keys: dict[tuple[UUID | None, UUID | None], UUID] = field(default_factory=dict)

    def cells(self) -> tuple[QLineEdit, ...]:
        return (self.person, self.day, self.by)

    def key_of(self, target: tuple[UUID | None, UUID | None]) -> UUID:
        """The same each time: entered twice, it is one certification."""
        return self.keys.setdefault(target, new_key())


class FormerDialog(FormDialog):
    """Enter goes on; a day or a trainer left blank is that of the line above."""

    WIDTH = 820

    def __init__(self, desk: Desk, parent: QWidget | None, followed: Sequence[Followed]) -> None:
        super().__init__(desk, parent, mark("Trainings of before"), mark("Enter the list"))
        offered = [(one, one.text) for one in followed]
        self.followed: ChoiceField[Followed] = self.add_field(
            "machine_id", mark("What was followed"), ChoiceField(offered), required=True
        )
        levels = [(one, translate(text)) for one, text in LEVEL_TEXTS.items()]
        self.level: ChoiceField[Level] = self.add_field("level", mark("Level"), ChoiceField(levels))
        self.source = self.add_field("note", mark("Where it is written"), LineField())
        self.source.setPlaceholderText(translate(mark("The notebook of the laser, page 12…")))
        keys = mark("Enter: next cell · a blank day or trainer is that of the line above")
        self.add_note(translate(keys))
        self._add_titles()
        self.lines: list[FormerLine] = []
        for _ in range(FIRST_LINES):
            self._add_line()
        self.followed.changed.connect(self._follow)
        self._follow()

    def open(self) -> None:
        super().open()
        self.followed.setFocus()

    def take_scan(self, code: str) -> None:
        here = next((line for line in self.lines if line.person.hasFocus()), None)
        blank = next((line for line in self.lines if not line.person.text().strip()), None)
        if line := here or blank:
            line.person.setFocus()
            line.person.take_scan(code)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        typed = [at for at, line in enumerate(self.lines) if line.person.text().strip()]
        if not typed:
            found.append(("0.person_id", EmptyListError()))
        elif self._day_of(typed[0]) is None and not self.lines[typed[0]].day.text().strip():
            found.append((f"{typed[0]}.granted_on", DaylessError()))
        refuse(found)

    def drafts(self) -> list[tuple[UUID, GrantDraft]]:
        """For each person one of each machine and family."""
        followed = self.followed.value()
        targets: list[tuple[UUID | None, UUID | None]] = [
            *((machine, None) for machine in followed.machines),
            *((None, family) for family in followed.families),
        ]
        return [
            (
                line.key_of(target),
                GrantDraft(
                    person_id=read_or(line.person, None),
                    level=followed.level or self.level.value(),
                    machine_id=target[0],
                    family_id=target[1],
                    course_id=followed.course_id,
                    granted_on=self._day_of(at),
                    granted_by=self._by_of(at),
                    note=self.source.value(),
                ),
            )
            for at, line in enumerate(self.lines)
            if line.person.text().strip()
            for target in targets
        ]

    def act(self) -> Callable[[Act], object]:
        drafts = self.drafts()
        return lambda act: take_over_certifications(act, drafts)

    def undo(self, result: object) -> Undo:
        keys = [key for key, _ in self.drafts()]
        said = translate_many(
            mark("{n} certification taken over."), mark("{n} certifications taken over."), len(keys)
        )
        why = translate(mark("Entered by mistake"))
        return Undo(said, partial(withdraw_certifications, keys=keys, reason=why))

    def _refused(self, refusal: DeskError) -> None:
        """What is told of a certification stands once, in the line of its person."""
        if isinstance(refusal, Problems):
            found = {
                (name, str(problem)): (name, problem)
                for name, problem in ((self._beside(told), one) for told, one in refusal.found)
            }
            refusal = Problems(list(found.values()))
        super()._refused(refusal)

    def _beside(self, told: str) -> str:
        """The field of what the service tells of one certification: “2.granted_on”."""
        number, _, own = told.partition(".")
        if not number.isdecimal() or own == "machine_id":
            return own or told
        followed = self.followed.value()
        each = len(followed.machines) + len(followed.families)
        places = [at for at, line in enumerate(self.lines) if line.person.text().strip()]
        own = own if own in dict(CELLS) else "person_id"
        return f"{places[int(number) // each]}.{own}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() and isinstance(watched, QLineEdit):
                return self._go_on(watched)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.show_row("level", self.followed.value().level is None)
        if self.followed.value().level is None:
            self.level.set_value(Level.AUTONOMOUS)

    def _add_titles(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for _name, title in CELLS:
            layout.addWidget(Label(translate(title), "muted"), 1)
        self._rows.addRow("", row)

    def _add_line(self) -> None:
        place = len(self.lines)
        person = PartyField(self._desk, mark("Name or number…"), kind=PartyKind.PERSON)
        line = FormerLine(person, DayField(self._desk.today), LineField())
        named = []
        for (name, title), cell in zip(CELLS, line.cells(), strict=True):
            cell.installEventFilter(self)
            named.append((f"{place}.{name}", title, cell))
        self.lines.append(line)
        self.add_row(translate(mark("Line {n}")).format(n=place + 1), named)
        person.changed.connect(partial(self._chosen, line))
        for field_ in (line.day, line.by):
            field_.changed.connect(self._tell_meant)
        self._tell_meant()

    def _chosen(self, line: FormerLine) -> None:
        """Whoever is chosen leaves the keys to the day; there is a blank line below."""
        if line is self.lines[-1] and len(self.lines) < MOST_LINES:
            self._add_line()
            self._grow()
        if line.person.hasFocus() and read_or(line.person, None):
            line.day.setFocus()

    def _tell_meant(self) -> None:
        for at, line in enumerate(self.lines):
            day = self._day_of(at)
            line.day.setPlaceholderText(format_day(day, current(), short=True) if day else "")
            line.by.setPlaceholderText(self._by_of(at))

    def _go_on(self, cell: QLineEdit) -> bool:
        for place, line in enumerate(self.lines):
            if cell not in line.cells():
                continue
            if isinstance(cell, PartyField):
                if not cell.text().strip():
                    return False  # Enter on a blank line enters the list
                if read_or(cell, None) is None:
                    return False  # the field chooses the first of those found
                line.day.setFocus()
            elif cell is line.day and not place:
                line.by.setFocus()  # below, the trainer is mostly that of the first line
            elif place + 1 < len(self.lines):
                self.lines[place + 1].person.setFocus()
            return True
        return False

    def _day_of(self, at: int) -> date | None:
        for line in self.lines[at::-1]:
            if line.day.text().strip():
                day: date | None = read_or(line.day, None)
                return day
        return None

    def _by_of(self, at: int) -> str:
        return next((text for line in self.lines[at::-1] if (text := line.by.value())), "")


def followed_of(courses: Sequence[CourseRow], choices: CourseChoices) -> list[Followed]:
    """Courses that certify for something, then each machine and each family."""
    found = [
        Followed(
            one.draft.title,
            tuple(sorted(one.draft.machines)),
            tuple(sorted(one.draft.families)),
            one.id,
            one.draft.level,
        )
        for one in courses
        if one.draft.machines or one.draft.families
    ]
    found += [Followed(name, (key,)) for key, name in choices.machines]
    family = translate(mark("Family: {name}"))
    found += [Followed(family.format(name=name), (), (key,)) for key, name in choices.families]
    return found


def open_former(desk: Desk, owner: QWidget) -> None:
    def show(followed: list[Followed]) -> None:
        if followed:
            FormerDialog(desk, owner, followed).open()
        else:
            desk.tell(translate(mark("Add a machine first: there is nothing to be certified for.")))

    desk.ask(
        lambda session: followed_of(list_courses(session), load_course_choices(session)),
        show,
        owner,
        "former trainings",
    )
