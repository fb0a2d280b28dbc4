from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from builders import NOW, Worker
from builders.memberships import a_cover, a_kind, a_member, a_plan, enrolled
from builders.money import a_cashing, a_charge
from builders.people import (
    a_child,
    a_consent,
    a_guardian,
    a_household,
    a_person,
    an_adult,
    an_organisation,
)
from builders.sheets import a_preview, a_sheet
from builders.twins import Twins
from fablab_desk.agenda.kinds import ArrivalKind
from fablab_desk.agenda.models import Arrival
from fablab_desk.assembly.kinds import AssemblyKind, Presence
from fablab_desk.assembly.models import Assembly, AssemblyVoter
from fablab_desk.care import merge_errors as errors
from fablab_desk.care.repointing import party_references
from fablab_desk.care.service_merge import merge_parties, tell_apart
from fablab_desk.charges.models import Charge
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.memberships.covers import list_covers, list_named
from fablab_desk.memberships.models import Membership, MembershipAttestation
from fablab_desk.memberships.service import attest_membership
from fablab_desk.overview.papers import papers_of
from fablab_desk.papers.models import Paper
from fablab_desk.payments.models import Cashing
from fablab_desk.people.exchange.preview import Verdict
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import (
    Consent,
    Guardian,
    Household,
    HouseholdMember,
    Party,
    PartyMerge,
)
from fablab_desk.people.queries import find_by_number, list_people, payer_of
from fablab_desk.people.service_family import add_contact
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import Account, AuditEntry
from fablab_desk.staff.queries import check_journal

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def twins(worker: Worker) -> Twins:
    return Twins(worker, a_person(worker, "Léa", "Dupré"), a_person(worker, "Lea", "Dupre"))


def an_assembly_row() -> Assembly:
    return Assembly(
        kind=AssemblyKind.ORDINARY,
        at=NOW,
        day=TODAY,
        place="Au fablab",
        agenda="Rapport moral",
        record_on=TODAY,
    )


def column(worker: Worker, wanted: Any) -> list[Any]:
    with worker.database.reading() as session:
        return list(session.scalars(wanted))


def named(worker: Worker, party_id: UUID) -> int:
    """How many rows of the base name a party."""
    with worker.database.reading() as session:
        return sum(
            session.scalar(select(func.count()).select_from(table).where(one == party_id)) or 0
            for table, one in party_references()
        )


def lived(worker: Worker, party_id: UUID, plan_id: UUID, since: date) -> None:
    """A membership with its paper, a debt, a payment, an answer."""
    membership = enrolled(worker, party_id, plan_id, since).membership_id
    worker.does(lambda act: attest_membership(act, new_key(), membership))
    a_charge(worker, party_id)
    a_cashing(worker, party_id)
    a_consent(worker, party_id)


def test_two_people_with_memberships_payments_and_papers_become_one_and_nothing_is_lost(
    administrator: Worker,
) -> None:
    pair, plan = twins(administrator), a_plan(administrator)
    lived(administrator, pair.kept, plan, date(2025, 1, 10))
    lived(administrator, pair.gone, plan, date(2026, 2, 1))
    before = named(administrator, pair.kept) + named(administrator, pair.gone)
    papers = column(administrator, select(Paper.hash).order_by(Paper.position))
    merged = pair.merge()
    assert named(administrator, pair.gone) == 0
    assert named(administrator, pair.kept) == before + 1  # and the old number that leads here
    assert merged.dropped == 0
    assert column(administrator, select(Paper.hash).order_by(Paper.position)) == papers
    assert len(column(administrator, select(MembershipAttestation.paper_id))) == 2
    with administrator.database.reading() as session:
        assert papers_of(pair.kept).count(session) == 2
        assert check_journal(session, None) == []
    record = pair.record()
    assert (record.member_from, record.member_until) == (date(2026, 2, 1), date(2027, 1, 31))


@pytest.mark.parametrize("wanted", [Membership.party_id, Charge.payer_id, Cashing.payer_id])
def test_what_the_merged_one_bought_and_paid_is_the_kept_ones(
    wanted: Any, administrator: Worker
) -> None:
    pair = twins(administrator)
    lived(administrator, pair.gone, a_plan(administrator), TODAY)
    pair.merge()
    assert set(column(administrator, select(wanted))) == {pair.kept}


def test_the_old_number_leads_to_the_record_that_was_kept(administrator: Worker) -> None:
    pair = twins(administrator)
    number = pair.preview().gone.shown_number
    pair.merge()
    with administrator.database.reading() as session:
        assert find_by_number(session, number) == pair.kept
        found = list_people(PeopleFilter.ALL, TODAY, number).page(session, 0, 9)
        assert [row.id for row in found] == [pair.kept]


def test_the_old_number_leads_on_after_a_second_merge(administrator: Worker) -> None:
    pair = twins(administrator)
    number, third = pair.preview().gone.shown_number, a_person(administrator, "Léa", "Durand")
    pair.merge()
    Twins(administrator, third, pair.kept).merge()
    with administrator.database.reading() as session:
        assert find_by_number(session, number) == third


def test_a_correction_keeps_the_old_number_findable(administrator: Worker) -> None:
    pair = twins(administrator)
    number = pair.preview().gone.shown_number
    pair.merge()
    with administrator.database.writing() as session:
        session.get_one(Party, pair.kept).correct({"email": "lea@exemple.fr"})
    with administrator.database.reading() as session:
        assert list_people(PeopleFilter.ALL, TODAY, number).count(session) == 1


