from datetime import date
from decimal import Decimal

import pytest

from builders import Worker
from builders.memberships import a_kind, a_member, a_plan, cancel, enrolled
from builders.people import a_person
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.i18n import say
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.queries import (
    MEMBERSHIPS,
    count_members_on,
    fee_of,
    find_membership,
    list_memberships,
    list_plans,
    load_membership,
    standing,
    standing_on,
    was_member_on,
)
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.overview.members import count_standing
from fablab_desk.people.kinds import MemberState, PeopleFilter
from fablab_desk.people.queries import list_people

TODAY = date(2026, 3, 2)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "state", "english", "french"),
    [
        (None, None, MemberState.NEVER, "Not a member yet", "Pas encore d’adhésion"),
        (
            "2025-09-01",
            "2027-08-31",
            MemberState.CURRENT,
            "Up to date until 31 August 2027",
            "À jour jusqu’au 31 août 2027",
        ),
        (
            "2025-03-02",
            "2026-03-02",
            MemberState.CURRENT,
            "Up to date until 2 March 2026",
            "À jour jusqu’au 2 mars 2026",
        ),
        (
            "2025-03-02",
            "2026-03-01",
            MemberState.LATE,
            "Membership to renew since 2 March 2026",
            "Adhésion à renouveler depuis le 2 mars 2026",
        ),
        (
            "2026-03-03",
            "2027-03-02",
            MemberState.UPCOMING,
            "Membership from 3 March 2026 to 2 March 2027",
            "Adhésion du 3 mars 2026 au 2 mars 2027",
        ),
    ],
)
def test_the_standing_of_a_member_is_said_in_a_sentence(
    first: str | None, last: str | None, state: MemberState, english: str, french: str
) -> None:
    found = standing(day(first) if first else None, day(last) if last else None, TODAY)
    assert found.state is state
    assert (say(found.sentence, "en"), say(found.sentence, "fr")) == (english, french)


def test_the_standing_of_any_day_is_read_from_the_table(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    enrolled(treasurer, ada, plan, day("2023-01-01"))
    enrolled(treasurer, ada, plan, day("2025-06-01"))
    days = ["2022-12-31", "2023-01-01", "2023-12-31", "2024-06-01", "2025-06-01", "2026-05-31"]
    with treasurer.database.reading() as session:
        states = [standing_on(session, ada, day(text)).state for text in days]
        covered = [was_member_on(session, ada, day(text)) for text in days]
    never, current, late = MemberState.NEVER, MemberState.CURRENT, MemberState.LATE
    assert states == [never, current, current, late, current, current]
    assert covered == [state is current for state in states]


def test_a_member_with_a_gap_to_come_is_up_to_date_then_to_come_and_never_late(
    treasurer: Worker,
) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    periods = [
        Period(day("2025-09-01"), day("2026-06-30")),
        Period(day("2026-09-01"), day("2027-08-31")),
    ]
    rows = [
        TakenOver(party_id=ada, plan_id=plan, entered_on=TODAY, period=period) for period in periods
    ]
    treasurer.does(lambda act: take_over(act, rows))
    days = [TODAY, day("2026-06-30"), day("2026-07-01"), day("2026-09-01")]
    with treasurer.database.reading() as session:
        told = [standing_on(session, ada, one) for one in days]
        (row,) = list_people(PeopleFilter.ALL, TODAY).page(session, 0, 10)
        up_to_date = [list_people(PeopleFilter.CURRENT, one).count(session) == 1 for one in days]
        counted = [count_standing(session, one)[0] == 1 for one in days]
    current, upcoming = MemberState.CURRENT, MemberState.UPCOMING
    assert [one.state for one in told] == [current, current, upcoming, current]
    assert [row.state_on(one) for one in days] == [one.state for one in told]
    assert up_to_date == counted == [one.state is current for one in told]
    assert [row.until(one) for one in days[1:3]] == [period.ends_on for period in periods]
    assert say(told[0].sentence) == "Up to date until 30 June 2026"
    assert say(told[2].sentence) == "Membership from 1 September 2026 to 31 August 2027"


def test_members_are_counted_once_and_only_while_they_are_members(treasurer: Worker) -> None:
    kind = a_kind(treasurer)
    plan = a_plan(treasurer, kind_id=kind)
    machines = a_kind(treasurer, "Abonnement", statutory=False)
    subscription = a_plan(treasurer, "Machines", kind_id=machines)
    ada, bea, cleo = (a_person(treasurer, name) for name in ("Ada", "Bea", "Cléo"))
    enrolled(treasurer, ada, plan, day("2025-06-01"))
    enrolled(treasurer, bea, subscription, day("2025-06-01"))
    cancel(treasurer, a_member(treasurer, cleo, plan, day("2025-06-01")))
    with treasurer.database.reading() as session:
        found = [count_members_on(session, day(d)) for d in ("2025-05-31", "2025-06-01")]
    assert found == [0, 1]


def test_a_members_list_shows_fee_state_and_cancelled_ones(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    enrolled(treasurer, ada, plan, day("2025-01-01"))
    key = a_member(treasurer, ada, plan, TODAY)
    cancel(treasurer, key)
    with treasurer.database.reading() as session:
        newest, oldest = list_memberships(session, ada)
        assert load_membership(session, key) == newest
        assert find_membership(session, oldest.number) == oldest.id
        assert find_membership(session, 99) is None
        assert MEMBERSHIPS.count(session) == 2
        assert [row.number for row in MEMBERSHIPS.page(session, 0, 10)] == [2, 1]
    assert (newest.cancel_reason, newest.charge_state) == (
        "Saisie deux fois",
        ChargeState.CANCELLED,
    )
    assert (oldest.plan, oldest.fee, oldest.statutory) == ("Adhésion annuelle", Decimal(20), True)


def test_a_plan_says_its_fee_of_the_day(treasurer: Worker) -> None:
    a_plan(treasurer, rule=PeriodRule.SEASON, fee="12.50")
    with treasurer.database.reading() as session:
        (plan,) = list_plans(session)
        fees = [fee_of(session, plan, None, day(d)) for d in ("2019-12-31", "2020-01-01")]
    assert [fee and str(fee.normalize()) for fee in fees] == [None, "12.5"]
