"""What the desk needs to know before it charges somebody by hand."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.memberships.payers import UsualPayer, usual_payer
from fablab_desk.overview.counter import OnSale, list_on_sale
from fablab_desk.people.record import load_record
from fablab_desk.staff.allowed import rights_of
from fablab_desk.staff.rights import Right

Named = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Charging:
    """Whom it is for, who pays for them, and what the lab sells them that day."""

    beneficiary: Named | None
    payer: UsualPayer | None
    on_sale: tuple[OnSale, ...]
    rights: frozenset[Right]


def load_charging(session: Session, party_id: UUID | None, day: date, account_id: UUID) -> Charging:
    rights = rights_of(session, account_id)
    if party_id is None:
        return Charging(None, None, tuple(list_on_sale(session, None, day)), rights)
    record = load_record(session, party_id, day)
    return Charging(
        beneficiary=(party_id, record.name),
        payer=usual_payer(session, party_id, day),
        on_sale=tuple(list_on_sale(session, record.draft.audience_id, day)),
        rights=rights,
    )
