from datetime import date
from decimal import Decimal

import pytest

from builders import Worker
from builders.catalogue import a_price, an_article
from builders.lab import an_audience
from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.errors import (
    AncientPriceError,
    ArchivedArticleError,
    HighPriceError,
    NegativePriceError,
    NoPriceError,
    PriceDecimalsError,
)
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.price_list import lay_out_price_list, load_price_list
from fablab_desk.catalogue.prices import price_of
from fablab_desk.catalogue.queries import list_price_list, list_prices
from fablab_desk.catalogue.service import archive_article, set_price, withdraw_price
from fablab_desk.documents.page import PageFormat, Paragraph, Table
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key

TODAY = date(2026, 3, 2)


def test_the_price_is_that_of_the_day_of_the_fact(treasurer: Worker) -> None:
    article = an_article(treasurer, price="10.00")
    a_price(treasurer, article, "12.00", date(2026, 1, 1))
    with treasurer.database.reading() as session:
        before = price_of(session, article, None, date(2025, 12, 31))
        after = price_of(session, article, None, date(2026, 1, 1))
    assert (before.unit_price, after.unit_price) == (Decimal("10.00"), Decimal("12.00"))


def test_of_two_prices_of_one_day_the_last_recorded_counts(treasurer: Worker) -> None:
    article = an_article(treasurer, price="10.00")
    a_price(treasurer, article, "11.00")
    with treasurer.database.reading() as session:
        assert price_of(session, article, None, TODAY).unit_price == Decimal("11.00")


def test_an_audiences_price_beats_all_even_when_all_is_newer(treasurer: Worker) -> None:
    student, pro = an_audience(treasurer, "Étudiant"), an_audience(treasurer, "Professionnel")
    article = an_article(treasurer, price="10.00")
    a_price(treasurer, article, "5.00", date(2024, 1, 1), student)
    a_price(treasurer, article, "12.00", date(2026, 1, 1))
    with treasurer.database.reading() as session:
        found = [price_of(session, article, who, TODAY).unit_price for who in (student, pro, None)]
        early = price_of(session, article, student, date(2023, 1, 1)).unit_price
    assert found == [Decimal("5.00"), Decimal("12.00"), Decimal("12.00")]
    assert early == Decimal("10.00")


def test_a_withdrawn_price_counts_for_nothing_and_stays_to_be_seen(treasurer: Worker) -> None:
    article = an_article(treasurer, price="10.00")
    mistake = a_price(treasurer, article, "100.00", date(2026, 1, 1))
    treasurer.does(lambda act: withdraw_price(act, mistake))
    with treasurer.database.reading() as session:
        assert price_of(session, article, None, TODAY).unit_price == Decimal("10.00")
        assert [row.withdrawn for row in list_prices(session, article)] == [True, False]


