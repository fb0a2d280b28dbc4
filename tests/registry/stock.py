from collections.abc import Callable
from decimal import Decimal

from builders import Worker
from builders.catalogue import an_article
from builders.stock import a_level, delivered, level_of
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.stock import service
from fablab_desk.stock.drafts import CountLine, LevelDraft, MoveDraft
from fablab_desk.stock.kinds import Store

Call = Callable[[Act], object]
TWO = MoveDraft(quantity=Decimal(2), note="Commande 12")


def keep_article(worker: Worker) -> Call:
    key, draft = new_key(), LevelDraft(article_id=an_article(worker), store=Store.LAB)
    return lambda act: service.keep_article(act, key, draft)


def correct_level(worker: Worker) -> Call:
    key = a_level(worker)
    article = level_of(worker, key).article_id
    draft = LevelDraft(article_id=article, store=Store.LAB, threshold=Decimal(5))
    return lambda act: service.correct_level(act, key, draft, 1)


def archive_level(worker: Worker) -> Call:
    key = a_level(worker)
    return lambda act: service.archive_level(act, key)


def restore_level(worker: Worker) -> Call:
    key = a_level(worker)
    worker.does(lambda act: service.archive_level(act, key))
    return lambda act: service.restore_level(act, key)


def record_delivery(worker: Worker) -> Call:
    key, level = new_key(), a_level(worker)
    return lambda act: service.record_delivery(act, key, level, TWO)


def record_loss(worker: Worker) -> Call:
    key, level = new_key(), a_level(worker)
    delivered(worker, level, "5")
    return lambda act: service.record_loss(act, key, level, TWO)


def move_between(worker: Worker) -> Call:
    key, level = new_key(), a_level(worker)
    delivered(worker, level, "5")
    return lambda act: service.move_between(act, key, level, Store.SALE, TWO)


def withdraw_movements(worker: Worker) -> Call:
    key = delivered(worker, a_level(worker), "5")
    return lambda act: service.withdraw_movements(act, key, "Doublon")


def record_count(worker: Worker) -> Call:
    key, level = new_key(), a_level(worker)
    lines = [CountLine(level_id=level, found=Decimal(3), seen=Decimal(0))]
    return lambda act: service.record_count(act, key, Store.LAB, lines)


def withdraw_count(worker: Worker) -> Call:
    key, level = new_key(), a_level(worker)
    lines = [CountLine(level_id=level, found=Decimal(3), seen=Decimal(0))]
    worker.does(lambda act: service.record_count(act, key, Store.LAB, lines))
    return lambda act: service.withdraw_count(act, key, {level: None})


CALLS: dict[str, Callable[[Worker], Call]] = {
    "stock.keep_article": keep_article,
    "stock.correct_level": correct_level,
    "stock.archive_level": archive_level,
    "stock.restore_level": restore_level,
    "stock.record_delivery": record_delivery,
    "stock.record_loss": record_loss,
    "stock.move_between": move_between,
    "stock.withdraw_movements": withdraw_movements,
    "stock.record_count": record_count,
    "stock.withdraw_count": withdraw_count,
}
