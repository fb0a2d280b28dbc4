"""What a file says that cannot be: guardians too young, payers in a circle, leap days, one card."""

from datetime import date

import pytest
from sqlalchemy import select

from builders import Worker
from builders.people import ADULT_BORN, CHILD_BORN, a_guardian, a_person
from builders.sheets import a_preview, a_sheet, reasons, taken_in
from builders.twins import Twins
from fablab_desk.people.exchange.preview import Verdict
from fablab_desk.people.models import Household, HouseholdMember, Person

BORN = "Nom;Prénom;E-mail;Date de naissance"


@pytest.fixture
def family(administrator: Worker) -> Worker:
    """Zoé, born in 2012, for whom Ada answers, born in 1985."""
    child = a_person(administrator, "Zoé", email="zoe@exemple.fr", birth_date=CHILD_BORN)
    guardian = a_person(administrator, "Ada", email="ada@exemple.fr", birth_date=ADULT_BORN)
    a_guardian(administrator, child, guardian)
    return administrator


YOUNG = "Birth date: Ada Exemple answers for Zoé Exemple and cannot be younger."


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (("Exemple;Ada;ada@exemple.fr;05/05/2012",), [2]),
        (("Exemple;Ada;ada@exemple.fr;04/05/2012",), [2]),
        (("Exemple;Zoé;zoe@exemple.fr;01/01/1980",), [2]),
        (
            ("Exemple;Ada;ada@exemple.fr;01/01/2001", "Exemple;Zoé;zoe@exemple.fr;01/01/2000"),
            [2, 3],
        ),
        (("Exemple;Ada;ada@exemple.fr;03/05/2012", "Neuve;Max;;01/01/1950"), []),
        (("Exemple;Ada;ada@exemple.fr;01/01/2009", "Exemple;Zoé;zoe@exemple.fr;01/01/2010"), []),
    ],
)
def test_a_birth_date_that_would_make_a_guardian_younger_is_refused_in_its_line(
    family: Worker, lines: tuple[str, ...], refused: list[int]
) -> None:
    preview = a_preview(family, a_sheet(BORN, *lines))
    told = reasons(preview)
    assert list(told) == refused
    assert all(said[0].startswith(YOUNG) for said in told.values())
    assert len(preview.proposals) == len(lines) - len(refused)


@pytest.mark.parametrize(
    "lines",
    [
        ("Un;Ada;Deux;Béa", "Deux;Béa;Un;Ada"),
        ("Un;Ada;Deux;Béa", "Deux;Béa;Trois;Cléo", "Trois;Cléo;Un;Ada"),
        ("Un;Ada;Un;Ada",),
    ],
)
def test_payers_in_a_circle_are_told_and_nobody_pays_for_who_pays_for_them(
    administrator: Worker, lines: tuple[str, ...]
) -> None:
    taken_in(administrator, "Nom;Prénom;Nom payeur;Prénom payeur", *lines)
    with administrator.database.reading() as session:
        ties = session.execute(
            select(HouseholdMember.person_id, Household.payer_id).join(
                Household, Household.id == HouseholdMember.household_id
            )
        ).all()
    paid = {person for person, payer in ties if person != payer}
    assert len(paid) == len(lines) - len(lines) // 2 - len(lines) % 2
    assert not paid & {payer for _, payer in ties}


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("29/02/2000", date(2000, 2, 29)),
        ("2004-02-29", date(2004, 2, 29)),
        ("29/02/1900", None),
        ("29/02/2001", None),
    ],
)
def test_a_29_february_is_a_day_of_leap_years_only(
    administrator: Worker, written: str, born: date | None
) -> None:
    preview = taken_in(administrator, BORN, f"Exemple;Ada;;{written}")
    with administrator.database.reading() as session:
        assert list(session.scalars(select(Person.birth_date))) == ([born] if born else [])
    assert bool(preview.refused) is (born is None)


def test_one_card_for_two_people_is_refused_blanks_around_it_or_not(
    administrator: Worker,
) -> None:
    a_person(administrator, "Ada", card="04A2B3")
    lines = ("Neuve;Zoé;04A2B3", "Neuve;Max; 04A2B3 ", "Neuve;Lou;77", "Neuve;Noé;77")
    told = reasons(a_preview(administrator, a_sheet("Nom;Prénom;Carte", *lines)))
    assert list(told) == [2, 3, 5]


@pytest.mark.parametrize(
    "line", ["Durand;Lea;old@exemple.fr;", "Durand;Lea;;A-17", "Durand;Lea;new@exemple.fr;A-17"]
)
def test_a_payer_or_a_foreign_number_of_a_merged_record_leads_to_the_one_that_was_kept(
    administrator: Worker, line: str
) -> None:
    taken_in(administrator, "Nom;Prénom;E-mail;id_adh", "Durand;Lea;old@exemple.fr;A-17")
    kept = a_person(administrator, "Léa", "Dupré", email="new@exemple.fr")
    with administrator.database.reading() as session:
        gone = session.scalars(select(Person.id).where(Person.last_name == "Durand")).one()
    Twins(administrator, kept, gone).merge()
    preview = a_preview(administrator, a_sheet("Nom;Prénom;E-mail;id_adh", line))
    assert preview.count(Verdict.NEW) == 0
    assert [one.party_id for one in preview.proposals] == [kept]
    paid = taken_in(
        administrator,
        "Nom;Prénom;Nom payeur;Prénom payeur;E-mail payeur",
        "Neuve;Zoé;Durand;Lea;old@exemple.fr",
    )
    assert paid.payers == ()
    assert [one.payer_id for one in paid.proposals] == [kept]
