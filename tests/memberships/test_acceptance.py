"""Where the statutes ask it, nobody is a member before the board accepts."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from builders import Worker
from builders.memberships import a_category, a_cover, a_kind, a_member, a_plan, cancel, enrolled
from builders.people import a_person, an_organisation
from fablab_desk.assembly.voters import list_voters_on
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import FIRST_DAY
from fablab_desk.memberships.cover_errors import NoMembershipError
from fablab_desk.memberships.decision_errors import (
    AncientMeetingError,
    AwaitedAttestationError,
    AwaitedRenewalError,
    DecidedError,
    FutureMeetingError,
    LateDecisionError,
    NothingDecidedError,
    TakenPeriodError,
    UntoldRefusalError,
)
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.queries import (
    MembershipRow,
    count_members_on,
    list_memberships,
    standing_on,
    was_member_on,
)
from fablab_desk.memberships.renewal import preview_renewals
from fablab_desk.memberships.service import attest_membership
from fablab_desk.memberships.service_decisions import (
    Decision,
    ToGiveBack,
    decide_memberships,
    take_back_decisions,
)
from fablab_desk.memberships.waiting import count_categories, count_waiting, list_waiting
from fablab_desk.overview.members import list_members
from fablab_desk.people.kinds import MemberState, PeopleFilter

A_DAY = timedelta(days=1)


@pytest.fixture
def today(administrator: Worker) -> date:
    return administrator.now.date()


@pytest.fixture
def plan(administrator: Worker) -> UUID:
    return a_plan(administrator, "Adhésion agréée", asks_acceptance=True)


def decide(
    worker: Worker,
    accepted: Sequence[UUID] = (),
    refused: Sequence[UUID] = (),
    on: date | None = None,
    reason: str = "",
) -> tuple[ToGiveBack, ...]:
    decision = Decision(
        accepted=tuple(accepted),
        refused=tuple(refused),
        decided_on=on or worker.now.date(),
        decided_by="Bureau",
        reason=reason or ("Hors de l’objet" if refused else ""),
    )
    return worker.does(lambda act: decide_memberships(act, decision)).result


def row_of(worker: Worker, party: UUID) -> MembershipRow:
    with worker.database.reading() as session:
        return list_memberships(session, party)[0]


def is_member(worker: Worker, party: UUID, day: date) -> bool:
    """As every list and question of the desk has it."""
    with worker.database.reading() as session:
        listed = {row.id for row in list_members(PeopleFilter.CURRENT, day, "").every(session)}
        said = was_member_on(session, party, day)
        assert (party in listed) is said
        assert (standing_on(session, party, day).state is MemberState.CURRENT) is said
        return said


def states(worker: Worker, day: date) -> dict[str, MemberState]:
    with worker.database.reading() as session:
        rows = list_members(PeopleFilter.ALL, day, "").every(session)
        return {row.name: row.state_on(day) for row in rows}


def test_whoever_waits_is_no_member_and_does_not_vote(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada = a_person(administrator)
    a_member(administrator, ada, plan)
    assert not is_member(administrator, ada, today)
    with administrator.database.reading() as session:
        assert count_members_on(session, today) == 0
        assert list_voters_on(today).count(session) == 0
        assert count_waiting(session) == 1
        assert [row.party_id for row in list_waiting(session)] == [ada]
        standing = standing_on(session, ada, today)
        assert standing.state is MemberState.WAITING
    assert set(states(administrator, today).values()) == {MemberState.WAITING}


def test_who_is_accepted_is_a_member_from_the_meeting_on_and_the_dates_stay(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada, asked = a_person(administrator), today - 20 * A_DAY
    made = enrolled(administrator, ada, plan, asked)
    met = today - 5 * A_DAY
    decide(administrator, [made.membership_id], on=met)
    for day, expected in ((asked, False), (met - A_DAY, False), (met, True), (today, True)):
        with administrator.database.reading() as session:
            assert was_member_on(session, ada, day) is expected
    row = row_of(administrator, ada)
    assert (row.starts_on, row.ends_on) == (made.period.starts_on, made.period.ends_on)
    assert (row.acceptance, row.decided_on, row.decided_by) == (Acceptance.ACCEPTED, met, "Bureau")
    assert is_member(administrator, ada, today)
    with administrator.database.reading() as session:
        assert count_waiting(session) == 0
        assert list_voters_on(today).count(session) == 1


def test_a_meeting_before_the_period_begins_gives_no_right_before_it(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada = a_person(administrator)
    key = a_member(administrator, ada, plan)
    decide(administrator, [key], on=today - 9 * A_DAY)
    with administrator.database.reading() as session:
        assert not was_member_on(session, ada, today - A_DAY)
        assert was_member_on(session, ada, today)


def test_a_refusal_counts_for_nothing_and_its_fee_is_not_asked_for(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada = a_person(administrator)
    key = a_member(administrator, ada, plan)
    assert decide(administrator, refused=[key], reason="Hors de l’objet") == ()
    row = row_of(administrator, ada)
    assert row.cancelled_at
    assert (row.acceptance, row.cancel_reason) == (Acceptance.REFUSED, "Hors de l’objet")
    assert row.charge_state is ChargeState.WAIVED
    assert states(administrator, today)["Ada Exemple"] is MemberState.NEVER


def test_what_a_refused_person_had_paid_is_told(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada = a_person(administrator)
    made = enrolled(administrator, ada, plan, today)
    assert made.charge_id
    with administrator.database.writing() as session:
        session.scalars(select(Charge)).one().settle(made.fee)
    told = decide(administrator, refused=[made.membership_id])
    assert told == (ToGiveBack("Ada Exemple", made.fee),)
    assert row_of(administrator, ada).charge_state is ChargeState.SETTLED


@pytest.mark.parametrize("accepted", [True, False])
def test_a_decision_taken_back_awaits_the_board_again(
    administrator: Worker, plan: UUID, today: date, accepted: bool
) -> None:
    ada = a_person(administrator)
    key = a_member(administrator, ada, plan)
    before = row_of(administrator, ada)
    decide(administrator, [key] if accepted else [], [] if accepted else [key])
    administrator.does(lambda act: take_back_decisions(act, [key]))
    after = row_of(administrator, ada)
    assert after.charge_state is ChargeState.OPEN
    assert (after.acceptance, after.holds_from, after.cancelled_at) == (
        before.acceptance,
        None,
        None,
    )
    assert states(administrator, today)["Ada Exemple"] is MemberState.WAITING


def test_a_refusal_is_not_taken_back_over_what_was_recorded_since(
    administrator: Worker, plan: UUID
) -> None:
    ada = a_person(administrator)
    key = a_member(administrator, ada, plan)
    decide(administrator, refused=[key])
    a_member(administrator, ada, plan)
    with pytest.raises(TakenPeriodError):
        administrator.does(lambda act: take_back_decisions(act, [key]))


def test_whom_the_board_accepted_renews_without_being_asked_again(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada, asked = a_person(administrator), today - 380 * A_DAY
    first = enrolled(administrator, ada, plan, asked)
    decide(administrator, [first.membership_id], on=asked)
    enrolled(administrator, ada, plan, today)
    assert row_of(administrator, ada).acceptance is Acceptance.NOT_ASKED
    assert is_member(administrator, ada, today)


def test_whom_the_board_refused_is_asked_for_again(administrator: Worker, plan: UUID) -> None:
    ada = a_person(administrator)
    decide(administrator, refused=[a_member(administrator, ada, plan)])
    a_member(administrator, ada, plan)
    assert row_of(administrator, ada).acceptance is Acceptance.AWAITED


def test_who_was_a_member_by_the_plan_before_it_asked_is_accepted(
    administrator: Worker, today: date
) -> None:
    plan, ada = a_plan(administrator), a_person(administrator)
    enrolled(administrator, ada, plan, today - 380 * A_DAY)
    with administrator.database.writing() as session:
        session.execute(update(MembershipPlan).values(asks_acceptance=True))
    enrolled(administrator, ada, plan, today)
    assert row_of(administrator, ada).acceptance is Acceptance.NOT_ASKED


def test_a_subscription_is_never_before_the_board(administrator: Worker) -> None:
    other = a_kind(administrator, "Abonnement", statutory=False)
    plan = a_plan(administrator, "Mois", kind_id=other, asks_acceptance=True)
    ada = a_person(administrator)
    a_member(administrator, ada, plan)
    assert row_of(administrator, ada).acceptance is Acceptance.NOT_ASKED


def test_whoever_waits_is_not_asked_to_renew(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada, old = a_person(administrator), a_plan(administrator, "Ancienne")
    enrolled(administrator, ada, old, today - 400 * A_DAY)
    with administrator.database.reading() as session:
        assert list_members(PeopleFilter.LATE, today, "").count(session) == 1
    a_member(administrator, ada, plan)
    with administrator.database.reading() as session:
        assert list_members(PeopleFilter.LATE, today, "").count(session) == 0
        assert list_members(PeopleFilter.WAITING, today, "").count(session) == 1
        (line,) = preview_renewals(session, [ada], today, today)
    assert isinstance(line.refusal, AwaitedRenewalError)


def test_an_organisation_that_waits_covers_nobody(administrator: Worker, today: date) -> None:
    plan = a_plan(administrator, "Structure", for_organisations=True, asks_acceptance=True)
    school, person = an_organisation(administrator), a_person(administrator)
    key = a_member(administrator, school, plan)
    with pytest.raises(Problems) as refused:
        a_cover(administrator, person, school)
    assert isinstance(refused.value.found[0][1], NoMembershipError)
    decide(administrator, [key])
    a_cover(administrator, person, school)
    assert states(administrator, today)["Ada Exemple"] is MemberState.COVERED
    administrator.does(lambda act: take_back_decisions(act, [key]))
    assert states(administrator, today)["Ada Exemple"] is MemberState.NEVER


def test_a_membership_that_waits_is_not_attested_and_one_taken_back_no_longer(
    administrator: Worker, plan: UUID
) -> None:
    key = a_member(administrator, a_person(administrator), plan)
    with pytest.raises(AwaitedAttestationError):
        administrator.does(lambda act: attest_membership(act, new_key(), key))
    decide(administrator, [key])
    first = administrator.does(lambda act: attest_membership(act, new_key(), key)).result
    administrator.does(lambda act: take_back_decisions(act, [key]))
    decide(administrator, [key])
    again = administrator.does(lambda act: attest_membership(act, new_key(), key)).result
    assert again != first


@pytest.mark.parametrize(
    ("accepts", "days", "reason", "expected"),
    [
        (True, 1, "", FutureMeetingError),
        (True, (FIRST_DAY - date(2026, 2, 10)).days - 400, "", AncientMeetingError),
        (False, 0, " ", UntoldRefusalError),
        (None, 0, "", NothingDecidedError),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    administrator: Worker,
    plan: UUID,
    today: date,
    accepts: bool | None,
    days: int,
    reason: str,
    expected: type,
) -> None:
    key = a_member(administrator, a_person(administrator), plan)
    decision = Decision(
        accepted=(key,) if accepts else (),
        refused=(key,) if accepts is False else (),
        decided_on=today + days * A_DAY,
        reason=reason,
    )
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: decide_memberships(act, decision))
    assert [type(one) for _, one in refused.value.found] == [expected]


def test_a_period_that_is_over_is_no_longer_accepted(
    administrator: Worker, plan: UUID, today: date
) -> None:
    ada = a_person(administrator)
    made = enrolled(administrator, ada, plan, today - 500 * A_DAY)
    with pytest.raises(LateDecisionError):
        decide(administrator, [made.membership_id])


def test_what_another_desk_decided_or_cancelled_is_not_decided_again(
    administrator: Worker, plan: UUID
) -> None:
    one = a_member(administrator, a_person(administrator), plan)
    decide(administrator, [one])
    with pytest.raises(DecidedError):
        decide(administrator, refused=[one])
    other = a_member(administrator, a_person(administrator, "Bea"), plan)
    cancel(administrator, other)
    with pytest.raises(DecidedError):
        decide(administrator, [other])


def test_a_membership_keeps_the_category_of_its_plan_and_members_are_counted_by_it(
    administrator: Worker, today: date
) -> None:
    giving, active = (a_category(administrator, one) for one in ("Bienfaiteur", "Actif"))
    gives = a_plan(administrator, "Don", category_id=giving)
    acts = a_plan(administrator, "Active", category_id=active)
    a_member(administrator, a_person(administrator), gives)
    a_member(administrator, a_person(administrator, "Bea"), acts)
    a_member(administrator, a_person(administrator, "Cléo"), a_plan(administrator, "Rien"))
    with administrator.database.reading() as session:
        found = [(one.label, one.members, one.voting) for one in count_categories(session, today)]
        rows = list_members(PeopleFilter.ALL, today, "").every(session)
        before = count_categories(session, today - A_DAY)
    assert found == [("Bienfaiteur", 1, 1), ("Actif", 1, 1), ("", 1, 1)]
    assert [row.category for row in rows] == ["Bienfaiteur", "Actif", ""]
    assert before == []
