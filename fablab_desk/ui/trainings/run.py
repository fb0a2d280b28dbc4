"""Running a session: who was there in each half-day, and how each of them did."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.trainings import SessionDetail, TraineeRow
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import AssessmentDraft
from fablab_desk.trainings.kinds import (
    GRADE_TEXTS,
    PRESENCE_TEXTS,
    TRAINING_RESULT_TEXTS,
    Grade,
    Presence,
    Result,
    SessionState,
)
from fablab_desk.trainings.service_enrolments import assess, note_presences
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.trainings.words import hours_of
from fablab_desk.ui.undo import Undo

Marks = dict[tuple[UUID, UUID], Presence]
Results = list[tuple[UUID, AssessmentDraft]]


class RunDialog(FormDialog):
    """A line for each trainee: presence in every half-day, then the result."""

    WIDTH = 860

    def __init__(self, desk: Desk, parent: QWidget | None, session: SessionDetail) -> None:
        super().__init__(desk, parent, mark("Presences and results"))
        self._session = session
        self.setWindowTitle(f"{session.row.title} · {translate(mark('Presences and results'))}")
        self.presences: dict[tuple[UUID, UUID], ChoiceField[Presence]] = {}
        self.results: dict[UUID, ChoiceField[Result]] = {}
        halves = " · ".join(
            f"{format_day(one.day, current(), short=True)} "
            f"{hours_of(one.starts_at, one.ends_at, desk.zone)}"
            for one in session.halves
        )
        self.add_note(halves)
        self._add_all()
        self._add_headings()
        for trainee in session.enrolled:
            self._add_trainee(trainee)
        if session.row.state is SessionState.CLOSED:
            self.reason = self.add_field(
                "reason", mark("Why it is corrected"), LineField(), required=True
            )

    def _add_all(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 6)
        for text, slot in (
            (mark("All &present"), partial(self._all_present)),
            (mark("All pa&ssed"), partial(self._all_passed)),
        ):
            made = QPushButton(translate(text))
            made.setAutoDefault(False)
            made.clicked.connect(slot)
            layout.addWidget(made)
        layout.addStretch()
        self.add_widget(row)

    def _add_headings(self) -> None:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        for half in self._session.halves:
            layout.addWidget(Label(format_day(half.day, current(), short=True), "muted"), 1)
        layout.addWidget(Label(translate(mark("Result")), "muted"), 1)
        self._rows.addRow("", line)

    def _add_trainee(self, trainee: TraineeRow) -> None:
        choices = [(one, translate(text)) for one, text in PRESENCE_TEXTS.items()]
        results = [(one, translate(text)) for one, text in TRAINING_RESULT_TEXTS.items()]
        fields: list[tuple[str, str, QWidget]] = []
        for half in self._session.halves:
            field: ChoiceField[Presence] = ChoiceField(choices)
            field.set_value(trainee.presences.get(half.id, Presence.NOT_NOTED))
            self.presences[trainee.id, half.id] = field
            day = format_day(half.day, current(), short=True)
            called = translate(mark("{name}, presence on {day}"))
            name = f"{trainee.id}.{half.id}"
            fields.append((name, called.format(name=trainee.name, day=day), field))
        result: ChoiceField[Result] = ChoiceField(results)
        result.set_value(trainee.result)
        self.results[trainee.id] = result
        told = translate(mark("{name}, result")).format(name=trainee.name)
        fields.append((str(trainee.id), told, result))
        self.add_row(trainee.name, fields)

    def _all_present(self) -> None:
        now = self._desk.now()
        begun = {half.id for half in self._session.halves if half.starts_at <= now}
        for (_, half), field in self.presences.items():
            if half in begun and field.value() is Presence.NOT_NOTED:
                field.set_value(Presence.PRESENT)

    def _all_passed(self) -> None:
        """Of those who were there; nobody's result is changed."""
        for key, field in self.results.items():
            there = any(
                one.value() is Presence.PRESENT
                for (enrolment, _), one in self.presences.items()
                if enrolment == key
            )
            if there and field.value() is Result.NOT_ASSESSED:
                field.set_value(Result.PASSED)

    def marks(self) -> Marks:
        """What differs from what was noted."""
        known = {one.id: one.presences for one in self._session.enrolled}
        return {
            (key, half): field.value()
            for (key, half), field in self.presences.items()
            if field.value() is not known[key].get(half, Presence.NOT_NOTED)
        }

    def new_results(self) -> Results:
        known = {one.id: one for one in self._session.enrolled}
        return [
            (
                key,
                AssessmentDraft(
                    result=field.value(),
                    grades=known[key].assessment.grades,
                    remark=known[key].assessment.remark,
                ),
            )
            for key, field in self.results.items()
            if field.value() is not known[key].result
        ]

    def act(self) -> Callable[[Act], object]:
        key, marks, results = self._session.row.id, self.marks(), self.new_results()
        reason = self._reason()
        return lambda act: run(act, key, marks, results, reason)

    def undo(self, result: Any) -> Undo | None:
        marks, results = result
        if not marks and not results:
            return None
        key = self._session.row.id
        closed = self._session.row.state is SessionState.CLOSED
        reason = translate(mark("Taken back")) if closed else ""
        said = translate(mark("Presences and results are noted."))
        return Undo(said, lambda act: run(act, key, marks, results, reason))

    def _reason(self) -> str:
        closed = self._session.row.state is SessionState.CLOSED
        return self.reason.value() if closed else ""


