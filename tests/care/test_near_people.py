"""Who may be meant by a name that nobody bears, or several do."""

import pytest

from builders import Worker
from builders.people import a_person
from fablab_desk.care.near_people import NearPeople
from fablab_desk.db.database import Database
from fablab_desk.db.search import normalise
from fablab_desk.people.service import archive_party


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def proposed(worker: Worker, name: str) -> list[str]:
    with worker.database.reading() as session:
        return [one.name for one in NearPeople(session).of(normalise(name))]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dupont Camille", ["Camille Dupont"]),
        ("Camille Dupon", ["Camille Dupont"]),
        ("Camile Dupont", ["Camille Dupont"]),
        ("C. Dupont", ["Camille Dupont"]),
        ("Dupont", ["Camille Dupont"]),
        ("Iris Inconnue", []),
        ("", []),
    ],
)
def test_a_name_that_is_not_sure_proposes_those_it_may_mean(
    administrator: Worker, written: str, meant: list[str]
) -> None:
    a_person(administrator, "Camille", "Dupont")
    a_person(administrator, "Zoé", "Lefèvre")
    assert proposed(administrator, written) == meant


def test_where_somebody_bears_the_very_name_nobody_else_is_proposed(administrator: Worker) -> None:
    a_person(administrator, "Camille", "Dupond")
    a_person(administrator, "Camille", "Dupont")
    assert proposed(administrator, "Dupont Camille") == ["Camille Dupont"]


def test_who_is_archived_is_never_proposed(administrator: Worker) -> None:
    key = a_person(administrator, "Camille", "Dupont")
    administrator.does(lambda act: archive_party(act, key))
    assert proposed(administrator, "Dupont Camille") == []
