import pytest

from builders import Worker
from builders.people import a_person, an_organisation
from fablab_desk.ui.people.find import OFFERED, find_people
from fablab_desk.ui.tab_spec import Hit


def found(worker: Worker, sought: str) -> list[Hit]:
    with worker.database.reading() as session:
        return find_people(sought)(session)


@pytest.mark.parametrize("sought", ["eloise dup", "DUPRÉ", "M-00001", "eloise@example"])
def test_somebody_is_offered_by_half_a_name_or_a_number(administrator: Worker, sought: str) -> None:
    key = a_person(administrator, "Éloïse", "Dupré", email="eloise@example.org")
    a_person(administrator, "Bea")
    assert found(administrator, sought) == [
        Hit("people", "Éloïse Dupré", "M-00001 · eloise@example.org", "people", key)
    ]


def test_an_organisation_has_its_own_picture_and_the_list_is_short(administrator: Worker) -> None:
    an_organisation(administrator, "Exemple & Cie")
    for number in range(OFFERED):
        a_person(administrator, f"Ada{number}")
    hits = found(administrator, "exemple")
    assert len(hits) == OFFERED
    assert [hit.icon for hit in found(administrator, "cie")] == ["organisation"]
