"""Articles and what they cost."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.service import add_article, set_price
from fablab_desk.keys import new_key

FIRST_DAY = date(2020, 1, 1)


def an_article(
    worker: Worker,
    code: str = "LASER",
    label: str = "Découpe laser",
    *,
    nature: ArticleNature = ArticleNature.SERVICE,
    vat_nature: VatNature | None = VatNature.OUT_OF_SCOPE,
    price: str | None = None,
) -> UUID:
    """An article, with a price for all since 2020 when one is given."""
    key = new_key()
    draft = ArticleDraft(code=code, label=label, nature=nature, vat_nature=vat_nature)
    worker.does(lambda act: add_article(act, key, draft))
    if price is not None:
        a_price(worker, key, price)
    return key


def a_price(
    worker: Worker,
    article_id: UUID,
    amount: str = "20.00",
    valid_from: date = FIRST_DAY,
    audience_id: UUID | None = None,
) -> UUID:
    key = new_key()
    draft = PriceDraft(amount=Decimal(amount), valid_from=valid_from, audience_id=audience_id)
    worker.does(lambda act: set_price(act, key, article_id, draft))
    return key
