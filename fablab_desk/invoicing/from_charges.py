"""What is owed, as lines of an invoice: frozen as it was priced."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import is_paid_by
from fablab_desk.invoicing.drafts import Found, LineDraft
from fablab_desk.invoicing.errors import ClosedChargeError, ForeignChargeError, TakenChargeError
from fablab_desk.invoicing.kinds import InvoiceState
from fablab_desk.invoicing.models import Invoice, InvoiceLine
from fablab_desk.money import priced
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act

ONE = Decimal(1)


def draft_lines(act: Act, charges: Sequence[Charge]) -> Iterator[LineDraft]:
    """Where blocks, minimums or gestures made the price, it is one at that price, explained."""
    goods = set(
        act.session.scalars(select(Article.id).where(Article.nature == ArticleNature.GOODS))
    )
    for charge in charges:
        plain = priced(charge.quantity, charge.unit_price) == charge.amount
        yield LineDraft(
            label=charge.label,
            quantity=charge.quantity if plain else ONE,
            unit_price=charge.unit_price if plain else charge.amount,
            vat=charge.vat_nature,
            tax_included=charge.tax_included,
            detail="" if plain else " ; ".join(map(str, charge.explanation)),
            is_goods=charge.article_id in goods,
            performed_on=charge.owed_on,
            article_id=charge.article_id,
            charge_id=charge.id,
        )


def refuse_charges(act: Act, invoice_id: UUID, buyer_id: UUID, keys: Sequence[UUID]) -> Found:
    """What is owed no more, by somebody else, or on another invoice; held until the end."""
    if not keys:
        return []
    wanted = select(Charge).where(Charge.id.in_(keys)).with_for_update()
    theirs = set(
        act.session.scalars(select(Charge.id).where(Charge.id.in_(keys), is_paid_by(buyer_id)))
    )
    taken = _taken(act, invoice_id, keys)
    found: Found = []
    for charge in act.session.scalars(wanted.execution_options(populate_existing=True)):
        place = f"{keys.index(charge.id)}.label"
        if charge.id in taken:
            found.append((place, TakenChargeError(charge.label, taken[charge.id])))
        elif charge.state not in (ChargeState.OPEN, ChargeState.SETTLED):
            found.append((place, ClosedChargeError(charge.label)))
        elif charge.id not in theirs:
            payer = act.session.get(Party, charge.payer_id) if charge.payer_id else None
            found.append((place, ForeignChargeError(charge.label, payer.name if payer else "")))
    return found


def _taken(act: Act, invoice_id: UUID, keys: Sequence[UUID]) -> dict[UUID, str]:
    """By charge: the number of the invoice that it stands on."""
    wanted = (
        select(Charge.id, Invoice.number)
        .join(Invoice, Invoice.id == Charge.invoice_id)
        .where(Charge.id.in_(keys), Charge.invoice_id != invoice_id)
    )
    drafted = (
        select(InvoiceLine.charge_id)
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(
            InvoiceLine.charge_id.in_(keys),
            Invoice.state == InvoiceState.DRAFT,
            Invoice.id != invoice_id,
        )
    )
    found = {key: "—" for key in act.session.scalars(drafted) if key}
    return found | {key: number or "" for key, number in act.session.execute(wanted)}
