"""What can be asked about what people owe."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from fablab_desk.charges.kinds import WITHDRAWABLE, ChargeFilter, ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.db.listing import Listing
from fablab_desk.db.types import FixedPoint
from fablab_desk.money import ZERO
from fablab_desk.people.models import Household, HouseholdMember, Party
from fablab_desk.people.queries import PARTIES_SEARCH


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge with its names; `explanation` tells line by line how the amount came about."""

    id: UUID
    fact_id: UUID
    fact_kind: FactKind
    payer_id: UUID | None
    payer_name: str
    beneficiary_id: UUID | None
    beneficiary_name: str
    owed_on: date
    label: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    paid: Decimal
    state: ChargeState
    on_slate: bool
    closed_reason: str
    version: int
    explanation: tuple[str, ...]

    @property
    def may_be_withdrawn(self) -> bool:
        """What came with a membership goes with it."""
        return self.fact_kind in WITHDRAWABLE and self.state is ChargeState.OPEN

    @property
    def due(self) -> Decimal:
        return self.amount - self.paid if self.state is ChargeState.OPEN else ZERO


_Beneficiary = aliased(Party, flat=True)
CHARGES: Listing[ChargeRow] = Listing(
    wanted=select(
        Charge.id,
        Charge.fact_id,
        Charge.fact_kind,
        Charge.payer_id,
        func.coalesce(Party.name, ""),
        Charge.beneficiary_id,
        func.coalesce(_Beneficiary.name, ""),
        Charge.owed_on,
        Charge.label,
        Charge.quantity,
        Charge.unit_price,
        Charge.amount,
        Charge.paid,
        Charge.state,
        Charge.on_slate,
        Charge.closed_reason,
        Charge.version,
        Charge.explanation,
    )
    .outerjoin(Party, Charge.payer_id == Party.id)
    .outerjoin(_Beneficiary, Charge.beneficiary_id == _Beneficiary.id),
    make_row=lambda *fields: _row(fields),
    key=Charge.id,
    orders={"owed_on": (Charge.owed_on, Charge.id)},
    shows=frozenset({Charge, Party}),
    search=PARTIES_SEARCH,
)
_ROWS = CHARGES.wanted.order_by(Charge.owed_on, Charge.id)


def list_charges(chosen: ChargeFilter, sought: str = "") -> Listing[ChargeRow]:
    """What is owed in all, on the slate, or was not asked for; found by its payer."""
    return CHARGES.narrowed(*_CONDITIONS[chosen]).searching(sought)


def load_charge(session: Session, charge_id: UUID) -> ChargeRow:
    return _row(session.execute(_ROWS.where(Charge.id == charge_id)).one())


def list_open_charges(session: Session, payer_id: UUID) -> list[ChargeRow]:
    """What the party has to pay, oldest first, whoever of its household it is for."""
    wanted = _ROWS.where(Charge.state == ChargeState.OPEN, is_paid_by(payer_id))
    return _rows(session, wanted)


def list_invoiceable(session: Session, payer_id: UUID) -> list[UUID]:
    """What the party has to pay and no invoice asks for yet, of the structure of the oldest."""
    wanted = select(Charge.id, Charge.carrier_id).where(
        Charge.state == ChargeState.OPEN, Charge.payer_id == payer_id, Charge.invoice_id.is_(None)
    )
    found = session.execute(wanted.order_by(Charge.owed_on, Charge.id)).all()
    return [key for key, carrier in found if carrier == found[0].carrier_id]


def list_covered_charges(session: Session, party_id: UUID) -> list[ChargeRow]:
    """What somebody else has to pay for the party, oldest first."""
    mine = Charge.beneficiary_id == party_id
    return _rows(session, _ROWS.where(_OPEN, mine, ~is_paid_by(party_id)))


def list_charges_about(session: Session, party_id: UUID) -> list[ChargeRow]:
    """Every charge the party pays or profits from, whatever became of it."""
    mine = or_(Charge.payer_id == party_id, Charge.beneficiary_id == party_id)
    return _rows(session, _ROWS.where(mine))


def owed_by(session: Session, party_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """What each of them has to pay, household included; who owes nothing is left out."""
    due = type_coerce(func.sum(Charge.amount - Charge.paid), FixedPoint(2))
    is_open = Charge.state == ChargeState.OPEN
    own = (
        select(Charge.payer_id, due)
        .where(is_open, Charge.payer_id.in_(party_ids))
        .group_by(Charge.payer_id)
    )
    theirs = (
        select(Household.payer_id, due)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .join(Charge, Charge.payer_id == HouseholdMember.person_id)
        .where(is_open, Household.payer_id.in_(party_ids))
        .where(HouseholdMember.person_id != Household.payer_id)
        .group_by(Household.payer_id)
    )
    mine = dict(session.execute(own).all())
    of_household = dict(session.execute(theirs).all())
    totals = {key: mine.get(key, ZERO) + of_household.get(key, ZERO) for key in party_ids}
    return {key: total for key, total in totals.items() if total}


def is_paid_by(payer_id: UUID) -> ColumnElement[bool]:
    """Charged to the party, or to somebody for whom its household pays by now."""
    household = (
        select(HouseholdMember.person_id)
        .join(Household, HouseholdMember.household_id == Household.id)
        .where(Household.payer_id == payer_id)
    )
    return or_(Charge.payer_id == payer_id, Charge.payer_id.in_(household))


def sum_open(session: Session) -> Decimal:
    """All that is owed to the lab, by whomever."""
    due = type_coerce(func.sum(Charge.amount - Charge.paid), FixedPoint(2))
    return session.scalar(select(due).where(_OPEN)) or ZERO


_OPEN = Charge.state == ChargeState.OPEN
_CONDITIONS: dict[ChargeFilter, tuple[ColumnElement[bool], ...]] = {
    ChargeFilter.OPEN: (_OPEN,),
    ChargeFilter.SLATE: (_OPEN, Charge.on_slate.is_(True)),
    ChargeFilter.WAIVED: (Charge.state == ChargeState.WAIVED,),
    ChargeFilter.CANCELLED: (Charge.state == ChargeState.CANCELLED,),
}


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[ChargeRow]:
    return [_row(found) for found in session.execute(wanted)]


def _row(found: Any) -> ChargeRow:
    *fields, explanation = found
    return ChargeRow(*[*fields, tuple(explanation)])
