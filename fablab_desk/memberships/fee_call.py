"""The call for membership fees: one letter for each payer, with all whom they pay for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.clock import format_day
from fablab_desk.db.chunks import chunks
from fablab_desk.documents.address import address_block
from fablab_desk.documents.page import Align, Column, Page, Paragraph, Spacer, Table
from fablab_desk.i18n import mark, say, translate
from fablab_desk.lab.bank import Account, account_of, bank_facts, how_to_pay
from fablab_desk.lab.queries import load_carrier, text_of
from fablab_desk.memberships.carrier import sellers_of
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.queries import standing
from fablab_desk.memberships.renewal import RenewalLine
from fablab_desk.money import ZERO, format_amount
from fablab_desk.people.countries import country_name
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.numbers import member_number

TOWN = re.compile(r"\d{5} \D")
TITLE = mark("Call for membership fees")
FOR_PEOPLE = "fee_call_people"
FOR_ORGANISATIONS = "fee_call_organisations"
CLOSING = "fee_call_closing"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """`until` is the last day of the membership to renew."""

    name: str
    number: int
    plan: str
    until: date
    period: Period
    fee: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCall:
    """`carrier_id`: whose fees these are."""

    carrier_id: UUID
    payer_id: UUID
    number: int
    name: str
    email: str
    recipient: tuple[str, ...]
    organisation: bool
    lines: tuple[FeeLine, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.fee for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Wording:
    """The lab's own texts of the day, and where it writes from."""

    city: str
    sender: str  # e-mail; may be blank
    signed: str  # the carrier's name
    people: str
    organisations: str
    closing: str
    account: Account | None = None

    def opening(self, call: FeeCall) -> str:
        return self.organisations if call.organisation else self.people


def load_wording(session: Session, day: date, carrier_id: UUID | None = None) -> Wording:
    """Of the carrier that asks, or of the main one."""
    carrier = load_carrier(session, carrier_id)
    return Wording(
        city=carrier.city,
        sender=carrier.email,
        signed=carrier.name,
        people=text_of(session, FOR_PEOPLE, day),
        organisations=text_of(session, FOR_ORGANISATIONS, day),
        closing=text_of(session, CLOSING, day),
        account=account_of(carrier),
    )


def list_fee_calls(
    session: Session, lines: Iterable[RenewalLine], day: date, language: str
) -> list[FeeCall]:
    """One call for each payer of what can be renewed and costs something, in address order.

    Who pays fees of two structures gets one from each.
    """
    due = [(line, line.renewal) for line in lines if line.renewal and line.renewal.fee]
    sellers = sellers_of(session, [(line.id, renewal.plan_id) for line, renewal in due])
    asked: dict[UUID, dict[UUID, list[FeeLine]]] = defaultdict(lambda: defaultdict(list))
    for (line, renewal), seller in zip(due, sellers, strict=True):
        if line.until:
            owed = FeeLine(
                line.name, line.number, line.plan, line.until, renewal.period, renewal.fee
            )
            asked[renewal.payer_id][seller].append(owed)
    payers = sorted(_payers(session, list(asked)), key=_by_address)
    return [
        _call(payer, seller, owed, day, language)
        for payer in payers
        for seller, owed in asked[payer.id].items()
    ]


def lay_out(call: FeeCall, wording: Wording, day: date, language: str) -> Page:
    place = translate("Done at {city}, on {day}", language) if wording.city else "{day}"
    said = place.format(city=wording.city, day=format_day(day, language))
    return Page(
        title=translate(TITLE, language),
        place_and_date=said,
        language=language,
        recipient=call.recipient,
        blocks=(
            *_paragraphs(wording.opening(call)),
            Spacer(2),
            _table(call, day, language),
            Spacer(2),
            *how_to_pay(
                wording.signed, wording.account, call.total, reference_of(call, language), language
            ),
            Spacer(2),
            *_paragraphs(wording.closing),
            Paragraph(wording.signed),
            Spacer(4),
            Paragraph(
                translate(mark("Amounts and dates as of {day}."), language).format(
                    day=format_day(day, language)
                ),
                quiet=True,
            ),
        ),
    )


