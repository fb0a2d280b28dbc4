"""Whose memberships are to be renewed, what that would give, and the letters that ask for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.clock import add_months
from fablab_desk.db.listing import Listing
from fablab_desk.documents.batch import draw_batch
from fablab_desk.documents.draw import draw
from fablab_desk.documents.mail import Mail, file_name, prepared
from fablab_desk.documents.page import Letterhead
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import load_carrier
from fablab_desk.memberships.fee_call import (
    TITLE,
    FeeCall,
    Wording,
    lay_out,
    list_fee_calls,
    load_wording,
    mail_text,
)
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.queries import PlanRow, list_kinds, list_plans
from fablab_desk.memberships.renewal import RenewalLine, preview_renewals
from fablab_desk.money import ZERO
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.members import list_members
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.people.kinds import PartyKind, PeopleFilter
from fablab_desk.people.models import NEVER_DUE, Party
from fablab_desk.people.numbers import member_number
from fablab_desk.people.records import load_party

MOST = 2000  # more than a lab renews at once
LATELY = 12  # months: who left longer ago is no longer asked
Told = Callable[[int, int], None]


class Whose(StrEnum):
    """Who is looked at; where the list of members has that filter, by the same value."""

    LATE = "late"
    DUE_SOON = "due soon"
    ORGANISATIONS = "organisations"
    SHOWN = "shown"  # by the list of members, filter and search included


WHOSE_TEXTS = {
    Whose.LATE: mark("Memberships to renew, for a year at most"),
    Whose.DUE_SOON: mark("Memberships that end within a month"),
    Whose.ORGANISATIONS: mark("Towns and other member organisations"),
    Whose.SHOWN: mark("The list of members, as it is shown"),
}


def whose_of(looked_at: str) -> Whose:
    """Whom to begin with: those of the same filter, whoever is sought, or the late ones."""
    if not looked_at:
        return Whose.LATE
    return next((one for one in Whose if one.value == looked_at), Whose.SHOWN)


class TooManyRenewalsError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark("{count} people are too many at once: narrow the list of members first."),
            count=count,
        )


@dataclass(frozen=True, slots=True)
class Renewals:
    """`day` is the day entered; what can be renewed first, in the order of the list."""

    day: date
    lines: tuple[RenewalLine, ...]

    @property
    def refused(self) -> int:
        return sum(line.renewal is None for line in self.lines)

    def with_line(self, changed: RenewalLine) -> "Renewals":
        """In its place: nothing jumps under whoever reads."""
        lines = tuple(changed if line.id == changed.id else line for line in self.lines)
        return replace(self, lines=lines)


@dataclass(frozen=True, slots=True)
class Letters:
    """What the letters need, read before they are drawn."""

    calls: tuple[FeeCall, ...]
    senders: Mapping[UUID, tuple[Letterhead, Wording]]  # by carrier
    day: date

    def by_post(self) -> "Letters":
        """Those to payers without an e-mail."""
        return replace(self, calls=tuple(call for call in self.calls if not call.email))


def listing_of(whose: Whose, day: date, shown: Listing[MemberRow]) -> Listing[MemberRow]:
    """The late list goes from those who just became so; an order of an index each."""
    match whose:
        case Whose.LATE:
            late = list_members(PeopleFilter.LATE, day, "").ordered("due", True)
            return late.narrowed(Party.due_on >= add_months(day, -LATELY))
        case Whose.DUE_SOON:
            return list_members(PeopleFilter.DUE_SOON, day, "").ordered("due", False)
        case Whose.ORGANISATIONS:
            towns = list_members(PeopleFilter.ORGANISATIONS, day, "")
            return towns.narrowed(Party.kind == PartyKind.ORGANISATION, Party.due_on < NEVER_DUE)
        case Whose.SHOWN:
            return shown


def load_renewals(
    session: Session,
    listing: Listing[MemberRow],
    entered_on: date,
    today: date,
    progress: Told = lambda _done, _total: None,
) -> Renewals:
    """TooManyRenewalsError above 2 000."""
    count = listing.count(session)
    if count > MOST:
        raise TooManyRenewalsError(count)
    keys = [row.id for row in listing.every(session)]
    lines = preview_renewals(session, keys, entered_on, today, progress)
    return Renewals(entered_on, tuple(sorted(lines, key=lambda line: line.renewal is None)))


def plans_for(session: Session, party_id: UUID) -> list[PlanRow]:
    """Those that make a person a member, or an organisation."""
    party = load_party(session, Party, party_id)
    statutory = {kind.id for kind in list_kinds(session) if kind.statutory}
    plans = list_plans(session, for_organisations=party.kind is PartyKind.ORGANISATION)
    return [plan for plan in plans if plan.kind_id in statutory]


def are_recorded(session: Session, keys: Sequence[UUID]) -> bool:
    """Whether any of these memberships still counts: they may have been taken back together."""
    counting = select(Membership.id).where(Membership.cancelled_at.is_(None)).limit(1)
    return session.scalars(counting.where(Membership.id.in_(keys))).first() is not None


def total_of(lines: Sequence[RenewalLine]) -> Decimal:
    return sum((line.renewal.fee for line in lines if line.renewal), ZERO)


def load_letters(
    session: Session, lines: Sequence[RenewalLine], day: date, language: str
) -> Letters:
    """One letter for each payer of these lines, in address order."""
    calls = tuple(list_fee_calls(session, lines, day, language))
    senders = {
        key: (letterhead_of(session, load_carrier(session, key)), load_wording(session, day, key))
        for key in {call.carrier_id for call in calls}
    }
    return Letters(calls, senders, day)


def draw_letters(letters: Letters, language: str, told: Told) -> bytes:
    """All in one file, to print and to post."""
    senders = [letters.senders[call.carrier_id] for call in letters.calls]
    pages = [
        lay_out(call, wording, letters.day, language)
        for call, (_, wording) in zip(letters.calls, senders, strict=True)
    ]
    heads = [head for head, _ in senders]
    return draw_batch(pages, heads[0], title=translate(TITLE, language), heads=heads, told=told)


def write_mails(letters: Letters, folder: Path, language: str, told: Told) -> int:
    """One prepared e-mail for each payer who has an address; how many there are."""
    calls = [call for call in letters.calls if call.email]
    title = translate(TITLE, language)
    for done, call in enumerate(calls):
        told(done, len(calls))
        head, wording = letters.senders[call.carrier_id]
        paper = draw(lay_out(call, wording, letters.day, language), head)
        mail = Mail(
            sender=wording.sender,
            to=call.email,
            subject=f"{title} – {head.name}",
            text=mail_text(call, wording, letters.day, language),
            papers=((f"{title}.pdf", paper),),
        )
        by = head.name if len(letters.senders) > 1 else ""  # who pays two of them gets two
        name = file_name(member_number(call.number), call.name, by, ending=".eml")
        try:
            (folder / name).write_bytes(prepared(mail))
        except OSError as refused:
            raise UnwritableFileError(folder / name) from refused
    told(len(calls), len(calls))
    return len(calls)


SHOWS = frozenset({Membership})
