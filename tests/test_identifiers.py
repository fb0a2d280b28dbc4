from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.identifiers import (
    AncientBirthError,
    BicError,
    BlankNameError,
    CardNumberError,
    EmailError,
    FutureBirthError,
    IbanError,
    LongNameError,
    LostZeroError,
    PhoneError,
    PostalCodeError,
    RnaError,
    SirenError,
    SiretError,
    VatNumberError,
    check_bic,
    check_birth_date,
    check_card,
    check_email,
    check_iban,
    check_name,
    check_phone,
    check_postal_code,
    check_rna,
    check_siren,
    check_siret,
    check_vat,
    display_phone,
    repair_case,
)

Check = Callable[[str], str]
CHECKS: list[Check] = [
    *(check_email, check_phone, check_postal_code, check_siren, check_siret, check_vat),
    *(check_rna, check_iban, check_bic, check_card, check_name),
]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("check", "typed", "stored"),
    [
        (check_siren, "732829320", "732829320"),
        (check_siren, "356 000\u00a0000", "356000000"),
        (check_siret, "732 829 320 00074", "73282932000074"),
        (check_siret, "35600000000048", "35600000000048"),
        (check_siret, "356\u202f000 000 49837", "35600000049837"),
        (check_vat, "FR44732829320", "FR44732829320"),
        (check_vat, "fr 44 732 829 320", "FR44732829320"),
        (check_vat, "BE 0403.019.261", "BE0403019261"),
        (check_iban, "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        (check_iban, "de89370400440532013000", "DE89370400440532013000"),
        (check_bic, "agri fr pp", "AGRIFRPP"),
        (check_bic, "AGRIFRPP839", "AGRIFRPP839"),
        (check_rna, "W353012345", "W353012345"),
        (check_rna, "w9r1011072", "W9R1011072"),
        (check_phone, "02 99 12 34 56", "+33299123456"),
        (check_phone, "04.77.00.00.00", "+33477000000"),
        (check_phone, "+33 (0)4 77 00 11 22", "+33477001122"),
        (check_phone, "0033477001122", "+33477001122"),
        (check_phone, "'+33612345678", "+33612345678"),
        (check_phone, "612345678", "+33612345678"),
        (check_phone, "06\u00a012\u202f34 56 78", "+33612345678"),
        (check_phone, "\uff10\uff16 12 34 56 78", "+33612345678"),
        (check_phone, "0692 12 34 56", "+262692123456"),
        (check_phone, "0590 27 12 34", "+590590271234"),
        (check_phone, "0696 20 12 34", "+596696201234"),
        (check_phone, "+33 694 20 12 34", "+594694201234"),
        (check_phone, "0639 02 12 34", "+262639021234"),
        (check_phone, "+44 20 7946 0958", "+442079460958"),
        (check_phone, "+687 26 12 34", "+687261234"),
        (check_postal_code, " 42 000 ", "42000"),
        (check_postal_code, "01000", "01000"),
        (check_email, " Ada@Example.ORG ", "Ada@example.org"),
        (check_email, "zoé@exemple.example", "zoé@exemple.example"),
        (check_card, "04 A2 3F", "04A23F"),
        (check_name, "  Ada \t\x07 Lovelace\n", "Ada Lovelace"),
        (check_name, "\u202eAda\u200b Love\u00adlace\ufeff", "Ada Lovelace"),
        (check_name, "Zoé 👩🏽\u200d🔧", "Zoé 👩🏽\u200d🔧"),
        (check_name, "E\u0301loi\u0308se", "Éloïse"),
    ],
)
def test_what_people_write_is_brought_to_one_form(check: Check, typed: str, stored: str) -> None:
    assert check(typed) == stored
    assert check(stored) == stored


@pytest.mark.parametrize(
    ("check", "typed", "refusal"),
    [
        (check_siren, "732829321", SirenError),
        (check_siren, "000000000", SirenError),
        (check_siret, "73282932000075", SiretError),
        (check_siret, "35600000012345", SiretError),
        (check_siret, "00000000000000", SiretError),
        (check_vat, "FR45732829320", VatNumberError),
        (check_vat, "FR12000000000", VatNumberError),
        (check_vat, "732829320", VatNumberError),
        (check_iban, "FR0630006000011234567890188", IbanError),
        (check_iban, "FR7630006000011234567890188", IbanError),
        (check_bic, "AGRIFRP", BicError),
        (check_bic, "AGRIFRPP83", BicError),
        (check_rna, "W35301234", RnaError),
        (check_rna, "353012345", RnaError),
        (check_phone, "pas de téléphone", PhoneError),
        (check_phone, "06 12 34 56", PhoneError),
        (check_phone, "0612345678 / 0477001122", PhoneError),
        (check_phone, "+99 12", PhoneError),
        (check_postal_code, "4200", LostZeroError),
        (check_postal_code, "SW1A 1AA", PostalCodeError),
        (check_postal_code, "00000", PostalCodeError),
        (check_email, "pas-un-mail", EmailError),
        (check_email, "a@b@c.org", EmailError),
        (check_card, "x" * 65, CardNumberError),
        (check_card, "a\x07b", CardNumberError),
        (check_name, " \t", BlankNameError),
        (check_name, "x" * 301, LongNameError),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence_with_the_value(
    check: Check, typed: str, refusal: type[DeskError]
) -> None:
    with pytest.raises(refusal) as found:
        check(typed)
    sentence = say(found.value, "en")
    assert typed.strip()[:60] in sentence
    assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=40) | st.text("0123456789 +-.'FRWDE@", max_size=30))
def test_anything_is_either_taken_or_refused(check: Check, text: str) -> None:
    with suppress(DeskError):
        stored = check(text)
        assert check(stored) == stored


def test_a_very_long_value_does_not_fill_the_sentence() -> None:
    with pytest.raises(EmailError) as found:
        check_email("x" * 200_000)
    assert len(say(found.value, "en")) < 200


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+33299123456", "02 99 12 34 56"),
        ("+262692123456", "0692 12 34 56"),
        ("+442079460958", "+44 20 7946 0958"),
        ("unknown", "unknown"),
    ],
)
def test_a_phone_number_is_shown_as_it_is_dialled(stored: str, shown: str) -> None:
    assert display_phone(stored) == shown


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("DUPRÉ", "Dupré"),
        ("O'CONNOR", "O'Connor"),
        ("DE LA TOUR", "de La Tour"),
        ("DE LA TOUR D'AUVERGNE-LAURAGUAIS", "de La Tour d'Auvergne-Lauraguais"),
        ("JEAN-PIERRE", "Jean-Pierre"),
        ("NGUYỄN", "Nguyễn"),
        ("McDonald", "McDonald"),
        ("de La Tour", "de La Tour"),
        ("", ""),
    ],
)
def test_only_names_in_capitals_are_repaired(written: str, repaired: str) -> None:
    assert repair_case(written) == repaired


@pytest.mark.parametrize("day", [date(1900, 1, 1), TODAY])
def test_a_birth_date_may_be_any_day_of_a_life(day: date) -> None:
    assert check_birth_date(day, TODAY) == day


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(date(2026, 11, 23), FutureBirthError), (date(1899, 12, 31), AncientBirthError)],
)
def test_nobody_is_born_outside_a_life(day: date, refusal: type[DeskError]) -> None:
    with pytest.raises(refusal):
        check_birth_date(day, TODAY)


def test_a_name_of_what_nobody_sees_is_missing() -> None:
    with pytest.raises(BlankNameError):
        check_name("\u200d \u200b")
