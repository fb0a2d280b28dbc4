"""Enrolling somebody in a session, and correcting what was noted of them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.trainings import SessionDetail, TraineeRow, load_session_detail
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import EnrolmentDraft
from fablab_desk.trainings.kinds import FUNDING_TEXTS, EnrolmentState, Funding
from fablab_desk.trainings.service_enrolments import (
    correct_enrolment,
    enrol,
    withdraw_enrolment,
)
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo


class NobodyToEnrolError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who is enrolled."))


class EnrolDialog(FormDialog):
    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        session: SessionDetail,
        known: TraineeRow | None = None,
    ) -> None:
        title = mark("Change an enrolment") if known else mark("Enrol in a session")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Enrol them"))
        self._session, self._known = session, known
        told = translate(mark("{title}: {enrolled} of {seats} seats are taken."))
        row = session.row
        said = told.format(title=row.title, enrolled=row.enrolled, seats=row.seats)
        if row.enrolled >= row.seats and not known:
            said += " " + translate(mark("They will be on the waiting list."))
        self.add_note(said)
        person = PartyKind.PERSON
        self.person = self.add_field(
            "person_id", mark("Who"), PartyField(desk, kind=person), required=True
        )
        self.profession = self.add_field("profession", mark("Profession"), LineField())
        self.status = self.add_field(
            "status", mark("Situation"), LineField(mark("founder, employee, jobseeker…"))
        )
        fundings = [(one, translate(text)) for one, text in FUNDING_TEXTS.items()]
        self.funding: ChoiceField[Funding] = self.add_field(
            "funding", mark("Funding"), ChoiceField(fundings)
        )
        self.payer = self.add_field("payer_id", mark("Paid by"), PartyField(desk))
        self.add_help("payer_id", translate(mark("Empty: whoever pays as usual.")))
        self.reason = self.add_field(
            "override_reason", mark("Allow all the same"), LineField(mark("The reason for it"))
        )
        self.show_row("override_reason", False)
        if known:
            self.fill(known)

    def reread(self) -> Query[TraineeRow | None] | None:
        if self._known is None:
            return None
        key, session_id = self._known.id, self._session.row.id

        def read(session: object) -> TraineeRow | None:
            detail = load_session_detail(session, session_id)  # type: ignore[arg-type]
            return next((one for one in detail.trainees if one.id == key), None) if detail else None

        return read

    def fill(self, known: TraineeRow) -> None:
        self._known, draft = known, known.draft
        self.person.set_value((known.person_id, known.name))
        self.person.setReadOnly(True)
        self.profession.set_value(draft.profession)
        self.status.set_value(draft.status)
        self.funding.set_value(draft.funding)
        self.payer.set_value((draft.payer_id, known.payer) if draft.payer_id else None)

    def draft(self) -> EnrolmentDraft:
        person = read_or(self.person, None)
        assert person
        return EnrolmentDraft(
            person_id=person,
            profession=self.profession.value(),
            status=self.status.value(),
            funding=self.funding.value(),
            payer_id=read_or(self.payer, None),
            override_reason=self.reason.value(),
        )

    def check(self) -> None:
        if read_or(self.person, None) is None and not self.person.text().strip():
            raise Problems([("person_id", NobodyToEnrolError())])

    def act(self) -> Callable[[Act], object]:
        key, session_id, draft, known = self.key, self._session.row.id, self.draft(), self._known
        if known:
            return lambda act: correct_enrolment(act, known.id, draft, known.version)
        return lambda act: enrol(act, key, session_id, draft)

    def _refused(self, refusal: DeskError) -> None:
        self.show_row("override_reason", True)  # age and prerequisites may be allowed
        super()._refused(refusal)

    def undo(self, result: object) -> Undo:
        known, name = self._known, self.person.text().strip()
        if known:
            version = known.version + 1
            back = partial(
                correct_enrolment, enrolment_id=known.id, draft=known.draft, seen=version
            )
            return Undo(translate(mark("The enrolment is changed.")), back)
        waits = result is EnrolmentState.WAITING
        text = mark("{name} is on the waiting list.") if waits else mark("{name} is enrolled.")
        return Undo(
            translate(text).format(name=name), partial(withdraw_enrolment, enrolment_id=self.key)
        )

    def take_scan(self, code: str) -> None:
        self.person.take_scan(code)


def withdraw(desk: Desk, owner: QWidget, trainee: TraineeRow) -> None:
    """Their seat goes to whoever waits; Ctrl+Z brings them back."""
    from fablab_desk.trainings.service_enrolments import restore_enrolment

    key: UUID = trainee.id
    said = translate(mark("{name} is withdrawn.")).format(name=trainee.name)
    desk.do(
        lambda act: withdraw_enrolment(act, key),
        lambda _done: None,
        owner,
        undo=lambda _done: Undo(said, partial(restore_enrolment, enrolment_id=key)),
    )
