"""Starting a use, and noting or correcting one that is over."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.errors import NobodyUsesError, NoEndError, NoStartError
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.service import Recorded, record_use, start_use
from fablab_desk.logbook.service_corrections import (
    correct_use,
    take_correction_back,
    withdraw_uses,
)
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.overview.using import UseDetail, Using, load_use, load_using
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    DayField,
    DurationField,
    HourField,
    LineField,
)
from fablab_desk.ui.machines.use_fields import UseFields, instant
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

BY_MISTAKE = mark("noted by mistake")
A_MINUTE = timedelta(minutes=1)


class StartDialog(UseFields):
    """Who, and Enter: the rest is for whoever wants to say more."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, machine_id: UUID, name: str, using: Using
    ) -> None:
        super().__init__(desk, parent, mark("Start a use"), mark("Start the use"), using)
        self.setWindowTitle(translate(mark("Start a use: {machine}")).format(machine=name))
        self._machine_id, self._name = machine_id, name
        self.add_who()
        self.add_questions(QuestionMoment.BEFORE)
        self.add_with()
        self.add_purpose()
        self.hour = self.add_field("starts_at", mark("Since"), HourField())
        self.hour.setPlaceholderText(translate(mark("now")))
        alone = next((one.may_run_alone for one in using.machines if one.id == machine_id), False)
        self.unattended = CheckField(mark("Runs unattended"))
        self.end_day, self.end_hour = DayField(desk.today), HourField()
        self.add_field("unattended", mark("Overnight"), self.unattended)
        self.add_row(
            mark("Planned end"),
            [("planned_end", mark("Day"), self.end_day), ("end_hour", mark("Hour"), self.end_hour)],
        )
        self.show_row("unattended", alone)
        self.show_row("planned_end", False)
        self.unattended.changed.connect(
            lambda: self.show_row("planned_end", self.unattended.value())
        )
        self.add_override()
        self.add_price()
        self.user.changed.connect(self._ask_price)
        self._ask_price()

    def check(self) -> None:
        if not self.user.text().strip() and not self.label.value():
            raise Problems([("user_id", NobodyUsesError())])

    def draft(self) -> UseDraft:
        desk, today = self._desk, self._desk.today()
        planned = None
        if self.unattended.value() and (hour := self.end_hour.value()):
            planned = instant(self.end_day.value() or today + timedelta(days=1), hour, desk)
        return UseDraft(
            machine_id=self._machine_id,
            starts_at=instant(today, self.hour.value(), desk),
            user_id=read_or(self.user, None),
            label=self.label.value(),
            heads=read_or(self.heads, 1),
            operator_id=read_or(self.operator, None),
            animator_id=read_or(self.animator, None),
            purpose_id=self.purpose.value(),
            project_id=self.project.value(),
            unattended=self.unattended.value(),
            planned_end=planned,
            answers=self.answers(),
            override_reason=self.override.value(),
        )

    def act(self) -> Callable[[Act], object]:
        key, draft = self.key, self.draft()
        return lambda act: start_use(act, key, draft)

    def undo(self, result: object) -> Undo:
        key, reason = self.key, translate(BY_MISTAKE)
        said = translate(mark("{machine} is in use: {who}."))
        name, _, _number = self.user.text().strip().partition(" · ")
        who = name or self.label.value()
        return Undo(
            said.format(machine=self._name, who=who),
            lambda act: withdraw_uses(act, [key], reason),
        )

    def _ask_price(self) -> None:
        told = translate(mark("At least"))
        self.ask_price(self._machine_id, self._desk.today(), None, told)


