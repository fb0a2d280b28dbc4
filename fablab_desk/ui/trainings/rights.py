"""What one person may do on each machine, what is missing, and all they were ever certified for."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.overview.machine_rights import (
    RIGHTS_SHOW,
    CertificationRow,
    RightRow,
    certifications_of_person,
    rights_of_person,
)
from fablab_desk.trainings.kinds import LEVEL_TEXTS, SOURCE_TEXTS, EventKind, Source, Standing
from fablab_desk.trainings.service_certifications import (
    restore_certifications,
    withdraw_certifications,
)
from fablab_desk.ui.cards import EmptyState, Label, ListCard, SectionTitle
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.reason import ReasonDialog
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.trainings.certify import EventDialog, open_grant
from fablab_desk.ui.trainings.words import answer_chip, standing_chip
from fablab_desk.ui.undo import Undo

SIZE = (900, 680)
Read = tuple[list[RightRow], list[CertificationRow]]


class PersonRightsDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, person_id: UUID, name: str) -> None:
        title = translate(mark("Certifications of {name}")).format(name=name)
        super().__init__(parent, title)
        self._desk, self._person = desk, (person_id, name)
        self.rights: RowTable[RightRow] = RowTable(
            desk, _right_columns(), name="rights", title=mark("Machines")
        )
        nothing = mark("No machine asks for a training yet: say in a course what it certifies.")
        self.rights.set_empty(EmptyState("machines", translate(nothing)))
        self.told = Label("", "muted", wrap=True)
        self.history: RowTable[CertificationRow] = RowTable(
            desk, _history_columns(), name="certifications", title=mark("Certifications")
        )
        never = translate(mark("Never certified for anything."))
        self.history.set_empty(EmptyState("certificate", never))
        for heading, table, share in (
            (mark("On the machines"), self.rights, 3),
            (mark("What was granted"), self.history, 2),
        ):
            self.body.addWidget(SectionTitle(heading))
            card = ListCard()
            card.body.addWidget(table)
            self.body.addWidget(card, share)
        self.body.addWidget(self.told)
        self.paper = self.add_button(mark("&Print it…"), self._paper)
        self.all_of_it = self.add_button(mark("S&kills on paper…"), self._skills)
        self.card = self.add_button(mark("C&ard to carry…"), self._card)
        self.suspend = self.add_button(mark("&Suspend…"), partial(self._event, EventKind.SUSPENDED))
        self.restore = self.add_button(mark("R&estore…"), partial(self._event, EventKind.RESTORED))
        self.revoke = self.add_button(mark("Re&voke…"), partial(self._event, EventKind.REVOKED))
        self.away = self.add_button(mark("Entered by mista&ke…"), self._withdraw)
        self.grant = self.add_button(mark("&Certify…"), self._grant, primary=True)
        self.history.chosen_changed.connect(self._update)
        self.rights.chosen_changed.connect(self._say)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._update()

    def open(self) -> None:
        super().open()
        self.read()
        self.rights.setFocus()

    def read(self) -> None:
        key, day = self._person[0], self._desk.today()
        self._desk.ask(
            lambda session: (
                rights_of_person(session, key, day),
                certifications_of_person(session, key, day),
            ),
            self._show,
            self,
            "rights",
        )

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & RIGHTS_SHOW:
            self.read()

    def _show(self, found: Read) -> None:
        rights, history = found
        first = rights[0].id if rights and self.rights.chosen() is None else None
        self.rights.show_rows(rights, first)
        last = history[0].id if history and self.history.chosen() is None else None
        self.history.show_rows(history, last)
        self._say()
        self._update()

    def _say(self) -> None:
        row = self.rights.chosen()
        parts = (row.sentence, row.remedy) if row else ()
        self.told.setText(" ".join(say(one) for one in parts if one))

    def _update(self) -> None:
        row = self.history.chosen()
        standing = row.state.standing if row else None
        ended = standing in (None, Standing.REVOKED, Standing.WITHDRAWN)
        suspended = standing is Standing.SUSPENDED
        self.suspend.setEnabled(not ended and not suspended)
        self.paper.setEnabled(standing is Standing.IN_FORCE)
        self.restore.setEnabled(suspended)
        self.revoke.setEnabled(not ended)
        self.away.setEnabled(row is not None and row.source is not Source.SESSION)
        withdrawn = standing is Standing.WITHDRAWN
        self.away.setText(
            translate(mark("Count it &again") if withdrawn else mark("Entered by mista&ke…"))
        )

    def _paper(self) -> None:
        from fablab_desk.ui.trainings.attest import attest_one

        if row := self.history.chosen():
            attest_one(self._desk, self, row.id)

    def _skills(self) -> None:
        from fablab_desk.ui.trainings.papers import print_skills

        print_skills(self._desk, self, *self._person)

    def _card(self) -> None:
        from fablab_desk.ui.trainings.papers import print_rights_cards

        print_rights_cards(self._desk, self, [self._person[0]])

    def _event(self, kind: EventKind) -> None:
        if row := self.history.chosen():
            EventDialog(self._desk, self, row, kind).open()

    def _withdraw(self) -> None:
        row = self.history.chosen()
        if row is None:
            return
        name, keys = row.target, [row.id]
        if row.withdrawn:
            said = translate(mark("The certification for {what} counts again.")).format(what=name)
            why = translate(mark("Taken back"))
            self._desk.do(
                partial(restore_certifications, keys=keys),
                lambda _done: None,
                self,
                undo=lambda _done: Undo(
                    said, partial(withdraw_certifications, keys=keys, reason=why)
                ),
            )
            return
        said = translate(mark("The certification for {what} is withdrawn.")).format(what=name)
        question = translate(mark("It was entered by mistake? It will count on no day."))
        ReasonDialog(
            self._desk,
            self,
            mark("Withdraw the certification"),
            question,
            lambda act, reason: withdraw_certifications(act, keys, reason),
            said,
            partial(restore_certifications, keys=keys),
        ).open()

    def _grant(self) -> None:
        open_grant(self._desk, self, self._person)


def _right_columns() -> list[Column[RightRow]]:
    return [
        Column(mark("Machine"), lambda row: row.name, width=210, stretch=True),
        Column(mark("May work"), lambda row: answer_chip(row.answer), width=170),
        Column(
            mark("Until"),
            lambda row: format_day(row.until, current(), short=True) if row.until else "",
            width=110,
        ),
        Column(
            mark("What is missing"),
            lambda row: say(row.remedy) if row.remedy else "",
            width=300,
            grows=True,
        ),
    ]


def _history_columns() -> list[Column[CertificationRow]]:
    return [
        Column(
            mark("For"),
            lambda row: TwoLines(row.target, row.course or translate(SOURCE_TEXTS[row.source])),
            width=220,
            stretch=True,
        ),
        Column(mark("Level"), lambda row: translate(LEVEL_TEXTS[row.level]), width=110),
        Column(
            mark("Certified on"),
            lambda row: TwoLines(format_day(row.granted_on, current(), short=True), row.granted_by),
            width=180,
        ),
        Column(mark("State"), lambda row: standing_chip(row.state.standing), width=180),
        Column(
            mark("Until"),
            lambda row: (
                format_day(row.state.until, current(), short=True) if row.state.until else ""
            ),
            width=110,
        ),
    ]
