"""How the printed price list says hours are counted, where prices are of some publics only."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from builders import Worker
from builders.catalogue import an_article
from builders.lab import an_audience
from builders.machines import machine_time
from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.price_list import load_price_list
from fablab_desk.catalogue.queries import list_price_list
from fablab_desk.catalogue.service import set_price
from fablab_desk.catalogue.time_price import find_time_rate
from fablab_desk.documents.page import Table
from fablab_desk.keys import new_key

DAY = date(2026, 3, 2)
EARLIER = date(2025, 1, 1)


def an_hour(
    worker: Worker,
    article: UUID,
    audience: UUID | None,
    hourly: str,
    block: int | None,
    since: date = EARLIER,
    **said: int | Decimal,
) -> None:
    draft = PriceDraft(
        amount=Decimal(hourly),
        valid_from=since,
        audience_id=audience,
        block_minutes=block,
        **said,  # type: ignore[arg-type]
    )
    worker.does(lambda act: set_price(act, new_key(), article, draft))


def the_row(worker: Worker) -> tuple[str, ...]:
    with worker.database.reading() as session:
        page, _ = load_price_list(session, DAY, "fr")
    (table,) = [one for one in page.blocks if isinstance(one, Table)]
    (row,) = table.rows
    return tuple(cell.replace("\u00a0", " ") for cell in row)


@pytest.fixture
def student(administrator: Worker) -> UUID:
    return an_audience(administrator, "Étudiant", 1)


@pytest.fixture
def firm(administrator: Worker) -> UUID:
    return an_audience(administrator, "Entreprise", 2)


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return an_article(administrator, "TLAS", "Temps laser")


def test_the_rules_that_all_publics_share_are_said_once_and_nobody_else_pays(
    administrator: Worker, laser: UUID, student: UUID, firm: UUID
) -> None:
    an_hour(administrator, laser, student, "6", 15, grace_minutes=5)
    an_hour(administrator, laser, firm, "30", 15, grace_minutes=5)
    assert the_row(administrator) == (
        "Temps laser\nl’heure, par 15 min · 5 min offertes",
        "—",
        "6,00 €",
        "30,00 €",
    )


def test_rules_that_differ_from_one_public_to_the_other_name_each(
    administrator: Worker, laser: UUID, student: UUID, firm: UUID
) -> None:
    an_hour(administrator, laser, student, "6", 15)
    an_hour(administrator, laser, firm, "30", 60, set_up=Decimal(10))
    assert the_row(administrator)[0] == (
        "Temps laser\nÉtudiant : l’heure, par 15 min"
        "\nEntreprise : l’heure, par 60 min · mise en route 10,00 €"
    )


def test_the_newest_price_of_a_public_says_how_its_hours_are_counted(
    administrator: Worker, laser: UUID, student: UUID
) -> None:
    an_hour(administrator, laser, student, "6", 60, grace_minutes=10)
    an_hour(administrator, laser, student, "6", 15, since=date(2026, 1, 1))
    an_hour(administrator, laser, student, "6", 5, since=date(2027, 1, 1))
    assert the_row(administrator)[0] == "Temps laser\nl’heure, par 15 min"


def test_a_public_with_rules_of_its_own_is_named_beside_those_for_all(
    administrator: Worker, student: UUID, firm: UUID
) -> None:
    article = machine_time(administrator, "12", block=15)
    an_hour(administrator, article, student, "6", 15)
    an_hour(administrator, article, firm, "30", None)
    assert the_row(administrator)[0] == (
        "Temps machine\nl’heure, par 15 min\nEntreprise : l’heure, par 1 min"
    )


def test_the_list_says_the_rules_a_use_is_asked_by(
    administrator: Worker, laser: UUID, student: UUID, firm: UUID
) -> None:
    an_hour(administrator, laser, student, "6", 15, grace_minutes=5, minimum=Decimal(2))
    an_hour(administrator, laser, firm, "30", None)
    with administrator.database.reading() as session:
        (line,) = list_price_list(session, DAY)
        rates = [find_time_rate(session, laser, audience, DAY) for audience in (student, firm)]
        nobody = find_time_rate(session, laser, None, DAY)
    asked = [
        (rate.block_minutes, rate.grace_minutes, rate.set_up, rate.minimum)
        for rate in rates
        if rate
    ]
    assert nobody is None
    assert line.timed is None
    assert [
        (one.block_minutes, one.grace_minutes, one.set_up, one.minimum)
        for _, one in line.timed_apart
    ] == asked
