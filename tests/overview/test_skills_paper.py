"""What stands on the papers of skills and on the letters that call to a session."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, an_attachments_folder, an_organisation
from builders.trainings import (
    a_certification,
    a_course,
    a_half_day,
    a_session,
    an_enrolment,
)
from fablab_desk.documents.page import Heading, Page, Paragraph, Table
from fablab_desk.overview.convocation import lay_out_convocations, load_convocations
from fablab_desk.overview.skills_paper import (
    lay_out_open_access,
    lay_out_skills,
    load_open_access,
    load_person_skills,
    load_rights_cards,
)
from fablab_desk.trainings.kinds import Level

ZONE, ONE, TODAY = ZoneInfo("Europe/Paris"), timedelta(days=1), NOW.date()


def rows(page: Page) -> list[tuple[str, ...]]:
    return [row for block in page.blocks if isinstance(block, Table) for row in block.rows]


def words(page: Page) -> list[str]:
    return [str(one.text) for one in page.blocks if isinstance(one, (Paragraph, Heading))]


def test_skills_stand_under_what_may_be_done_with_what_is_missing(administrator: Worker) -> None:
    worker = administrator
    laser, cnc, vinyl = (a_machine(worker, code) for code in ("LASER", "CNC", "VINYL"))
    a_course(worker, laser, cnc, vinyl, title="Tout")
    ada = a_person(worker)
    until = date(2027, 1, 31)
    a_certification(worker, ada, machine_id=laser, fixed_until=until)
    a_certification(worker, ada, machine_id=cnc, level=Level.ACCOMPANIED)
    with worker.database.reading() as session:
        page = lay_out_skills(load_person_skills(session, ada, TODAY), "en")
    assert page.title == "What Ada Exemple may work on"
    assert [one for one in words(page) if "that day" not in one] == [
        "Autonomous",
        "With an animator",
        "Training to be followed",
    ]
    alone, beside, to_learn = rows(page)
    assert alone == ("Laser", "Autonomous", "31 January 2027")
    assert beside[0] == "Cnc"
    assert to_learn[0] == "Vinyl"
    assert "no session is planned" in to_learn[1]


def test_the_list_of_the_day_names_who_may_work_alone_and_whose_right_ends(
    administrator: Worker,
) -> None:
    worker = administrator
    laser, cnc = a_machine(worker, "LASER"), a_machine(worker, "CNC")
    a_machine(worker, "GONE", retired_on=TODAY - ONE)
    a_course(worker, laser, cnc)
    for name, said in (
        ("Ada", {}),
        ("Bob", {"level": Level.TRAINER}),
        ("Cléo", {"fixed_until": TODAY + 9 * ONE}),
        ("Dan", {"fixed_until": TODAY - ONE}),
        ("Eva", {"level": Level.ACCOMPANIED}),
    ):
        a_certification(worker, a_person(worker, name), machine_id=laser, **said)
    with worker.database.reading() as session:
        page = lay_out_open_access(load_open_access(session, TODAY), "en")
    nobody, alone = words(page)[1], words(page)[3]
    assert words(page)[0::2] == ["Cnc", "Laser"]
    assert nobody == "Nobody may work alone on it."
    assert alone == "Ada Exemple · Bob Exemple (trainer) · Cléo Exemple (until 11/03/2026)"


def test_a_card_has_the_first_lines_and_tells_how_many_more(administrator: Worker) -> None:
    worker = administrator
    machines = [a_machine(worker, f"M{place}") for place in range(8)]
    a_course(worker, *machines)
    ada, bob = a_person(worker, "Ada"), a_person(worker, "Bob")
    for machine in machines:
        a_certification(worker, ada, machine_id=machine)
    with worker.database.reading() as session:
        files = an_attachments_folder(worker)
        full, empty = load_rights_cards(session, [ada, bob], files, TODAY, "en")
    assert full.lines == ("M0", "M1", "M2", "M3", "M4", "and 3 more")
    assert (empty.name, empty.lines) == ("Bob Exemple", ())


def test_whoever_is_enrolled_is_called_by_day_hour_and_place(administrator: Worker) -> None:
    worker, school = administrator, an_organisation(administrator, "Lycée Exemple")
    key = a_session(
        worker,
        a_course(worker, title="Découpe laser"),
        seats=1,
        half_days=(a_half_day(NOW + ONE, place="Salle B"), a_half_day(NOW + 2 * ONE)),
    )
    first = an_enrolment(worker, key, a_person(worker, "Ada"), payer_id=school)
    waits = an_enrolment(worker, key, a_person(worker, "Bob"))
    with worker.database.reading() as session:
        pages = lay_out_convocations(load_convocations(session, key, TODAY, "en"), ZONE, "en")
        one = load_convocations(session, key, TODAY, "en", waits)
        (queued,) = lay_out_convocations(one, ZONE, "en")
    (letter,) = pages
    assert first != waits
    assert letter.recipient[0] == "Ada Exemple"
    assert "Découpe laser" in letter.title
    assert [row[2] for row in rows(letter)] == ["Salle B", ""]
    assert rows(letter)[0][1] == "10:30 – 13:30"
    assert "waiting list" in words(queued)[0]
