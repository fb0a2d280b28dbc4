from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from builders import Worker
from builders.catalogue import a_price
from builders.lab import an_audience
from builders.memberships import a_kind, a_plan, cancel, enrolled
from builders.people import a_household, a_person, an_organisation
from fablab_desk.catalogue.models import Price
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.memberships.errors import (
    ArchivedPlanError,
    AudiencePlanError,
    ChangedRenewalError,
    NeverMemberError,
    PaidRenewalsError,
    RefusedRenewalError,
    RenewedError,
)
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.renewal import Renewal, RenewalLine, preview_renewals
from fablab_desk.memberships.service_renewal import renew_members, take_back_renewals
from fablab_desk.people.errors import ArchivedPartyError
from fablab_desk.people.models import Party
from fablab_desk.people.service import archive_party
from fablab_desk.staff.models import AuditEntry

TODAY = date(2026, 3, 2)
LATE = date(2025, 2, 10)


def shown(worker: Worker, *parties: UUID, on: date = TODAY) -> list[RenewalLine]:
    with worker.database.reading() as session:
        return preview_renewals(session, parties, on, TODAY)


def renewals(worker: Worker, *parties: UUID) -> list[Renewal]:
    return [line.renewal for line in shown(worker, *parties) if line.renewal]


def renew(worker: Worker, wanted: Sequence[Renewal]) -> int:
    return worker.does(lambda act: renew_members(act, wanted, TODAY)).result


def problems(line: RenewalLine) -> list[type[DeskError]]:
    found = line.refusal
    assert found is not None
    return [type(one) for _, one in found.found] if isinstance(found, Problems) else [type(found)]


def late(worker: Worker, plan: UUID, *names: str) -> list[UUID]:
    people = [a_person(worker, name) for name in names]
    for one in people:
        enrolled(worker, one, plan, LATE)
    return people


def count(worker: Worker, model: type[Membership | Charge | AuditEntry]) -> int:
    with worker.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_preview_tells_the_plan_the_days_the_price_of_the_day_and_who_pays(
    treasurer: Worker,
) -> None:
    plan = a_plan(treasurer)
    (ada,) = late(treasurer, plan, "Ada")
    anne = a_person(treasurer, "Anne")
    a_household(treasurer, anne, ada)
    with treasurer.database.reading() as session:
        article = session.get_one(MembershipPlan, plan).article_id
    a_price(treasurer, article, "25.00", date(2026, 1, 1))
    (line,) = shown(treasurer, ada)
    assert (line.plan, line.until, line.payer) == (
        "Adhésion annuelle",
        date(2026, 2, 9),
        "Anne Exemple",
    )
    assert line.renewal
    assert line.renewal.period == Period(TODAY, date(2027, 3, 1))
    assert (line.renewal.fee, line.renewal.payer_id) == (Decimal("25.00"), anne)


