"""What two records both have and that cannot stand twice: told beforehand, and one stays."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.memberships import a_cover, a_member, a_plan, enrolled
from builders.people import (
    a_child,
    a_guardian,
    a_household,
    a_person,
    an_adult,
    an_organisation,
)
from builders.twins import Twins, column, named, twins
from fablab_desk.agenda.kinds import ArrivalKind
from fablab_desk.agenda.models import Arrival
from fablab_desk.assembly.kinds import AssemblyKind, Presence
from fablab_desk.assembly.models import Assembly, AssemblyVoter
from fablab_desk.care import merge_errors as errors
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import load_carrier
from fablab_desk.memberships.covers import list_covers, list_named
from fablab_desk.people.models import (
    Guardian,
    Household,
    HouseholdMember,
)
from fablab_desk.people.queries import payer_of
from fablab_desk.people.service_family import add_contact

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def an_assembly_row(carrier_id: UUID) -> Assembly:
    return Assembly(
        carrier_id=carrier_id,
        kind=AssemblyKind.ORDINARY,
        at=NOW,
        day=TODAY,
        place="Au fablab",
        agenda="Rapport moral",
        record_on=TODAY,
    )


def two_memberships(worker: Worker) -> Twins:
    pair, plan = twins(worker), a_plan(worker)
    a_member(worker, pair.kept, plan)
    a_member(worker, pair.gone, plan)
    return pair


def two_households(worker: Worker) -> Twins:
    pair = Twins(worker, a_child(worker, "Zoé"), a_child(worker, "Zoée"))
    for child, payer in ((pair.kept, "Ada"), (pair.gone, "Ida")):
        a_household(worker, an_adult(worker, payer), child)
    return pair


def a_payer_paid_for(worker: Worker) -> Twins:
    pair = twins(worker)
    a_household(worker, pair.kept, a_child(worker))
    a_household(worker, an_adult(worker), pair.gone)
    return pair


def a_guardian_of_herself(worker: Worker) -> Twins:
    pair = Twins(worker, an_adult(worker, "Zoé", "Durand"), a_child(worker))
    a_guardian(worker, pair.gone, pair.kept)
    return pair


def two_cards(worker: Worker) -> Twins:
    return Twins(worker, a_person(worker, card="04A2"), a_person(worker, "Lia", card="04A3"))


def two_contacts(worker: Worker) -> Twins:
    pair, shop = twins(worker), an_organisation(worker)
    for person in (pair.kept, pair.gone):
        worker.does(partial(add_contact, link_id=new_key(), organisation_id=shop, person_id=person))
    return pair


CONFLICTS: list[tuple[Callable[[Worker], Twins], type[Exception]]] = [
    (two_memberships, errors.TwoMembershipsError),
    (two_households, errors.TwoHouseholdsError),
    (a_payer_paid_for, errors.PayerLoopError),
    (a_guardian_of_herself, errors.OwnGuardianError),
    (two_cards, errors.TwoCardsError),
    (two_contacts, errors.DoublesError),
]


@pytest.mark.parametrize(("make", "told"), CONFLICTS)
def test_what_cannot_stand_twice_is_told_beforehand_and_the_merge_goes_on(
    make: Callable[[Worker], Twins], told: type[Exception], administrator: Worker
) -> None:
    pair = make(administrator)
    assert told in {type(one) for one in pair.preview().told}
    pair.merge()
    assert named(administrator, pair.gone) == 0


def test_of_two_payers_the_kept_records_goes_on(administrator: Worker) -> None:
    pair = two_households(administrator)
    with administrator.database.reading() as session:
        payer = payer_of(session, pair.kept)
    pair.merge()
    with administrator.database.reading() as session:
        assert payer_of(session, pair.kept) == payer
    assert len(column(administrator, select(Household.id))) == 1


def test_who_pays_for_others_is_paid_for_by_nobody(administrator: Worker) -> None:
    pair = a_payer_paid_for(administrator)
    pair.merge()
    assert column(administrator, select(Household.payer_id)) == [pair.kept]
    assert len(column(administrator, select(HouseholdMember.person_id))) == 1


def test_who_paid_for_the_other_record_pays_for_herself(administrator: Worker) -> None:
    pair = twins(administrator)
    a_household(administrator, pair.gone, pair.kept)
    pair.merge()
    assert column(administrator, select(Household.id)) == []


def test_households_that_both_paid_for_become_one(administrator: Worker) -> None:
    pair = twins(administrator)
    children = [a_child(administrator, name) for name in ("Zoé", "Max")]
    for payer, child in zip((pair.kept, pair.gone), children, strict=True):
        a_household(administrator, payer, payer, child)
    pair.merge()
    assert column(administrator, select(Household.payer_id)) == [pair.kept]
    assert set(column(administrator, select(HouseholdMember.person_id))) == {pair.kept, *children}


def test_what_covers_either_record_covers_the_kept_one(administrator: Worker) -> None:
    pair = twins(administrator)
    a_cover(administrator, pair.gone, reason="Convention", last=date(2026, 6, 30))
    pair.merge()
    with administrator.database.reading() as session:
        (row,) = list_covers(session, pair.kept, TODAY)
    assert (row.by, row.holds) == ("Convention", True)


def test_whom_either_organisation_covers_the_kept_one_covers(administrator: Worker) -> None:
    plan = a_plan(administrator, for_organisations=True)
    kept, gone = an_organisation(administrator, "A"), an_organisation(administrator, "B")
    for one in (kept, gone):
        enrolled(administrator, one, plan, TODAY if one is gone else date(2025, 1, 1))
    a_cover(administrator, a_person(administrator), gone)
    Twins(administrator, kept, gone).merge()
    with administrator.database.reading() as session:
        assert [row.person for row in list_named(session, kept, TODAY).rows] == ["Ada Exemple"]


def test_nobody_stays_her_own_guardian(administrator: Worker) -> None:
    a_guardian_of_herself(administrator).merge()
    assert column(administrator, select(Guardian.id)) == []


def test_of_two_entries_that_say_the_same_the_elder_stays(administrator: Worker) -> None:
    pair, shop = twins(administrator), an_organisation(administrator)
    elder, younger = new_key(), new_key()
    for link, person in ((elder, pair.gone), (younger, pair.kept)):
        administrator.does(
            partial(add_contact, link_id=link, organisation_id=shop, person_id=person)
        )
    merged = pair.merge()
    assert merged.dropped == 1
    assert [one.link_id for one in pair.record().relatives] == [elder]


def test_who_was_called_twice_to_an_assembly_and_gave_herself_her_vote_was_there(
    administrator: Worker,
) -> None:
    pair = twins(administrator)
    with administrator.database.writing() as session:
        assembly = an_assembly_row(load_carrier(session).id)
        session.add(assembly)
        session.flush()
        for party, proxy in ((pair.kept, None), (pair.gone, pair.kept)):
            presence = Presence.REPRESENTED if proxy else Presence.ABSENT
            session.add(
                AssemblyVoter(
                    assembly_id=assembly.id, party_id=party, presence=presence, proxy_id=proxy
                )
            )
    pair.merge()
    wanted = select(AssemblyVoter.presence)
    assert column(administrator, wanted) == [Presence.PRESENT]


def arrived(worker: Worker, person_id: UUID, day: date) -> None:
    with worker.database.writing() as session:
        session.add(Arrival(kind=ArrivalKind.PERSON, day=day, counted_on=day, person_id=person_id))


def test_of_two_arrivals_of_one_day_one_stays_and_those_of_other_days_all(
    administrator: Worker,
) -> None:
    pair = twins(administrator)
    for party, day in ((pair.gone, TODAY), (pair.kept, TODAY), (pair.gone, date(2026, 2, 4))):
        arrived(administrator, party, day)
    assert [type(one) for one in pair.preview().told] == [errors.DoublesError]
    assert pair.merge().dropped == 1
    wanted = select(Arrival.day).where(Arrival.person_id == pair.kept).order_by(Arrival.day)
    assert column(administrator, wanted) == [date(2026, 2, 4), TODAY]
