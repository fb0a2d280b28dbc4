"""In year one everybody would be new: the day of the first visit comes with the file."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.people import a_person, admitted
from builders.sheets import reasons, taken_in
from fablab_desk.errors import Problems
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.models import PeriodLock
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import Party, Person
from fablab_desk.people.service import correct_person

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


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        (None, date(2025, 6, 3), True),
        (date(2025, 6, 3), None, True),
        (date(2025, 6, 3), date(2026, 1, 9), True),
        (date(2026, 1, 5), date(2026, 1, 9), False),
        (date(2025, 6, 3), date(2025, 6, 3), False),
    ],
)
def test_who_was_new_in_a_closed_period_stays_so(
    administrator: Worker, before: date | None, after: date | None, is_refused: bool
) -> None:
    said = PersonDraft(first_name="Ada", last_name="Exemple", first_visit_on=before)
    key = admitted(administrator, said)
    with administrator.database.writing() as session:
        session.get_one(Person, key).created_on = date(2025, 3, 1)
        session.add(PeriodLock(kind=LockKind.ARRIVALS, through=date(2025, 12, 31), at=NOW))
    draft = replace(said, first_visit_on=after)
    told: list[str] = []
    try:
        administrator.does(lambda act: correct_person(act, key, draft, 2))
    except Problems as problems:
        told = [name for name, _ in problems.found]
    assert told == (["first_visit_on"] if is_refused else [])


def test_a_record_made_after_the_closing_may_say_when_they_first_came(
    administrator: Worker,
) -> None:
    with administrator.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.ARRIVALS, through=date(2025, 12, 31), at=NOW))
    a_person(administrator)
    taken_in(administrator, f"Numéro;{HEADER}", "M-00001;Exemple;Ada;04/09/2019")
    assert first_visits(administrator) == {"Ada Exemple": date(2019, 9, 4)}


def test_a_file_changes_nothing_of_who_was_new_in_a_closed_period(
    administrator: Worker,
) -> None:
    key = a_person(administrator)
    with administrator.database.writing() as session:
        session.get_one(Person, key).created_on = date(2025, 3, 1)
        session.add(PeriodLock(kind=LockKind.ARRIVALS, through=date(2025, 12, 31), at=NOW))
    preview = taken_in(administrator, f"Numéro;{HEADER}", "M-00001;Exemple;Ada;04/09/2019")
    assert list(reasons(preview)) == [2]
    assert first_visits(administrator) == {"Ada Exemple": None}
