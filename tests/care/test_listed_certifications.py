"""Certifications of before from a file: what is refused and why, written once, and taken back."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.sheets import a_sheet
from builders.trainings import a_certification, a_course
from fablab_desk.care.listed import Listing, MissingColumnError
from fablab_desk.care.listed_certifications import (
    read_certifications,
    take_certifications_back,
    write_certifications,
)
from fablab_desk.care.listed_trial import TriedError, settles, try_out
from fablab_desk.care.near_people import Proposed
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.models import PeriodLock
from fablab_desk.trainings.drafts import GrantDraft
from fablab_desk.trainings.kinds import Level, Source
from fablab_desk.trainings.models import Certification

HEADER = "Numéro;Nom;Prénom;Date de naissance;Machine;Niveau;Habilité le;Formateur;Valable jusqu’au"
TODAY = NOW.date()
WORDS = "M-{number:05};;;;Laser;;12/03/2025;Samira;"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def read(
    worker: Worker, *lines: str, day: date | None = None, chosen: dict[int, Proposed] | None = None
) -> Listing[GrantDraft]:
    with worker.database.reading() as session:
        sheet = a_sheet(HEADER, *lines)
        return read_certifications(session, sheet, (TODAY, day), None, chosen)


def tried(worker: Worker, listing: Listing[GrantDraft]) -> None:
    """As the window and the command do: what the base refuses is found by writing on trial."""
    settled = False
    while listing.taken and not settled:
        with pytest.raises(DeskError) as refusal:
            worker.does(
                lambda act: try_out(act, listing, lambda act: write_certifications(act, listing))
            )
        settled = settles(listing, refusal.value)
        assert settled == isinstance(refusal.value, TriedError)


def written(worker: Worker, listing: Listing[GrantDraft]) -> Collection[int]:
    return worker.does(lambda act: write_certifications(act, listing)).result


def standing(worker: Worker) -> list[Certification]:
    with worker.database.reading() as session:
        wanted = select(Certification).where(Certification.withdrawn.is_(False))
        return list(session.scalars(wanted.order_by(Certification.granted_on)))


def told(listing: Listing[GrantDraft]) -> dict[int, str]:
    return {one.line: " ".join(say(reason) for reason in one.reasons) for one in listing.refused}


# What is wrong with a line, and what is said of it.
BAD = (
    (";Inconnu;Iris;;Laser;;12/03/2025;;", "Nobody here is “Iris Inconnu”"),
    ("M-99999;;;;Laser;;12/03/2025;;", "Nobody here is “M-99999”"),
    (";;;;Laser;;12/03/2025;;", "This line names nobody"),
    (";Double;Alex;;Laser;;12/03/2025;;", "Several people here are “Alex Double”"),
    ("M-00001;;;04/03/1985;Laser;;12/03/2025;;", "was not born on that day"),
    ("M-00001;;;;Licorne;;12/03/2025;;", "No machine, family or course is called “Licorne”"),
    ("M-00001;;;;;;12/03/2025;;", "names no machine"),
    ("M-00001;;;;Vieille;;12/03/2025;;", "is retired since"),
    ("M-00001;;;;Tout;;12/03/2025;;", "certifies for several machines"),
    ("M-00001;;;;Accueil;;12/03/2025;;", "certifies for no machine"),
    ("M-00001;;;;Laser;maître;12/03/2025;;", "“maître” is no level"),
    ("M-00001;;;;Laser;;32/03/2025;;", "32/03/2025"),
    ("M-00001;;;;Laser;;;;", "date"),
    ("M-00001;;;;Laser;;12/03/2099;;", "on a day to come"),
    ("M-00473;;;;Laser;;12/03/2023;;", "was not born yet"),
    ("M-00001;;;;Laser;;12/03/2025;;11/03/2025", "ends before it begins"),
    ("M-00001;;;;Laser;;12/03/2019;;", "2019"),  # a closed year
    ("M-00001;;;;Laser;;jamais;;jamais", "jamais"),
)


@pytest.fixture
def lab(administrator: Worker) -> list[UUID]:
    """A laser, one retired, a course of one and of two, and 470 people from M-00001 on."""
    worker = administrator
    laser, cnc = a_machine(worker, name="Laser"), a_machine(worker, "CNC", name="Fraiseuse")
    a_machine(worker, "VIEILLE", name="Vieille", retired_on=date(2024, 5, 1))
    a_course(worker, laser, title="Découpe laser", validity_months=24)
    a_course(worker, laser, cnc, code="TOUT", title="Tout")
    a_course(worker, code="ACC", title="Accueil")
    born = date(1985, 3, 3)
    people = [a_person(worker, f"Ada{n}", "Exemple", birth_date=born) for n in range(470)]
    for _ in range(2):
        a_person(worker, "Alex", "Double")
    a_person(worker, "Bébé", "Exemple", birth_date=date(2024, 1, 1))  # M-00473
    with worker.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.TRAININGS, through=date(2019, 12, 31), at=NOW))
    return people


def test_of_500_lines_the_30_bad_ones_are_refused_each_for_its_reason(
    administrator: Worker, lab: list[UUID]
) -> None:
    good = [WORDS.format(number=number) for number in range(1, 471)]
    bad = [BAD[place % len(BAD)] for place in range(30)]
    lines = [*good[:100], *(line for line, _ in bad), *good[100:]]
    assert len(lines) == 500
    listing = read(administrator, *lines)
    tried(administrator, listing)
    refused = told(listing)
    assert list(refused) == list(range(102, 132))
    for line, (_, reason) in zip(sorted(refused), bad, strict=True):
        assert reason in refused[line], (line, reason)
    assert written(administrator, listing) == frozenset()
    given = standing(administrator)
    assert {one.person_id for one in given} == set(lab)
    assert {(one.level, one.granted_on, one.granted_by, one.source) for one in given} == {
        (Level.AUTONOMOUS, date(2025, 3, 12), "Samira", Source.TAKEN_OVER)
    }
    administrator.does(lambda act: take_certifications_back(act, listing.keys()))
    assert standing(administrator) == []


def test_what_is_here_already_is_known_and_twice_in_the_file_is_refused(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, name="Laser")
    ada = a_person(administrator)
    a_certification(administrator, ada, machine_id=laser, granted_on=date(2025, 3, 12))
    later = "M-00001;;;;Laser;;13/03/2025;Samira;"
    listing = read(administrator, WORDS.format(number=1), later, later)
    tried(administrator, listing)
    assert [one.line for one in listing.known] == [2]
    assert [one.line for one in listing.taken] == [3]
    assert list(told(listing)) == [4]
    assert "already" in told(listing)[4]


def test_a_line_means_a_machine_a_family_or_the_only_target_of_a_course(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, "LASER", name="Découpeuse laser")
    a_course(administrator, laser, title="Découpe", validity_months=24, level=Level.ACCOMPANIED)
    a_person(administrator)
    listing = read(
        administrator,
        "M-00001;;;;laser;formateur;12/03/2025;Samira;",
        "M-00001;;;;DECOUPEUSE LASER;Autonome;13/03/2025;Samira;31/12/2027",
        "M-00001;;;;découpe;;14/03/2025;Samira;",
    )
    assert told(listing) == {}
    written(administrator, listing)
    assert [(one.level, one.machine_id, one.fixed_until) for one in standing(administrator)] == [
        (Level.TRAINER, laser, None),
        (Level.AUTONOMOUS, laser, date(2027, 12, 31)),
        (Level.ACCOMPANIED, laser, date(2027, 3, 14)),  # as the course says
    ]


def test_whoever_is_meant_is_said_by_somebody_and_nobody_is_enrolled(
    administrator: Worker,
) -> None:
    a_machine(administrator, name="Laser")
    ada = a_person(administrator)
    line = ";Exempl;Ada;;Laser;;12/03/2025;;"
    assert list(told(read(administrator, line))) == [2]
    said = {2: Proposed(ada, 1, "Ada Exemple")}
    listing = read(administrator, line, chosen=said)
    written(administrator, listing)
    assert [one.person_id for one in standing(administrator)] == [ada]


def test_a_day_may_be_that_of_the_whole_list(administrator: Worker) -> None:
    a_machine(administrator, name="Laser")
    a_person(administrator)
    with administrator.database.reading() as session:
        sheet = a_sheet("Numéro;Machine", "M-00001;Laser")
        with pytest.raises(MissingColumnError):
            read_certifications(session, sheet, (TODAY, None))
        listing = read_certifications(session, sheet, (TODAY, date(2024, 1, 2)))
    assert [one.draft.granted_on for one in listing.taken] == [date(2024, 1, 2)]
