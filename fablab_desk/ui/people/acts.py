"""What is done to a record at once, without a form, and taken back by its named inverse."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.charges.errors import PartlyPaidError
from fablab_desk.charges.queries import ChargeRow
from fablab_desk.charges.service import (
    put_on_slate,
    restore_charge,
    take_off_slate,
    waive_charge,
    withdraw_charge,
)
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.queries import MembershipRow
from fablab_desk.memberships.service import cancel_membership
from fablab_desk.money import format_amount
from fablab_desk.people.kinds import GuardianRelation, LinkRole
from fablab_desk.people.links import Relative
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service import archive_party, return_party, take_back_correction
from fablab_desk.people.service_card import take_card_back
from fablab_desk.people.service_family import (
    GuardianDraft,
    add_contact,
    add_guardian,
    remove_contact,
    remove_guardian,
)
from fablab_desk.staff.act import Act
from fablab_desk.staff.allowed import rights_of
from fablab_desk.staff.rights import Right, RightError
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.messages import tell
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.ui.reason import ReasonDialog


class RecordActs:
    """Acts on what the card of a person shows; `owner` is where a refusal is told."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._owner = owner

    def archive(self, key: UUID, name: str) -> None:
        said = translate(mark("{name} is archived.")).format(name=name)
        self._do(lambda act: archive_party(act, key), said, lambda act: return_party(act, key))

    def bring_back(self, key: UUID, name: str) -> None:
        said = translate(mark("{name} is back.")).format(name=name)
        self._do(lambda act: return_party(act, key), said, lambda act: archive_party(act, key))

    def take_card_back(self, record: PersonRecord) -> None:
        key, before = record.id, record.draft
        after = replace(before, card="")
        said = translate(mark("The card of {name} is taken back.")).format(name=record.name)
        self._do(
            lambda act: take_card_back(act, key),
            said,
            lambda act: take_back_correction(act, key, before, after),
        )

    def move_slate(self, charge: ChargeRow) -> None:
        """Agreed to be paid later, or due at once again."""
        key, (there, back) = charge.id, (put_on_slate, take_off_slate)
        said = mark("“{label}” is on the slate.")
        if charge.on_slate:
            there, back = back, there
            said = mark("“{label}” is no longer on the slate.")
        text = translate(said).format(label=charge.label)
        self._do(lambda act: there(act, key), text, lambda act: back(act, key))

    def waive(self, charge: ChargeRow) -> None:
        from fablab_desk.ui.reason import ReasonDialog

        question = translate(mark("Why are {amount} not asked for? “{label}”"))
        amount = format_amount(charge.due, current())
        said = translate(mark("{amount} are not asked for.")).format(amount=amount)
        self._ask_why(
            charge,
            Right.WAIVE_CHARGE,
            lambda: ReasonDialog(
                self._desk,
                self._owner,
                mark("Waive the charge"),
                question.format(amount=amount, label=charge.label),
                lambda act, reason: waive_charge(act, charge.id, reason),
                said,
                lambda act: restore_charge(act, charge.id),
            ),
        )

    def withdraw(self, charge: ChargeRow) -> None:
        """It should never have been charged: a slip, unlike a waiver."""
        from fablab_desk.ui.reason import ReasonDialog

        question = translate(
            mark("Why was “{label}”, {amount}, charged by mistake? It cannot be undone.")
        )
        amount = format_amount(charge.due, current())
        said = translate(mark("“{label}” is withdrawn.")).format(label=charge.label)
        self._ask_why(
            charge,
            Right.CHARGE_PERSON,
            lambda: ReasonDialog(
                self._desk,
                self._owner,
                mark("Withdraw the charge"),
                question.format(amount=amount, label=charge.label),
                lambda act, reason: withdraw_charge(act, charge.id, reason),
                said,
            ),
        )

    def ask_again(self, key: UUID, label: str) -> None:
        """A waived charge is owed again."""
        said = translate(mark("“{label}” is owed again.")).format(label=label)
        self._do(lambda act: restore_charge(act, key), said, None)

    def cancel(self, row: MembershipRow) -> None:
        from fablab_desk.ui.reason import ReasonDialog

        question = translate(
            mark("Why does “{plan}”, from {first} to {last}, not count? It cannot be undone.")
        )
        first, last = (format_day(day, current()) for day in (row.starts_on, row.ends_on))
        said = translate(mark("The membership of {name} is cancelled."))
        ReasonDialog(
            self._desk,
            self._owner,
            mark("Cancel the membership"),
            question.format(plan=row.plan, first=first, last=last),
            lambda act, reason: cancel_membership(act, row.id, reason),
            said.format(name=row.party_name),
        ).open()

    def decide(self, row: MembershipRow) -> None:
        from fablab_desk.ui.people.decisions import DecisionsDialog

        DecisionsDialog(self._desk, self._owner, row.id).open()

    def take_back_decision(self, row: MembershipRow) -> None:
        """The membership awaits the board again."""
        from fablab_desk.memberships.service_decisions import (
            Decision,
            decide_memberships,
            take_back_decisions,
        )

        accepted = row.acceptance is Acceptance.ACCEPTED
        decision = Decision(
            accepted=(row.id,) if accepted else (),
            refused=() if accepted else (row.id,),
            decided_on=row.decided_on or self._desk.today(),
            decided_by=row.decided_by,
            reason=row.cancel_reason,
        )
        said = translate(mark("The membership of {name} awaits the board again."))
        self._do(
            lambda act: take_back_decisions(act, [row.id]),
            said.format(name=row.party_name),
            lambda act: decide_memberships(act, decision),
        )

    def unlink(self, record: PersonRecord, relative: Relative) -> None:
        """A guardian no longer answers for the minor, a contact no longer speaks for them."""
        key, link = new_key(), relative.link_id
        said = translate(mark("{name} is no longer linked to {other}.")).format(
            name=relative.name, other=record.name
        )
        if relative.role in (LinkRole.GUARDIAN, LinkRole.WARD):
            child, guardian = record.id, relative.id
            if relative.role is LinkRole.WARD:
                child, guardian = guardian, child
            draft = GuardianDraft(
                child_id=child,
                guardian_id=guardian,
                relation=relative.relation or GuardianRelation.OTHER,
                sole_holder=relative.sole_holder,
                may_fetch=relative.may_fetch,
            )
            self._do(
                lambda act: remove_guardian(act, link),
                said,
                lambda act: add_guardian(act, key, draft),
            )
            return
        organisation, person, role = record.id, relative.id, relative.detail
        if relative.role is LinkRole.SPEAKS_FOR:
            organisation, person = person, organisation
        self._do(
            lambda act: remove_contact(act, link),
            said,
            lambda act: add_contact(act, key, organisation, person, role),
        )

    def _ask_why(self, charge: ChargeRow, right: Right, make: Callable[[], "ReasonDialog"]) -> None:
        """What stands in the way is told before a reason is written for nothing."""
        account_id = self._desk.seat.account_id

        def ask(rights: frozenset[Right]) -> None:
            if right not in rights:
                tell(self._owner, RightError(right))
            elif charge.paid:
                tell(self._owner, PartlyPaidError(charge.label, charge.paid))
            else:
                make().open()

        self._desk.ask(lambda session: rights_of(session, account_id), ask, self._owner, "why")

    def _do(
        self,
        call: Callable[[Act], object],
        said: str,
        inverse: Callable[[Act], object] | None,
    ) -> None:
        back = Undo(said, inverse) if inverse else None
        self._desk.do(
            call,
            lambda _done: None,
            self._owner,
            undo=lambda _done: back,
            said=lambda _done: said,
        )
