"""What lies in stock, by the services of the stock."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from builders import Worker
from builders.catalogue import an_article
from fablab_desk.keys import new_key
from fablab_desk.stock.drafts import LevelDraft, MoveDraft
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.models import StockLevel
from fablab_desk.stock.service import keep_article, record_delivery


def a_level(worker: Worker, code: str = "PLA", store: Store = Store.LAB, **said: Any) -> UUID:
    """An article that is kept, of which nothing is there yet."""
    key: UUID = new_key()
    article = said.pop("article_id", None) or an_article(worker, code, code.title())
    draft = LevelDraft(article_id=article, store=store, **said)
    worker.does(lambda act: keep_article(act, key, draft))
    return key


def delivered(worker: Worker, level_id: UUID, quantity: str, cost: str | None = None) -> UUID:
    key: UUID = new_key()
    draft = MoveDraft(quantity=Decimal(quantity), unit_cost=Decimal(cost) if cost else None)
    worker.does(lambda act: record_delivery(act, key, level_id, draft))
    return key


def level_of(worker: Worker, level_id: UUID) -> StockLevel:
    with worker.database.reading() as session:
        return session.get_one(StockLevel, level_id)
