"""Everything the right-hand side of the people's list shows of one party, in few queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import ChargeRow, list_open_charges
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.queries import (
    MembershipRow,
    Standing,
    list_memberships,
    standing_on,
)
from fablab_desk.money import ZERO
from fablab_desk.people.models import (
    Consent,
    Guardian,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
)
from fablab_desk.people.record import PersonRecord, load_record

SHOWS = frozenset(
    {
        Party,
        Person,
        Organisation,
        Household,
        HouseholdMember,
        Guardian,
        Consent,
        Membership,
        Charge,
    }
)


@dataclass(frozen=True, slots=True)
class PartyCard:
    record: PersonRecord
    standing: Standing
    memberships: tuple[MembershipRow, ...]
    charges: tuple[ChargeRow, ...]  # open, of the household it pays for too

    @property
    def due(self) -> Decimal:
        return sum((charge.due for charge in self.charges), ZERO)


def load_card(session: Session, party_id: UUID, day: date) -> PartyCard:
    return PartyCard(
        load_record(session, party_id, day),
        standing_on(session, party_id, day),
        tuple(list_memberships(session, party_id)),
        tuple(list_open_charges(session, party_id)),
    )
