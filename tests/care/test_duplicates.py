from datetime import date
from functools import partial
from typing import Any

import pytest

from builders import Worker
from builders.people import a_person, admitted, an_organisation
from builders.twins import Twins
from fablab_desk.care.duplicates import Likeness, Reason, find_duplicates
from fablab_desk.care.likeness import are_alike, are_near, is_close, near_keys
from fablab_desk.care.service_merge import hold_alike, tell_apart
from fablab_desk.db.database import Database
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import archive_party
from fablab_desk.ui.progress import StoppedError

BORN = date(1990, 5, 4)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def found(worker: Worker) -> list[Likeness]:
    with worker.database.reading() as session:
        return find_duplicates(session)


def person(worker: Worker, first_name: str, last_name: str, **said: Any) -> Any:
    draft = PersonDraft(first_name=first_name, last_name=last_name, known_twin=True, **said)
    return admitted(worker, draft)


@pytest.mark.parametrize(
    ("one", "other", "said", "reason"),
    [
        ("Léa Dupré", "Lea Dupre", {"birth_date": BORN}, Reason.BORN),
        ("Léa Dupré", "Dupré Léa", {"birth_date": BORN}, Reason.SWAPPED),
        ("Anne-Marie Roy", "Anne Marie Roy", {"birth_date": BORN}, Reason.BORN),
        ("Camille Durand", "Camile Durand", {"birth_date": BORN}, Reason.NEAR_BORN),
        ("Camille Durand", "Camille Durant", {"postal_code": "42000"}, Reason.NEAR_PLACE),
        ("Léa Dupré", "L. Dupré", {"email": "lea@exemple.fr"}, Reason.EMAIL),
        ("Léa Dupré", "Léa Dupré Roy", {"phone": "0612345678"}, Reason.PHONE),
        ("Léa Dupré", "Léa Dupré", {"postal_code": "42000"}, Reason.PLACE),
        ("Léa Dupré", "Léa Dupré", {}, Reason.NAME),
    ],
)
def test_what_two_records_of_one_person_share_is_found(
    one: str, other: str, said: dict[str, Any], reason: Reason, administrator: Worker
) -> None:
    for name in (one, other):
        first, _, last = name.partition(" ")
        person(administrator, first, last, **said)
    (pair,) = found(administrator)
    assert reason in pair.reasons
    assert pair.elder.number < pair.younger.number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "famille@exemple.fr"}, {"email": "famille@exemple.fr", "first_name": "Paul"}),
        ({"birth_date": BORN}, {"birth_date": date(1991, 5, 4)}),
        (
            {"first_name": "Léa", "postal_code": "42000"},
            {"first_name": "Léo", "postal_code": "42000"},
        ),
        ({"postal_code": "42000"}, {"postal_code": "69000"}),
    ],
)
def test_a_family_and_namesakes_are_left_alone(
    one: dict[str, Any], other: dict[str, Any], administrator: Worker
) -> None:
    for said in (one, other):
        person(administrator, **{"first_name": "Ada", "last_name": "Exemple", **said})
    assert found(administrator) == []


def test_those_told_apart_are_proposed_no_more_until_that_is_taken_back(
    administrator: Worker,
) -> None:
    pair = Twins(administrator, a_person(administrator), a_person(administrator))
    administrator.does(lambda act: tell_apart(act, pair.gone, pair.kept))
    assert found(administrator) == []
    administrator.does(lambda act: hold_alike(act, pair.kept, pair.gone))
    assert len(found(administrator)) == 1


def test_whom_one_was_told_apart_from_stays_apart_after_a_merge(administrator: Worker) -> None:
    kept, gone, other = (a_person(administrator) for _ in range(3))
    administrator.does(lambda act: tell_apart(act, gone, other))
    Twins(administrator, kept, gone).merge()
    assert found(administrator) == []


def test_two_archived_records_are_left_in_peace(administrator: Worker) -> None:
    for key in (a_person(administrator), a_person(administrator)):
        administrator.does(partial(archive_party, party_id=key))
    assert found(administrator) == []


def test_organisations_of_one_siret_are_found(administrator: Worker) -> None:
    for name in ("Atelier", "L’Atelier de Saint-Étienne"):
        an_organisation(administrator, name, siret="73282932000074")
    assert [one.reasons for one in found(administrator)] == [(Reason.SIRET,)]


def test_the_search_can_be_stopped(administrator: Worker) -> None:
    a_person(administrator)

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError), administrator.database.reading() as session:
        find_duplicates(session, stop)


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("dupont", "dupont", True),
        ("dupont", "dupond", True),
        ("dupont", "dupon", True),
        ("dupont", "ddupont", True),
        ("dupont", "dupontel", False),
        ("dupont", "dumond", False),
        ("", "a", True),
    ],
)
def test_one_letter_apart(one: str, other: str, close: bool) -> None:
    assert is_close(one, other) is is_close(other, one) is close


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("dupont marie", "dupond marie", True),
        ("dupont marie", "tupont marie", True),
        ("dupont marie", "dumont marie", True),
        ("roy anne marie", "roy annemarie", True),
        ("durand camille", "durand camile", True),
        ("dupont lea", "dupont leo", False),
        ("atelier12 paul", "atelier13 paul", False),
        ("dupont marie", "dupond maria", False),
    ],
)
def test_names_that_are_near_share_a_key(one: str, other: str, near: bool) -> None:
    words, others = one.split(), other.split()
    assert are_near(words, others) is are_near(others, words) is near
    assert not near or set(near_keys(words)) & set(near_keys(others))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("dupre lea", "lea dupre", True),
        ("dupre lea", "dupre l", True),
        ("dupre lea", "dupre leo", False),
        ("dupre lea", "dupre lea roy", True),
        ("dupre lea", "dupre paul", False),
        ("durand camille", "durant camile", True),
    ],
)
def test_names_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one.split(), other.split()) is alike
