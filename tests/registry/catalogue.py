from collections.abc import Callable
from datetime import date
from decimal import Decimal

from builders import Worker
from builders.catalogue import a_price, an_article
from fablab_desk.catalogue import service
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def draft(label: str) -> ArticleDraft:
    return ArticleDraft(code="LASER", label=label, nature=ArticleNature.SERVICE)


def add(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.add_article(act, key, draft("Découpe laser"))


def correct(worker: Worker) -> Call:
    key = an_article(worker)
    return lambda act: service.correct_article(act, key, draft("Gravure"), 1)


def archive(worker: Worker) -> Call:
    key = an_article(worker)
    return lambda act: service.archive_article(act, key)


def restore(worker: Worker) -> Call:
    key = an_article(worker)
    worker.does(lambda act: service.archive_article(act, key))
    return lambda act: service.restore_article(act, key)


def price(worker: Worker) -> Call:
    key, article = new_key(), an_article(worker)
    new = PriceDraft(amount=Decimal("12.50"), valid_from=date(2026, 1, 1))
    return lambda act: service.set_price(act, key, article, new)


def withdraw(worker: Worker) -> Call:
    key = a_price(worker, an_article(worker))
    return lambda act: service.withdraw_price(act, key)


def reinstate(worker: Worker) -> Call:
    key = a_price(worker, an_article(worker))
    worker.does(lambda act: service.withdraw_price(act, key))
    return lambda act: service.reinstate_price(act, key)


def remove(worker: Worker) -> Call:
    key = an_article(worker)
    a_price(worker, key)
    return lambda act: service.remove_article(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "catalogue.add_article": add,
    "catalogue.correct_article": correct,
    "catalogue.archive_article": archive,
    "catalogue.restore_article": restore,
    "catalogue.set_price": price,
    "catalogue.withdraw_price": withdraw,
    "catalogue.reinstate_price": reinstate,
    "catalogue.remove_article": remove,
}
