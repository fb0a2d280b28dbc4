"""One session: who is enrolled, who waits, and what is done with it until it is closed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.overview.courses import CourseChoices, CourseRow, list_courses, load_course_choices
from fablab_desk.overview.trainings import SHOWS, SessionDetail, TraineeRow, load_session_detail
from fablab_desk.trainings.kinds import (
    ENROLMENT_TEXTS,
    FUNDING_TEXTS,
    PRESENCE_TEXTS,
    TRAINING_RESULT_TEXTS,
    EnrolmentState,
    Funding,
    Presence,
    SessionState,
)
from fablab_desk.trainings.service_closing import close_session, reopen_session
from fablab_desk.trainings.service_enrolments import (
    give_seat,
    give_seat_back,
    restore_enrolment,
    withdraw_enrolment,
)
from fablab_desk.trainings.service_sessions import plan_again
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.trainings.enrol import EnrolDialog, withdraw
from fablab_desk.ui.trainings.run import AssessDialog, RunDialog
from fablab_desk.ui.trainings.session_form import SessionFormDialog
from fablab_desk.ui.trainings.session_papers import SessionPapers
from fablab_desk.ui.trainings.words import (
    ENROLMENT_TONES,
    PRESENCE_LETTERS,
    RESULT_TONES,
    seats,
    when,
)
from fablab_desk.ui.undo import Undo

SIZE = (900, 620)


class SessionDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, detail: SessionDetail) -> None:
        super().__init__(parent, detail.row.title)
        self._desk, self._detail = desk, detail
        self.told = Label("", "muted", wrap=True)
        self.table: RowTable[TraineeRow] = RowTable(
            desk, self._columns(), name="trainees", title=mark("People in it")
        )
        nothing = translate(mark("Nobody is enrolled yet."))
        self.table.set_empty(EmptyState("person-add", nothing))
        card = ListCard()
        card.body.addWidget(self.table)
        self.problem = Problem()
        self.body.addWidget(self.told)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.problem)
        self.enrol = self.add_button(mark("&Enrol…"), self._enrol)
        self.change = self.add_button(mark("Chan&ge…"), self._change)
        self.leave = self.add_button(mark("Take o&ut"), self._leave)
        self.seat = self.add_button(mark("&Give a seat"), self._seat)
        self.grade = self.add_button(mark("&Assess…"), self._assess)
        self.plan = self.add_button(mark("&Dates…"), self._plan)
        self.papers = self.add_button(mark("Paper&s…"), lambda: None)
        self.printed = SessionPapers(desk, self, detail, self._refused)
        self.sheets = action(self, mark("Si&gned sheets…"), self._sheets, icon="attachment")
        self.printed.addSeparator()
        self.printed.addAction(self.sheets)
        self.papers.setMenu(self.printed)
        self.close_it = self.add_button(mark("C&lose the session"), self._close)
        self.reopen = self.add_button(mark("&Reopen"), self._reopen)
        self.run = self.add_button(mark("&Presences and results…"), self._run, primary=True)
        self.table.activated_row.connect(self._change)
        self.table.chosen_changed.connect(self._update)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._show(detail)

    def open(self) -> None:
        super().open()
        self.table.setFocus()

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            key = self._detail.row.id
            self._desk.ask(
                lambda session: load_session_detail(session, key), self._show, self, "session"
            )

    def _show(self, detail: SessionDetail | None) -> None:
        if detail is None:
            return
        self._detail = detail
        row, zone = detail.row, self._desk.zone
        parts = [when(row, zone), ", ".join(row.trainers), seats(row), row.host]
        places = {half.place for half in detail.halves if half.place}
        self.told.setText(" · ".join(part for part in (*parts, *sorted(places)) if part))
        chosen = self.table.chosen()
        first = detail.trainees[0].id if detail.trainees and chosen is None else None
        self.table.show_rows(detail.trainees, first)
        self._update()

    def _update(self) -> None:
        one, state = self.table.chosen(), self._detail.row.state
        planned = state is SessionState.PLANNED
        there = one is not None and one.state is EnrolmentState.ENROLLED
        gone = one is not None and one.state is EnrolmentState.WITHDRAWN
        self.enrol.setEnabled(planned)
        self.change.setEnabled(planned and one is not None)
        self.leave.setEnabled(planned and one is not None)
        self.leave.setText(translate(mark("Bring &back")) if gone else translate(mark("Take o&ut")))
        self.seat.setVisible(planned and bool(self._detail.waiting))
        self.seat.setEnabled(one is not None and one.state is EnrolmentState.WAITING)
        self.grade.setEnabled(there and state is not SessionState.CANCELLED)
        self.plan.setEnabled(planned)
        self.run.setEnabled(bool(self._detail.enrolled) and state is not SessionState.CANCELLED)
        over = self._detail.row.ends_at <= self._desk.now()
        self.close_it.setVisible(planned and over)
        self.reopen.setVisible(not planned)
        self.printed.follow(self._detail, one)
        for one_button in (self.enrol, self.leave, self.plan):
            one_button.setVisible(planned)

    def _enrol(self) -> None:
        EnrolDialog(self._desk, self, self._detail).open()

    def take_scan(self, code: str) -> None:
        """Whoever's card is read is the next to be enrolled."""
        if self._detail.row.state is SessionState.PLANNED:
            dialog = EnrolDialog(self._desk, self, self._detail)
            dialog.open()
            dialog.take_scan(code)

    def _change(self) -> None:
        one = self.table.chosen()
        if one and self._detail.row.state is SessionState.PLANNED:
            EnrolDialog(self._desk, self, self._detail, one).open()

    def _leave(self) -> None:
        one = self.table.chosen()
        if one is None:
            return
        if one.state is not EnrolmentState.WITHDRAWN:
            withdraw(self._desk, self, one)
            return
        said = translate(mark("{name} is back.")).format(name=one.name)
        self._do(
            partial(restore_enrolment, enrolment_id=one.id),
            Undo(said, partial(withdraw_enrolment, enrolment_id=one.id)),
        )

    def _seat(self) -> None:
        if one := self.table.chosen():
            said = translate(mark("{name} has a seat.")).format(name=one.name)
            self._do(
                partial(give_seat, enrolment_id=one.id),
                Undo(said, partial(give_seat_back, enrolment_id=one.id)),
            )

    def _assess(self) -> None:
        if one := self.table.chosen():
            AssessDialog(self._desk, self, self._detail, one).open()

    def _run(self) -> None:
        RunDialog(self._desk, self, self._detail).open()

    def _plan(self) -> None:
        open_session_form(self._desk, self, self._detail)

    def _close(self) -> None:
        row = self._detail.row

        def undo(granted: int) -> Undo:
            given = translate_many(
                mark("{n} certification granted"), mark("{n} certifications granted"), granted
            )
            said = translate(mark("The session is closed: {given}.")).format(given=given)
            return Undo(said, partial(reopen_session, session_id=row.id))

        self._desk.do(
            lambda act: close_session(act, row.id, row.version),
            lambda _done: self.problem.say(""),
            self,
            refused=self._refused,
            undo=undo,
        )

    def _reopen(self) -> None:
        row = self._detail.row
        again = reopen_session if row.state is SessionState.CLOSED else plan_again
        said = translate(mark("The session is open again."))
        self._desk.do(
            lambda act: again(act, row.id),
            lambda _done: self.problem.say(""),
            self,
            refused=self._refused,
            said=lambda _done: said,
        )

    def _sheets(self) -> None:
        from fablab_desk.ui.trainings.signed_sheets import signed_sheets

        row = self._detail.row
        said = f"{row.title} · {when(row, self._desk.zone)}"
        signed_sheets(self._desk, self, said, row.id).open()

    def _do(self, call: Callable[..., object], back: Undo) -> None:
        self._desk.do(
            call,
            lambda _done: self.problem.say(""),
            self,
            refused=self._refused,
            undo=lambda _done: back,
        )

    def _refused(self, refusal: DeskError) -> None:
        """Everything that is missing, one line for each."""
        found = refusal.found if isinstance(refusal, Problems) else [("", refusal)]
        self.problem.say("\n".join(say(one) for _, one in found))

    def _columns(self) -> list[Column[TraineeRow]]:
        return [
            Column(
                mark("Name"),
                lambda row: TwoLines(row.name, _beneath(row)),
                width=240,
                stretch=True,
            ),
            Column(mark("Enrolment"), _state, width=150),
            Column(mark("Presences"), self._presences, width=130),
            Column(
                mark("Result"),
                lambda row: Chip(
                    translate(TRAINING_RESULT_TEXTS[row.result]), RESULT_TONES[row.result]
                ),
                width=130,
            ),
            Column(
                mark("Certified"),
                lambda row: translate(mark("yes")) if row.certified else "",
                width=90,
            ),
        ]

    def _presences(self, row: TraineeRow) -> str:
        """“P P A”: a letter for each half-day, one alone in full."""
        noted = [row.presences.get(half.id, Presence.NOT_NOTED) for half in self._detail.halves]
        if len(noted) == 1:
            return translate(PRESENCE_TEXTS[noted[0]])
        return " ".join(translate(PRESENCE_LETTERS[one]) for one in noted)


