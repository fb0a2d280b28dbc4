"""What a use costs: its time by the machine's article, its material by the price of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.prices import Priced, find_price
from fablab_desk.catalogue.time_price import TimePrice, TimeRate, find_time_rate, price_time
from fablab_desk.charges.by_hand import KEPT_IN
from fablab_desk.charges.errors import PartlyPaidError, SettledChargeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, cancel_charge, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.clock import local_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say
from fablab_desk.lab.models import Lab
from fablab_desk.logbook.drafts import Found, MaterialDraft
from fablab_desk.logbook.errors import (
    GiftCapError,
    NoGiftError,
    PaidUseError,
    UnknownMaterialError,
)
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.machines.models import Machine
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.money import ZERO, priced, to_cent
from fablab_desk.staff.act import Act

HOUR = Decimal(60)


@dataclass(frozen=True, slots=True)
class MaterialPrice:
    """`amount` is what is paid for it: nothing where it is the user's own, or offered."""

    article: Article
    draft: MaterialDraft
    price: Priced | None

    @property
    def worth(self) -> Decimal:
        return priced(self.draft.quantity, self.price.to_pay) if self.price else ZERO

    @property
    def amount(self) -> Decimal:
        return ZERO if self.draft.own or self.draft.offered else self.worth


def minutes_of(lasted: timedelta) -> int:
    """Begun minutes: what machine time is charged by."""
    return int((Decimal(lasted.total_seconds()) / 60).to_integral_value(ROUND_CEILING))


def time_rate(
    session: Session, machine: Machine, audience_id: UUID | None, day: date
) -> TimeRate | None:
    """None: the time of this machine is not asked for."""
    if machine.article_id is None:
        return None
    return find_time_rate(session, machine.article_id, audience_id, day)


def price_materials(
    session: Session, materials: Sequence[MaterialDraft], audience_id: UUID | None, day: date
) -> tuple[list[MaterialPrice], Found]:
    """Each at the price of the day; what is offered stays within the lab's cap for a use."""
    found: Found = []
    made: list[MaterialPrice] = []
    for place, one in enumerate(materials):
        article = session.get(Article, one.article_id)
        if article is None:
            found.append((f"materials.{place}", UnknownMaterialError()))
        else:
            price = find_price(session, one.article_id, audience_id, day)
            made.append(MaterialPrice(article, one, price))
    gift = to_cent(sum((one.worth for one in made if one.draft.offered), ZERO))
    if any(one.draft.offered for one in made):
        cap = session.scalars(select(Lab.gift_cap)).one()
        if cap is None:
            found.append(("materials", NoGiftError()))
        elif gift > cap:
            found.append(("materials", GiftCapError(gift, cap)))
    return made, found


def charge_time(act: Act, use: Use, machine: Machine, label: str) -> Charge | None:
    """Dated at the end, at the price of the start; None where nobody is to pay, or nothing."""
    if use.user_id is None or use.ends_at is None or use.bill_id is None:
        return None
    rate = time_rate(act.session, machine, use.audience_id, use.day)
    payer = _payer(act, use) if rate else None
    if rate is None or payer is None:
        return None
    asked = price_time(rate, minutes_of(use.ends_at - use.starts_at))
    draft = ChargeDraft(
        label=label,
        quantity=(Decimal(asked.billed) / HOUR).quantize(Decimal("0.0001")),
        unit_price=rate.hourly,
        amount=asked.amount,
        vat_nature=rate.vat_nature,
        article_id=rate.article_id,
        explanation=explained(asked),
    )
    return write_charge(
        act,
        use.bill_id,
        FactKind.USE,
        draft,
        payer_id=payer,
        beneficiary_id=use.user_id,
        owed_on=_owed_on(act, use),
    )


def charge_material(act: Act, use: Use, row: UseMaterial, one: MaterialPrice) -> Charge | None:
    payer = _payer(act, use)
    if payer is None or one.price is None or one.draft.own or one.draft.offered:
        return None
    draft = ChargeDraft(
        label=one.article.label,
        quantity=one.draft.quantity,
        unit_price=one.price.to_pay,
        amount=one.amount,
        vat_nature=one.price.vat_nature,
        article_id=one.article.id,
        explanation=[say(line, KEPT_IN) for line in one.price.lines],
    )
    return write_charge(
        act,
        row.id,
        FactKind.MATERIAL,
        draft,
        payer_id=payer,
        beneficiary_id=use.user_id,
        owed_on=_owed_on(act, use),
    )


def cancel_charges(act: Act, use: Use, material_ids: Sequence[UUID], reason: str) -> None:
    """Nothing is owed for it any more; what was paid is corrected first."""
    for fact_id in (use.bill_id, *material_ids):
        if fact_id is None:
            continue
        wanted = select(Charge).where(Charge.fact_id == fact_id)
        charge = act.session.scalars(wanted).one_or_none()
        if charge is None or charge.state is ChargeState.CANCELLED:
            continue
        try:
            cancel_charge(act, fact_id, reason)
        except (PartlyPaidError, SettledChargeError) as paid:
            raise PaidUseError(charge.label, charge.paid) from paid


def explained(asked: TimePrice) -> list[str]:
    return [say(line, KEPT_IN) for line in asked.lines]


def time_label(machine: str, lasted: timedelta) -> str:
    """“Laser · 1 h 30”, in the language that charges are kept in."""
    hours, minutes = divmod(minutes_of(lasted), 60)
    said = DeskError(
        mark("{machine} · {hours} h {minutes}"),
        machine=machine,
        hours=hours,
        minutes=f"{minutes:02}",
    )
    return say(said, KEPT_IN)


def _payer(act: Act, use: Use) -> UUID | None:
    whom = use.user_id
    return usual_payer(act.session, whom, use.day).id if whom else None


def _owed_on(act: Act, use: Use) -> date:
    assert use.ends_at
    return local_day(use.ends_at, act.zone, act.day_ends_at)
