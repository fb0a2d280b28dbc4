"""Everything that names somebody, counted by plain SQL before a merge and after it."""

from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select, text

from builders import Worker
from builders.agenda import an_arrival, an_opening
from builders.assembly import a_mandate, an_assembly, convened, entered, represented
from builders.invoices import a_draft, fit_to_invoice, issued
from builders.machines import a_machine
from builders.memberships import a_cover, a_plan, enrolled
from builders.money import a_cashing, a_charge
from builders.people import (
    a_child,
    a_consent,
    a_custom_field,
    a_guardian,
    a_household,
    a_piece,
    a_piece_kind,
    an_adult,
    an_organisation,
)
from builders.trainings import a_certification, a_course, a_half_day, a_session, an_enrolment
from builders.twins import Twins, column
from builders.upkeep import a_fault, a_loan, an_order
from builders.uses import HOUR, recorded
from fablab_desk.care.repointing import party_references
from fablab_desk.care.service_merge import tell_apart
from fablab_desk.db.database import Database
from fablab_desk.invoicing.service import credit_invoice
from fablab_desk.keys import new_key
from fablab_desk.machines.service_upkeep import close_order
from fablab_desk.machines.upkeep_drafts import DoneDraft
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.models import Paper
from fablab_desk.people.custom_models import CustomValue
from fablab_desk.people.service_family import add_contact
from fablab_desk.projects.kinds import ProjectStage
from fablab_desk.projects.models import Project, ProjectMeeting, ProjectPerson
from fablab_desk.staff.act import NOT_UNDONE, REGISTRY
from fablab_desk.staff.models import Account
from fablab_desk.staff.queries import check_journal

A_YEAR = timedelta(365)
# Whoever is erased or in the restricted archive is merged with nobody (tests/care/test_erasure).
OUT_OF_REACH = {"party_erasures", "sealed_records", "training_sessions"}  # of organisations


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def counted(worker: Worker) -> Counter[str]:
    """How many rows every table has that names a person or an organisation."""
    tables = {table.name for table, _ in party_references()}
    with worker.database.reading() as session:
        return Counter(
            {name: session.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}
        )


def naming(worker: Worker, party_id: UUID) -> Counter[str]:
    """How many times each table names that record, by plain SQL."""
    found: Counter[str] = Counter()
    with worker.database.reading() as session:
        key = party_id.bytes if session.get_bind().dialect.name == "sqlite" else party_id
        for table, one in party_references():
            many = text(f"SELECT count(*) FROM {table.name} WHERE {one.name} = :key")
            found[table.name] += session.scalar(many, {"key": key}) or 0
    return found


def lived(worker: Worker, person: UUID, plan: UUID, years_ago: int) -> None:
    """Whatever somebody can have, in a year of their own."""
    day = worker.now.date() - years_ago * A_YEAR
    membership = enrolled(worker, person, plan, day).membership_id
    worker.does(lambda act: attest_membership(act, new_key(), membership))
    a_charge(worker, person)
    a_cashing(worker, person)
    a_consent(worker, person, by=None)
    an_arrival(worker, person, day)
    a_piece(worker, person, a_piece_kind(worker, f"Pièce {years_ago}"))
    a_mandate(worker, person, starts_on=day - A_YEAR, ends_on=day)
    child = a_child(worker, f"Zoé {years_ago}")
    a_guardian(worker, child, person)
    a_consent(worker, child, by=person)
    shop = an_organisation(worker, f"Atelier {years_ago}")
    worker.does(lambda act: add_contact(act, new_key(), shop, person))


def worked(worker: Worker, kept: UUID, gone: UUID) -> None:
    """Machines, projects and loans of both; of one project at that."""
    for code, person, years_ago in (("P1", kept, 0), ("P2", gone, 2)):
        machine = a_machine(worker, code)
        began = worker.now - years_ago * A_YEAR - HOUR  # a day on which they are counted already
        recorded(worker, machine, person, began, HOUR / 2, animator_id=person)
        a_fault(worker, machine, person_id=person)
        order = an_order(worker, machine)
        done = DoneDraft(done_by_id=person)
        worker.does(partial(close_order, order_id=order, draft=done))
        a_loan(worker, machine_id=a_machine(worker, f"{code}B"), borrower_id=person)
    with worker.database.writing() as session:
        project: UUID = new_key()
        session.add(
            Project(
                id=project,
                title="Lampe",
                sort_name="lampe",
                organisation_id=gone,
                begun_on=worker.now.date(),
            )
        )
        session.flush()
        session.add(ProjectPerson(project_id=project, person_id=gone))
        session.add(
            ProjectMeeting(
                project_id=project,
                day=worker.now.date(),
                minutes=30,
                person_id=gone,
                stage=ProjectStage.IDEA,
            )
        )


