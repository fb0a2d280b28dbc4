from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from builders import Worker
from builders.memberships import a_kind, a_member, a_plan, enrolled
from builders.money import a_cashing, a_charge
from builders.people import (
    a_consent,
    a_person,
    an_organisation,
)
from builders.sheets import a_preview, a_sheet
from builders.twins import Twins, column, named, twins
from fablab_desk.care import merge_errors as errors
from fablab_desk.care.service_merge import merge_parties, tell_apart
from fablab_desk.charges.models import Charge
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import Membership, MembershipAttestation
from fablab_desk.memberships.service import attest_membership
from fablab_desk.overview.papers import papers_of
from fablab_desk.papers.models import Paper
from fablab_desk.payments.models import Cashing
from fablab_desk.people.exchange.preview import Verdict
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import (
    Consent,
    Party,
    PartyMerge,
)
from fablab_desk.people.queries import find_by_number, list_people
from fablab_desk.people.service_family import add_contact
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import Account, AuditEntry
from fablab_desk.staff.queries import check_journal

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


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
