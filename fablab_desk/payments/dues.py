"""What a cashing is for: charges ticked, things sold, and how much of each is paid now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.prices import price_of
from fablab_desk.charges.drafts import quantity_problem
from fablab_desk.charges.errors import NotSoldError, SettledChargeError, SoldFeeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import is_paid_by
from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.i18n import say
from fablab_desk.money import ZERO, priced
from fablab_desk.payments.drafts import CashingDraft, Sale, Tick
from fablab_desk.payments.errors import (
    ForeignChargeError,
    NothingToPayError,
    PartAmountError,
    PassingDebtError,
    TickAmountError,
    TooMuchError,
)
from fablab_desk.payments.models import Allocation
from fablab_desk.payments.parts import is_amount
from fablab_desk.people.errors import ArchivedPartyError
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.movements import draw

Due = tuple[Charge, Decimal]  # a charge, and what is to be paid of it now


@dataclass(frozen=True, slots=True)
class Payer:
    id: UUID | None
    name: str = ""
    audience_id: UUID | None = None
    archived_on: date | None = None


def find_payer(act: Act, payer_id: UUID | None) -> Payer:
    if payer_id is None:
        return Payer(None)
    wanted = select(Party.id, Party.name, Party.audience_id, Party.archived_on).where(
        Party.id == payer_id
    )
    return Payer(*act.session.execute(wanted).one())


def collect_dues(act: Act, payer: Payer, draft: CashingDraft) -> list[Due]:
    """Oldest first; what is sold here and now is charged in this very act."""
    if payer.id is None and draft.ticks:
        raise PassingDebtError
    found: list[tuple[str, DeskError]] = []
    dues = gathered(found, "", lambda: _ticked(act, payer, draft.ticks)) or []
    sold = gathered(found, "", lambda: _sold(act, payer, draft)) or []
    if sold and payer.archived_on:  # what is owed already can still be paid
        found.append(("payer_id", ArchivedPartyError(payer.name, payer.archived_on)))
    refuse(found)
    dues += [(charge, charge.due) for charge in sold]
    total = sum((due for _, due in dues), ZERO)
    if not total:
        raise NothingToPayError
    if draft.paid_now is None:
        return dues
    if not is_amount(draft.paid_now):
        raise Problems([("paid_now", PartAmountError())])
    if draft.paid_now > total:
        raise Problems([("paid_now", TooMuchError(draft.paid_now, total))])
    if payer.id is None and draft.paid_now != total:
        raise PassingDebtError
    return _spread(dues, draft.paid_now)


def reverse_dues(act: Act, cashing_id: UUID) -> list[Due]:
    """What a cashing settled, with the opposite amounts and under the same locks."""
    settled = (
        select(Charge, Allocation.amount)
        .join(Allocation, Allocation.charge_id == Charge.id)
        .where(Allocation.cashing_id == cashing_id)
        .order_by(Charge.id)
        .with_for_update(of=Charge)
        .execution_options(populate_existing=True)
    )
    return [(charge, -amount) for charge, amount in act.session.execute(settled)]


def _spread(dues: list[Due], left: Decimal) -> list[Due]:
    spread: list[Due] = []
    for charge, due in dues:
        part = min(due, left)
        left -= part
        if part:
            spread.append((charge, part))
    return spread


def _ticked(act: Act, payer: Payer, ticks: tuple[Tick, ...]) -> list[Due]:
    """Locked, so that of two desks taking the same debt the second sees it settled."""
    if payer.id is None or not ticks:
        return []
    wanted = {tick.charge_id: tick.amount for tick in ticks}
    locked = select(Charge).where(Charge.id.in_(wanted)).order_by(Charge.id).with_for_update()
    charges = act.session.scalars(locked.execution_options(populate_existing=True)).all()
    found: list[tuple[str, DeskError]] = []
    dues: list[Due] = []
    for charge in sorted(charges, key=lambda charge: (charge.owed_on, charge.id)):
        due = charge.due if (asked := wanted[charge.id]) is None else asked
        if charge.state is not ChargeState.OPEN:
            found.append((f"ticks.{charge.id}", SettledChargeError(charge.label)))
        elif not is_amount(due) or due > charge.due:
            found.append((f"ticks.{charge.id}", TickAmountError(charge.label, charge.due)))
        dues.append((charge, due))
    found += _foreign(act, payer.id, charges=[charge for charge, _ in dues])
    if found:
        raise Problems(found)
    return dues


def _foreign(act: Act, payer_id: UUID, charges: list[Charge]) -> list[tuple[str, DeskError]]:
    others = [charge for charge in charges if charge.payer_id != payer_id]
    if not others:
        return []
    keys = [charge.id for charge in others]
    own = set(
        act.session.scalars(select(Charge.id).where(Charge.id.in_(keys), is_paid_by(payer_id)))
    )
    names = select(Charge.id, Party.name).join(Party, Party.id == Charge.payer_id)
    owners = dict(act.session.execute(names.where(Charge.id.in_(keys))).all())
    return [
        (f"ticks.{charge.id}", ForeignChargeError(charge.label, owners.get(charge.id, "—")))
        for charge in others
        if charge.id not in own
    ]


def _sold(act: Act, payer: Payer, draft: CashingDraft) -> list[Charge]:
    buyer = find_payer(act, draft.for_id) if draft.for_id and draft.sales else payer
    found: list[tuple[str, DeskError]] = []
    charges: list[Charge] = []
    for place, sale in enumerate(draft.sales):
        if wrong := quantity_problem(sale.quantity):
            found.append((f"sales.{place}.quantity", wrong))
            continue
        try:
            charges.append(_sell(act, payer, buyer, sale))
        except DeskError as refusal:
            found.append((f"sales.{place}.article_id", refusal))
    if found:
        raise Problems(found)
    return charges


def _sell(act: Act, payer: Payer, buyer: Payer, sale: Sale) -> Charge:
    article = act.session.get_one(Article, sale.article_id)
    if article.archived_on:
        raise NotSoldError(article.label)
    if article.nature is ArticleNature.MEMBERSHIP_FEE:
        raise SoldFeeError(article.label)
    price = price_of(act.session, article.id, buyer.audience_id, act.day)
    draft = ChargeDraft(
        label=article.label,
        quantity=sale.quantity,
        unit_price=price.unit_price,
        amount=priced(sale.quantity, price.to_pay),
        vat_nature=article.vat_nature,
        tax_included=price.tax_included,
        article_id=article.id,
        explanation=[say(line) for line in price.lines],
    )
    charge = write_charge(
        act,
        sale.id,
        FactKind.SALE,
        draft,
        payer_id=payer.id,
        beneficiary_id=buyer.id,
        owed_on=act.day,
    )
    draw(
        act,
        article_id=article.id,
        store=Store.SALE,
        quantity=sale.quantity,
        reason=MovementReason.SALE,
        fact_id=sale.id,
    )
    return charge
