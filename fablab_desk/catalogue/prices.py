"""What an article costs whom on which day, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.errors import NoPriceError, UnknownArticleError
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.models import Audience


@dataclass(frozen=True, slots=True)
class Priced:
    """A unit price; `lines` are sentences to `say` in the reader's language."""

    unit_price: Decimal
    tax_included: bool
    price_id: UUID
    lines: tuple[DeskError, ...]


# Built once: it is asked at every entry, and building costs as much as running.
_NEWEST = (
    select(
        Price.id, Price.amount, Price.tax_included, Price.valid_from, Article.label, Audience.label
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
    price_id, amount, tax_included, since, label, audience = found
    return Priced(amount, tax_included, price_id, _explained(label, audience, amount, since))


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