def test_a_preview_writes_nothing(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea")
    before = count(treasurer, Membership), count(treasurer, Charge), count(treasurer, AuditEntry)
    shown(treasurer, *people)
    after = count(treasurer, Membership), count(treasurer, Charge), count(treasurer, AuditEntry)
    assert before == after


def test_a_plan_that_was_withdrawn_is_told(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    (ada,) = late(treasurer, plan, "Ada")
    with treasurer.database.writing() as session:
        session.execute(update(MembershipPlan).values(archived_on=TODAY))
    assert problems(shown(treasurer, ada)[0]) == [ArchivedPlanError]


def test_an_archived_person_is_told(treasurer: Worker) -> None:
    (ada,) = late(treasurer, a_plan(treasurer), "Ada")
    treasurer.does(lambda act: archive_party(act, ada))
    assert problems(shown(treasurer, ada)[0]) == [ArchivedPartyError]


def test_an_audience_that_left_the_plan_is_told(treasurer: Worker) -> None:
    student = an_audience(treasurer, "Étudiant")
    plan = a_plan(treasurer, audience_id=student)
    ada = a_person(treasurer, audience_id=student)
    enrolled(treasurer, ada, plan, LATE)
    with treasurer.database.writing() as session:
        session.execute(update(Party).values(audience_id=None))
    assert problems(shown(treasurer, ada)[0]) == [AudiencePlanError]


def test_an_audience_without_a_price_is_told(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    (ada,) = late(treasurer, plan, "Ada")
    with treasurer.database.reading() as session:
        article = session.get_one(MembershipPlan, plan).article_id
    with treasurer.database.writing() as session:
        session.execute(update(Price).where(Price.article_id == article).values(withdrawn=True))
    assert "price" in say(shown(treasurer, ada)[0].refusal or DeskError(""))


def test_who_never_was_a_member_has_nothing_to_renew(treasurer: Worker) -> None:
    machines = a_kind(treasurer, "Abonnement machines", statutory=False)
    ada = a_person(treasurer)
    enrolled(treasurer, ada, a_plan(treasurer, "Laser", kind_id=machines), LATE)
    assert problems(shown(treasurer, ada)[0]) == [NeverMemberError]


@pytest.mark.parametrize("months", [1, 12])
@pytest.mark.parametrize("rule", list(PeriodRule))
def test_renewed_twice_in_a_day_is_renewed_once(
    treasurer: Worker, rule: PeriodRule, months: int
) -> None:
    (ada,) = late(treasurer, a_plan(treasurer, rule=rule, months=months), "Ada")
    assert renew(treasurer, renewals(treasurer, ada)) == 1
    assert problems(shown(treasurer, ada)[0]) == [RenewedError]


def test_a_membership_with_long_to_go_is_left_alone(treasurer: Worker) -> None:
    ada = a_person(treasurer)
    enrolled(treasurer, ada, a_plan(treasurer), date(2025, 9, 1))
    assert problems(shown(treasurer, ada)[0]) == [RenewedError]
    enrolled(treasurer, (bea := a_person(treasurer, "Bea")), a_plan(treasurer, "B"), TODAY)
    assert problems(shown(treasurer, bea)[0]) == [RenewedError]


def test_due_soon_it_goes_on_the_day_after_the_end(treasurer: Worker) -> None:
    ada = a_person(treasurer)
    enrolled(treasurer, ada, a_plan(treasurer), date(2025, 3, 20))
    assert renewals(treasurer, ada)[0].period == Period(date(2026, 3, 20), date(2027, 3, 19))


def test_a_cancelled_renewal_leaves_it_to_renew_again(treasurer: Worker) -> None:
    (ada,) = late(treasurer, a_plan(treasurer), "Ada")
    (first,) = renewals(treasurer, ada)
    renew(treasurer, [first])
    cancel(treasurer, first.membership_id)
    assert renewals(treasurer, ada)[0].period == first.period


def test_all_are_written_with_their_charges_under_one_heading(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea", "Cléo")
    entries = count(treasurer, AuditEntry)
    assert renew(treasurer, renewals(treasurer, *people)) == 3
    assert count(treasurer, AuditEntry) == entries + 1
    with treasurer.database.reading() as session:
        owed = session.scalars(select(Charge).where(Charge.owed_on == TODAY)).all()
        assert [one.amount for one in owed] == [Decimal("20.00")] * 3
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert last
        assert last.service == "memberships.renew_members"
        assert {one.member_until for one in session.scalars(select(Party))} == {date(2027, 3, 1)}


def test_a_town_renews_by_the_plan_of_organisations(treasurer: Worker) -> None:
    town = an_organisation(treasurer, "Commune d’Essai")
    plan = a_plan(treasurer, "Commune", rule=PeriodRule.CIVIL_YEAR, for_organisations=True)
    enrolled(treasurer, town, plan, LATE)
    (found,) = renewals(treasurer, town)
    assert found.period == Period(date(2026, 1, 1), date(2026, 12, 31))


def test_one_refusal_refuses_all_with_the_name(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea")
    wanted = renewals(treasurer, *people)
    enrolled(treasurer, people[1], wanted[1].plan_id, TODAY)  # at another desk
    before = count(treasurer, Membership)
    with pytest.raises(RefusedRenewalError) as refusal:
        renew(treasurer, wanted)
    assert say(refusal.value).startswith("Bea Exemple: Already recorded from 2 March 2026")
    assert count(treasurer, Membership) == before


def test_a_price_that_changed_since_the_preview_refuses_all(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    people = late(treasurer, plan, "Ada", "Bea")
    wanted = renewals(treasurer, *people)
    with treasurer.database.reading() as session:
        article = session.get_one(MembershipPlan, plan).article_id
    a_price(treasurer, article, "30.00", TODAY)
    before = count(treasurer, Membership)
    with pytest.raises(ChangedRenewalError):
        renew(treasurer, wanted)
    assert count(treasurer, Membership) == before


def test_stopped_half_way_nothing_is_written(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea", "Cléo")
    wanted, before = renewals(treasurer, *people), count(treasurer, Membership)

    class StoppedError(DeskError):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError("stopped")

    with pytest.raises(StoppedError):
        treasurer.does(lambda act: renew_members(act, wanted, TODAY, stop))
    assert count(treasurer, Membership) == before


def test_taken_back_nobody_owes_and_everybody_is_late_again(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea")
    wanted = renewals(treasurer, *people)
    renew(treasurer, wanted)
    keys = [one.membership_id for one in wanted]
    treasurer.does(lambda act: take_back_renewals(act, keys, "reprise"))
    with treasurer.database.reading() as session:
        states = session.scalars(select(Charge.state).where(Charge.owed_on == TODAY)).all()
        assert set(states) == {ChargeState.CANCELLED}
        assert {one.member_until for one in session.scalars(select(Party))} == {date(2026, 2, 9)}


def test_once_something_is_paid_they_are_not_taken_back_together(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Ada", "Bea")
    wanted = renewals(treasurer, *people)
    renew(treasurer, wanted)
    keys = [one.membership_id for one in wanted]
    with treasurer.database.writing() as session:
        paid = update(Charge).where(Charge.fact_id == keys[1])
        session.execute(paid.values(paid=Decimal(20), state=ChargeState.SETTLED))
    with pytest.raises(PaidRenewalsError) as refusal:
        treasurer.does(lambda act: take_back_renewals(act, keys, "reprise"))
    assert "Bea" in say(refusal.value)
    with treasurer.database.reading() as session:
        assert not session.scalars(
            select(Membership.id).where(Membership.cancelled_at.is_not(None))
        ).all()


def test_one_of_many_is_renewed_under_another_plan(treasurer: Worker) -> None:
    kind = a_kind(treasurer, "Adhésion statutaire")
    usual = a_plan(treasurer, kind_id=kind)
    reduced = a_plan(treasurer, "Adhésion réduite", kind_id=kind, months=6, fee="5.00")
    ada, bea = late(treasurer, usual, "Ada", "Bea")
    with treasurer.database.reading() as session:
        lines = preview_renewals(session, [ada, bea], TODAY, TODAY, plans={ada: reduced})
    assert [(line.plan, line.other_plan) for line in lines] == [
        ("Adhésion annuelle", "Adhésion réduite"),
        ("Adhésion annuelle", ""),
    ]
    renew(treasurer, [line.renewal for line in lines if line.renewal])
    with treasurer.database.reading() as session:
        new = session.execute(
            select(Membership.party_id, Membership.plan_id, Membership.ends_on).where(
                Membership.entered_on == TODAY
            )
        ).all()
        fees = session.scalars(select(Charge.amount).where(Charge.owed_on == TODAY)).all()
    assert set(new) == {(ada, reduced, date(2026, 9, 1)), (bea, usual, date(2027, 3, 1))}
    assert sorted(fees) == [Decimal("5.00"), Decimal("20.00")]


def test_a_plan_that_is_not_for_them_is_told_in_their_line(treasurer: Worker) -> None:
    kind = a_kind(treasurer, "Adhésion statutaire")
    students = an_audience(treasurer, "Étudiants")
    other = a_plan(treasurer, "Étudiante", kind_id=kind, audience_id=students)
    (ada,) = late(treasurer, a_plan(treasurer, kind_id=kind), "Ada")
    with treasurer.database.reading() as session:
        (line,) = preview_renewals(session, [ada], TODAY, TODAY, plans={ada: other})
    assert AudiencePlanError in problems(line)
    assert line.other_plan == "Étudiante"
