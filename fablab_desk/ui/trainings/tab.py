"""The trainings tab: sessions to come and to be closed, and who may work on what."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.db.short_list import ShortList
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.trainings import (
    SESSION_FILTER_TEXTS,
    SHOWS,
    SessionDetail,
    SessionFilter,
    SessionRow,
    SessionsState,
    count_sessions,
    load_session_detail,
    load_sessions,
    sessions,
)
from fablab_desk.trainings.kinds import (
    SessionState,
)
from fablab_desk.trainings.service_sessions import cancel_session, correct_session, plan_again
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty, ListTab
from fablab_desk.ui.search_field import Filter
from fablab_desk.ui.trainings.session_card import show_session
from fablab_desk.ui.trainings.words import chip_of, seats, when
from fablab_desk.ui.undo import Undo

PLACES = (SessionFilter.TO_CLOSE, SessionFilter.CLOSED, SessionFilter.CANCELLED)
PILLS = [Filter(one.value, text) for one, text in SESSION_FILTER_TEXTS.items()]


class TrainingsTab(ListTab[SessionRow]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            key="trainings",
            title=mark("Trainings"),
            columns=_columns(desk),
            hint=mark("Search a session…"),
            filters=PILLS,
            empty=Empty(
                "trainings", mark("What the lab teaches, and what that lets people work on.")
            ),
            shows=SHOWS,
        )
        self._shown: UUID | None = None
        self._detail: SessionDetail | None = None
        self._declare_actions()
        self.follow(desk, SHOWS, self._read_state)
        self._read_state()
        self.start()

    def _declare_actions(self) -> None:
        self.open_action = action(
            self,
            mark("&Open the session…"),
            self._open,
            "Ctrl+D",
            icon="trainings",
            hint=mark("Who is enrolled, who was there, and how they did"),
            loads="trainings.session",
        )
        self.enrol_action = action(self, mark("Enro&l…"), self._enrol, "Ctrl+I", icon="person-add")
        self.run_action = action(
            self, mark("&Presences and results…"), self._run, "Ctrl+G", icon="checks"
        )
        self.sheet_action = action(
            self,
            mark("Attendance s&heet…"),
            partial(self._sheet, each=False),
            icon="print",
            hint=mark("To be signed by everybody at each half-day"),
        )
        self.each_action = action(
            self, mark("A sheet for each half-day…"), partial(self._sheet, each=True), icon="print"
        )
        self.plan_action = action(
            self,
            mark("&New session…"),
            self._plan,
            "Ctrl+N",
            icon="add",
            loads="trainings.session",
            words=mark("plan training"),
        )
        self.change_action = action(self, mark("C&hange it…"), self._change, "F2", icon="edit")
        self.cancel_action = action(self, mark("Cance&l it…"), self._cancel, icon="stop")
        self.courses_action = action(
            self,
            mark("&Courses…"),
            self._courses,
            icon="trainings",
            hint=mark("What is taught, for which machines, and how long it holds"),
            loads="trainings.courses",
            words=mark("programme level validity"),
        )
        self.matrix_action = action(
            self,
            mark("Who may work on &what…"),
            self._matrix,
            "Ctrl+B",
            icon="certificate",
            hint=mark("People by machines, with what is missing"),
            loads="trainings.matrix",
            words=mark("skills matrix certifications rights autonomous"),
        )
        self.grant_action = action(
            self,
            mark("Certi&fy somebody…"),
            self._grant,
            icon="certificate",
            hint=mark("At the machine, or taken over from before this program"),
            loads="trainings.certify",
        )
        self.calendar_action = action(
            self,
            mark("Calendar of sessions…"),
            self._calendar,
            icon="calendar-check",
            hint=mark("A month of sessions, day by day"),
            loads="trainings.calendar",
        )
        self.add_more(self.calendar_action)
        self.add_more(self.grant_action)
        self.former_action = action(
            self,
            mark("Trainings of &before…"),
            self._former,
            icon="history",
            hint=mark("A list from before this program, a line for each person"),
            loads="trainings.former",
        )
        self.import_action = action(
            self,
            mark("&Import certifications…"),
            self._import,
            icon="import",
            hint=mark("A table of them: what would become of each line is shown first"),
            loads="people.list_import",
        )
        self.alone_action = action(
            self,
            mark("Who may work &alone on what…"),
            self._alone,
            icon="print",
            hint=mark("The list of today, for the wall of the lab"),
        )
        self.add_more(self.alone_action)
        self.add_more(self.former_action)
        self.add_more(self.import_action)
        self.add_more(self.courses_action)
        self.add_secondary(self.matrix_action)
        self.add_primary(self.plan_action)
        self.add_record_action(self.open_action)
        self.add_record_action(self.enrol_action)
        self.add_row_action(self.run_action)
        self.add_row_action(self.sheet_action)
        self.add_row_action(self.each_action)
        self.divide_row_actions()
        self.add_row_action(self.change_action)
        self.add_row_action(self.cancel_action)

    def listing_for(self, text: str, chosen_filter: str) -> ShortList[SessionRow]:
        return sessions(self.desk.now, self.desk.seat.account_id, chosen_filter, text)

    def show_record(self, row: SessionRow | None) -> None:
        self._shown = row.id if row else None
        if row is None:
            self.record.show_empty(translate(mark("Choose a session to see who comes.")))
            return
        key = row.id
        self._head(row)
        self.desk.ask(
            lambda session: load_session_detail(session, key), self._show, self, "session"
        )

    def update_actions(self) -> None:
        row = self.chosen()
        planned = row is not None and row.state is SessionState.PLANNED
        for act in (self.open_action, self.sheet_action):
            act.setEnabled(row is not None)
        self.each_action.setVisible(row is not None and row.halves > 1)
        self.run_action.setEnabled(row is not None and row.state is not SessionState.CANCELLED)
        for act in (self.enrol_action, self.change_action, self.cancel_action):
            act.setEnabled(planned)

    def activate(self, row: SessionRow) -> None:
        self.open_action.trigger()

    def open_record(self, key: UUID) -> None:
        """Wherever it is listed: one that is over is among those to be closed, or closed."""

        def show(rows: list[SessionRow]) -> None:
            if rows:
                now = self.desk.now()
                lists = (*PLACES, SessionFilter.COMING)
                self.show_filter(next(one for one in lists if rows[0].is_in(one, now, None)))
                self.table.choose_first = False
                self.table.stand_on(key)

        self.desk.ask(lambda session: load_sessions(session, key), show, self, "to open")

    def _head(self, row: SessionRow) -> None:
        self.record.set_head(
            row.title, when(row, self.desk.zone), chip=chip_of(row, self.desk.now())
        )

    def _show(self, detail: SessionDetail | None) -> None:
        if detail is None or detail.row.id != self._shown:
            return
        self._head(detail.row)
        self._detail = detail
        decided = (self._cancel, self._go_on)
        show_session(self.record, detail, self.desk, self._rights, *decided)

    def _read_state(self) -> None:
        now, day = self.desk.now(), self.desk.today()
        self.desk.ask(
            lambda session: count_sessions(session, now, day), self._say_state, self, "state"
        )

    def _say_state(self, told: SessionsState) -> None:
        parts = [
            translate_many(mark("{n} session to come"), mark("{n} sessions to come"), told.coming)
        ]
        if told.to_close:
            parts.append(
                translate_many(mark("{n} to be closed"), mark("{n} to be closed"), told.to_close)
            )
        if told.short:
            parts.append(
                translate_many(
                    mark("{n} with too few enrolled"),
                    mark("{n} with too few enrolled"),
                    told.short,
                )
            )
        self.say_state(" · ".join(parts))

    def _open(self) -> None:
        from fablab_desk.ui.trainings.session import open_session

        if row := self.chosen():
            open_session(self.desk, self, row.id)

    def _enrol(self) -> None:
        self._with_detail("enrol")

    def _run(self) -> None:
        self._with_detail("run")

    def _with_detail(self, wanted: str) -> None:
        from fablab_desk.ui.trainings.enrol import EnrolDialog
        from fablab_desk.ui.trainings.run import RunDialog

        row = self.chosen()
        if row is None:
            return
        key, kind = row.id, EnrolDialog if wanted == "enrol" else RunDialog

        def show(detail: SessionDetail | None) -> None:
            if detail:
                kind(self.desk, self, detail).open()

        self.desk.ask(lambda session: load_session_detail(session, key), show, self, "to do")

    def _sheet(self, *, each: bool) -> None:
        from fablab_desk.ui.trainings.papers import print_attendance

        if row := self.chosen():
            print_attendance(self.desk, self, row.id, each=each)

    def _plan(self) -> None:
        from fablab_desk.ui.trainings.session import open_session_form

        open_session_form(self.desk, self)

    def _change(self) -> None:
        from fablab_desk.ui.trainings.session import open_session_form

        row = self.chosen()
        if row is None:
            return
        key = row.id

        def show(detail: SessionDetail | None) -> None:
            if detail:
                open_session_form(self.desk, self, detail)

        self.desk.ask(lambda session: load_session_detail(session, key), show, self, "to change")

    def _cancel(self) -> None:
        from fablab_desk.ui.reason import ReasonDialog

        row = self.chosen()
        if row is None:
            return
        key = row.id
        text = translate(mark("“{title}” of {day}: nobody owes anything for it any more."))
        question = text.format(title=row.title, day=format_day(row.begins_on, current()))
        ReasonDialog(
            self.desk,
            self,
            mark("Cancel the session"),
            question,
            lambda act, reason: cancel_session(act, key, reason),
            translate(mark("The session is cancelled.")),
            partial(plan_again, session_id=key),
        ).open()

    def _go_on(self) -> None:
        """With those who are enrolled: nobody asks again whether it takes place."""
        if self._detail is None:
            return
        row, draft = self._detail.row, self._detail.draft
        fewer = replace(draft, minimum=row.enrolled)
        said = translate(mark("“{title}” takes place all the same.")).format(title=row.title)
        again = partial(correct_session, session_id=row.id, draft=draft, seen=row.version + 1)
        self.desk.do(
            partial(correct_session, session_id=row.id, draft=fewer, seen=row.version),
            lambda _done: None,
            self,
            undo=lambda _done: Undo(said, again),
        )

    def _courses(self) -> None:
        from fablab_desk.ui.trainings.courses import CoursesDialog

        CoursesDialog(self.desk, self).open()

    def _calendar(self) -> None:
        from fablab_desk.ui.trainings.calendar import SessionsCalendarDialog

        SessionsCalendarDialog(self.desk, self).open()

    def _matrix(self) -> None:
        from fablab_desk.ui.trainings.matrix import MatrixDialog

        MatrixDialog(self.desk, self).open()

    def _grant(self) -> None:
        from fablab_desk.ui.trainings.certify import open_grant

        open_grant(self.desk, self)

    def _alone(self) -> None:
        from fablab_desk.ui.trainings.papers import print_open_access

        print_open_access(self.desk, self)

    def _former(self) -> None:
        from fablab_desk.ui.trainings.former import open_former

        open_former(self.desk, self)

    def _import(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.CERTIFICATIONS)

    def _rights(self, person_id: UUID, name: str) -> None:
        from fablab_desk.ui.trainings.rights import PersonRightsDialog

        PersonRightsDialog(self.desk, self, person_id, name).open()


def _columns(desk: Desk) -> list[Column[SessionRow]]:
    return [
        Column(
            mark("Course"),
            lambda row: TwoLines(row.title, ", ".join(row.trainers)),
            width=210,
            stretch=True,
            order="title",
        ),
        Column(
            mark("When"),
            lambda row: when(row, desk.zone),
            width=230,
            grows=True,
            order="when",
        ),
        Column(mark("Seats"), seats, width=160, order="seats"),
        Column(mark("State"), lambda row: chip_of(row, desk.now()), width=120),
        Column(mark("Given for"), lambda row: row.host, width=150, spare=True),
    ]