@pytest.mark.parametrize("table", [Consent, Cashing])
def test_what_is_written_once_follows_a_merge_and_nothing_else(
    table: Any, administrator: Worker
) -> None:
    pair = twins(administrator)
    lived(administrator, pair.gone, a_plan(administrator), TODAY)
    name = "person_id" if table is Consent else "payer_id"
    with pytest.raises(IntegrityError), administrator.database.writing() as session:
        session.execute(update(table).values({name: pair.kept}))
    pair.merge()
    assert set(column(administrator, select(getattr(table, name)))) == {pair.kept}


def test_an_account_of_the_merged_person_is_the_kept_ones(administrator: Worker) -> None:
    pair = twins(administrator)
    with administrator.database.writing() as session:
        account = session.get_one(Account, administrator.seat.account_id)
        account.person_id = pair.gone
    pair.merge()
    assert column(administrator, select(Account.person_id)) == [pair.kept]


def test_the_newer_address_and_the_spelling_with_accents_are_proposed(
    administrator: Worker,
) -> None:
    kept = a_person(administrator, "Lea", "Dupre", email="old@exemple.fr", card="04A2")
    gone = a_person(administrator, "Léa", "Dupré", email="new@exemple.fr", card="04A3")
    pair = Twins(administrator, kept, gone)
    assert pair.preview().proposed == {"name", "email"}
    pair.merge()
    record = pair.record()
    assert (record.name, record.draft.email) == ("Léa Dupré", "new@exemple.fr")
    assert record.draft.card == "04A2"


def test_the_card_of_the_merged_one_can_be_chosen(administrator: Worker) -> None:
    pair = Twins(
        administrator,
        a_person(administrator, card="04A2"),
        a_person(administrator, "Adèle", card="04A3"),
    )
    pair.merge(frozenset({"card"}))
    assert pair.record().draft.card == "04A3"


def test_notes_of_both_are_kept(administrator: Worker) -> None:
    pair = twins(administrator)
    with administrator.database.writing() as session:
        session.get_one(Party, pair.kept).note = "Rend la clé"
        session.get_one(Party, pair.gone).note = "Vient le mercredi"
    pair.merge()
    assert pair.record().draft.note == "Rend la clé\nVient le mercredi"


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


def test_the_journal_tells_who_became_whom_and_what_moved(administrator: Worker) -> None:
    pair = twins(administrator)
    a_member(administrator, pair.gone, a_plan(administrator, kind_id=a_kind(administrator)))
    pair.merge()
    entry = column(administrator, select(AuditEntry).order_by(AuditEntry.seq.desc()))[0]
    assert entry.service == "care.merge_parties"
    was = column(administrator, select(PartyMerge.was))[0]
    assert (was["first_name"], was["last_name"]) == ("Lea", "Dupre")


def test_a_record_that_was_corrected_meanwhile_is_not_merged(administrator: Worker) -> None:
    pair = twins(administrator)
    seen = pair.preview()
    with administrator.database.writing() as session:
        session.get_one(Party, pair.gone).correct({"email": "lea@exemple.fr"})
    with pytest.raises(StaleError):
        administrator.does(
            lambda act: merge_parties(act, pair.kept, pair.gone, seen.proposed, seen.seen)
        )


def test_a_person_and_an_organisation_stay_two(administrator: Worker) -> None:
    with pytest.raises(errors.OtherKindOfRecordError):
        Twins(administrator, a_person(administrator), an_organisation(administrator)).merge()


def test_nobody_is_merged_with_herself(administrator: Worker) -> None:
    key = a_person(administrator)
    with pytest.raises(errors.SameRecordError):
        Twins(administrator, key, key).merge()


def test_two_organisations_become_one(administrator: Worker) -> None:
    pair = Twins(
        administrator, an_organisation(administrator), an_organisation(administrator, "Atelier")
    )
    person = a_person(administrator)
    administrator.does(lambda act: add_contact(act, new_key(), pair.gone, person))
    pair.merge()
    assert [one.id for one in pair.record().relatives] == [person]


def test_two_told_apart_may_be_merged_after_all(administrator: Worker) -> None:
    pair = twins(administrator)
    administrator.does(lambda act: tell_apart(act, pair.kept, pair.gone))
    pair.merge()
    assert named(administrator, pair.kept) == 1


def test_who_was_called_twice_to_an_assembly_and_gave_herself_her_vote_was_there(
    administrator: Worker,
) -> None:
    pair = twins(administrator)
    with administrator.database.writing() as session:
        assembly = an_assembly_row()
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


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Numéro;Nom;Prénom", "M-00002;Durand;Lea"),
        ("Nom;Prénom;Email", "Durand;Lea;old@exemple.fr"),
        ("Nom;Prénom;Email", "Dupré;Léa;kept@exemple.fr"),
        ("Nom;Prénom;Date de naissance", "Durand;Lea;04/05/1990"),
    ],
)
def test_a_file_that_knows_either_record_undoes_no_merge(
    header: str, line: str, administrator: Worker
) -> None:
    born = date(1990, 5, 4)
    kept = a_person(administrator, "Léa", "Dupré", email="kept@exemple.fr")
    gone = a_person(administrator, "Lea", "Durand", email="old@exemple.fr", birth_date=born)
    Twins(administrator, kept, gone).merge()
    preview = a_preview(administrator, a_sheet(header, line))
    assert [preview.count(verdict) for verdict in Verdict] == [0, 0, 1]
    assert preview.refused == ()
