"""The form of a session: its course, its half-days, who gives it, and how many seats it has."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.premises_queries import closed_on
from fablab_desk.overview.courses import CourseChoices, CourseRow
from fablab_desk.overview.trainings import SessionDetail, load_session_detail
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import HalfDayDraft, SessionDraft
from fablab_desk.trainings.service_sessions import cancel_session, correct_session, plan_session
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, CountField, DayField, HourField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

MOST_HALVES, MOST_TRAINERS, SEATS = 12, 4, 999
MORNING, NOON = time(9), time(12)


class _Half:
    """The fields of one half-day, with its key."""

    def __init__(self, desk: Desk, spaces: Sequence[tuple[UUID | None, str]]) -> None:
        self.key = new_key()
        self.day = DayField(desk.today)
        self.starts, self.ends = HourField(), HourField()
        self.starts.setPlaceholderText("9:00")
        self.ends.setPlaceholderText("12:00")
        self.space: ChoiceField[UUID | None] = ChoiceField(spaces)
        self.place = ""

    def fill(self, half: HalfDayDraft, desk: Desk) -> None:
        begins, ends = half.starts_at.astimezone(desk.zone), half.ends_at.astimezone(desk.zone)
        self.key, self.place = half.key, half.place
        self.day.set_value(begins.date())
        self.starts.set_value(begins.time())
        self.ends.set_value(ends.time())
        self.space.set_value(half.space_id)

    def clear(self) -> None:
        self.key = new_key()
        self.day.set_value(None)
        self.starts.set_value(None)
        self.ends.set_value(None)

    def draft(self, desk: Desk) -> HalfDayDraft | None:
        day: date | None = read_or(self.day, None)
        if day is None:
            return None
        begins = read_or(self.starts, None) or MORNING
        ends = read_or(self.ends, None) or NOON
        return HalfDayDraft(
            key=self.key,
            starts_at=datetime.combine(day, begins, desk.zone),
            ends_at=datetime.combine(day, ends, desk.zone),
            space_id=self.space.value(),
            place=self.place,
        )


class SessionFormDialog(FormDialog):
    WIDTH = 680

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        courses: Sequence[CourseRow],
        choices: CourseChoices,
        known: SessionDetail | None = None,
    ) -> None:
        title = mark("Change a session") if known else mark("New session")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Plan it"))
        self._known = known
        self._courses = {one.id: one for one in courses}
        offered = [(one.id, one.draft.title) for one in courses if not one.archived_on]
        if known:
            offered = [(known.row.course_id, known.row.title)]
        self.course: ChoiceField[UUID] = self.add_field(
            "course_id", mark("Course"), ChoiceField(offered), required=True
        )
        self._add_when(choices)
        self._add_who()
        self._add_more()
        self.course.changed.connect(self._propose)
        if known:
            self.fill(known)
        else:
            self._propose()

    def _add_when(self, choices: CourseChoices) -> None:
        self.add_section(mark("When and where"))
        spaces: list[tuple[UUID | None, str]] = [(None, translate(mark("No space")))]
        spaces += choices.spaces
        self.halves: list[_Half] = []
        for place in range(MOST_HALVES):
            half = _Half(self._desk, spaces)
            self.halves.append(half)
            self.add_row(
                translate(mark("Half-day {n}")).format(n=place + 1),
                [
                    (f"half_days.{place}", mark("Day"), half.day),
                    (f"starts.{place}", mark("Starts at"), half.starts),
                    (f"ends.{place}", mark("Ends at"), half.ends),
                    (f"space.{place}", mark("Space"), half.space),
                ],
                required=place == 0,
            )
            if place:
                self.show_row(f"half_days.{place}", False)
            half.day.changed.connect(partial(self._offer_half, place))
        self.note_closed = self.add_note("")
        self.note_closed.hide()

    def _add_who(self) -> None:
        self.add_section(mark("Who gives it"))
        self.trainers: list[PartyField] = []
        for place in range(MOST_TRAINERS):
            field = PartyField(self._desk, kind=PartyKind.PERSON)
            self.trainers.append(field)
            name = "trainers" if place == 0 else f"trainers.{place}"
            caption = mark("Trainer") if place == 0 else mark("And with")
            self.add_field(name, caption, field, required=place == 0)
            if place:
                self.show_row(name, False)
            field.changed.connect(partial(self._offer_trainer, place))

    def _add_more(self) -> None:
        self.add_section(mark("Seats"))
        self.seats, self.minimum = CountField(SEATS), CountField(SEATS)
        self.decide = DayField(self._desk.today)
        self.add_row(
            mark("Seats, at least, decided on"),
            [
                ("seats", mark("Seats"), self.seats),
                ("minimum", mark("Enrolled at least"), self.minimum),
                ("decide_on", mark("Decided on"), self.decide),
            ],
        )
        self.add_section(mark("For whom, and paid by whom"))
        body = PartyKind.ORGANISATION
        self.host = self.add_field("host_id", mark("Given for"), PartyField(self._desk, kind=body))
        self.payer = self.add_field(
            "payer_id", mark("Paid for all by"), PartyField(self._desk, kind=body)
        )
        self.reference = self.add_field(
            "funder_reference", mark("Reference of the funder"), LineField()
        )
        self.axis = self.add_field("axis", mark("Axis"), LineField())
        self.note = self.add_field("note", mark("Note"), TextField(2))

    def reread(self) -> Query[SessionDetail | None] | None:
        if self._known is None:
            return None
        key = self._known.row.id
        return lambda session: load_session_detail(session, key)

    def fill(self, known: SessionDetail) -> None:
        self._known, draft = known, known.draft
        for place, half in enumerate(self.halves):
            if place < len(draft.half_days):
                half.fill(draft.half_days[place], self._desk)
            else:
                half.clear()
            self.show_row(f"half_days.{place}", place <= len(draft.half_days))
        for place, field in enumerate(self.trainers):
            field.set_value(known.trainers[place] if place < len(known.trainers) else None)
            if place:
                self.show_row(f"trainers.{place}", place <= len(known.trainers))
        self.seats.set_value(draft.seats)
        self.minimum.set_value(draft.minimum or None)
        self.decide.set_value(draft.decide_on)
        self.host.set_value((draft.host_id, known.host) if draft.host_id else None)
        self.payer.set_value((draft.payer_id, known.payer) if draft.payer_id else None)
        self.reference.set_value(draft.funder_reference)
        self.axis.set_value(draft.axis)
        self.note.set_value(draft.note)

    def draft(self) -> SessionDraft:
        halves = [half.draft(self._desk) for half in self.halves]
        trainers = [read_or(field, None) for field in self.trainers]
        return SessionDraft(
            course_id=self.course.value(),
            half_days=tuple(half for half in halves if half),
            trainers=tuple(trainer for trainer in trainers if trainer),
            seats=read_or(self.seats, None) or 0,
            minimum=read_or(self.minimum, None) or 0,
            decide_on=read_or(self.decide, None),
            host_id=read_or(self.host, None),
            payer_id=read_or(self.payer, None),
            funder_reference=self.reference.value(),
            axis=self.axis.value(),
            note=self.note.value(),
        )

    def check(self) -> None:
        found = self.draft().checked()[1]
        refuse([("half_days.0" if name == "half_days" else name, one) for name, one in found])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_session(act, known.row.id, draft, known.row.version)
        return lambda act: plan_session(act, key, draft)

    def undo(self, result: object) -> Undo:
        known = self._known
        if known:
            said = translate(mark("The session is changed."))
            version = known.row.version + 1
            back = partial(
                correct_session, session_id=known.row.id, draft=known.draft, seen=version
            )
            return Undo(said, back)
        said = translate(mark("The session is planned."))
        why = translate(mark("Planned by mistake"))
        return Undo(said, partial(cancel_session, session_id=self.key, reason=why))

    def _propose(self) -> None:
        course = self._courses.get(self.course.value()) if self.course.count() else None
        if course and self._known is None:
            self.seats.set_value(course.draft.capacity)
            self.minimum.set_value(course.draft.minimum or None)
            self._propose_decision()

    def _propose_decision(self) -> None:
        """Some days before it, as the course says."""
        course = self._courses.get(self.course.value())
        first = self.halves[0].draft(self._desk)
        if course and first and course.draft.minimum and self._known is None:
            days = timedelta(days=course.draft.deadline_days)
            self.decide.set_value(first.starts_at.date() - days)

    def _offer_half(self, place: int) -> None:
        half = self.halves[place].draft(self._desk)
        if half is None:
            return
        if place + 1 < MOST_HALVES:
            self.show_row(f"half_days.{place + 1}", True)
        if place == 0:
            self._propose_decision()
        day = half.starts_at.date()
        self._desk.ask(
            lambda session: closed_on(session, day), partial(self._warn, day), self, "closed"
        )

    def _warn(self, day: date, why: str | None) -> None:
        text = translate(mark("The lab is closed on {day}: {why}."))
        self.note_closed.setText(text.format(day=f"{day:%d/%m/%Y}", why=why) if why else "")
        self.note_closed.setVisible(bool(why))

    def _offer_trainer(self, place: int) -> None:
        if place + 1 < MOST_TRAINERS and self.trainers[place].text().strip():
            self.show_row(f"trainers.{place + 1}", True)
