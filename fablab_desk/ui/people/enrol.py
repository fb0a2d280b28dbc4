"""Recording a membership: what it will give is told before it is saved."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.payers import UsualPayer, usual_payer
from fablab_desk.memberships.proposal import Proposal
from fablab_desk.memberships.service import Enrolled, cancel_membership, enrol
from fablab_desk.money import format_amount
from fablab_desk.overview.enrolment import Offer, load_offer, preview
from fablab_desk.people.kinds import LinkRole, PartyKind
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.covered_note import say_covered
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.undo import Undo

AWAITS = mark("Subject to acceptance by the board: no rights of a member before it.")


def open_enrolment(
    desk: Desk, owner: QWidget, party_id: UUID, then: Callable[[UUID, bool], None]
) -> None:
    """Record a membership, and name who answers for a minor who has nobody; `then` is told the
    payer's key, and whether to take the money now."""
    dialog = EnrolDialog(desk, owner, party_id)

    def go_on(payer_id: UUID, take_money: bool) -> None:
        ward = dialog.ward()
        if ward is None:
            then(payer_id, take_money)
        else:
            _ask_guardian(desk, owner, ward, payer_id, lambda: then(payer_id, take_money))

    dialog.enrolled.connect(go_on)
    dialog.open_when_read()


def _ask_guardian(
    desk: Desk, owner: QWidget, ward: PersonRecord, payer_id: UUID, then: Callable[[], None]
) -> None:
    """Whoever pays is proposed, if that is a grown-up; where they cannot be read, the money is
    taken all the same."""
    from fablab_desk.ui.people.family import GuardianDialog

    def ask(payer: PersonRecord) -> None:
        dialog = GuardianDialog(desk, owner, ward)
        if payer.kind is PartyKind.PERSON and not payer.is_minor:
            dialog.propose(payer.id, payer.name)
        dialog.cancel.setText(translate(mark("Later")))
        dialog.finished.connect(lambda _result: then())
        dialog.open()

    day = desk.today()
    read = partial(load_record, party_id=payer_id, day=day)
    desk.ask(read, ask, owner, "guardian", unread=then)


