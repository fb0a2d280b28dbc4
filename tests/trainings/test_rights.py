"""What the base says of somebody's rights: families, uses, sheets; one by one and as a table."""

from datetime import date, timedelta
from uuid import UUID

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.premises import an_entry
from builders.trainings import a_certification, a_course
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.machines.kinds import DocumentKind
from fablab_desk.machines.models import MachineDocument, UseDay
from fablab_desk.overview.machine_rights import (
    autonomous_on,
    certifications_of_person,
    load_matrix,
    rights_of_person,
    rights_on_machine,
)
from fablab_desk.trainings.kinds import Answer, Level, Standing
from fablab_desk.trainings.rights import right_of
from fablab_desk.trainings.service import archive_course
from fablab_desk.trainings.standing import Decision

TODAY = NOW.date()
LONG_AGO = TODAY - timedelta(days=400)


def right(worker: Worker, person: UUID, machine: UUID, day: date = TODAY) -> Decision:
    with worker.database.reading() as session:
        return right_of(session, person, machine, day)


def used(worker: Worker, person: UUID, machine: UUID, day: date, *, override: bool = False) -> None:
    with worker.database.writing() as session:
        session.add(
            UseDay(
                use_id=new_key(),
                day=day,
                machine_id=machine,
                operator_id=person,
                seconds=3600,
                first=True,
                override=override,
            )
        )


def a_sheet(worker: Worker, machine: UUID, major: int, valid_from: date) -> None:
    with worker.database.writing() as session:
        session.add(
            MachineDocument(
                machine_id=machine,
                kind=DocumentKind.SAFETY_SHEET,
                label="Fiche",
                file="0" * 64,
                file_name="fiche.pdf",
                major=major,
                valid_from=valid_from,
            )
        )


def test_nothing_is_asked_where_no_course_certifies(administrator: Worker) -> None:
    machine, ada = a_machine(administrator), a_person(administrator)
    assert right(administrator, ada, machine).answer is Answer.NOT_ASKED
    course = a_course(administrator, machine)
    assert right(administrator, ada, machine).answer is Answer.TO_TRAIN
    administrator.does(lambda act: archive_course(act, course))
    assert right(administrator, ada, machine).answer is Answer.NOT_ASKED


def test_a_family_opens_its_machines_and_its_uses_keep_it_alive(administrator: Worker) -> None:
    worker = administrator
    family = an_entry(worker, "Rayon laser", ListKind.RISK_FAMILY)
    first, second = (a_machine(worker, code, family_id=family) for code in ("L1", "L2"))
    other = a_machine(worker, "CNC")
    a_course(worker, other, families=frozenset({family}))
    ada = a_person(worker)
    a_certification(worker, ada, family_id=family, granted_on=LONG_AGO, disuse_months=6)
    assert right(worker, ada, first).answer is Answer.TO_TRAIN
    used(worker, ada, second, TODAY - timedelta(days=30))
    answers = [right(worker, ada, machine).answer for machine in (first, second, other)]
    assert answers == [Answer.AUTONOMOUS, Answer.AUTONOMOUS, Answer.TO_TRAIN]


def test_a_use_that_was_allowed_all_the_same_revives_nothing(administrator: Worker) -> None:
    worker, machine, ada = administrator, a_machine(administrator), a_person(administrator)
    a_course(worker, machine)
    a_certification(worker, ada, machine_id=machine, granted_on=LONG_AGO, disuse_months=6)
    used(worker, ada, machine, TODAY - timedelta(days=9), override=True)
    found = right(worker, ada, machine)
    assert found.state is not None
    assert found.state.standing is Standing.DISUSED


def test_a_new_sheet_fells_the_family_s_on_that_machine_only(administrator: Worker) -> None:
    worker = administrator
    family = an_entry(worker, "Rayon laser", ListKind.RISK_FAMILY)
    first, second = (a_machine(worker, code, family_id=family) for code in ("L1", "L2"))
    a_course(worker, families=frozenset({family}))
    ada = a_person(worker)
    a_certification(worker, ada, family_id=family)
    for machine in (first, second):
        a_sheet(worker, machine, 1, date(2020, 1, 1))
    a_sheet(worker, first, 2, TODAY)
    assert right(worker, ada, first).answer is Answer.TO_TRAIN
    assert right(worker, ada, first, TODAY - timedelta(days=1)).answer is Answer.AUTONOMOUS
    assert right(worker, ada, second).answer is Answer.AUTONOMOUS


def test_the_lists_and_the_table_say_what_is_said_one_by_one(administrator: Worker) -> None:
    worker = administrator
    laser, cnc = a_machine(worker, "LASER", "Laser"), a_machine(worker, "CNC", "Fraiseuse")
    a_course(worker, laser, cnc)
    ada, ida, lea = (a_person(worker, name) for name in ("Ada", "Ida", "Léa"))
    a_certification(worker, ada, machine_id=laser)
    a_certification(worker, ida, machine_id=laser, level=Level.ACCOMPANIED)
    a_certification(worker, lea, machine_id=laser, fixed_until=LONG_AGO + timedelta(days=90))
    a_certification(worker, lea, machine_id=cnc)
    with worker.database.reading() as session:
        table = load_matrix(session, TODAY)
        on_laser = rights_on_machine(session, laser, TODAY)
        of_lea = rights_of_person(session, lea, TODAY)
        alone = autonomous_on(session, laser, TODAY)
        history = certifications_of_person(session, lea, TODAY)
    assert alone == ["Ada Exemple"]
    for row in table.rows:
        for (machine, _), shown in zip(table.machines, row.rights, strict=True):
            assert shown == right(worker, row.id, machine)
    assert [(row.name, row.answer) for row in on_laser] == [
        ("Ada Exemple", Answer.AUTONOMOUS),
        ("Ida Exemple", Answer.WITH_ANIMATOR),
        ("Léa Exemple", Answer.TO_TRAIN),
    ]
    told = {row.name: row.answer for row in of_lea}
    assert told == {"Fraiseuse": Answer.AUTONOMOUS, "Laser": Answer.TO_TRAIN}
    standings = {row.target: row.state.standing for row in history}
    assert standings == {"Laser": Standing.LAPSED, "Fraiseuse": Standing.IN_FORCE}
