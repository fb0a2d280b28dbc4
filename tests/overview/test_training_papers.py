"""What stands on the attendance sheet and on the programme of a course."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine
from builders.people import a_person
from builders.premises import a_space
from builders.trainings import a_course, a_half_day, a_session, an_enrolment
from fablab_desk.documents.page import Facts, Heading, Page, PageFormat, Table
from fablab_desk.overview.training_papers import (
    lay_out_attendance,
    lay_out_programme,
    load_attendance,
    load_programme,
)
from fablab_desk.trainings.kinds import Funding

ZONE, DAY = ZoneInfo("Europe/Paris"), timedelta(days=1)


def table(page: Page) -> Table:
    (found,) = (block for block in page.blocks if isinstance(block, Table))
    return found


def facts(page: Page) -> dict[str, str]:
    return {
        title: str(value)
        for block in page.blocks
        if isinstance(block, Facts)
        for title, value in block.pairs
    }


def test_everybody_signs_under_the_day_the_hours_and_the_room(administrator: Worker) -> None:
    worker, room = administrator, a_space(administrator, "Atelier")
    trainer = a_person(worker, "Samira", "Formatrice")
    halves = (a_half_day(NOW - 2 * DAY, space_id=room), a_half_day(NOW - DAY, place="Mairie"))
    key = a_session(worker, a_course(worker), trainer, half_days=halves, seats=1)
    ida = a_person(worker, "Ida", "Stagiaire")
    an_enrolment(worker, key, ida, status="salariée", funding=Funding.FREE_LISTENER)
    an_enrolment(worker, key, a_person(worker, "Zoé"))  # on the waiting list: signs nothing
    with worker.database.reading() as session:
        of = load_attendance(session, key)
    (page,) = lay_out_attendance(of, ZONE, "fr")
    assert (page.title, page.format) == (
        "Feuille d’émargement\u00a0: Découpe laser",
        PageFormat.A4_LANDSCAPE,
    )
    assert [column.title for column in table(page).columns] == [
        "Nom",
        "Profession, situation",
        "28/02/2026\n10:30–13:30\nAtelier",
        "01/03/2026\n10:30–13:30\nMairie",
    ]
    rows = [(row[0].split("\n")[0], row[1]) for row in table(page).rows]
    assert rows[:2] == [
        ("Samira Formatrice", "Formateur"),
        ("Ida Stagiaire", "salariée, Auditeur libre"),
    ]
    assert all(row[2:] == ("", "") for row in table(page).rows)
    assert not any("Zoé" in name for name, _ in rows)


def test_many_half_days_are_spread_over_sheets_or_have_one_each(administrator: Worker) -> None:
    halves = tuple(a_half_day(NOW - place * DAY) for place in range(6, 0, -1))
    key = a_session(administrator, a_course(administrator), half_days=halves)
    with administrator.database.reading() as session:
        of = load_attendance(session, key)
    sheets = lay_out_attendance(of, ZONE, "fr")
    assert [len(table(page).columns) - 2 for page in sheets] == [4, 2]
    assert len(lay_out_attendance(of, ZONE, "fr", each=True)) == 6


def test_a_programme_says_what_it_takes_and_what_it_gives(administrator: Worker) -> None:
    worker = administrator
    laser = a_machine(worker, name="Laser")
    before = a_course(worker, code="SECU", title="Sécurité")
    course = a_course(
        worker,
        laser,
        minutes=390,
        min_age=14,
        validity_months=24,
        needs=frozenset({before}),
        article_id=an_article(worker, "STAGE", price="45"),
        objectives="Découper sans danger.",
        programme="# Matin\n- Focale",
        criteria=("Règle la focale",),
    )
    with worker.database.reading() as session:
        page = lay_out_programme(load_programme(session, course, date(2026, 3, 2)), "fr")
    said = {title: text.replace("\u00a0", " ") for title, text in facts(page).items()}
    assert said == {
        "Durée": "6 h 30",
        "À valider avant": "Sécurité",
        "Âge minimum": "14",
        "Places": "6",
        "Habilite à": "Laser (autonome)",
        "Combien de temps elle vaut": "24 mois",
        "Tarif": "45,00 €",
    }
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings[:2] == ["Objectifs", "Programme"]
    assert headings[-1] == "Ce qui est évalué"
