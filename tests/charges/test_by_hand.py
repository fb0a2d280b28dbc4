from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.money import a_charge, a_line, something_sold
from builders.people import a_household, a_person
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.models import Article
from fablab_desk.charges.drafts import ChargeLine
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import ChargeRow, list_open_charges, load_charge
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.models import PeriodLock
from fablab_desk.people.service import archive_party

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


def row(worker: Worker, charge_id: UUID) -> ChargeRow:
    with worker.database.reading() as session:
        return load_charge(session, charge_id)


def refused(worker: Worker, payer_id: UUID, line: ChargeLine) -> dict[str, str]:
    """What is said beside which field; nothing is written."""
    with pytest.raises(Problems) as told:
        a_charge(worker, payer_id, line)
    with worker.database.reading() as session:
        assert list_open_charges(session, payer_id) == []
    return {name: say(problem) for name, problem in told.value.found}


def an_article(article_id: UUID, price: str = "2.50") -> ChargeLine:
    return ChargeLine(label="Filament", unit_price=Decimal(price), article_id=article_id)


def archive(worker: Worker, party_id: UUID) -> None:
    worker.does(lambda act: archive_party(act, party_id))


@pytest.mark.parametrize(
    ("owed_on", "sentence"),
    [
        (TODAY + timedelta(days=1), "3 March 2026 is still to come."),
        (date(1999, 12, 31), "31 December 1999 is too long ago for a charge."),
        (YESTERDAY, "The period is closed through 1 March 2026 for charges."),
    ],
)
def test_a_day_to_come_a_day_long_ago_and_a_closed_day_take_no_charge(
    treasurer: Worker, owed_on: date, sentence: str
) -> None:
    with treasurer.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.CHARGES, through=YESTERDAY, at=treasurer.now))
    told = refused(treasurer, a_person(treasurer), a_line(owed_on=owed_on))
    assert told.keys() == {"owed_on"}
    assert told["owed_on"].startswith(sentence)


def test_a_day_of_an_open_period_takes_a_charge(treasurer: Worker) -> None:
    key = a_charge(treasurer, a_person(treasurer), a_line(owed_on=YESTERDAY))
    assert row(treasurer, key).owed_on == YESTERDAY


def test_whoever_is_archived_is_charged_nothing_and_for_nothing(treasurer: Worker) -> None:
    gone, here = a_person(treasurer, "Ada"), a_person(treasurer, "Béa")
    archive(treasurer, gone)
    sentence = "Ada Exemple was archived on 2 March 2026. Bring the record back first."
    assert refused(treasurer, gone, a_line()) == {"payer_id": sentence}
    told = refused(treasurer, here, a_line(beneficiary_id=gone))
    assert told == {"beneficiary_id": sentence}


def test_a_record_that_is_gone_is_charged_nothing(treasurer: Worker) -> None:
    told = refused(treasurer, new_key(), a_line())
    assert told == {"payer_id": "This record no longer exists. Look again."}


def test_everything_wrong_with_payer_day_and_line_is_told_at_once(treasurer: Worker) -> None:
    gone = a_person(treasurer)
    archive(treasurer, gone)
    line = a_line("", "-5", owed_on=TODAY + timedelta(days=1))
    assert refused(treasurer, gone, line).keys() == {"label", "unit_price", "owed_on", "payer_id"}


def test_saving_twice_charges_once_even_when_the_payer_was_archived_meanwhile(
    treasurer: Worker,
) -> None:
    fact, payer = new_key(), a_person(treasurer)
    key = treasurer.does(lambda act: charge_by_hand(act, fact, payer, a_line())).result
    archive(treasurer, payer)
    assert treasurer.does(lambda act: charge_by_hand(act, fact, payer, a_line())).result == key


def test_the_price_of_the_catalogue_explains_itself_and_its_vat_is_the_article_s(
    treasurer: Worker,
) -> None:
    article = something_sold(treasurer, vat_nature=VatNature.TAXED_20)
    key = a_charge(treasurer, a_person(treasurer), an_article(article))
    with treasurer.database.reading() as session:
        charge = session.get_one(Charge, key)
    (line,) = charge.explanation
    assert "2,50\u00a0€" in line
    assert charge.vat_nature is VatNature.TAXED_20


def test_another_price_than_the_catalogue_s_says_so(treasurer: Worker) -> None:
    article = something_sold(treasurer)
    charge = row(treasurer, a_charge(treasurer, a_person(treasurer), an_article(article, "2")))
    assert [("2,50" in line, "2,00" in line) for line in charge.explanation] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("archived", [True, False])
def test_a_fee_and_what_is_no_longer_sold_are_not_charged_by_hand(
    treasurer: Worker, archived: bool
) -> None:
    nature = ArticleNature.GOODS if archived else ArticleNature.MEMBERSHIP_FEE
    article = something_sold(treasurer, nature=nature)
    if archived:
        with treasurer.database.writing() as session:
            session.get_one(Article, article).archived_on = YESTERDAY
    told = refused(treasurer, a_person(treasurer), an_article(article))
    said = "no longer sold" if archived else "record the membership"
    assert told.keys() == {"article_id"}
    assert said in told["article_id"]


def test_what_a_child_owes_is_paid_by_whom_the_form_named(treasurer: Worker) -> None:
    mother, child = a_person(treasurer, "Ada"), a_person(treasurer, "Zoé")
    a_household(treasurer, mother, child)
    key = a_charge(treasurer, mother, a_line(beneficiary_id=child))
    charge = row(treasurer, key)
    assert (charge.payer_name, charge.beneficiary_name) == ("Ada Exemple", "Zoé Exemple")