class EnrolDialog(FormDialog):
    enrolled = Signal(object, bool)  # the payer's key; whether to take the money now

    def __init__(self, desk: Desk, parent: QWidget | None, party_id: UUID) -> None:
        super().__init__(desk, parent, mark("Record a membership"), mark("Record the membership"))
        self._party_id = party_id
        self._name = ""
        self._record: PersonRecord | None = None
        self._waits = False  # for the board, as the preview last had it
        self.who = self.add_note("")
        self.plan = self.add_field("plan_id", mark("Plan"), ChoiceField[UUID]())
        self.day = self.add_field("entered_on", mark("Entered on"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.payer = self.add_field("payer_id", mark("Who pays"), PartyField(desk))
        self._usual: UsualPayer | None = None
        self.cover = Label("", "muted", wrap=True)
        self.cover.hide()
        self.add_widget(self.cover)
        self.outcome = Label("", "strong", wrap=True)
        self.add_widget(self.outcome)
        self.refusal = Problem()
        self.add_widget(self.refusal)
        self.now = CheckField(mark("Take the money now"))
        self.now.setAccessibleName(translate(mark("Take the money now")))
        self.now.setChecked(True)
        self.add_widget(self.now)
        for field in (self.plan, self.day, self.payer):
            field.changed.connect(self._preview)
        self.day.changed.connect(self._read_payer)
        self.payer.changed.connect(self._follow_payer)

    def open_when_read(self) -> None:
        """Show the form with the plans of the lab already in it."""
        party_id, day = self._party_id, self._desk.today()
        self._desk.ask(lambda session: load_offer(session, party_id, day), self._fill, self)

    def _fill(self, offer: Offer) -> None:
        record = self._record = offer.record
        self._name = record.name
        self.who.setText(f"{record.name} · {record.shown_number}")
        self.plan.set_choices([(plan.id, plan.label) for plan in offer.plans])
        if offer.usual in [plan.id for plan in offer.plans]:
            self.plan.set_value(offer.usual)
        self._propose_payer(offer.payer)
        self.open()
        if not offer.plans:
            self.verb.setEnabled(False)
            self.problem.say(translate(mark("No plan is offered: add one in the settings.")))
        self._preview()

    def _read_payer(self) -> None:
        """Who is covered on another day may have another payer."""
        try:
            day = self.day.value() or self._desk.today()
        except DeskError:
            return
        key = self._party_id
        self._desk.ask(
            lambda session: usual_payer(session, key, day), self._propose_payer, self, "payer"
        )

    def _propose_payer(self, usual: UsualPayer) -> None:
        """Whoever was chosen instead stays."""
        if self._payer() == (self._usual.id if self._usual else None):
            self._usual = usual
            self.payer.set_value(usual.named)
        self._usual = usual
        self._follow_payer()

    def _follow_payer(self) -> None:
        """An organisation does not stand at the desk: its money is not taken next."""
        usual = self._usual
        covers = usual is not None and usual.covers and self._payer() == usual.id
        if usual and covers:
            self.cover.setText(say_covered(self._name, usual.name))
        if covers is self.cover.isHidden():
            self.cover.setVisible(covers)
            self.now.setChecked(not covers)

    def _payer(self) -> UUID | None:
        try:
            return self.payer.value()
        except DeskError:
            return None

    def _preview(self) -> None:
        try:
            plan_id, day, payer_id = self.plan.value(), self.day.value(), self._payer_id()
        except (DeskError, IndexError):
            self._say("", "")
            return
        party_id, today = self._party_id, self._desk.today()

        entered_on = day or today
        self._desk.ask(
            lambda session: preview(session, party_id, plan_id, entered_on, today, payer_id),
            self._tell,
            self,
            "preview",
        )

    def _tell(self, outcome: Proposal | DeskError) -> None:
        found = outcome.found if isinstance(outcome, Problems) else ()
        rest = self._asked.show(found)
        if isinstance(outcome, DeskError):
            self._say("", "\n".join(rest) if found else say(outcome))
            return
        text = translate(mark("From {first} to {last}, for {fee}."))
        told = text.format(
            first=_day(outcome.period.starts_on),
            last=_day(outcome.period.ends_on),
            fee=format_amount(outcome.fee, current()),
        )
        self._waits = outcome.acceptance is Acceptance.AWAITED
        if self._waits:
            told = f"{told} {translate(AWAITS)}"
        self._say(told, "")

    def _refused(self, refusal: DeskError) -> None:
        """Said beside the fields, it is not said a second time below them."""
        super()._refused(refusal)
        self.refusal.say("")

    def _say(self, outcome: str, refusal: str) -> None:
        self.outcome.setText(outcome)
        self.refusal.say(refusal)

    def act(self) -> Callable[[Act], object]:
        key, party_id, plan_id = self.key, self._party_id, self.plan.value()
        day, payer_id = self.day.value() or self._desk.today(), self._payer_id()
        return lambda act: enrol(act, key, party_id, plan_id, day, payer_id)

    def undo(self, result: object) -> Undo:
        key = self.key
        reason = translate(mark("taken back at once"))
        said = mark("{name} awaits the board.") if self._waits else mark("{name} is a member.")
        said = translate(said).format(name=self._name)
        return Undo(said, lambda act: cancel_membership(act, key, reason))

    def saved(self, result: object) -> None:
        assert isinstance(result, Enrolled)
        self.enrolled.emit(self._payer_id(), self.now.value() and result.fee > 0)

    def ward(self) -> PersonRecord | None:
        """The minor who was enrolled while nobody answers for them."""
        record = self._record
        alone = record and record.is_minor and not record.related(LinkRole.GUARDIAN)
        return record if alone else None

    def _payer_id(self) -> UUID:
        """Left blank, the member pays, as in the form of the household."""
        return self.payer.value() or self._party_id


def _day(day: date) -> str:
    return format_day(day, current())
