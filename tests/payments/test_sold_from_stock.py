"""What is sold over the counter leaves the stock for sale, and comes back with its money."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.money import a_part, an_open_till, something_sold
from builders.people import a_person
from builders.stock import a_level, delivered, level_of
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.charges.service import withdraw_charge
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.payments.drafts import CashingDraft, Sale
from fablab_desk.payments.service import cash, correct_cashing
from fablab_desk.stock.errors import ShortStockError
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.models import StockMovement

CUPS = Decimal(3)


@pytest.fixture
def cup(treasurer: Worker) -> UUID:
    an_open_till(treasurer)
    return something_sold(treasurer, "TASSE", "2.50")


@pytest.fixture
def shelf(administrator: Worker, cup: UUID) -> UUID:
    """Ten of them for sale; four more belong to the lab."""
    shelf = a_level(administrator, store=Store.SALE, article_id=cup)
    delivered(administrator, shelf, "10")
    delivered(administrator, a_level(administrator, store=Store.LAB, article_id=cup), "4")
    return shelf


def there(worker: Worker, level_id: UUID) -> Decimal:
    return level_of(worker, level_id).quantity


def sold(worker: Worker, article: UUID, payer: UUID | None = None, count: Decimal = CUPS) -> UUID:
    key: UUID = new_key()
    draft = CashingDraft(
        payer_id=payer,
        sales=(Sale(article_id=article, quantity=count),),
        parts=(a_part(worker, str(count * Decimal("2.50"))),),
    )
    worker.does(lambda act: cash(act, key, draft))
    return key


def test_what_is_sold_leaves_the_shelf_and_not_the_lab(
    treasurer: Worker, cup: UUID, shelf: UUID
) -> None:
    sold(treasurer, cup)
    assert there(treasurer, shelf) == 7


def test_what_is_not_there_is_not_sold_and_nothing_is_taken(
    treasurer: Worker, cup: UUID, shelf: UUID
) -> None:
    with pytest.raises(Problems) as refusal:
        sold(treasurer, cup, count=Decimal(11))
    assert [(name, type(one)) for name, one in refusal.value.found] == [
        ("sales.0.article_id", ShortStockError)
    ]
    assert there(treasurer, shelf) == 10


def test_a_passing_customers_cashing_taken_back_brings_it_back(
    treasurer: Worker, cup: UUID, shelf: UUID
) -> None:
    key = sold(treasurer, cup)
    treasurer.does(lambda act: correct_cashing(act, new_key(), key, "rendu"))
    assert there(treasurer, shelf) == 10


def test_a_members_is_owed_again_and_comes_back_once_the_debt_is_withdrawn(
    treasurer: Worker, cup: UUID, shelf: UUID
) -> None:
    ada = a_person(treasurer)
    key = sold(treasurer, cup, ada)
    treasurer.does(lambda act: correct_cashing(act, new_key(), key, "chèque refusé"))
    assert there(treasurer, shelf) == 7  # she has it
    with treasurer.database.reading() as session:
        (charge,) = list_open_charges(session, ada)
    treasurer.does(lambda act: withdraw_charge(act, charge.id, "rendu"))
    assert there(treasurer, shelf) == 10


def test_what_is_kept_nowhere_is_sold_as_before(treasurer: Worker, cup: UUID) -> None:
    sold(treasurer, cup)
    with treasurer.database.reading() as session:
        assert session.scalars(select(StockMovement)).all() == []