def _beneath(row: TraineeRow) -> str:
    funding = row.draft.funding
    told = translate(FUNDING_TEXTS[funding]) if funding is not Funding.NOT_STATED else ""
    parts = (row.withdrawn_reason, row.draft.profession, row.draft.status, told)
    return " · ".join(part for part in parts if part)


def _state(row: TraineeRow) -> Chip:
    return Chip(translate(ENROLMENT_TEXTS[row.state]), ENROLMENT_TONES[row.state])


def open_session(desk: Desk, owner: QWidget, session_id: UUID) -> None:
    def show(detail: SessionDetail | None) -> None:
        if detail:
            SessionDialog(desk, owner, detail).open()

    desk.ask(lambda session: load_session_detail(session, session_id), show, owner, "open session")


def open_session_form(desk: Desk, owner: QWidget, known: SessionDetail | None = None) -> None:
    def show(found: tuple[list[CourseRow], CourseChoices]) -> None:
        courses, choices = found
        if known or any(not one.archived_on for one in courses):
            SessionFormDialog(desk, owner, courses, choices, known).open()
        else:
            from fablab_desk.ui.trainings.course_form import CourseDialog

            CourseDialog(desk, owner, choices).open()  # there is nothing to be given yet

    desk.ask(
        lambda session: (list_courses(session), load_course_choices(session)),
        show,
        owner,
        "session form",
    )
