"""What machine time costs, and why: rounded up to a block, with grace, set-up and a minimum."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.catalogue.models import Price
from fablab_desk.catalogue.prices import Priced, find_price
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.money import ZERO, to_cent

HOUR = 60  # minutes


@dataclass(frozen=True, slots=True)
class TimeRate:
    """The price of an hour for an audience on a day, and its rules; amounts as they are paid."""

    price_id: UUID
    article_id: UUID
    hourly: Decimal
    vat_nature: VatNature
    block_minutes: int
    grace_minutes: int = 0
    set_up: Decimal = ZERO
    minimum: Decimal = ZERO
    lines: tuple[DeskError, ...] = ()


@dataclass(frozen=True, slots=True)
class TimePrice:
    """`billed`: minutes that are asked for. `lines` are sentences to `say`."""

    amount: Decimal
    billed: int
    lines: tuple[DeskError, ...]


def find_time_rate(
    session: Session, article_id: UUID, audience_id: UUID | None, day: date
) -> TimeRate | None:
    """Of the day of the fact; an article whose price has no block is asked by the minute."""
    found = find_price(session, article_id, audience_id, day)
    if found is None:
        return None
    rules = session.execute(
        select(Price.block_minutes, Price.grace_minutes, Price.set_up, Price.minimum).where(
            Price.id == found.price_id
        )
    ).one()
    block, grace, set_up, minimum = rules
    return TimeRate(
        price_id=found.price_id,
        article_id=article_id,
        hourly=found.to_pay,
        vat_nature=found.vat_nature,
        block_minutes=block or 1,
        grace_minutes=grace,
        set_up=_to_pay(found, set_up),
        minimum=_to_pay(found, minimum),
        lines=found.lines,
    )


def _to_pay(priced: Priced, amount: Decimal) -> Decimal:
    """Set-up and minimum are announced as the price is: with tax, or without."""
    if not amount or not priced.unit_price:
        return amount
    return to_cent(amount * priced.to_pay / priced.unit_price)


def price_time(rate: TimeRate, minutes: int) -> TimePrice:
    """One grace for a use; at least one block; amount = max(minimum, time + set-up)."""
    beyond = Decimal(max(0, minutes - rate.grace_minutes))
    blocks = max(1, int((beyond / rate.block_minutes).to_integral_value(ROUND_CEILING)))
    billed = blocks * rate.block_minutes
    time = to_cent(rate.hourly * billed / HOUR)
    amount = max(rate.minimum, time + rate.set_up)
    lines = [*rate.lines, DeskError(mark("Duration: {minutes} min"), minutes=minutes)]
    if rate.grace_minutes:
        lines.append(DeskError(mark("Not asked for: {grace} min"), grace=rate.grace_minutes))
    lines.append(
        DeskError(
            mark("{blocks} × {block} min begun = {billed} min: {amount}"),
            blocks=blocks,
            block=rate.block_minutes,
            billed=billed,
            amount=time,
        )
    )
    if rate.set_up:
        lines.append(DeskError(mark("Setting up: {amount}"), amount=rate.set_up))
    if amount > time + rate.set_up:
        lines.append(DeskError(mark("At least {minimum} for a use"), minimum=rate.minimum))
    return TimePrice(amount, billed, tuple(lines))
