"""What can be asked about articles and prices."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.catalogue.prices import with_tax
from fablab_desk.db.listing import Listing
from fablab_desk.lab.models import Audience
from fablab_desk.money import ZERO


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: UUID
    code: str
    label: str
    unit: str
    nature: ArticleNature
    vat_nature: VatNature
    account: str
    carrier_id: UUID | None
    favourite: bool
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One row of an article's history; `audience` empty: for all."""

    id: UUID
    valid_from: date
    audience_id: UUID | None
    audience: str
    amount: Decimal
    tax_included: bool
    withdrawn: bool
    replaced_on: date | None  # the first day of the next price that counts for the same people


@dataclass(frozen=True, slots=True)
class PriceListLine:
    """An article of the printed price list, with what each audience pays that day, tax included.

    `timed`: how its hours are counted for all, or for each audience alike where only audiences
    have a price; `timed_apart`: for the audiences whose own price counts them otherwise.
    """

    article: ArticleRow
    for_all: Decimal | None
    by_audience: tuple[tuple[str, Decimal], ...]
    timed: "TimeRules | None" = None
    timed_apart: "tuple[tuple[str, TimeRules], ...]" = ()


@dataclass(frozen=True, slots=True)
class TimeRules:
    """How an hour's price is counted; amounts to pay."""

    block_minutes: int
    grace_minutes: int
    set_up: Decimal
    minimum: Decimal


BY_THE_MINUTE = TimeRules(1, 0, ZERO, ZERO)  # as the time of a price without a block is asked

COLUMNS = (
    Article.id,
    Article.code,
    Article.label,
    Article.unit,
    Article.nature,
    Article.vat_nature,
    Article.account,
    Article.carrier_id,
    Article.favourite,
    Article.archived_on,
    Article.version,
)
ARTICLES: Listing[ArticleRow] = Listing(
    wanted=select(*COLUMNS),
    make_row=ArticleRow,
    key=Article.id,
    orders={"code": (Article.code,), "label": (Article.label, Article.code)},
    shows=frozenset({Article}),
)


def load_article(session: Session, article_id: UUID) -> ArticleRow:
    return ArticleRow(*session.execute(select(*COLUMNS).where(Article.id == article_id)).one())


def list_articles(
    session: Session, *natures: ArticleNature, archived: bool = False
) -> list[ArticleRow]:
    """Those of the natures asked (all of them when none is), favourites first."""
    wanted = select(*COLUMNS).order_by(Article.favourite.desc(), Article.label)
    if natures:
        wanted = wanted.where(Article.nature.in_(natures))
    if not archived:
        wanted = wanted.where(Article.archived_on.is_(None))
    return [ArticleRow(*row) for row in session.execute(wanted)]


def find_article(session: Session, code: str) -> ArticleRow | None:
    """The article that may be sold under that code, however it was typed."""
    wanted = select(*COLUMNS).where(
        Article.code == code.strip().upper(), Article.archived_on.is_(None)
    )
    found = session.execute(wanted).one_or_none()
    return ArticleRow(*found) if found else None


def list_prices(session: Session, article_id: UUID) -> list[PriceRow]:
    """The history of an article, the newest price first."""
    wanted = (
        select(
            Price.id,
            Price.valid_from,
            Price.audience_id,
            func.coalesce(Audience.label, ""),
            Price.amount,
            Price.tax_included,
            Price.withdrawn,
        )
        .outerjoin(Audience, Audience.id == Price.audience_id)
        .where(Price.article_id == article_id)
        .order_by(Price.valid_from.desc(), Price.id.desc())
    )
    rows: list[PriceRow] = []
    next_day: dict[UUID | None, date] = {}
    for row in session.execute(wanted):
        rows.append(PriceRow(*row, next_day.get(row.audience_id)))
        if not row.withdrawn:
            next_day[row.audience_id] = row.valid_from
    return rows


def list_price_list(session: Session, day: date) -> list[PriceListLine]:
    """What is displayed in the lab: every article with a price that day, by nature and label."""
    wanted = (
        select(
            *COLUMNS,
            *(Price.block_minutes, Price.grace_minutes, Price.set_up, Price.minimum),
            *(Audience.label, Price.amount, Price.tax_included),
        )
        .join(Price, Price.article_id == Article.id)
        .outerjoin(Audience, Audience.id == Price.audience_id)
        .where(Article.archived_on.is_(None), Audience.archived_on.is_(None))
        .where(~Price.withdrawn, Price.valid_from <= day)
        .order_by(Article.nature, Article.label, Article.code, Audience.position, Audience.label)
        .order_by(Price.valid_from, Price.id)
    )
    prices: dict[ArticleRow, dict[str | None, Decimal]] = {}
    timed: dict[ArticleRow, dict[str | None, TimeRules | None]] = {}
    for *columns, block, grace, set_up, least, audience, amount, tax_included in session.execute(
        wanted
    ):
        article = ArticleRow(*columns)
        to_pay = with_tax(amount, tax_included, article.vat_nature)
        paid = [with_tax(one, tax_included, article.vat_nature) for one in (set_up, least)]
        # The newest one of an audience comes last.
        prices.setdefault(article, {})[audience] = to_pay
        timed.setdefault(article, {})[audience] = TimeRules(block, grace, *paid) if block else None
    return [_line(article, found, timed[article]) for article, found in prices.items()]


def _line(
    article: ArticleRow,
    found: dict[str | None, Decimal],
    timed: dict[str | None, TimeRules | None],
) -> PriceListLine:
    for_all = found.pop(None, None)
    by_audience = tuple((str(label), amount) for label, amount in found.items())
    if not any(timed.values()):
        return PriceListLine(article, for_all, by_audience)
    rules = {audience: one or BY_THE_MINUTE for audience, one in timed.items()}
    alike = set(rules.values())
    common = rules.pop(None, alike.pop() if len(alike) == 1 else None)
    apart = tuple((str(label), one) for label, one in rules.items() if one != common)
    return PriceListLine(article, for_all, by_audience, common, apart)
