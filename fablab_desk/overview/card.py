"""Everything the right-hand side of the people's list shows of one party, in few queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import ChargeRow, list_covered_charges, list_open_charges
from fablab_desk.errors import DeskError
from fablab_desk.files import AttachmentError, Attachments
from fablab_desk.memberships.covers import (
    CoverRow,
    Named,
    ended_lately,
    list_covers,
    list_named,
    standing_with,
)
from fablab_desk.memberships.models import Cover, Membership
from fablab_desk.memberships.payers import UsualPayer, usual_payer
from fablab_desk.memberships.queries import (
    MembershipRow,
    Standing,
    list_memberships,
    standing_on,
)
from fablab_desk.money import ZERO
from fablab_desk.payments.models import Cashing
from fablab_desk.payments.queries import HistoryKind, HistoryRow, history
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import (
    Consent,
    Guardian,
    Household,
    HouseholdMember,
    Organisation,
    OrganisationContact,
    Party,
    Person,
)
from fablab_desk.people.piece_models import Piece, PieceKind, PieceWording
from fablab_desk.people.piece_standing import Book, PieceStanding
from fablab_desk.people.record import PersonRecord, load_record

SHOWS = frozenset(
    {
        Party,
        Person,
        Organisation,
        OrganisationContact,
        Household,
        HouseholdMember,
        Guardian,
        Consent,
        Piece,
        PieceKind,
        PieceWording,
        Membership,
        Cover,
        Charge,
        Cashing,
    }
)


@dataclass(frozen=True, slots=True)
class PartyCard:
    record: PersonRecord
    standing: Standing
    memberships: tuple[MembershipRow, ...]
    covers: tuple[CoverRow, ...]  # what covers the person, or did
    ended: UsualPayer | None  # who pays again, where the last cover ended lately
    named: Named  # whom the organisation covers
    charges: tuple[ChargeRow, ...]  # open, of the household it pays for too
    covered: tuple[ChargeRow, ...]  # open, for the party and paid by another one
    pieces: tuple[PieceStanding, ...]  # asked of it, in the order of the settings
    past: tuple[HistoryRow, ...]  # money brought, taken back or not asked for, the newest first
    photo: bytes
    photo_problem: DeskError | None

    @property
    def due(self) -> Decimal:
        return sum((charge.due for charge in self.charges), ZERO)


def load_card(session: Session, party_id: UUID, day: date, attachments: Attachments) -> PartyCard:
    record = load_record(session, party_id, day)
    photo, problem = _read_photo(attachments, record.photo)
    is_person = record.kind is PartyKind.PERSON
    covers = list_covers(session, party_id, day) if is_person else ()
    return PartyCard(
        record=record,
        standing=standing_with(covers, standing_on(session, party_id, day), day),
        memberships=tuple(list_memberships(session, party_id)),
        covers=covers,
        ended=usual_payer(session, party_id, day) if ended_lately(covers, day) else None,
        named=Named() if is_person else list_named(session, party_id, day),
        charges=tuple(list_open_charges(session, party_id)),
        covered=tuple(list_covered_charges(session, party_id)),
        pieces=Book(session, day).standings((party_id,))[party_id],
        past=tuple(row for row in history(session, party_id) if _is_settled(row)),
        photo=photo,
        photo_problem=problem,
    )


def _read_photo(attachments: Attachments, digest: str) -> tuple[bytes, DeskError | None]:
    """The picture, or why there is none to show."""
    if not digest:
        return b"", None
    try:
        return attachments.read(digest), None
    except AttachmentError as problem:
        return b"", problem


def _is_settled(row: HistoryRow) -> bool:
    return row.kind is not HistoryKind.CHARGE or row.state is ChargeState.WAIVED
