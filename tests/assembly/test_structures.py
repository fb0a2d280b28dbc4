"""Where several structures carry the lab: whose assembly it is, who votes, whose board."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update

from builders import Worker
from builders.assembly import MEETS, USUAL, a_mandate, an_assembly, convened
from builders.lab import a_carrier, an_audience
from builders.memberships import a_member, a_plan
from builders.people import a_person
from fablab_desk.assembly.board import list_board, list_mandates, list_overlaps
from fablab_desk.assembly.document import mail_text
from fablab_desk.assembly.drafts import MandateDraft
from fablab_desk.assembly.errors import ConvenedError, OtherStructureError
from fablab_desk.assembly.kinds import Office
from fablab_desk.assembly.meeting import list_addressees, load_meeting
from fablab_desk.assembly.queries import load_assembly
from fablab_desk.assembly.service import correct_assembly, plan_assembly
from fablab_desk.assembly.service_mandates import correct_mandate, give_mandate
from fablab_desk.assembly.voters import list_called, list_voters_on
from fablab_desk.catalogue.models import Article
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_carriers import archive_carrier, make_main
from fablab_desk.memberships.carrier import belongs_to, carrier_of_membership
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.people.models import Party


def main_one(worker: Worker) -> UUID:
    with worker.database.reading() as session:
        return load_carrier(session).id


def sold_by(worker: Worker, plan: UUID, carrier_id: UUID) -> UUID:
    with worker.database.writing() as session:
        article = select(MembershipPlan.article_id).where(MembershipPlan.id == plan)
        session.execute(
            update(Article)
            .where(Article.id == article.scalar_subquery())
            .values(carrier_id=carrier_id)
        )
    return plan


def a_named_member(worker: Worker, name: str, plan: UUID, audience_id: UUID | None = None) -> UUID:
    key = a_person(worker, name)
    if audience_id:
        with worker.database.writing() as session:
            session.execute(update(Party).where(Party.id == key).values(audience_id=audience_id))
    a_member(worker, key, plan)
    return key


@pytest.fixture
def university(administrator: Worker) -> UUID:
    """Ada is the association's; Bea by the plan, Cléo by her audience, the university's."""
    key = a_carrier(administrator)
    with administrator.database.writing() as session:
        said = {"email": "campus@example.org", "city": "Campus"}
        session.execute(update(Carrier).where(Carrier.id == key).values(said))
    usual = a_plan(administrator)
    pro = sold_by(administrator, a_plan(administrator, "Adhésion pro"), key)
    a_named_member(administrator, "Ada", usual)
    a_named_member(administrator, "Bea", pro)
    a_named_member(administrator, "Cléo", usual, an_audience(administrator, "Pro", 0, key))
    return key


def voters(worker: Worker, carrier_id: UUID | None) -> list[str]:
    with worker.database.reading() as session:
        rows = list_voters_on(MEETS, carrier_id=carrier_id).every(session)
    return [row.name.split()[0] for row in rows]


def problem(worker: Worker, call: object) -> tuple[str, type[DeskError]]:
    with pytest.raises(Problems) as told:
        worker.does(call)  # type: ignore[arg-type]
    ((name, found),) = told.value.found
    return name, type(found)


def test_each_structure_s_members_vote_in_its_assembly_only(
    administrator: Worker, university: UUID
) -> None:
    assert voters(administrator, main_one(administrator)) == ["Ada"]
    assert voters(administrator, university) == ["Bea", "Cléo"]
    assert voters(administrator, None) == ["Ada", "Bea", "Cléo"]


def test_a_convocation_calls_the_structure_s_own_and_goes_out_in_its_name(
    administrator: Worker, university: UUID
) -> None:
    key = convened(administrator, an_assembly(administrator, carrier_id=university))
    with administrator.database.reading() as session:
        meeting = load_meeting(session, key, MEETS)
        to = list_addressees(session, key, "en")
        called = list_called(key).every(session)
        row = load_assembly(session, key)
    assert [one.name.split()[0] for one in to] == ["Bea", "Cléo"]
    assert len(called) == row.voters == 2
    assert (meeting.carrier, meeting.city, meeting.sender, meeting.letterhead.name) == (
        *("Université d’Essai", "Campus", "campus@example.org"),
        "Université d’Essai",
    )
    assert row.carrier == "Université d’Essai"
    assert mail_text(meeting, "en").startswith("Université d’Essai convenes you")


def test_where_one_structure_carries_the_lab_all_vote_and_nothing_more_is_said(
    administrator: Worker,
) -> None:
    plan = a_plan(administrator)
    a_named_member(administrator, "Ada", plan)
    with administrator.database.reading() as session:
        row = load_assembly(session, an_assembly(administrator))
    assert (row.carrier, row.voters) == ("", 1)
    assert row.carrier_id == main_one(administrator)


def test_an_assembly_stays_with_its_structure_when_another_becomes_the_main_one(
    administrator: Worker, university: UUID
) -> None:
    key = an_assembly(administrator)
    association = main_one(administrator)
    administrator.does(lambda act: make_main(act, university))
    with administrator.database.reading() as session:
        assert load_assembly(session, key).carrier_id == association


def test_a_membership_belongs_to_who_sold_it_whatever_became_of_its_plan(
    administrator: Worker, university: UUID
) -> None:
    with administrator.database.writing() as session:
        session.execute(update(Article).values(carrier_id=university))
    with administrator.database.reading() as session:
        every = session.scalars(select(Membership)).all()
        for carrier_id in (main_one(administrator), university):
            told = set(session.scalars(select(Membership.id).where(belongs_to(carrier_id))))
            expected = {
                one.id for one in every if carrier_of_membership(session, one).id == carrier_id
            }
            assert told == expected
    assert voters(administrator, main_one(administrator)) == ["Ada"]


def test_once_convened_the_structure_stays_as_it_is(
    administrator: Worker, university: UUID
) -> None:
    key = convened(administrator, an_assembly(administrator))
    draft = replace(USUAL, carrier_id=university)
    found = problem(administrator, lambda act: correct_assembly(act, key, draft, 2))
    assert found == ("carrier_id", ConvenedError)


def test_a_second_call_comes_from_the_structure_of_the_first(
    administrator: Worker, university: UUID
) -> None:
    first = convened(administrator, an_assembly(administrator))
    draft = replace(USUAL, after_id=first, carrier_id=university)
    found = problem(administrator, lambda act: plan_assembly(act, new_key(), draft))
    assert found == ("carrier_id", OtherStructureError)


def test_a_structure_nobody_knows_has_neither_assembly_nor_board(administrator: Worker) -> None:
    draft = replace(USUAL, carrier_id=new_key())
    found = problem(administrator, lambda act: plan_assembly(act, new_key(), draft))
    assert found == ("carrier_id", UnknownCarrierError)
    ada = a_person(administrator)
    mandate = MandateDraft(
        person_id=ada, office=Office.MEMBER, starts_on=MEETS, ends_on=MEETS, carrier_id=new_key()
    )
    found = problem(administrator, lambda act: give_mandate(act, new_key(), mandate))
    assert found == ("carrier_id", UnknownCarrierError)


def test_two_structures_have_two_boards_and_their_presidents_do_not_overlap(
    administrator: Worker, university: UUID
) -> None:
    ours = a_mandate(administrator, a_person(administrator, "Zoé"))
    theirs = a_mandate(administrator, a_person(administrator, "Max"), carrier_id=university)
    with administrator.database.reading() as session:
        boards = [
            [row.name for row in list_board(session, MEETS, one)]
            for one in (main_one(administrator), university, None)
        ]
        overlaps = [list_overlaps(session, one) for one in (ours, theirs)]
    assert boards == [["Zoé Exemple"], ["Max Exemple"], ["Max Exemple", "Zoé Exemple"]]
    assert overlaps == [[], []]


def test_the_same_office_of_two_structures_is_two_mandates(
    administrator: Worker, university: UUID
) -> None:
    zoe = a_person(administrator, "Zoé")
    a_mandate(administrator, zoe)
    a_mandate(administrator, zoe, carrier_id=university)
    with administrator.database.reading() as session:
        assert len(list_mandates(session)) == 2


def test_a_mandate_passes_to_another_structure_and_back(
    administrator: Worker, university: UUID
) -> None:
    key = a_mandate(administrator, ends_on=date(2027, 3, 2))
    with administrator.database.reading() as session:
        (row,) = list_mandates(session)
    before = MandateDraft(
        person_id=row.person_id,
        office=row.office,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        carrier_id=row.carrier_id,
    )
    after = replace(before, carrier_id=university)
    administrator.does(lambda act: correct_mandate(act, key, after, row.version))
    with administrator.database.reading() as session:
        assert list_mandates(session)[0].carrier_id == university
    administrator.does(lambda act: correct_mandate(act, key, before, after))
    with administrator.database.reading() as session:
        assert list_mandates(session) == [replace(row, version=3)]


def test_an_assembly_of_an_archived_structure_still_says_whose_it_is(
    administrator: Worker, university: UUID
) -> None:
    key = an_assembly(administrator, carrier_id=university)
    administrator.does(lambda act: archive_carrier(act, university))
    with administrator.database.reading() as session:
        assert load_assembly(session, key).carrier == "Université d’Essai"
