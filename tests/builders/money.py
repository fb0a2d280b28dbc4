"""What people owe, and money taken for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from builders import Worker
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.charges.drafts import ChargeLine
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.keys import new_key
from fablab_desk.payments.drafts import CashingDraft, Part, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import PaymentMethod, Till
from fablab_desk.payments.service import cash
from fablab_desk.payments.service_methods import add_usual_methods
from fablab_desk.payments.service_till import open_till

FLOAT = {2000: 2, 1000: 5, 200: 5}  # 100 €


def a_line(
    label: str = "Découpe laser",
    unit_price: str = "12.00",
    quantity: str = "1",
    *,
    beneficiary_id: UUID | None = None,
    owed_on: date | None = None,
    vat_nature: VatNature = VatNature.OUT_OF_SCOPE,
) -> ChargeLine:
    return ChargeLine(
        label=label,
        unit_price=Decimal(unit_price),
        quantity=Decimal(quantity),
        beneficiary_id=beneficiary_id,
        owed_on=owed_on,
        vat_nature=vat_nature,
    )


def a_charge(worker: Worker, payer_id: UUID, line: ChargeLine | None = None) -> UUID:
    """Somebody owes 12 € for a laser cut, or what the line says. Returns the charge's key."""
    chosen = line or a_line()
    return worker.does(lambda act: charge_by_hand(act, new_key(), payer_id, chosen)).result


def a_till(worker: Worker) -> UUID:
    """The lab's usual methods and its first till, closed; the same one when asked again."""
    Worker(worker.database, keys=worker.keys).does(lambda act: add_usual_methods(act, "en"))
    with worker.database.reading() as session:
        return session.scalars(select(Till.id).order_by(Till.label)).first() or UUID(int=0)


def an_open_till(worker: Worker, count: Mapping[int, int | str] | None = None) -> UUID:
    """The first till, open with 100 € or with what was counted. Returns its session."""
    key, till_id = new_key(), a_till(worker)
    worker.does(lambda act: open_till(act, key, till_id, FLOAT if count is None else count))
    return key


def a_method(worker: Worker, kind: MethodKind) -> UUID:
    with worker.database.reading() as session:
        return session.scalars(select(PaymentMethod.id).where(PaymentMethod.kind == kind)).one()


def a_part(
    worker: Worker,
    amount: str,
    kind: MethodKind = MethodKind.CASH,
    *,
    tendered: str | None = None,
    reference: str = "",
    drawer: str = "",
) -> Part:
    return Part(
        method_id=a_method(worker, kind),
        amount=Decimal(amount),
        tendered=None if tendered is None else Decimal(tendered),
        reference=reference or ("n° 12" if kind in (MethodKind.CHEQUE, MethodKind.OFFERED) else ""),
        drawer=drawer,
    )


def a_cashing(
    worker: Worker,
    payer_id: UUID,
    amount: str = "12.00",
    kind: MethodKind = MethodKind.CARD,
    *,
    label: str = "Découpe laser",
) -> UUID:
    """What was charged just now is paid at once, by card: that needs no open till."""
    a_till(worker)
    charge_id = a_charge(worker, payer_id, a_line(label, amount))
    draft = CashingDraft(
        payer_id=payer_id,
        ticks=(Tick(charge_id=charge_id),),
        parts=(a_part(worker, amount, kind),),
    )
    key = new_key()
    worker.does(lambda act: cash(act, key, draft))
    return key


def something_sold(
    worker: Worker,
    code: str = "FIL-PLA",
    price: str = "2.50",
    *,
    nature: ArticleNature = ArticleNature.GOODS,
    vat_nature: VatNature = VatNature.OUT_OF_SCOPE,
    tax_included: bool = True,
) -> UUID:
    """An article with a price for all since 2020."""
    key = new_key()
    with worker.database.writing() as session:
        article = Article(
            id=key,
            code=code,
            label=f"Article {code}",
            nature=nature,
            vat_nature=vat_nature,
        )
        session.add(article)
        session.flush()
        session.add(
            Price(
                article_id=key,
                valid_from=date(2020, 1, 1),
                amount=Decimal(price),
                tax_included=tax_included,
            )
        )
    return key