def run(act: Act, session_id: UUID, marks: Marks, results: Results, reason: str) -> object:
    """Both in one act; what stood before. Presences first: a result asks for one."""
    before_marks: Marks = {}
    before_results: Results = []
    if _forgets(results):  # taken back: the result goes before the presence
        before_results = assess(act, session_id, results, reason)
        results = []
    if marks:
        before_marks = note_presences(act, session_id, marks, reason)
    if results:
        before_results = assess(act, session_id, results, reason)
    return before_marks, before_results


def _forgets(results: Results) -> bool:
    return bool(results) and all(one.result is Result.NOT_ASSESSED for _, one in results)


class AssessDialog(FormDialog):
    """One trainee by the criteria of the course, in words."""

    WIDTH = 560

    def __init__(
        self, desk: Desk, parent: QWidget | None, session: SessionDetail, trainee: TraineeRow
    ) -> None:
        super().__init__(desk, parent, mark("Assess a trainee"))
        self._session, self._trainee = session, trainee
        self.add_note(f"{session.row.title} · {trainee.name}")
        known = trainee.assessment
        results = [(one, translate(text)) for one, text in TRAINING_RESULT_TEXTS.items()]
        self.outcome: ChoiceField[Result] = self.add_field(
            str(trainee.id), mark("Result"), ChoiceField(results), required=True
        )
        self.outcome.set_value(known.result)
        grades = [(one, translate(text)) for one, text in GRADE_TEXTS.items()]
        self.grades: dict[str, ChoiceField[Grade]] = {}
        for place, criterion in enumerate(session.criteria):
            field: ChoiceField[Grade] = ChoiceField(grades)
            field.set_value(known.grades.get(criterion, Grade.NOT_ASSESSED))
            self.grades[criterion] = field
            self.add_field(f"grades.{place}", criterion, field)
        self.remark = self.add_field("remark", mark("Remark"), TextField(3))
        self.remark.set_value(known.remark)
        if session.row.state is SessionState.CLOSED:
            self.reason = self.add_field(
                "reason", mark("Why it is corrected"), LineField(), required=True
            )

    def draft(self) -> AssessmentDraft:
        said = {criterion: field.value() for criterion, field in self.grades.items()}
        kept = {
            criterion: grade
            for criterion, grade in self._trainee.assessment.grades.items()
            if criterion not in said
        }
        noted = {key: grade for key, grade in said.items() if grade is not Grade.NOT_ASSESSED}
        return AssessmentDraft(
            result=self.outcome.value(), grades={**kept, **noted}, remark=self.remark.value()
        )

    def act(self) -> Callable[[Act], object]:
        key, results = self._session.row.id, [(self._trainee.id, self.draft())]
        closed = self._session.row.state is SessionState.CLOSED
        reason = self.reason.value() if closed else ""
        return lambda act: assess(act, key, results, reason)

    def undo(self, result: Any) -> Undo | None:
        key, name = self._session.row.id, self._trainee.name
        closed = self._session.row.state is SessionState.CLOSED
        reason = translate(mark("Taken back")) if closed else ""
        said = translate(mark("{name} is assessed.")).format(name=name)
        return Undo(said, lambda act: assess(act, key, result, reason))

    def _refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, Problems):
            known = {*self.problems}
            refusal = Problems(
                [(name if name in known else "", one) for name, one in refusal.found]
            )
        super()._refused(refusal)
