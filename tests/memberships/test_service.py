from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from builders import NOW, Worker
from builders.catalogue import a_price
from builders.lab import an_audience
from builders.memberships import a_kind, a_member, a_plan, cancel, enrolled
from builders.people import a_person, an_organisation
from builders.refused import refused
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.memberships.errors import (
    AncientEntryError,
    ArchivedPlanError,
    AudiencePlanError,
    EarlierEntryError,
    FutureEntryError,
    OrganisationPlanError,
    PaidMembershipError,
    PersonPlanError,
    UnknownPlanError,
)
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.queries import fee_of, list_plans, was_member_on
from fablab_desk.memberships.service import cancel_membership, enrol
from fablab_desk.people.errors import ArchivedPartyError
from fablab_desk.people.models import Household, HouseholdMember, Party
from fablab_desk.people.service import archive_party

TODAY = date(2026, 3, 2)
SEASON, CIVIL, ROLLING = PeriodRule.SEASON, PeriodRule.CIVIL_YEAR, PeriodRule.ROLLING


def day(text: str) -> date:
    return date.fromisoformat(text)


def charge_of(worker: Worker, membership_id: UUID) -> Charge:
    with worker.database.reading() as session:
        return session.scalars(select(Charge).where(Charge.fact_id == membership_id)).one()


def run_of(worker: Worker, party_id: UUID) -> tuple[date | None, date | None]:
    with worker.database.reading() as session:
        party = session.get_one(Party, party_id)
        return party.member_from, party.member_until


def refusals(found: Problems) -> list[tuple[str, type[DeskError]]]:
    return [(field, type(problem)) for field, problem in found.found]


class TestDecided:
    """The decided cases of the trade, in their words."""

    @pytest.mark.parametrize(("rule", "starts"), [(SEASON, "2025-09-01"), (CIVIL, "2026-01-01")])
    def test_1_late_renewal_by_a_member_of_the_season_just_before_starts_at_its_start(
        self, treasurer: Worker, rule: PeriodRule, starts: str
    ) -> None:
        plan, ada = a_plan(treasurer, rule=rule), a_person(treasurer)
        enrolled(treasurer, ada, plan, day("2025-02-10"))
        assert enrolled(treasurer, ada, plan, TODAY).period.starts_on == day(starts)

    def test_1_late_renewal_inside_the_offered_months_is_of_the_season_that_ends(
        self, treasurer: Worker
    ) -> None:
        plan, ada = a_plan(treasurer, rule=SEASON, offered_months=3), a_person(treasurer)
        enrolled(treasurer, ada, plan, day("2024-02-10"))
        renewed = enrolled(treasurer, ada, plan, day("2025-06-10"))
        assert renewed.period == Period(day("2024-09-01"), day("2025-08-31"))

    @pytest.mark.parametrize("before", [None, "2023-10-10"])
    def test_1_a_newcomer_or_someone_who_missed_a_whole_season_starts_on_the_day_entered(
        self, treasurer: Worker, before: str | None
    ) -> None:
        plan, ada = a_plan(treasurer, rule=SEASON), a_person(treasurer)
        if before:
            enrolled(treasurer, ada, plan, day(before))
        assert enrolled(treasurer, ada, plan, TODAY).period.starts_on == TODAY

    def test_1_a_rolling_plan_renewed_late_starts_on_the_day_entered(
        self, treasurer: Worker
    ) -> None:
        plan, ada = a_plan(treasurer, rule=ROLLING), a_person(treasurer)
        enrolled(treasurer, ada, plan, day("2025-02-10"))
        assert enrolled(treasurer, ada, plan, TODAY).period.starts_on == TODAY

    def test_2_a_day_of_the_gap_weeks_asked_about_today_is_covered(self, treasurer: Worker) -> None:
        plan, ada = a_plan(treasurer, rule=SEASON), a_person(treasurer)
        enrolled(treasurer, ada, plan, day("2025-02-10"))
        gap = day("2025-10-15")
        with treasurer.database.reading() as session:
            assert not was_member_on(session, ada, gap)
        enrolled(treasurer, ada, plan, TODAY)
        with treasurer.database.reading() as session:
            assert was_member_on(session, ada, gap)

    def test_3_early_renewal_in_the_offered_months_includes_the_season_to_come(
        self, treasurer: Worker
    ) -> None:
        kind = a_kind(treasurer)
        rolling = a_plan(treasurer, "Au mois", kind_id=kind, months=4)
        season = a_plan(treasurer, "Saison", kind_id=kind, rule=SEASON, offered_months=3)
        ada = a_person(treasurer)
        enrolled(treasurer, ada, rolling, TODAY)
        renewed = enrolled(treasurer, ada, season, TODAY)
        assert renewed.period == Period(day("2026-07-02"), day("2027-08-31"))

    def test_4_the_next_period_counts_from_its_own_start(self, treasurer: Worker) -> None:
        plan, ada = a_plan(treasurer), a_person(treasurer)
        first = enrolled(treasurer, ada, plan, day("2024-02-29")).period
        second = enrolled(treasurer, ada, plan, day("2025-02-27")).period
        assert first == Period(day("2024-02-29"), day("2025-02-27"))
        assert second == Period(day("2025-02-28"), day("2026-02-27"))

    def test_5_a_back_dated_entry_is_refused_with_the_two_dates_and_what_to_do(
        self, treasurer: Worker
    ) -> None:
        plan, ada = a_plan(treasurer), a_person(treasurer)
        enrolled(treasurer, ada, plan, day("2026-02-10"))
        with pytest.raises(Problems) as found:
            enrolled(treasurer, ada, plan, day("2026-02-09"))
        assert refusals(found.value) == [("entered_on", EarlierEntryError)]
        said = say(found.value)
        assert "from 10 February 2026 to 9 February 2027" in said
        assert "or cancel that membership first" in said

    def test_6_price_and_audience_are_those_of_the_day_entered(self, treasurer: Worker) -> None:
        student = an_audience(treasurer, "Étudiant")
        plan, ada = a_plan(treasurer, fee="20.00"), a_person(treasurer, audience_id=student)
        with treasurer.database.reading() as session:
            article = session.get_one(MembershipPlan, plan).article_id
        a_price(treasurer, article, "8.00", day("2025-01-01"), student)
        a_price(treasurer, article, "9.00", day("2026-03-01"), student)
        key = a_member(treasurer, ada, plan, day("2026-02-28"))
        with treasurer.database.writing() as session:
            session.execute(update(Party).values(audience_id=None))
        with treasurer.database.reading() as session:
            assert session.get_one(Membership, key).audience_id == student
        assert charge_of(treasurer, key).amount == Decimal("8.00")


