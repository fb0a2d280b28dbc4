"""What a charge by hand must hold before it is written, and how its price is explained."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.catalogue.errors import NoPriceError, UnknownArticleError
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.prices import price_of
from fablab_desk.charges.drafts import PRICE_PLACES, ChargeLine, day_problem
from fablab_desk.charges.errors import NotSoldError, SoldFeeError
from fablab_desk.charges.ledger import ChargeDraft
from fablab_desk.errors import DeskError, Problems, gathered
from fablab_desk.i18n import LANGUAGES, mark, say
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import refuse_locked
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present

KEPT_IN = LANGUAGES[0]  # what is frozen on a record is said in the lab's language
BY_HAND = mark("Set by hand: {amount}")


@dataclass(frozen=True, slots=True)
class ByHand:
    draft: ChargeDraft
    payer_id: UUID
    beneficiary_id: UUID
    owed_on: date


def examine(session: Session, payer_id: UUID, line: ChargeLine, today: date) -> ByHand:
    """The charge that the line makes, or everything against it (Problems)."""
    found: list[tuple[str, DeskError]] = []
    checked = gathered(found, "", line.checked) or line
    owed_on = line.owed_on or today
    gathered(found, "owed_on", lambda: _refuse_day(session, owed_on, today))
    payer = gathered(found, "payer_id", lambda: load_present(session, Party, payer_id))
    beneficiary = payer
    if line.beneficiary_id and line.beneficiary_id != payer_id:
        key = line.beneficiary_id
        beneficiary = gathered(found, "beneficiary_id", lambda: load_present(session, Party, key))
    article = gathered(found, "article_id", lambda: _find_article(session, line, owed_on))
    if found:
        raise Problems(found)
    assert payer
    assert beneficiary
    draft = ChargeDraft(
        label=checked.label,
        quantity=checked.quantity,
        unit_price=checked.unit_price,
        amount=checked.amount,
        vat_nature=article.vat_nature if article else checked.vat_nature,
        article_id=checked.article_id,
        explanation=_explained(session, checked, beneficiary.audience_id, owed_on),
        on_slate=checked.on_slate,
    )
    return ByHand(draft, payer.id, beneficiary.id, owed_on)


def _refuse_day(session: Session, owed_on: date, today: date) -> None:
    if wrong := day_problem(owed_on, today):
        raise wrong
    refuse_locked(session, LockKind.CHARGES, owed_on)


def _find_article(session: Session, line: ChargeLine, owed_on: date) -> Article | None:
    if line.article_id is None:
        return None
    article = session.get(Article, line.article_id)
    if article is None:
        raise UnknownArticleError
    if article.archived_on and article.archived_on <= owed_on:
        raise NotSoldError(article.label)
    if article.nature is ArticleNature.MEMBERSHIP_FEE:
        raise SoldFeeError(article.label)
    return article


def _explained(
    session: Session, line: ChargeLine, audience_id: UUID | None, owed_on: date
) -> list[str]:
    """The catalogue's price of that day, and what was asked instead of it."""
    if line.article_id is None:
        return []
    by_hand = say(DeskError(BY_HAND, amount=line.unit_price), KEPT_IN)
    try:
        price = price_of(session, line.article_id, audience_id, owed_on)
    except NoPriceError:
        return [by_hand]
    kept = [say(one, KEPT_IN) for one in price.lines]
    as_listed = round(price.to_pay, PRICE_PLACES) == line.unit_price
    return kept if as_listed else [*kept, by_hand]