def mail_text(call: FeeCall, wording: Wording, day: date, language: str) -> str:
    """What the e-mail says: the same words as the letter, which it carries."""
    told = [
        f"- {line.name}, {line.plan} : {_standing(line, day, language)}"
        f" ({format_amount(line.fee, language)})"
        for line in call.lines
    ]
    pay = _said_payment(call, wording, language)
    signed = f"{wording.closing}\n{wording.signed}".strip()
    return "\n\n".join((wording.opening(call), "\n".join(told), pay, signed)) + "\n"


def reference_of(call: FeeCall, language: str) -> str:
    """What a transfer quotes, so that it is known whose it is."""
    said = translate(mark("FEE {number}"), language)
    return said.format(number=member_number(call.number))


def _said_payment(call: FeeCall, wording: Wording, language: str) -> str:
    """As the letter says it."""
    blocks = how_to_pay(
        wording.signed, wording.account, call.total, reference_of(call, language), language
    )
    lines = ["".join(block.text) for block in blocks if isinstance(block, Paragraph)]
    if wording.account:
        pairs = bank_facts(wording.account, language, call.total, reference_of(call, language))
        lines += [f"{title} : {text}" for title, text in pairs]
    return "\n".join(lines)


def _payers(session: Session, keys: Sequence[UUID]) -> list[Party]:
    found: list[Party] = []
    for chunk in chunks(keys):
        some = Party.id.in_(chunk)
        for kind in (Person, Organisation):
            found += session.scalars(select(kind).where(some))
    return found


def _by_address(payer: Party) -> tuple[bool, bool, str, str, str, str]:
    """As a postman walks; abroad after France, and who has no address last."""
    abroad, known = payer.country != "FR", bool(payer.city or payer.address)
    return (not known, abroad, payer.postal_code, payer.city, payer.address, payer.sort_name)


def _call(
    payer: Party, carrier_id: UUID, lines: Sequence[FeeLine], day: date, language: str
) -> FeeCall:
    organisation = isinstance(payer, Organisation)
    return FeeCall(
        carrier_id=carrier_id,
        payer_id=payer.id,
        number=payer.number,
        name=payer.name,
        email=payer.email,
        recipient=recipient_of(payer, day, language),
        organisation=organisation,
        lines=tuple(sorted(lines, key=lambda line: line.number)),
    )


def recipient_of(payer: Party, day: date, language: str) -> tuple[str, ...]:
    """The lines of the envelope’s window."""
    billing = payer.billing_address if isinstance(payer, Organisation) else ""
    lines = billing or payer.address
    town = f"{payer.postal_code} {payer.city}".strip()
    if any(TOWN.match(line) for line in billing.splitlines()):
        town = ""  # this one is written whole
    minor = isinstance(payer, Person) and payer.is_minor_on(day)
    return address_block(
        (
            translate(mark("To the guardians of"), language) if minor else "",
            payer.name,
            *lines.splitlines(),
            town,
            country_name(payer.country, language) if payer.country != "FR" else "",
        )
    )


def _standing(line: FeeLine, day: date, language: str) -> str:
    return say(standing(line.until, line.until, day).sentence, language)


def _table(call: FeeCall, day: date, language: str) -> Table:
    titles = (
        (mark("Member"), Align.LEFT, 2.4),
        (mark("Plan"), Align.LEFT, 2.0),
        (mark("State"), Align.LEFT, 2.6),
        (mark("New period"), Align.LEFT, 2.2),
        (mark("Fee"), Align.RIGHT, 1.2),
    )
    amount = format_amount(call.total, language)
    total = translate(mark("Total"), language)
    return Table(
        columns=tuple(
            Column(translate(title, language), align, share) for title, align, share in titles
        ),
        rows=tuple(
            (
                f"{line.name} ({member_number(line.number)})",
                line.plan,
                _standing(line, day, language),
                _days(line.period, language),
                format_amount(line.fee, language),
            )
            for line in call.lines
        ),
        totals=((total, "", "", "", amount),),
    )


def _days(period: Period, language: str) -> str:
    """Short days: a row of the table stays low."""
    first, last = (
        format_day(day, language, short=True) for day in (period.starts_on, period.ends_on)
    )
    return f"{first} – {last}"


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.splitlines() if line.strip()]
