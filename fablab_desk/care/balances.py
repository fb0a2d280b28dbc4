"""The debts that an import took over: which are owed still, and letting go of them with it."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.ledger import cancel_charge
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, mark, say
from fablab_desk.money import ZERO
from fablab_desk.people.exchange.making import STEP
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.models import ImportBatch
from fablab_desk.staff.act import Act

WITHDRAWN = mark("Import undone: {file}")
KEPT_IN = LANGUAGES[0]  # what is frozen on a record is said in the lab's language


def cancel_balances(act: Act, batch: ImportBatch, progress: Progress) -> int:
    """Nothing is owed any more of what an import took over; how many debts that were."""
    reason = say(DeskError(WITHDRAWN, file=batch.file_name), KEPT_IN)
    facts = _facts_of(act.session, batch.id)
    for done, (fact_id, party_id) in enumerate(facts):
        if done % STEP == 0:
            progress(done, len(facts))
            act.session.flush()
        cancel_charge(act, fact_id, reason)
        act.about(*(one for one in (party_id,) if one))
    return len(facts)


def count_balances(session: Session, import_id: UUID) -> int:
    """Those still owed: what was withdrawn by hand is no more."""
    return len(_facts_of(session, import_id))


def used_balances(session: Session, import_id: UUID) -> Iterator[tuple[UUID, bool]]:
    """Whose debts of that import were paid, or else waived."""
    wanted = select(Charge.payer_id, Charge.paid > ZERO).where(
        Charge.import_id == import_id,
        or_(Charge.paid > ZERO, Charge.state.not_in((ChargeState.OPEN, ChargeState.CANCELLED))),
    )
    for payer_id, is_paid in session.execute(wanted):
        if payer_id:
            yield payer_id, is_paid


def _facts_of(session: Session, import_id: UUID) -> list[tuple[UUID, UUID | None]]:
    wanted = select(Charge.fact_id, Charge.payer_id).where(
        Charge.import_id == import_id, Charge.state != ChargeState.CANCELLED
    )
    return [(fact_id, payer_id) for fact_id, payer_id in session.execute(wanted)]
