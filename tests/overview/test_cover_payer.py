"""Case 11: a person covered by an organisation keeps her own audience.

When a cover ends, the payer falls back to the person and the desk is told.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.catalogue import a_price, an_article
from builders.lab import an_audience
from builders.memberships import a_cover, a_member, a_plan, cancel
from builders.money import a_charge, a_line, a_part, a_till
from builders.people import a_household, a_person, an_attachments_folder, an_organisation
from fablab_desk.charges.models import Charge
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.memberships.covers import find_cover
from fablab_desk.memberships.ended_covers import list_ended
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.memberships.proposal import propose
from fablab_desk.memberships.service_covers import correct_cover
from fablab_desk.overview.card import load_card
from fablab_desk.overview.charging import load_charging
from fablab_desk.overview.counter import ToCash, load_counter, whom_to_cash
from fablab_desk.overview.enrolment import load_offer
from fablab_desk.payments.drafts import CashingDraft, Sale
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash
from fablab_desk.people.models import Party
from fablab_desk.people.service import archive_party

TODAY, A_DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def school(administrator: Worker) -> UUID:
    """A member from today for a year, of an audience of its own."""
    key = an_organisation(administrator, "Lycée Exemple")
    a_member(administrator, key, a_plan(administrator, "École", for_organisations=True))
    return key


@pytest.fixture
def ada(administrator: Worker) -> UUID:
    """A student: of another audience than the school that will cover her."""
    student = an_audience(administrator, "Étudiante")
    return a_person(administrator, "Ada", audience_id=student)


def payer(worker: Worker, person: UUID, day: date) -> str:
    with worker.database.reading() as session:
        found = usual_payer(session, person, day)
        account = worker.seat.account_id
        assert load_offer(session, person, day).payer == found
        assert load_charging(session, person, day, account).payer == found
        assert whom_to_cash(session, person, day).payer_id == found.id
    return found.name


def end_by_hand(worker: Worker, cover: UUID, last: date) -> None:
    with worker.database.reading() as session:
        row = find_cover(session, cover, TODAY)
    assert row
    draft = replace(row.draft, ends_on=last)
    worker.does(lambda act: correct_cover(act, cover, draft, row.version))


@pytest.mark.parametrize("last", [TODAY + 30 * A_DAY, None], ids=["its last day", "not renewed"])
def test_when_a_cover_ends_the_payer_falls_back_to_the_person(
    administrator: Worker, school: UUID, ada: UUID, last: date | None
) -> None:
    assert payer(administrator, ada, TODAY) == "Ada Exemple"
    a_cover(administrator, ada, school, last=last)
    ends = last or date(2027, 3, 1)
    days = (TODAY - A_DAY, TODAY, ends, ends + A_DAY)
    assert [payer(administrator, ada, day) for day in days] == [
        "Ada Exemple",
        "Lycée Exemple",
        "Lycée Exemple",
        "Ada Exemple",
    ]


def test_a_cover_ended_by_hand_gives_back_the_payer_of_the_household(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    a_household(administrator, a_person(administrator, "Mère"), ada)
    cover = a_cover(administrator, ada, school)
    assert payer(administrator, ada, TODAY + A_DAY) == "Lycée Exemple"
    end_by_hand(administrator, cover, TODAY)
    assert payer(administrator, ada, TODAY + A_DAY) == "Mère Exemple"


def test_an_organisation_that_is_no_member_or_is_archived_pays_for_nobody(
    administrator: Worker, ada: UUID
) -> None:
    town, club = an_organisation(administrator, "Ville"), an_organisation(administrator, "Club")
    plan = a_plan(administrator, "Structures", for_organisations=True)
    membership = a_member(administrator, town, plan)
    a_cover(administrator, ada, town)
    a_cover(administrator, ada, club, "Convention", last=TODAY + A_DAY)
    assert payer(administrator, ada, TODAY) == "Ville"
    cancel(administrator, membership)
    assert payer(administrator, ada, TODAY) == "Club"
    administrator.does(lambda act: archive_party(act, club))
    assert payer(administrator, ada, TODAY) == "Ada Exemple"


def test_an_agreement_without_an_organisation_changes_no_payer(
    administrator: Worker, ada: UUID
) -> None:
    a_cover(administrator, ada, reason="Convention", last=TODAY + A_DAY)
    assert payer(administrator, ada, TODAY) == "Ada Exemple"


def test_a_person_covered_by_an_organisation_keeps_her_own_audience_and_its_price(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    with administrator.database.reading() as session:
        audience = session.get_one(Party, ada).audience_id
    plan = a_plan(administrator, fee="20.00")
    sheet = an_article(administrator, price="5.00")
    with administrator.database.reading() as session:
        fee = session.get_one(MembershipPlan, plan).article_id
    for article, amount in ((sheet, "3.00"), (fee, "12.00")):
        a_price(administrator, article, amount, audience_id=audience)
    a_cover(administrator, ada, school)
    with administrator.database.reading() as session:
        offered = propose(session, ada, plan, TODAY, today=TODAY)
        counter = load_counter(session, school, TODAY, ada)
        charging = load_charging(session, ada, TODAY, administrator.seat.account_id)
    assert (offered.payer_id, offered.audience_id, offered.fee) == (school, audience, Decimal(12))
    assert [one.price for one in counter.on_sale] == [Decimal(3)]
    assert [one.price for one in charging.on_sale] == [Decimal(3)]
    till = a_till(administrator)
    sold = CashingDraft(
        payer_id=school,
        for_id=ada,
        sales=(Sale(article_id=sheet, quantity=Decimal(2), id=new_key()),),
        parts=(a_part(administrator, "6.00", MethodKind.CARD),),
        till_id=till,
    )
    administrator.does(lambda act: cash(act, new_key(), sold))
    with administrator.database.reading() as session:
        wanted = select(Charge.payer_id, Charge.beneficiary_id, Charge.amount)
        charges = session.execute(wanted.where(Charge.article_id == sheet)).all()
    assert charges == [(school, ada, Decimal(6))]


def test_what_was_owed_before_a_cover_stays_whose_it_was(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    a_charge(administrator, ada)
    a_cover(administrator, ada, school)
    with administrator.database.reading() as session:
        assert whom_to_cash(session, ada, TODAY) == ToCash(ada)
        counter = load_counter(session, ada, TODAY)
    assert (len(counter.charges), counter.covering) == (1, "Lycée Exemple")


def test_of_what_the_organisation_owes_only_what_is_hers_is_taken_for_her(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    a_charge(administrator, school, a_line("Loyer", "300.00"))
    a_charge(administrator, school, a_line("Plaque", beneficiary_id=ada))
    a_cover(administrator, ada, school)
    with administrator.database.reading() as session:
        assert whom_to_cash(session, ada, TODAY) == ToCash(school, ada)
        counter = load_counter(session, school, TODAY, ada)
    assert [one.label for one in counter.charges] == ["Plaque"]
    assert (counter.payer_name, counter.covered) == ("Lycée Exemple", "Ada Exemple")


def told(worker: Worker, day: date) -> list[tuple[str, str, int, date]]:
    with worker.database.reading() as session:
        return [(one.name, one.by, one.people, one.until) for one in list_ended(session, day)]


def test_the_desk_is_told_for_sixty_days_that_a_cover_ended(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    a_cover(administrator, ada, school, last=TODAY)
    line = [("Ada Exemple", "Lycée Exemple", 1, TODAY)]
    days = (0, 1, 60, 61)
    found = [told(administrator, TODAY + days * A_DAY) for days in days]
    assert found == [[], line, line, []]


def test_people_who_were_covered_together_are_told_in_one_line(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    for person in (ada, a_person(administrator, "Bea")):
        a_cover(administrator, person, school)
    ends = date(2027, 3, 1)
    assert told(administrator, ends + A_DAY) == [("", "Lycée Exemple", 2, ends)]


def test_nothing_is_told_where_something_else_covers_the_person_or_she_left(
    administrator: Worker, school: UUID, ada: UUID
) -> None:
    gone = a_person(administrator, "Gone")
    for person in (ada, gone):
        a_cover(administrator, person, school, last=TODAY)
    a_cover(administrator, ada, reason="Convention", last=TODAY + 9 * A_DAY)
    administrator.does(lambda act: archive_party(act, gone))
    assert told(administrator, TODAY + A_DAY) == []


def test_the_record_says_who_pays_again(administrator: Worker, school: UUID, ada: UUID) -> None:
    mother = a_person(administrator, "Mère")
    a_household(administrator, mother, ada)
    a_cover(administrator, ada, school, last=TODAY)
    files = an_attachments_folder(administrator)
    with administrator.database.reading() as session:
        before, after = (load_card(session, ada, TODAY + n * A_DAY, files).ended for n in (0, 1))
    assert before is None
    assert after
    assert after.id == mother
