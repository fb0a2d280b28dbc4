"""In year one everybody would be new: the day of the first visit comes with the file."""

from datetime import date

import pytest
from sqlalchemy import select

from builders import Worker
from builders.people import a_person
from builders.sheets import reasons, taken_in
from fablab_desk.people.models import Party

HEADER = "Nom;Prénom;Première visite le"


def first_visits(worker: Worker) -> dict[str, date | None]:
    with worker.database.reading() as session:
        rows = session.execute(select(Party.name, Party.first_visit_on))
        return {row.name: row.first_visit_on for row in rows}


@pytest.mark.parametrize("written", ["04/09/2019", "2019-09-04", "4/9/19"])
def test_a_file_of_members_brings_the_day_of_their_first_visit(
    administrator: Worker, written: str
) -> None:
    taken_in(administrator, HEADER, f"Exemple;Ada;{written}", "Exemple;Bea;")
    assert first_visits(administrator) == {"Ada Exemple": date(2019, 9, 4), "Bea Exemple": None}


def test_who_is_known_already_gets_it_too(administrator: Worker) -> None:
    a_person(administrator)
    taken_in(administrator, f"Numéro;{HEADER}", "M-00001;Exemple;Ada;04/09/2019")
    assert first_visits(administrator) == {"Ada Exemple": date(2019, 9, 4)}


def test_a_first_visit_to_come_is_told(administrator: Worker) -> None:
    preview = taken_in(administrator, HEADER, "Exemple;Ada;04/09/2030", "Exemple;Bea;04/09/2019")
    assert list(reasons(preview)) == [2]
    assert first_visits(administrator) == {"Bea Exemple": date(2019, 9, 4)}