class PastDialog(UseFields):
    """A use that is over, of any day; or, corrected, what stands for one."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        using: Using,
        machine_id: UUID | None = None,
        known: UseDetail | None = None,
    ) -> None:
        title = mark("Correct a use") if known else mark("Note a past use")
        verb = mark("Correct") if known else mark("Note it")
        super().__init__(desk, parent, title, verb, using)
        self._known = known
        choices = [(one.id, f"{one.name} · {one.code}") for one in using.machines]
        self.machine: ChoiceField[UUID] = ChoiceField(choices)
        self.add_who()
        self.add_field("machine_id", mark("Machine"), self.machine)
        self.day = DayField(desk.today)
        self.hour, self.end, self.lasted = HourField(), HourField(), DurationField()
        self.lasted.setPlaceholderText(translate(mark("or a duration")))
        self.add_field("day", mark("Day"), self.day)
        self.add_row(
            mark("From – to"),
            [
                ("starts_at", mark("Start"), self.hour),
                ("ends_at", mark("End"), self.end),
                ("lasted", mark("Duration"), self.lasted),
            ],
        )
        self.unattended = CheckField(mark("Ran unattended"))
        self.add_field("unattended", mark("Overnight"), self.unattended)
        self.add_materials()
        self.add_with()
        self.add_purpose()
        self.add_outcome()
        self.reason = self.add_field("reason", mark("Why"), LineField(), required=known is not None)
        self.show_row("reason", known is not None)
        self.add_override()
        self.add_price()
        self.day.set_value(desk.today())
        if machine_id and machine_id in {one.id for one in using.machines}:
            self.machine.set_value(machine_id)
        if known:
            self.fill(known)
        for field in (self.user, self.machine, self.hour, self.end, self.lasted, self.day):
            field.changed.connect(self._ask_price)

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        if not self.user.text().strip() and not self.label.value():
            found.append(("user_id", NobodyUsesError()))
        if read_or(self.hour, None) is None and not self.hour.text().strip():
            found.append(("starts_at", NoStartError()))
        if not (self.end.text().strip() or self.lasted.text().strip()):
            found.append(("ends_at", NoEndError()))
        if found:
            raise Problems(found)

    def draft(self) -> UseDraft:
        day = self._day()
        start = instant(day, read_or(self.hour, None), self._desk)
        end_hour = read_or(self.end, None)
        end = instant(day, end_hour, self._desk)
        minutes = read_or(self.lasted, None)
        if self._known and start and self._same_start(self._known, start):
            start = self._known.starts_at  # with the seconds that the form does not show
        if start and minutes and not self.end.text().strip():
            end = self._same_end(start, minutes) or start + minutes * A_MINUTE
        elif start and end and end <= start and self.unattended.value():
            end = instant(day + timedelta(days=1), end_hour, self._desk)  # the next morning
        return UseDraft(
            machine_id=self.machine.value(),
            starts_at=start,
            ends_at=end,
            user_id=read_or(self.user, None),
            label=self.label.value(),
            heads=read_or(self.heads, 1),
            operator_id=read_or(self.operator, None),
            animator_id=read_or(self.animator, None),
            purpose_id=self.purpose.value(),
            project_id=self.project.value(),
            unattended=self.unattended.value(),
            outcome=self.outcome.value(),
            note=self.note.value(),
            materials=self.materials(),
            override_reason=self.override.value(),
        )

    @staticmethod
    def _same_start(known: UseDetail, start: datetime) -> bool:
        return known.starts_at.replace(second=0, microsecond=0) == start

    def _same_end(self, start: datetime, minutes: int) -> datetime | None:
        """The end that was kept, where neither the start nor the length was touched."""
        known = self._known
        if known is None or known.ends_at is None or start != known.starts_at:
            return None
        shown = max(1, round((known.ends_at - known.starts_at) / A_MINUTE))
        return known.ends_at if minutes == shown else None

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known is None:
            return lambda act: record_use(act, key, draft)
        reason = self.reason.value()
        return lambda act: correct_use(act, known.id, key, draft, reason, known.version)

    def undo(self, result: object) -> Undo:
        key, reason = self.key, translate(BY_MISTAKE)
        if self._known:
            said = translate(mark("The use is corrected; the original is kept."))
            return Undo(said, lambda act: take_correction_back(act, key, reason))
        minutes = result.minutes if isinstance(result, Recorded) else 0
        said = translate(mark("The use is noted: {minutes} min.")).format(minutes=minutes)
        return Undo(said, lambda act: withdraw_uses(act, [key], reason))

    def reread(self) -> Query[UseDetail | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: _standing(load_use(session, key))

    def fill(self, known: UseDetail) -> None:
        self._known = known
        zone = self._desk.zone
        start = known.starts_at.astimezone(zone)
        self.user.set_value(known.user)
        self.label.set_value(known.label)
        self.heads.set_value(known.heads)
        self.operator.set_value(known.operator)
        self.animator.set_value(known.animator)
        self.machine.set_value(known.machine_id)
        self.day.set_value(known.day)
        self.hour.set_value(start.time().replace(second=0, microsecond=0))
        if known.ends_at:
            minutes = round((known.ends_at - known.starts_at) / A_MINUTE)
            self.lasted.set_value(max(1, minutes))
        self.unattended.set_value(known.unattended)
        for field, value in ((self.purpose, known.purpose_id), (self.project, known.project_id)):
            if value is None or value in {key for key, _ in self._offered(field)}:
                field.set_value(value)
        self.outcome.set_value(known.outcome)
        self.note.set_value(known.note)
        self.override.set_value(known.override_reason)
        self.show_row("override_reason", bool(known.override_reason))
        for place, (article, quantity, how) in enumerate(self._materials):
            line = known.materials[place] if place < len(known.materials) else None
            article.set_value(line[0] if line else None)
            quantity.set_value(line[2] if line else None)
            how.set_value("" if not line else "offered" if line[3] else "own" if line[4] else "")
            if line and line[3]:
                self.gift.set_value(line[5])
        self._ask_price()

    def _offered(self, field: object) -> tuple[tuple[UUID, str], ...]:
        return self.using.purposes if field is self.purpose else self.using.projects

    def _day(self) -> date:
        day: date = read_or(self.day, None) or self._desk.today()
        return day

    def _ask_price(self) -> None:
        draft = self.draft()
        lasted = draft.ends_at - draft.starts_at if draft.ends_at and draft.starts_at else None
        told = translate(mark("Time:"))
        self.ask_price(draft.machine_id, self._day(), lasted, told)


def _standing(use: UseDetail | None) -> UseDetail | None:
    """None once it was withdrawn, or another stands for it."""
    return use if use and use.state in {UseState.RUNNING, UseState.OVER} else None


def open_start(desk: Desk, parent: QWidget, machine_id: UUID, name: str) -> None:
    day = desk.today()
    desk.ask(
        lambda session: load_using(session, machine_id, day),
        lambda using: StartDialog(desk, parent, machine_id, name, using).open(),
        parent,
        "start",
    )


def open_past(desk: Desk, parent: QWidget, machine_id: UUID | None) -> None:
    day = desk.today()
    desk.ask(
        lambda session: load_using(session, machine_id, day),
        lambda using: PastDialog(desk, parent, using, machine_id).open(),
        parent,
        "past",
    )


def open_correction(desk: Desk, parent: QWidget, use_id: UUID) -> None:
    day = desk.today()

    def show(found: tuple[UseDetail | None, Using]) -> None:
        known, using = found
        if known:
            own = using.with_own(known)
            PastDialog(desk, parent, own, known.machine_id, known).open()

    desk.ask(
        lambda session: (load_use(session, use_id), load_using(session, None, day)),
        show,
        parent,
        "correct",
    )
