"""What people read of invoices, and that it agrees with what machines do."""

from datetime import UTC, datetime

import pytest

from fablab_desk.documents.page import Code, Facts, Page, Paragraph, Table
from fablab_desk.invoicing.document import lay_out_invoice
from fablab_desk.papers.issue import Issued
from invoicing.made_up import KINDS, ON

ISSUED = Issued(
    number="F2026-00042", seal_text="FD1:X", on=ON, at=datetime(2026, 11, 24, 10, tzinfo=UTC)
)


def page_of(name: str) -> Page:
    return lay_out_invoice(KINDS[name], ISSUED, "fr")


def table_of(page: Page) -> Table:
    (table,) = (one for one in page.blocks if isinstance(one, Table))
    return table


def facts_of(page: Page) -> dict[str, str]:
    return {
        title: str(text)
        for one in page.blocks
        if isinstance(one, Facts)
        for title, text in one.pairs
    }


def quiet(page: Page) -> list[str]:
    return [str(one.text) for one in page.blocks if isinstance(one, Paragraph) and one.quiet]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_vector_reads_as_the_rules_have_it() -> None:
    table = table_of(page_of("the vector"))
    assert [plain(row[-1]) for row in table.rows] == [
        *("240,00 €", "27,63 €", "25,40 €", "18,90 €", "82,50 €")
    ]
    assert [(plain(row[0]), plain(row[-1])) for row in table.totals] == [
        ("Total HT", "394,43 €"),
        ("TVA 20 % sur 375,53 €", "75,11 €"),
        ("TVA 5,5 % sur 18,90 €", "1,04 €"),
        ("Total TTC", "470,58 €"),
    ]


def test_an_exempt_one_says_why_and_shows_no_vat() -> None:
    page = page_of("exempt")
    assert "TVA" not in {column.title for column in table_of(page).columns}
    assert [plain(row[0]) for row in table_of(page).totals] == ["Total"]


def test_a_person_is_told_nothing_of_late_payment() -> None:
    texts = dict(KINDS["taxed"].terms.texts)
    assert texts["recovery_indemnity"] in quiet(page_of("taxed"))
    assert texts["late_penalty_public"] in quiet(page_of("a town"))
    assert texts["late_penalty"] not in quiet(page_of("a town"))
    assert not any("retard" in one for one in quiet(page_of("a person")))


def test_a_town_finds_what_chorus_asks_for() -> None:
    facts = facts_of(page_of("a town"))
    assert facts["Code service"] == "SERV-12"
    assert facts["Numéro d’engagement"] == "EJ 2026/0042"
    assert facts["Contrat"] == "M-2026-7"


def test_a_credit_note_names_what_it_corrects_and_asks_for_no_money() -> None:
    page = page_of("credit note")
    assert (page.title, facts_of(page)["Corrige la facture"]) == (
        "Avoir",
        "F2026-00001 du 2 novembre 2026",
    )
    assert not any(isinstance(one, Code) for one in page.blocks)


def test_what_was_paid_is_taken_off_and_the_rest_can_be_scanned() -> None:
    page = page_of("paid in part")
    assert [(plain(row[0]), plain(row[-1])) for row in table_of(page).totals[-2:]] == [
        ("Déjà réglé", "\N{MINUS SIGN}100,00 €"),
        ("Reste à payer", "188,00 €"),
    ]
    (code,) = (one for one in page.blocks if isinstance(one, Code))
    assert "EUR188.00" in code.text
    assert not any(isinstance(one, Code) for one in page_of("paid at once").blocks)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_all_its_lines(name: str) -> None:
    assert len(table_of(page_of(name)).rows) == len(KINDS[name].lines)