def test_a_price_says_where_it_comes_from(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    article = an_article(treasurer, price="10.00")
    a_price(treasurer, article, "5.00", date(2024, 1, 1), student)
    with treasurer.database.reading() as session:
        (line,) = price_of(session, article, student, TODAY).lines
    assert say(line) == "Découpe laser: €5.00, price for “Étudiant” since 1 January 2024"


def test_without_a_price_that_day_the_sentence_says_what_to_do(treasurer: Worker) -> None:
    article = an_article(treasurer)
    with treasurer.database.reading() as session, pytest.raises(NoPriceError):
        price_of(session, article, None, TODAY)


@pytest.mark.parametrize(
    ("amount", "day", "field", "refusal"),
    [
        ("-5", TODAY, "amount", NegativePriceError),
        ("1e9", TODAY, "amount", HighPriceError),
        ("100000.01", TODAY, "amount", HighPriceError),
        ("0.0000001", TODAY, "amount", PriceDecimalsError),
        ("5", date(1900, 1, 1), "valid_from", AncientPriceError),
    ],
)
def test_a_bad_price_is_refused_in_a_sentence(
    treasurer: Worker, amount: str, day: date, field: str, refusal: type[DeskError]
) -> None:
    article = an_article(treasurer)
    draft = PriceDraft(amount=Decimal(amount), valid_from=day)
    with pytest.raises(Problems) as found:
        treasurer.does(lambda act: set_price(act, new_key(), article, draft))
    assert [(name, type(problem)) for name, problem in found.value.found] == [(field, refusal)]


@pytest.mark.parametrize("amount", ["0", "0.125", "100000"])
def test_free_tiny_and_high_prices_are_taken(treasurer: Worker, amount: str) -> None:
    article = an_article(treasurer, price=amount)
    with treasurer.database.reading() as session:
        assert price_of(session, article, None, TODAY).unit_price == Decimal(amount)


def test_an_archived_article_gets_no_new_price(treasurer: Worker) -> None:
    article = an_article(treasurer)
    treasurer.does(lambda act: archive_article(act, article))
    with pytest.raises(ArchivedArticleError):
        a_price(treasurer, article)


def test_the_price_list_shows_what_each_audience_pays_today(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    laser = an_article(treasurer, price="10.00")
    a_price(treasurer, laser, "5.00", date(2024, 1, 1), student)
    a_price(treasurer, laser, "4.00", date(2025, 1, 1), student)
    a_price(treasurer, laser, "99.00", date(2027, 1, 1))
    an_article(treasurer, "PLA", "Bobine PLA", nature=ArticleNature.GOODS, price="22.00")
    an_article(treasurer, "NEW", "Pas encore de prix")
    with treasurer.database.reading() as session:
        lines = list_price_list(session, TODAY)
    assert [(line.article.code, line.for_all, line.by_audience) for line in lines] == [
        ("PLA", Decimal("22.00"), ()),
        ("LASER", Decimal("10.00"), (("Étudiant", Decimal("4.00")),)),
    ]


def test_the_printed_price_list_says_in_french_what_each_public_pays(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    an_audience(treasurer, "Sans prix à lui")
    laser = an_article(treasurer, price="10.00")
    a_price(treasurer, laser, "0.00", date(2025, 1, 1), student)
    an_article(treasurer, "PLA", "Bobine PLA", nature=ArticleNature.GOODS, price="22.00")
    with treasurer.database.reading() as session:
        page, letterhead = load_price_list(session, TODAY, "fr")
    assert (page.title, page.place_and_date) == ("Grille tarifaire", "Tarifs au 2 mars 2026")
    assert letterhead.name == "Association Fablab d’essai"
    tables = [block for block in page.blocks if isinstance(block, Table)]
    assert [column.title for column in tables[0].columns] == ["Article", "Plein tarif", "Étudiant"]
    assert [table.rows for table in tables] == [
        (("Bobine PLA", "22,00\u00a0€", "22,00\u00a0€"),),
        (("Découpe laser", "10,00\u00a0€", "Gratuit"),),
    ]


@pytest.mark.parametrize(("publics", "wanted"), [(0, PageFormat.A4), (4, PageFormat.A4_LANDSCAPE)])
def test_a_price_list_of_many_publics_lies_on_its_side(publics: int, wanted: PageFormat) -> None:
    page = lay_out_price_list([], [f"Public {n}" for n in range(publics)], TODAY, "fr")
    assert page.format is wanted
    assert page.blocks == (Paragraph("Rien n’a encore de tarif."),)


def test_a_price_without_tax_hangs_in_the_lab_with_it(treasurer: Worker) -> None:
    article = an_article(treasurer, vat_nature=VatNature.TAXED_20, price="12.00")
    without = PriceDraft(
        amount=Decimal("9.00"),
        valid_from=date(2024, 1, 1),
        audience_id=an_audience(treasurer, "Professionnel"),
        tax_included=False,
    )
    treasurer.does(lambda act: set_price(act, new_key(), article, without))
    with treasurer.database.reading() as session:
        (line,) = list_price_list(session, TODAY)
    assert (line.for_all, line.by_audience) == (
        Decimal("12.00"),
        (("Professionnel", Decimal("10.80")),),
    )


def test_a_price_tells_from_when_another_replaces_it(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    article = an_article(treasurer, price="10.00")
    a_price(treasurer, article, "5.00", date(2025, 6, 1), student)
    a_price(treasurer, article, "12.00", date(2026, 1, 1))
    mistake = a_price(treasurer, article, "99.00", date(2026, 2, 1))
    treasurer.does(lambda act: withdraw_price(act, mistake))
    with treasurer.database.reading() as session:
        told = [(row.amount, row.replaced_on) for row in list_prices(session, article)]
    assert told == [
        (Decimal("99.00"), None),
        (Decimal("12.00"), None),
        (Decimal("5.00"), None),
        (Decimal("10.00"), date(2026, 1, 1)),
    ]
