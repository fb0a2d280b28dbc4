from datetime import date
from decimal import Decimal

import pytest

from builders import NOW, Worker
from builders.lab import an_audience
from builders.memberships import a_kind, a_member, a_plan
from builders.money import a_cashing, a_charge, a_line, an_open_till, something_sold
from builders.people import (
    a_child,
    a_household,
    a_person,
    an_adult,
    an_attachments_folder,
    an_organisation,
)
from fablab_desk.charges.service import waive_charge
from fablab_desk.db.database import Database
from fablab_desk.errors import Problems
from fablab_desk.memberships.errors import OrganisationPlanError
from fablab_desk.memberships.proposal import Proposal
from fablab_desk.overview.card import load_card
from fablab_desk.overview.counter import load_counter, load_drawer, load_todays_till
from fablab_desk.overview.enrolment import load_offer, preview
from fablab_desk.overview.members import list_members
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.people.kinds import MemberState, PeopleFilter

TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_the_card_of_a_payer_holds_what_the_household_owes(administrator: Worker) -> None:
    adult, child = an_adult(administrator), a_child(administrator)
    a_household(administrator, adult, child)
    plan = a_plan(administrator)
    a_member(administrator, child, plan)
    a_charge(administrator, adult, a_line(unit_price="3.50"))
    files = an_attachments_folder(administrator)
    waived = a_charge(administrator, adult, a_line(unit_price="9.00"))
    administrator.does(lambda act: waive_charge(act, waived, "panne"))
    with administrator.database.reading() as session:
        payer, young = (load_card(session, key, TODAY, files) for key in (adult, child))
    assert (payer.due, len(payer.charges)) == (Decimal("23.50"), 2)
    assert payer.standing.state is MemberState.NEVER
    assert young.standing.state is MemberState.CURRENT
    assert [(row.plan, row.fee) for row in young.memberships] == [
        ("Adhésion annuelle", Decimal(20))
    ]


def test_the_list_tells_what_each_owes_to_the_cent(administrator: Worker) -> None:
    ada, bea = a_person(administrator, "Ada"), a_person(administrator, "Bea")
    a_charge(administrator, ada, a_line(unit_price="0.10"))
    a_charge(administrator, ada, a_line(unit_price="0.20"))
    a_cashing(administrator, bea, "7.00")
    with administrator.database.reading() as session:
        rows = list_members(PeopleFilter.ALL, TODAY, "").start(session, None, 10).rows
        found = list_members(PeopleFilter.NEVER, TODAY, "ada").start(session, None, 10)
    assert [(row.name, row.owed) for row in rows] == [
        ("Ada Exemple", Decimal("0.30")),
        ("Bea Exemple", Decimal("0.00")),
    ]
    assert (found.count, found.rows[0].owed) == (1, Decimal("0.30"))


def test_plans_are_offered_to_whom_they_are_for_and_the_usual_one_is_known(
    administrator: Worker,
) -> None:
    student = an_audience(administrator)
    kind = a_kind(administrator)
    plain = a_plan(administrator, "Plein", kind_id=kind)
    reduced = a_plan(administrator, "Réduit", kind_id=kind, audience_id=student)
    house = a_plan(administrator, "Structure", kind_id=kind, for_organisations=True)
    ada = a_person(administrator, "Ada")
    bea = a_person(administrator, "Bea", audience_id=student)
    workshop = an_organisation(administrator)
    a_member(administrator, ada, plain, date(2025, 1, 15))
    with administrator.database.reading() as session:
        offers = [load_offer(session, key, TODAY) for key in (ada, bea, workshop)]
    assert [{plan.id for plan in offer.plans} for offer in offers] == [
        {plain},
        {plain, reduced},
        {house},
    ]
    assert [offer.usual for offer in offers] == [plain, None, None]


def test_a_preview_shows_the_entry_or_the_refusal_it_would_meet(administrator: Worker) -> None:
    ada, plan = a_person(administrator), a_plan(administrator)
    house = a_plan(administrator, "Structure", for_organisations=True)
    with administrator.database.reading() as session:
        shown = preview(session, ada, plan, TODAY, TODAY, None)
        refused = preview(session, ada, house, TODAY, TODAY, None)
    assert isinstance(shown, Proposal)
    assert (shown.period.starts_on, shown.period.ends_on) == (TODAY, date(2027, 3, 1))
    assert isinstance(refused, Problems)
    assert [type(problem) for _, problem in refused.found] == [OrganisationPlanError]


def test_the_counter_sells_everything_but_fees_at_the_price_of_who_pays(
    administrator: Worker,
) -> None:
    an_open_till(administrator)
    something_sold(administrator, price="2.50")
    a_plan(administrator)
    ada = a_person(administrator)
    a_charge(administrator, ada)
    with administrator.database.reading() as session:
        counter = load_counter(session, ada, TODAY)
        passing = load_counter(session, None, TODAY)
        before = load_counter(session, None, date(2019, 12, 31))
    assert (counter.payer_name, passing.payer_name) == ("Ada Exemple", "")
    assert [charge.due for charge in counter.charges] == [Decimal(12)]
    assert passing.charges == ()
    assert [one.price for one in passing.on_sale] == [Decimal("2.50")]
    assert before.on_sale == ()
    assert counter.till
    assert counter.session
    assert {method.kind for method in counter.methods} >= {MethodKind.CASH, MethodKind.CARD}


def test_a_lab_without_a_till_has_an_empty_drawer(administrator: Worker) -> None:
    with administrator.database.reading() as session:
        drawer = load_drawer(session)
        counter = load_counter(session, None, TODAY)
    assert (drawer.till, drawer.session, drawer.proposed) == (None, None, {})
    assert (counter.till, counter.session) == (None, None)


def test_the_till_of_today_counts_what_was_taken_today(administrator: Worker) -> None:
    an_open_till(administrator)
    ada = a_person(administrator)
    a_cashing(administrator, ada, "12.00", MethodKind.CASH)
    a_cashing(administrator, ada, "30.00", MethodKind.CARD)
    with administrator.database.reading() as session:
        today = load_todays_till(session, TODAY)
        tomorrow = load_todays_till(session, date(2026, 3, 3))
    assert (today.opened_at, today.cash) == (NOW, Decimal(112))
    assert today.taken == Decimal(42)
    assert tomorrow.taken == Decimal(0)
