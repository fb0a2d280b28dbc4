"""The paper sheet beside the machines, typed by keys alone: a line for each use, one act."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import MaterialDraft, UseDraft
from fablab_desk.logbook.errors import NoEndError, NoStartError, StartRefusedError
from fablab_desk.logbook.service import Recorded, record_sheet
from fablab_desk.logbook.service_corrections import withdraw_uses
from fablab_desk.overview.using import (
    MachineChoice,
    MaterialChoice,
    Using,
    find_materials,
    load_using,
)
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, DecimalField, DurationField, HourField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.machines.sheet_line import (
    GROUP,
    EmptySheetError,
    Line,
    UnknownCodeError,
    UnknownMaterialError,
    WhoField,
)
from fablab_desk.ui.machines.use_fields import instant
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

FIRST_LINES, MOST_LINES = 4, 60
WIDTHS = {"machine": 84, "start": 72, "lasted": 80, "material": 100, "quantity": 68}
TITLES = (
    ("user", mark("Person, card or =group")),
    ("machine", mark("Machine")),
    ("start", mark("Start")),
    ("lasted", mark("Duration")),
    ("material", mark("Material")),
    ("quantity", mark("Quantity")),
)
BESIDE = {  # where a problem of the service is told
    "user_id": "user",
    "operator_id": "user",
    "label": "user",
    "heads": "user",
    "machine_id": "machine",
    "starts_at": "start",
    "ends_at": "lasted",
    "unattended": "lasted",
    "materials": "material",
}


class SheetDialog(FormDialog):
    """Enter goes on, Ctrl+D repeats the cell above; a blank start is the end of the line above."""

    WIDTH = 900

    def __init__(
        self, desk: Desk, parent: QWidget | None, using: Using, machine_id: UUID | None = None
    ) -> None:
        super().__init__(desk, parent, mark("A paper sheet"), mark("Enter the sheet"))
        self._using = using
        self._machine = next((one for one in using.machines if one.id == machine_id), None)
        self.day = DayField(desk.today)
        self.animator = PartyField(desk, kind=PartyKind.PERSON)
        self.add_row(
            mark("Day, animator"),
            [("day", mark("Day"), self.day), ("animator_id", mark("Animator"), self.animator)],
            required=True,
        )
        self.day.set_value(desk.today())
        keys = mark("Enter: next cell · Ctrl+D: as above · Ctrl+Enter: enter the sheet")
        self.add_note(translate(keys))
        self._add_titles()
        self.lines: list[Line] = []
        self.reason = LineField(mark("It stays in the logbook"))
        for _ in range(FIRST_LINES):
            self._add_line()
        self.add_field("override_reason", mark("Reason to allow it"), self.reason)
        self.show_row("override_reason", False)

    def open(self) -> None:
        super().open()
        self.lines[0].user.setFocus()

    def take_scan(self, code: str) -> None:
        """The card of whoever the line is about where the keys stand, or of the next blank one."""
        here = next((line for line in self.lines if line.user.hasFocus()), None)
        blank = next((line for line in self.lines if line.is_blank()), None)
        if line := here or blank:
            line.user.setFocus()
            line.user.take_scan(code)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        above: Line | None = None
        starts = self._starts()
        follows = True  # a start that cannot be read is told once, not at each line after it
        for place, line in enumerate(self.lines):
            if line.is_blank():
                continue
            typed = line.machine.value()
            if typed and self._machine_called(typed) is None:
                found.append((f"{place}.machine", UnknownCodeError(typed)))
            elif self._machine_of(place) is None:
                found.append((f"{place}.machine", UnknownCodeError("")))
            if not line.start.text().strip() and starts[place] is None:
                if follows:
                    found.append((f"{place}.start", NoStartError()))
            else:
                follows = starts[place] is not None
            if not line.lasted.text().strip():
                found.append((f"{place}.lasted", NoEndError()))
            material = line.material.value()
            if material and self._material(material) is None:
                found.append((f"{place}.material", UnknownMaterialError(material)))
            above = line
        if above is None:
            found.append(("0.user", EmptySheetError()))
        refuse(found)

    def drafts(self) -> list[tuple[UUID, UseDraft]]:
        animator = read_or(self.animator, None)
        made = []
        for place, (line, start) in enumerate(zip(self.lines, self._starts(), strict=True)):
            if line.is_blank():
                continue
            machine = self._machine_of(place)
            minutes = read_or(line.lasted, None)
            label, heads = line.user.group()
            typed = line.material.value()
            material = self._material(typed) if typed else None
            materials: tuple[MaterialDraft, ...] = ()
            if material:
                quantity = read_or(line.quantity, Decimal(1))
                materials = (MaterialDraft(article_id=material.id, quantity=quantity),)
            draft = UseDraft(
                machine_id=machine.id if machine else UUID(int=0),
                starts_at=start,
                ends_at=start + timedelta(minutes=minutes) if start and minutes else None,
                user_id=read_or(line.user, None),
                label=label,
                heads=heads,
                animator_id=animator,
                unattended=bool(machine and machine.may_run_alone and (minutes or 0) > 16 * 60),
                materials=materials,
                override_reason=self.reason.value(),
            )
            made.append((line.key, draft))
        return made

    def act(self) -> Callable[[Act], object]:
        drafts = self.drafts()
        return lambda act: record_sheet(act, drafts)

    def undo(self, result: object) -> Undo:
        keys = (
            [one.use_id for one in result if isinstance(one, Recorded)]
            if isinstance(result, list)
            else []
        )
        said = translate_many(mark("{n} use is entered."), mark("{n} uses are entered."), len(keys))
        reason = translate(mark("sheet typed by mistake"))
        return Undo(said, lambda act: withdraw_uses(act, keys, reason))

    def _refused(self, refusal: DeskError) -> None:
        if not isinstance(refusal, Problems):
            super()._refused(refusal)
            return
        places = [at for at, line in enumerate(self.lines) if not line.is_blank()]
        found = []
        for name, problem in refusal.found:
            number, _, field = name.partition(".")
            if number.isdecimal() and int(number) < len(places):
                own = BESIDE.get(field.partition(".")[0], "user")
                found.append((f"{places[int(number)]}.{own}", problem))
            else:
                found.append((name, problem))
        super()._refused(Problems(found))
        starts = [one for _, one in found if isinstance(one, StartRefusedError)]
        if starts and len(starts) == len(found) and not any(one.final for one in starts):
            self.show_row("override_reason", True)
            self.verb.setText(translate(mark("Allow it all the same")))
            self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if control and event.key() == Qt.Key.Key_D:
                self._repeat(watched)
                return True
            if enter and not event.modifiers() and isinstance(watched, QLineEdit):
                return self._go_on(watched)
        return super().eventFilter(watched, event)

    def _add_titles(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for name, title in TITLES:
            label = Label(translate(title), "muted", wrap=name not in WIDTHS)
            if name in WIDTHS:
                label.setFixedWidth(theme.px(WIDTHS[name]))
            layout.addWidget(label, 0 if name in WIDTHS else 1)
        self._rows.addRow("", row)

    def _add_line(self) -> None:
        place = len(self.lines)
        line = Line(
            new_key(),
            WhoField(self._desk, mark("Name or number…")),
            LineField(),
            HourField(),
            DurationField(),
            LineField(),
            DecimalField(),
        )
        named = []
        for (name, title), cell in zip(TITLES, line.cells(), strict=True):
            if name in WIDTHS:
                cell.setFixedWidth(theme.px(WIDTHS[name]))
            cell.installEventFilter(self)
            named.append((f"{place}.{name}", title, cell))
        self.lines.append(line)
        self.add_row(translate(mark("Line {n}")).format(n=place + 1), named)
        line.user.changed.connect(partial(self._chosen, line))
        line.user.changed.connect(partial(self._grow_below, place))
        for cell in (line.user, line.machine, line.start, line.lasted):
            cell.changed.connect(self._tell_meant)
        self._tell_meant()

    def _tell_meant(self) -> None:
        """Beneath what is left blank: the machine and the start that are meant by it."""
        for place, (line, start) in enumerate(zip(self.lines, self._starts(), strict=True)):
            machine = self._machine_of(place)
            hour = f"{start.astimezone(self._desk.zone):%H:%M}" if start else ""
            line.start.setPlaceholderText(hour)
            line.machine.setPlaceholderText(machine.code if machine else "")

    def _chosen(self, line: Line) -> None:
        """Whoever is chosen from the offers leaves the keys to the next cell."""
        if line.user.hasFocus() and read_or(line.user, None):
            self._leave_who(line)

    def _leave_who(self, line: Line) -> None:
        """To the start, where the machine is known: that of the line above, or the chosen one."""
        (line.start if self._machine or self.lines.index(line) else line.machine).setFocus()

    def _grow_below(self, place: int) -> None:
        if place == len(self.lines) - 1 and len(self.lines) < MOST_LINES:
            self._add_line()
            self._grow()

    def _go_on(self, cell: QLineEdit) -> bool:
        line, at = self._where(cell)
        if line is None:
            return False
        if isinstance(cell, WhoField):
            if not cell.text().strip():
                return False  # Enter on a blank line enters the sheet
            if not cell.text().strip().startswith(GROUP) and read_or(cell, None) is None:
                return False  # the field chooses the first of those found
            self._leave_who(line)
            return True
        cells = line.cells()
        # Material is for whoever has some: after the duration comes the next line.
        if at in (3, len(cells) - 1):
            place = self.lines.index(line) + 1
            if place < len(self.lines):
                self.lines[place].user.setFocus()
        else:
            cells[at + 1].setFocus()
        return True

    def _repeat(self, watched: QObject) -> None:
        line, at = self._where(watched)
        if line is None or not (place := self.lines.index(line)):
            return
        above = self.lines[place - 1]
        if at == 0:
            if key := read_or(above.user, None):
                line.user.set_value((key, above.user.text()))
                line.user.changed.emit()
            else:
                line.user.setText(above.user.text())
            return
        line.cells()[at].setText(above.cells()[at].text() or above.cells()[at].placeholderText())

    def _where(self, watched: QObject) -> tuple[Line | None, int]:
        for line in self.lines:
            for at, cell in enumerate(line.cells()):
                if cell is watched:
                    return line, at
        return None, 0

    def _machine_called(self, typed: str) -> MachineChoice | None:
        sought = normalise(typed)
        machines = self._using.machines
        exact = [one for one in machines if normalise(one.code) == sought]
        begun = [one for one in machines if normalise(one.code).startswith(sought)]
        words = [one for one in machines if normalise(one.name).startswith(sought)]
        for found in (exact, begun, words):
            if len(found) == 1:
                return found[0]
        return None

    def _machine_of(self, place: int) -> MachineChoice | None:
        """Its own, or that of the lines above, or the one the sheet is of."""
        for line in self.lines[place::-1]:
            if typed := line.machine.value():
                return self._machine_called(typed)
        return self._machine

    def _starts(self) -> list[datetime | None]:
        """Of each line: typed, or where the use above ended on the same machine."""
        found: list[datetime | None] = []
        ended, on, machine = None, None, self._machine
        for line in self.lines:
            if typed := line.machine.value():
                machine = self._machine_called(typed)
            hour: time | None = read_or(line.start, None)
            if hour is not None or line.start.text().strip():
                start = instant(self._day(), hour, self._desk)
            else:
                start = ended if machine is on else None
            found.append(start)
            if not line.is_blank():
                minutes = read_or(line.lasted, None)
                ended, on = (
                    start + timedelta(minutes=minutes) if start and minutes else None,
                    machine,
                )
        return found

    def _material(self, typed: str) -> MaterialChoice | None:
        found = find_materials(self._using.materials, typed)
        return found[0] if len(found) == 1 else None

    def _day(self) -> date:
        day: date = read_or(self.day, None) or self._desk.today()
        return day


def open_sheet(desk: Desk, parent: QWidget, machine_id: UUID | None) -> None:
    day = desk.today()
    desk.ask(
        lambda session: load_using(session, machine_id, day),
        lambda using: SheetDialog(desk, parent, using, machine_id).open(),
        parent,
        "sheet",
    )
