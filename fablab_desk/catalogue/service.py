"""What can be done with articles and their prices."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.errors import (
    ArchivedArticleError,
    CodeTakenError,
    UnknownArticleError,
)
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.catalogue.vat import VatAnswers, usual_vat
from fablab_desk.db.references import remove_unused
from fablab_desk.errors import Problems
from fablab_desk.lab.queries import load_carrier, regime_on
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.remove_article")
def add_article(act: Act, article_id: UUID, draft: ArticleDraft) -> None:
    if act.session.get(Article, article_id) is None:
        tidy = _checked(act, article_id, draft)
        act.session.add(Article(id=article_id, **_columns(act, tidy)))


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.correct_article")
def correct_article(
    act: Act, article_id: UUID, draft: ArticleDraft, seen: int | ArticleDraft
) -> None:
    """What was charged before keeps its label, its price and its VAT."""
    article = _load(act, article_id)
    said = _columns(act, _checked(act, article_id, draft))
    known = seen if isinstance(seen, int) else _columns(act, seen.checked()[0])
    correct(act, article, article.label, said, known)


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.restore_article")
def archive_article(act: Act, article_id: UUID) -> None:
    """It is no longer offered; what it priced stays."""
    article = _load(act, article_id)
    article.archived_on = article.archived_on or act.day


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.archive_article")
def restore_article(act: Act, article_id: UUID) -> None:
    _load(act, article_id).archived_on = None


@needs(Right.EDIT_CATALOGUE)
def remove_article(act: Act, article_id: UUID) -> None:
    """One added by mistake: nothing was ever charged by it. Its prices go with it."""
    remove_unused(act.session, Article, article_id, own=[Price])


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.withdraw_price")
def set_price(act: Act, price_id: UUID, article_id: UUID, draft: PriceDraft) -> None:
    """A new row of the history; what was already charged keeps its own price."""
    if act.session.get(Price, price_id):
        return
    article = _load(act, article_id)
    if article.archived_on:
        raise ArchivedArticleError(article.label)
    draft.check()
    act.about(article_id)
    act.session.add(
        Price(
            id=price_id,
            article_id=article_id,
            audience_id=draft.audience_id,
            valid_from=draft.valid_from,
            amount=draft.amount,
            tax_included=draft.tax_included,
            block_minutes=draft.block_minutes,
            grace_minutes=draft.grace_minutes,
            set_up=draft.set_up,
            minimum=draft.minimum,
        )
    )


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.reinstate_price")
def withdraw_price(act: Act, price_id: UUID) -> None:
    """A price recorded by mistake counts for nothing more, and is kept to be seen."""
    price = act.session.get_one(Price, price_id)
    act.about(price.article_id)
    price.withdrawn = True


@needs(Right.EDIT_CATALOGUE, inverse="catalogue.withdraw_price")
def reinstate_price(act: Act, price_id: UUID) -> None:
    price = act.session.get_one(Price, price_id)
    act.about(price.article_id)
    price.withdrawn = False


def _load(act: Act, article_id: UUID) -> Article:
    article = act.session.get(Article, article_id)
    if article is None:
        raise UnknownArticleError
    return article


def _checked(act: Act, article_id: UUID, draft: ArticleDraft) -> ArticleDraft:
    tidy, found = draft.checked()
    same = select(Article.label).where(Article.code == tidy.code, Article.id != article_id)
    if taken := act.session.scalars(same).first():
        found.append(("code", CodeTakenError(tidy.code, taken)))
    if found:
        raise Problems(found)
    return tidy


def _columns(act: Act, draft: ArticleDraft) -> dict[str, Any]:
    vat_nature = draft.vat_nature or usual_vat(_answers(act, draft), draft.nature)
    return {**asdict(draft), "vat_nature": vat_nature}


def _answers(act: Act, draft: ArticleDraft) -> VatAnswers:
    carrier = load_carrier(act.session, draft.carrier_id)
    return VatAnswers(regime_on(act.session, carrier.id, act.day))