def test_the_entered_date_counts_not_today(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    assert enrolled(treasurer, ada, plan, day("2026-01-15")).period.starts_on == day("2026-01-15")


def test_the_fee_is_charged_to_the_households_payer_with_its_explanation(
    treasurer: Worker,
) -> None:
    plan, ada, parent = a_plan(treasurer), a_person(treasurer), a_person(treasurer, "Anne")
    with treasurer.database.writing() as session:
        household = Household(label="Byron", payer_id=parent)
        session.add(household)
        session.flush()
        session.add(HouseholdMember(person_id=ada, household_id=household.id))
    charge = charge_of(treasurer, a_member(treasurer, ada, plan, TODAY))
    assert (charge.payer_id, charge.beneficiary_id) == (parent, ada)
    assert (charge.amount, charge.owed_on, charge.state) == (Decimal(20), TODAY, ChargeState.OPEN)
    assert "Adhésion annuelle" in charge.label
    assert "2 mars 2026" in charge.label
    assert len(charge.explanation) == 1


def test_a_payer_that_was_chosen_owes_the_fee(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    school = an_organisation(treasurer, "Lycée d’essai")
    key = new_key()
    treasurer.does(lambda act: enrol(act, key, ada, plan, TODAY, school))
    assert charge_of(treasurer, key).payer_id == school


def test_a_free_membership_owes_nothing(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer, fee="0"), a_person(treasurer)
    charge = charge_of(treasurer, a_member(treasurer, ada, plan, TODAY))
    assert (charge.amount, charge.state) == (Decimal(0), ChargeState.SETTLED)


def test_numbers_follow_each_other(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    people = [a_person(treasurer, name) for name in ("Ada", "Bea", "Cléo")]
    assert [enrolled(treasurer, one, plan, TODAY).number for one in people] == [1, 2, 3]


def test_the_run_of_memberships_joins_what_follows_and_starts_anew_after_a_gap(
    treasurer: Worker,
) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    enrolled(treasurer, ada, plan, day("2023-01-01"))
    enrolled(treasurer, ada, plan, day("2025-01-15"))
    enrolled(treasurer, ada, plan, day("2026-01-10"))
    assert run_of(treasurer, ada) == (day("2025-01-15"), day("2027-01-14"))


def test_a_subscription_beside_the_membership_makes_nobody_a_member(treasurer: Worker) -> None:
    machines = a_kind(treasurer, "Abonnement machines", statutory=False)
    plan, ada = a_plan(treasurer, "Laser au mois", kind_id=machines), a_person(treasurer)
    statutory = a_plan(treasurer)
    enrolled(treasurer, ada, plan, TODAY)
    assert run_of(treasurer, ada) == (None, None)
    assert enrolled(treasurer, ada, statutory, TODAY).period.starts_on == TODAY


@pytest.mark.parametrize(
    ("entered_on", "refusal"),
    [
        ("2026-03-03", FutureEntryError),
        ("2062-03-02", FutureEntryError),
        ("1900-01-01", AncientEntryError),
        ("1999-12-31", AncientEntryError),
    ],
)
def test_a_day_to_come_or_of_another_age_is_refused(
    treasurer: Worker, entered_on: str, refusal: type[DeskError]
) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    with pytest.raises(Problems) as found:
        enrolled(treasurer, ada, plan, day(entered_on))
    assert ("entered_on", refusal) in refusals(found.value)


def test_a_closed_period_takes_no_entry(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    with treasurer.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.MEMBERSHIPS, through=day("2025-12-31"), at=NOW))
    with pytest.raises(Problems) as found:
        enrolled(treasurer, ada, plan, day("2025-12-31"))
    assert refusals(found.value) == [("entered_on", LockedPeriodError)]
    assert enrolled(treasurer, ada, plan, day("2026-01-01")).number == 1


def test_every_problem_is_told_at_once(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    ada = a_person(treasurer)
    plan = a_plan(treasurer, for_organisations=True, audience_id=student)
    with treasurer.database.writing() as session:
        session.execute(update(MembershipPlan).values(archived_on=TODAY))
    with pytest.raises(Problems) as found:
        enrolled(treasurer, ada, plan, day("2026-03-03"))
    assert refusals(found.value) == [
        ("plan_id", ArchivedPlanError),
        ("plan_id", OrganisationPlanError),
        ("plan_id", AudiencePlanError),
        ("entered_on", FutureEntryError),
    ]


def test_an_organisation_cannot_take_a_persons_plan(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    school = an_organisation(treasurer, "Lycée d’essai")
    with pytest.raises(Problems) as found:
        enrolled(treasurer, school, plan, TODAY)
    assert refusals(found.value) == [("plan_id", PersonPlanError)]


def test_an_unknown_plan_and_an_archived_person_are_refused(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    with pytest.raises(Problems) as found:
        enrolled(treasurer, ada, new_key(), TODAY)
    assert refusals(found.value) == [("plan_id", UnknownPlanError)]
    with treasurer.database.writing() as session:
        session.execute(update(Party).values(archived_on=TODAY))
    with pytest.raises(ArchivedPartyError):
        enrolled(treasurer, ada, plan, TODAY)


def test_an_archived_payer_is_refused_beside_its_field(treasurer: Worker) -> None:
    plan, ada, bea = a_plan(treasurer), a_person(treasurer), a_person(treasurer, "Bea")
    treasurer.does(lambda act: archive_party(act, bea))
    with refused(("payer_id", ArchivedPartyError)):
        treasurer.does(lambda act: enrol(act, new_key(), ada, plan, TODAY, bea))


def test_a_fee_without_tax_is_owed_with_it(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer, fee="20.00"), a_person(treasurer)
    with treasurer.database.writing() as session:
        session.execute(update(Article).values(vat_nature=VatNature.TAXED_20))
        session.execute(update(Price).values(tax_included=False))
    assert enrolled(treasurer, ada, plan, TODAY).fee == Decimal("24.00")
    with treasurer.database.reading() as session:
        (row,) = list_plans(session)
        assert fee_of(session, row, None, TODAY) == Decimal("24.00")
        assert session.scalars(select(Charge.amount)).one() == Decimal("24.00")


def test_a_membership_cancelled_while_unpaid_owes_nothing_and_frees_its_days(
    treasurer: Worker,
) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    enrolled(treasurer, ada, plan, day("2025-02-10"))
    key = a_member(treasurer, ada, plan, TODAY)
    cancel(treasurer, key)
    assert charge_of(treasurer, key).state is ChargeState.CANCELLED
    assert run_of(treasurer, ada) == (day("2025-02-10"), day("2026-02-09"))
    assert enrolled(treasurer, ada, plan, day("2026-02-20")).period.starts_on == day("2026-02-20")


@pytest.mark.parametrize("paid", ["5.00", "20.00"])
def test_a_membership_of_which_something_was_paid_says_what_to_do_first(
    treasurer: Worker, paid: str
) -> None:
    key = a_member(treasurer, a_person(treasurer), a_plan(treasurer), TODAY)
    with treasurer.database.writing() as session:
        session.scalars(select(Charge)).one().settle(Decimal(paid))
    with pytest.raises(PaidMembershipError) as refusal:
        cancel(treasurer, key)
    assert "Correct that payment first" in say(refusal.value)


def test_a_membership_of_a_closed_period_is_not_cancelled(treasurer: Worker) -> None:
    key = a_member(treasurer, a_person(treasurer), a_plan(treasurer), day("2025-12-31"))
    with treasurer.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.MEMBERSHIPS, through=day("2025-12-31"), at=NOW))
    with pytest.raises(LockedPeriodError):
        cancel(treasurer, key)


def test_a_cancellation_says_why(treasurer: Worker) -> None:
    key = a_member(treasurer, a_person(treasurer), a_plan(treasurer), TODAY)
    with pytest.raises(Problems) as found:
        treasurer.does(lambda act: cancel_membership(act, key, " "))
    assert [field for field, _ in found.value.found] == ["reason"]
