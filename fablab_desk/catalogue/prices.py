"""What an article costs whom on which day, and why."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.errors import NoPriceError, UnknownArticleError
from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.models import Audience
from fablab_desk.money import ZERO

WITH_TAX = mark("{amount} with VAT")


@dataclass(frozen=True, slots=True)
class Priced:
    """A unit price; `lines` are sentences to `say` in the reader's language."""

    unit_price: Decimal
    tax_included: bool
    price_id: UUID
    vat_nature: VatNature
    lines: tuple[DeskError, ...]

    @property
    def to_pay(self) -> Decimal:
        """What one unit costs with its tax, not rounded: people are charged nothing less."""
        return with_tax(self.unit_price, self.tax_included, self.vat_nature)


# Built once: it is asked at every entry, and building costs as much as running.
_NEWEST = (
    select(
        Price.id,
        Price.amount,
        Price.tax_included,
        Price.valid_from,
        Article.label,
        Article.vat_nature,
        Audience.label,
    )
    .join(Article, Article.id == Price.article_id)
    .outerjoin(Audience, Audience.id == Price.audience_id)
    .where(
        Price.article_id == bindparam("article"),
        Price.valid_from <= bindparam("day"),
        ~Price.withdrawn,
        or_(Price.audience_id.is_(None), Price.audience_id == bindparam("audience")),
    )
    .order_by(Price.audience_id.is_(None), Price.valid_from.desc(), Price.id.desc())
    .limit(1)
)


def price_of(session: Session, article_id: UUID, audience_id: UUID | None, day: date) -> Priced:
    """The price of the day of the fact. An audience's own one beats “all”, even when older."""
    found = find_price(session, article_id, audience_id, day)
    if found is None:
        label = session.scalars(select(Article.label).where(Article.id == article_id)).first()
        raise UnknownArticleError if label is None else NoPriceError(label, day)
    return found


def find_price(
    session: Session, article_id: UUID, audience_id: UUID | None, day: date
) -> Priced | None:
    asked = {"article": article_id, "audience": audience_id, "day": day}
    found = session.execute(_NEWEST, asked).first()
    if found is None:
        return None
    price_id, amount, tax_included, since, label, vat_nature, audience = found
    lines = _explained(label, audience, amount, since)
    price = Priced(amount, tax_included, price_id, vat_nature, lines)
    if price.to_pay == amount:
        return price
    return replace(price, lines=(*lines, DeskError(WITH_TAX, amount=price.to_pay)))


def with_tax(amount: Decimal, tax_included: bool, nature: VatNature) -> Decimal:
    return amount * (1 + (ZERO if tax_included else RATES.get(nature, ZERO)))


def _explained(
    label: str, audience: str | None, amount: Decimal, since: date
) -> tuple[DeskError, ...]:
    if audience is None:
        line = DeskError(
            mark("{label}: {amount}, price for all since {since}"),
            label=label,
            amount=amount,
            since=since,
        )
    else:
        line = DeskError(
            mark("{label}: {amount}, price for “{audience}” since {since}"),
            label=label,
            amount=amount,
            audience=audience,
            since=since,
        )
    return (line,)
