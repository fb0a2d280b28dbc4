"""What the counter needs before money is taken: what is owed, what is sold, how it is paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.prices import find_price
from fablab_desk.catalogue.queries import ArticleRow, list_articles
from fablab_desk.charges.queries import ChargeRow, list_open_charges
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.money import ZERO
from fablab_desk.overview.today_rows import TodaysTill
from fablab_desk.payments.models import Cashing, Till, TillSession
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.tills import (
    OpenSession,
    TillRow,
    find_open_session,
    list_tills,
    proposed_count,
)
from fablab_desk.payments.totals import totals_of_days
from fablab_desk.people.models import Party
from fablab_desk.people.queries import payer_of


@dataclass(frozen=True, slots=True)
class OnSale:
    """An article with its price of the day for whoever pays, tax included."""

    article: ArticleRow
    price: Decimal


@dataclass(frozen=True, slots=True)
class Counter:
    payer_name: str
    charges: tuple[ChargeRow, ...]
    on_sale: tuple[OnSale, ...]  # the favourites first
    methods: tuple[MethodRow, ...]
    till: TillRow | None
    session: OpenSession | None
    covered: str  # who is covered by the payer, where the money is taken for somebody else
    covering: str  # the organisation that covers the payer


class ToCash(NamedTuple):
    """Who is proposed to pay, and for whom where it is the organisation that covers them."""

    payer_id: UUID
    for_id: UUID | None = None


def whom_to_cash(session: Session, party_id: UUID, day: date) -> ToCash:
    """What is owed already stays whose it is: a cover is proposed for what is new."""
    usual, before = usual_payer(session, party_id, day), payer_of(session, party_id)
    if usual.covers and not list_open_charges(session, before):
        return ToCash(usual.id, party_id)
    return ToCash(before)


def load_counter(
    session: Session, payer_id: UUID | None, day: date, for_id: UUID | None = None
) -> Counter:
    """For whom the payer covers: their own prices, and of what is owed, what is theirs."""
    name, audience_id, covered, covering = "", None, "", ""
    wanted = select(Party.name, Party.audience_id)
    if payer_id is not None:
        name, audience_id = session.execute(wanted.where(Party.id == payer_id)).one()
        usual = usual_payer(session, payer_id, day)
        covering = usual.name if usual.covers else ""
    if for_id is not None:
        covered, audience_id = session.execute(wanted.where(Party.id == for_id)).one()
    charges = list_open_charges(session, payer_id) if payer_id else []
    till = next(iter(list_tills(session)), None)
    return Counter(
        payer_name=name,
        charges=tuple(one for one in charges if for_id in (None, one.beneficiary_id)),
        on_sale=tuple(list_on_sale(session, audience_id, day)),
        methods=tuple(list_methods(session)),
        till=till,
        session=find_open_session(session, till.id) if till else None,
        covered=covered,
        covering=covering,
    )


def list_on_sale(session: Session, audience_id: UUID | None, day: date) -> list[OnSale]:
    """What has a price that day, the favourites first; fees come with a membership only."""
    articles = [
        article
        for article in list_articles(session)
        if article.nature is not ArticleNature.MEMBERSHIP_FEE
    ]
    found = [
        OnSale(article, price.to_pay)
        for article in articles
        if (price := find_price(session, article.id, audience_id, day))
    ]
    return sorted(found, key=lambda one: not one.article.favourite)


@dataclass(frozen=True, slots=True)
class Drawer:
    """The lab's first till: open or not, and what the last closing left in it."""

    till: TillRow | None
    session: OpenSession | None
    proposed: dict[int, int]


def load_drawer(session: Session, till_id: UUID | None = None) -> Drawer:
    """Of that till, or of the first one."""
    tills = (till for till in list_tills(session) if till_id in (None, till.id))
    till = next(tills, None)
    if till is None:
        return Drawer(None, None, {})
    return Drawer(till, find_open_session(session, till.id), proposed_count(session, till.id))


def load_todays_till(session: Session, day: date) -> TodaysTill:
    opened, totals = load_drawer(session).session, totals_of_days(session, day, day)
    return TodaysTill(
        opened_at=opened.opened_at if opened else None,
        cash=opened.cash if opened else ZERO,
        taken=totals.taken,
        cashings=totals.cashings,
        methods=tuple((one.label, one.amount) for one in totals.methods),
    )


TILL_SHOWS = frozenset({Till, TillSession, Cashing})
