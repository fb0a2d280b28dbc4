"""The skills matrix by group and organisation, what comes next in it, and on the first screen."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from builders import NOW, Worker
from builders.lab import an_audience
from builders.machines import a_machine
from builders.people import a_person, an_organisation
from builders.trainings import a_certification, a_course, a_half_day, a_session, an_enrolment
from fablab_desk.keys import new_key
from fablab_desk.overview.next_actions import ActionKind, list_ending
from fablab_desk.overview.skills import Skills, Whose, load_skills
from fablab_desk.overview.trainings_today import TrainingsToday, load_trainings_today
from fablab_desk.trainings.kinds import Level
from fablab_desk.trainings.service_certifications import suspend

DAY, ONE = NOW.date(), timedelta(days=1)
EVERYBODY = Whose()
LONG_AGO = date(2023, 1, 10)


def skills(worker: Worker, whose: Whose = EVERYBODY, most: int = 500) -> Skills:
    with worker.database.reading() as session:
        return load_skills(session, DAY, whose, most)


def names(found: Skills) -> list[str]:
    return [row.name.split()[0] for row in found.matrix.rows]


def certified(worker: Worker, name: str, laser: UUID, **columns: Any) -> UUID:
    person = a_person(worker, name)
    a_certification(worker, person, machine_id=laser, **columns)
    return person


def a_laser(worker: Worker) -> UUID:
    laser = a_machine(worker, name="Laser")
    a_course(worker, laser, title="Découpe laser")
    return laser


def today(worker: Worker) -> TrainingsToday:
    with worker.database.reading() as session:
        return load_trainings_today(session, NOW, DAY)


def test_without_a_group_whoever_was_certified_stands_in_it(administrator: Worker) -> None:
    laser = a_laser(administrator)
    certified(administrator, "Ada", laser)
    certified(administrator, "Bob", laser, withdrawn=True)
    a_person(administrator, "Ida")
    assert names(skills(administrator)) == ["Ada"]


def test_a_group_stands_in_it_whole_and_a_name_is_sought_among_all(
    administrator: Worker,
) -> None:
    laser, students = a_laser(administrator), an_audience(administrator, "Étudiants")
    for name in ("Ada", "Bob", "Ida"):
        a_person(administrator, name, audience_id=students)
    certified(administrator, "Zoé", laser)
    found = skills(administrator, Whose(audience_id=students), most=2)
    assert (names(found), found.people) == (["Ada", "Bob"], 3)
    assert names(skills(administrator, Whose(audience_id=students, sought="id"), most=2)) == ["Ida"]
    assert names(skills(administrator, Whose(sought="zo"))) == ["Zoé"]


def test_an_organisation_has_whom_it_sent_and_whom_it_had_trained(administrator: Worker) -> None:
    worker, school = administrator, an_organisation(administrator, "Lycée Exemple")
    hosted = a_session(worker, a_course(worker), host_id=school)
    an_enrolment(worker, hosted, a_person(worker, "Ada"))
    another = a_session(
        worker, a_course(worker, code="CNC"), half_days=(a_half_day(NOW + 2 * ONE),)
    )
    an_enrolment(worker, another, a_person(worker, "Bob"), payer_id=school)
    an_enrolment(worker, another, a_person(worker, "Ida"))
    assert names(skills(worker, Whose(organisation_id=school))) == ["Ada", "Bob"]


def test_what_presses_most_comes_first_with_what_there_is_to_do(administrator: Worker) -> None:
    worker, laser = administrator, a_laser(administrator)
    certified(worker, "Sûre", laser)
    certified(worker, "Bientôt", laser, fixed_until=DAY + 20 * ONE)
    certified(worker, "Passée", laser, granted_on=LONG_AGO, fixed_until=DAY - ONE)
    certified(worker, "Pas", laser, level=Level.ACCOMPANIED)
    certified(worker, "Finie", laser)
    with worker.database.reading() as session:
        (grant,) = load_skills(session, DAY, Whose(sought="finie")).matrix.rows[0].rights
    assert grant.grant is not None
    held = grant.grant.id
    worker.does(lambda act: suspend(act, new_key(), held, "Casse"))
    found = [(one.person.split()[0], one.kind, one.on) for one in skills(worker).actions]
    assert found == [
        ("Bientôt", ActionKind.ENDING, DAY + 20 * ONE),
        ("Passée", ActionKind.ENDED, DAY),
        ("Finie", ActionKind.SUSPENDED, DAY),
        ("Pas", ActionKind.ONE_STEP, None),
    ]
    remedies = {one.kind: str(one.remedy) for one in skills(worker).actions}
    assert "no session is planned" in remedies[ActionKind.ENDING]
    assert "A trainer restores it" in remedies[ActionKind.SUSPENDED]


def test_who_renewed_in_time_ends_no_more(administrator: Worker) -> None:
    laser = a_laser(administrator)
    renewed = certified(administrator, "Ada", laser, fixed_until=DAY + 5 * ONE)
    certified(administrator, "Bob", laser, fixed_until=DAY + 5 * ONE)
    a_certification(administrator, renewed, machine_id=laser, fixed_until=DAY + 400 * ONE)
    with administrator.database.reading() as session:
        found = list_ending(session, DAY, 30 * ONE)
    assert [one.person for one in found] == ["Bob Exemple"]


def test_the_first_screen_tells_sessions_that_press(administrator: Worker) -> None:
    worker, course = administrator, a_course(administrator)
    over = a_session(worker, course)
    now = a_session(worker, course, half_days=(a_half_day(NOW + timedelta(hours=1)),))
    short = a_session(
        worker, course, half_days=(a_half_day(NOW + 3 * ONE),), minimum=3, decide_on=DAY
    )
    a_session(worker, course, half_days=(a_half_day(NOW + 6 * ONE),))
    told = today(worker)
    assert [row.id for row in told.to_close] == [over]
    assert [row.id for row in told.of_day] == [now]
    assert [row.id for row in told.short] == [short]
    assert told.ending == ()
