from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from builders import Worker
from builders.agenda import an_arrival
from builders.memberships import a_member
from builders.money import a_charge
from builders.people import a_child, a_guardian, a_person, an_adult
from fablab_desk.care.erasure import preview_erasure
from fablab_desk.care.retention import list_resting, list_sealed
from fablab_desk.care.service_personal import erase_person
from fablab_desk.care.service_retention import seal_records, set_retention, unseal_records
from fablab_desk.db.database import Database
from fablab_desk.people.errors import SealedRecordError
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Person
from fablab_desk.people.queries import list_people
from fablab_desk.people.service import return_party
from fablab_desk.staff.queries import check_journal

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def back_then(worker: Worker, years: float) -> Worker:
    return replace(worker, now=worker.now - timedelta(days=round(years * 365.25)))


def long_gone(worker: Worker, years: float = 4) -> UUID:
    return a_person(
        back_then(worker, years), "Éloïse", "Duprévert", email="e@example.org", card="77"
    )


def proposed(worker: Worker) -> list[UUID]:
    with worker.database.reading() as session:
        return [row.id for row in list_resting(session, TODAY)]


def test_whoever_was_not_seen_for_three_years_is_proposed(administrator: Worker) -> None:
    key = long_gone(administrator)
    a_person(back_then(administrator, 2))
    came = a_person(back_then(administrator, 4), "Zoé", "Venue")
    an_arrival(administrator, came)
    assert proposed(administrator) == [key]


def test_another_term_is_the_lab_s_to_say(administrator: Worker) -> None:
    key = long_gone(administrator)
    administrator.does(lambda act: set_retention(act, 5))
    assert proposed(administrator) == []
    administrator.does(lambda act: set_retention(act, 2))
    assert proposed(administrator) == [key]


def test_a_membership_or_a_debt_keeps_it(administrator: Worker) -> None:
    member, owing = long_gone(administrator), a_person(back_then(administrator, 4))
    a_member(administrator, member)
    a_charge(administrator, owing)
    assert proposed(administrator) == []


def test_a_guardian_of_somebody_present_stays(administrator: Worker) -> None:
    then = back_then(administrator, 4)
    parent, child = an_adult(then), a_child(administrator)
    a_guardian(administrator, child, parent)
    assert proposed(administrator) == []


def test_sealed_they_are_found_by_no_search_and_no_list(administrator: Worker) -> None:
    key = long_gone(administrator)
    administrator.does(lambda act: seal_records(act, [key]))
    assert proposed(administrator) == []
    with administrator.database.reading() as session:
        for chosen in (PeopleFilter.ALL, PeopleFilter.ARCHIVED):
            assert list_people(chosen, TODAY, "dupre").count(session) == 0
        assert "Dupré" not in session.get_one(Person, key).name
        assert [row.name for row in list_sealed(session)] == ["Éloïse Duprévert"]
        assert check_journal(session, None) == []


def test_taken_out_they_are_what_they_were(administrator: Worker) -> None:
    key = long_gone(administrator)
    with administrator.database.reading() as session:
        before = session.get_one(Person, key)
        was = (before.name, before.email, before.card, before.search, before.archived_on)
    administrator.does(lambda act: seal_records(act, [key]))
    administrator.does(lambda act: unseal_records(act, [key]))
    with administrator.database.reading() as session:
        after = session.get_one(Person, key)
        assert (after.name, after.email, after.card, after.search, after.archived_on) == was
        assert list_people(PeopleFilter.ALL, TODAY, "dupre").count(session) == 1


def test_a_card_that_was_given_on_meanwhile_stays_where_it_is(administrator: Worker) -> None:
    key = long_gone(administrator)
    administrator.does(lambda act: seal_records(act, [key]))
    a_person(administrator, "Ada", "Exemple", card="77")
    administrator.does(lambda act: unseal_records(act, [key]))
    with administrator.database.reading() as session:
        assert session.get_one(Person, key).card is None


def test_it_comes_back_by_the_archive_only(administrator: Worker) -> None:
    key = long_gone(administrator)
    administrator.does(lambda act: seal_records(act, [key]))
    with pytest.raises(SealedRecordError):
        administrator.does(lambda act: return_party(act, key))


def test_out_of_the_archive_they_may_be_erased_at_once(administrator: Worker) -> None:
    key = long_gone(administrator)
    administrator.does(lambda act: seal_records(act, [key]))
    with administrator.database.reading() as session:
        seen = preview_erasure(session, key, TODAY)
    assert seen.name == "Éloïse Duprévert"
    administrator.does(lambda act: erase_person(act, key, "Éloïse Duprévert", seen.version))
    with administrator.database.reading() as session:
        assert list_sealed(session) == []
        assert session.get_one(Person, key).email == ""
        assert check_journal(session, None) == []
