from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.money import a_charge, a_line
from builders.people import a_person
from fablab_desk.charges.kinds import ChargeFilter
from fablab_desk.charges.queries import (
    list_charges,
    list_charges_about,
    list_covered_charges,
    list_open_charges,
    owed_by,
)
from fablab_desk.charges.service import put_on_slate, waive_charge, withdraw_charge
from fablab_desk.people.models import Household, HouseholdMember


def a_household(worker: Worker, payer_id: UUID, *members: UUID) -> None:
    with worker.database.writing() as session:
        household = Household(label="Famille Exemple", payer_id=payer_id)
        session.add(household)
        session.flush()
        session.add_all(
            HouseholdMember(person_id=member, household_id=household.id) for member in members
        )


def test_a_payer_sees_what_is_owed_for_the_household_oldest_first(treasurer: Worker) -> None:
    mother, child, other = (a_person(treasurer, name) for name in ("Ada", "Théo", "Zoé"))
    a_charge(treasurer, mother, a_line("Café", beneficiary_id=child))
    a_charge(treasurer, child, a_line("Découpe", owed_on=date(2026, 2, 1)))
    a_charge(treasurer, other)
    a_household(treasurer, mother, mother, child)
    with treasurer.database.reading() as session:
        rows = list_open_charges(session, mother)
        owed = owed_by(session, [mother, child, other])
        covered = list_covered_charges(session, child)
        assert list_covered_charges(session, mother) == []
    assert [row.label for row in covered] == ["Café"]
    assert [(row.label, row.payer_name, row.beneficiary_name) for row in rows] == [
        ("Découpe", "Théo Exemple", "Théo Exemple"),
        ("Café", "Ada Exemple", "Théo Exemple"),
    ]
    assert owed == {mother: Decimal(24), child: Decimal(12), other: Decimal(12)}


def test_what_was_waived_is_owed_no_more_and_stays_in_the_history(treasurer: Worker) -> None:
    person = a_person(treasurer)
    key = a_charge(treasurer, person)
    treasurer.does(lambda act: waive_charge(act, key, "the machine failed"))
    with treasurer.database.reading() as session:
        assert list_open_charges(session, person) == []
        assert owed_by(session, [person]) == {}
        assert [row.id for row in list_charges_about(session, person)] == [key]


def test_each_list_holds_its_own_charges_the_oldest_first(treasurer: Worker) -> None:
    person = a_person(treasurer)
    later, older, slated, waived, mistaken = (
        a_charge(treasurer, person, a_line(owed_on=date(2026, 2, day))) for day in (9, 1, 2, 3, 4)
    )
    treasurer.does(lambda act: put_on_slate(act, slated))
    treasurer.does(lambda act: waive_charge(act, waived, "the machine failed"))
    treasurer.does(lambda act: withdraw_charge(act, mistaken, "charged twice"))
    with treasurer.database.reading() as session:
        found = {
            chosen: [row.id for row in list_charges(chosen).every(session)]
            for chosen in ChargeFilter
        }
    assert found == {
        ChargeFilter.OPEN: [older, slated, later],
        ChargeFilter.SLATE: [slated],
        ChargeFilter.WAIVED: [waived],
        ChargeFilter.CANCELLED: [mistaken],
    }


def test_a_charge_is_found_by_its_payer_without_accents(treasurer: Worker) -> None:
    payer, child = a_person(treasurer, "Zoé", "Lefèvre"), a_person(treasurer, "Ada")
    key = a_charge(treasurer, payer, a_line(beneficiary_id=child))
    a_charge(treasurer, child)
    with treasurer.database.reading() as session:
        (row,) = list_charges(ChargeFilter.OPEN, "lefe").page(session, 0, 10)
    assert (row.id, row.payer_name, row.beneficiary_name) == (key, "Zoé Lefèvre", "Ada Exemple")