def trained(worker: Worker, kept: UUID, gone: UUID) -> None:
    """Both in one session; both have given others, were certified, and have paid for somebody."""
    machine = a_machine(worker, "FORM")
    course = a_course(worker)
    theirs = a_session(worker, course)
    an_enrolment(worker, theirs, kept)
    an_enrolment(worker, theirs, gone)
    for person, days in ((kept, 3), (gone, 5)):
        a_certification(worker, person, machine_id=machine, trainer_id=person)
        when = a_half_day(worker.now - timedelta(days=days))
        given = a_session(worker, course, person, half_days=(when,))
        an_enrolment(worker, given, payer_id=person)


def invoiced(worker: Worker, kept: UUID, gone: UUID) -> None:
    """Both were sent an invoice, and one of them its credit note."""
    fit_to_invoice(worker, kept, gone)
    first, second = a_draft(worker, kept), a_draft(worker, gone)
    for key in (first, second):
        issued(worker, key)
    worker.does(lambda act: credit_invoice(act, new_key(), new_key(), second, "erreur"))


def assembled(worker: Worker, person: UUID, other: UUID) -> None:
    """Somebody was there, with the vote of another."""
    assembly = convened(worker, an_assembly(worker))
    entered(worker, assembly, person)
    represented(worker, assembly, other, person)


@pytest.fixture
def pair(administrator: Worker) -> Twins:
    """Two records of one adult, each with all there can be; what stays single stands at one."""
    worker, plan = administrator, a_plan(administrator)
    kept, former, gone = (an_adult(worker, name, "Dupré") for name in ("Léa", "Lia", "Lise"))
    Twins(worker, gone, former).merge()
    lived(worker, kept, plan, 0)
    lived(worker, gone, plan, 2)
    other = an_adult(worker, "Ida")
    enrolled(worker, other, plan, worker.now.date())
    a_household(worker, gone, gone, a_child(worker, "Max"))
    an_opening(worker, [gone])
    worker.does(lambda act: tell_apart(act, gone, other))
    field = a_custom_field(worker)
    with worker.database.writing() as session:
        session.add(CustomValue(party_id=gone, field_id=field, value="oui"))
        session.get_one(Account, worker.seat.account_id).person_id = gone
    a_cover(worker, gone, reason="Convention", last=worker.now.date())
    assembled(worker, kept, other)
    worked(worker, kept, gone)
    trained(worker, kept, gone)
    invoiced(worker, kept, gone)
    return Twins(worker, kept, gone)


def test_nothing_that_names_two_people_who_become_one_is_lost(
    pair: Twins, administrator: Worker
) -> None:
    before, rows = naming(administrator, pair.kept), counted(administrator)
    theirs = before + naming(administrator, pair.gone)
    unseen = {table for table in rows if not theirs[table]}
    assert unseen == OUT_OF_REACH, "what names people is to be tried here too"
    papers = column(administrator, select(Paper.hash).order_by(Paper.position))
    pair.merge()
    assert naming(administrator, pair.gone).total() == 0
    # One row more: the merge itself, by which the number of the one leads to the other.
    assert naming(administrator, pair.kept) == theirs + Counter({"party_merges": 1})
    assert counted(administrator) == rows + Counter({"party_merges": 1})
    assert column(administrator, select(Paper.hash).order_by(Paper.position)) == papers
    with administrator.database.reading() as session:
        assert check_journal(session, None) == []


def test_a_merge_says_that_it_cannot_be_undone() -> None:
    assert REGISTRY["care.merge_parties"].inverse == NOT_UNDONE


def test_a_child_on_file_twice_keeps_every_guardian_and_the_household(
    administrator: Worker,
) -> None:
    pair = Twins(administrator, a_child(administrator, "Zoé"), a_child(administrator, "Zoée"))
    for child, name in ((pair.kept, "Ada"), (pair.gone, "Ida")):
        a_guardian(administrator, child, an_adult(administrator, name))
    a_household(administrator, an_adult(administrator, "Léo"), pair.gone)
    theirs = naming(administrator, pair.kept) + naming(administrator, pair.gone)
    pair.merge()
    assert naming(administrator, pair.kept) == theirs + Counter({"party_merges": 1})
