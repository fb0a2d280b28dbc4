"""The papers of one session, in the menu of a button: what there is depends on how it stands."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.overview.trainings import SessionDetail, TraineeRow
from fablab_desk.trainings.kinds import EnrolmentState, Result, SessionState
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.letters import part_letters
from fablab_desk.ui.trainings import papers
from fablab_desk.ui.trainings.attest import attest_all, attest_into_folder, attest_presence, certify


class SessionPapers(QMenu):
    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        detail: SessionDetail,
        refused: Callable[[DeskError], None],
    ) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._refused = desk, owner, refused
        self._detail: SessionDetail = detail
        self._chosen: TraineeRow | None = None
        self.call_all = action(self, mark("C&onvocations of all…"), self._call, icon="mail")
        self.call_one = action(
            self, mark("Con&vocation of this one…"), lambda: self._call(alone=True), icon="mail"
        )
        self.sheet = action(self, mark("Attendance s&heet…"), self._sheet, icon="print")
        self.attest = action(
            self,
            mark("Attestation&s…"),
            lambda: attest_all(desk, owner, self._detail, refused),
            icon="certificate",
        )
        self.files = action(
            self,
            mark("Attestations in a &folder…"),
            lambda: attest_into_folder(desk, owner, self._detail, refused),
            icon="export",
        )
        self.presence = action(
            self, mark("Attestation of &presence of this one…"), self._presence, icon="certificate"
        )
        self.completion = action(
            self,
            mark("Certificate of &completion of this one…"),
            self._completion,
            icon="certificate",
        )
        self.cards = action(self, mark("Ca&rds of those who passed…"), self._cards, icon="card")
        self.addActions(
            [
                *(self.call_all, self.call_one, self.sheet, self.attest, self.files),
                *(self.presence, self.completion, self.cards),
            ]
        )
        part_letters(self.actions())

    def follow(self, detail: SessionDetail, chosen: TraineeRow | None) -> None:
        """What can be printed of it now; `chosen` is the person stood on."""
        self._detail, self._chosen = detail, chosen
        state = detail.row.state
        planned, closed = state is SessionState.PLANNED, state is SessionState.CLOSED
        here = chosen is not None and chosen.state is not EnrolmentState.WITHDRAWN
        self.call_all.setVisible(planned)
        self.call_one.setVisible(planned)
        self.call_all.setEnabled(bool(detail.enrolled))
        self.call_one.setEnabled(here)
        for one in (self.attest, self.files, self.presence, self.cards):
            one.setVisible(closed)
        self.presence.setEnabled(here)
        self.completion.setVisible(closed and detail.is_body)
        self.completion.setEnabled(here)
        self.cards.setEnabled(bool(self._passed()))

    def _passed(self) -> list[TraineeRow]:
        return [one for one in self._detail.enrolled if one.result is Result.PASSED]

    def _call(self, *, alone: bool = False) -> None:
        only = self._chosen.id if alone and self._chosen else None
        papers.print_convocations(self._desk, self._owner, self._detail.row.id, only)

    def _sheet(self) -> None:
        papers.print_attendance(self._desk, self._owner, self._detail.row.id)

    def _presence(self) -> None:
        if self._chosen:
            attest_presence(self._desk, self._owner, self._chosen.id, self._refused)

    def _completion(self) -> None:
        if self._chosen:
            certify(self._desk, self._owner, self._chosen.id, self._refused)

    def _cards(self) -> None:
        people = [one.person_id for one in self._passed()]
        papers.print_rights_cards(self._desk, self._owner, people)
