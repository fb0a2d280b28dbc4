from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from builders import Worker
from builders.memberships import a_kind, a_member, a_plan, cancel
from builders.people import a_person, an_organisation
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.memberships.cover_errors import (
    AlreadyCoveredError,
    BackwardCoverError,
    EndlessCoverError,
    FullCoverError,
    NobodyCoversError,
    NoMembershipError,
)
from fablab_desk.memberships.covered import covered_among, covered_by_number
from fablab_desk.memberships.covers import (
    Named,
    ended_lately,
    list_covers,
    list_named,
    standing_with,
)
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.ended_covers import list_ended
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.memberships.queries import count_members_on, standing_on
from fablab_desk.memberships.service_covers import correct_cover, cover_person, remove_cover
from fablab_desk.overview.door import find_comers
from fablab_desk.overview.members import count_standing, list_members
from fablab_desk.people.errors import ArchivedPartyError
from fablab_desk.people.kinds import MemberState, PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.service import archive_party

ENTERED, ENDS = date(2025, 9, 1), date(2026, 8, 31)
TODAY, FIRST = date(2026, 3, 3), date(2025, 10, 1)
A_DAY = timedelta(days=1)


def a_school(worker: Worker, most: int | None = None, name: str = "Lycée Exemple") -> UUID:
    """A member from 1 September 2025 to 31 August 2026, for so many named people."""
    plan = a_plan(worker, f"Structure {name}", for_organisations=True)
    with worker.database.writing() as session:
        session.execute(
            update(MembershipPlan).where(MembershipPlan.id == plan).values(named_people=most)
        )
    school = an_organisation(worker, name)
    a_member(worker, school, plan, ENTERED)
    return school


def covered(worker: Worker, draft: CoverDraft) -> UUID:
    key = new_key()
    worker.does(lambda act: cover_person(act, key, draft))
    return key


def by(
    school: UUID | None, person: UUID, first: date = FIRST, last: date | None = None
) -> CoverDraft:
    return CoverDraft(person_id=person, organisation_id=school, starts_on=first, ends_on=last)


def refusal(worker: Worker, draft: CoverDraft) -> tuple[str, type]:
    with pytest.raises(Problems) as refused:
        covered(worker, draft)
    ((field, problem),) = refused.value.found
    return field, type(problem)


def told(worker: Worker, person: UUID, day: date) -> tuple[MemberState, str]:
    with worker.database.reading() as session:
        covers = list_covers(session, person, day)
        found = standing_with(covers, standing_on(session, person, day), day)
    return found.state, say(found.sentence)


def in_list(worker: Worker, day: date) -> dict[str, tuple[MemberState, date | None]]:
    with worker.database.reading() as session:
        rows = list(list_members(PeopleFilter.ALL, day, "").every(session))
    return {row.name: (row.state_on(day), row.until(day)) for row in rows}


def everywhere(worker: Worker, person: UUID, day: date) -> tuple[str, str, str, date]:
    """The card's sentence, who pays, what the export names, and until when: all as the list has it.

    The door says no name and no day.
    """
    row = in_list(worker, day)["Ada Exemple"]
    with worker.database.reading() as session:
        payer = usual_payer(session, person, day)
        ((_number, name, last),) = covered_by_number(session, day)
        comers = find_comers(session, "ada", day)
        assert covered_among(session, [person], day) == {person}
    assert [one.state for one in comers] == [MemberState.COVERED]
    assert row == (MemberState.COVERED, last)
    state, said = told(worker, person, day)
    assert state is MemberState.COVERED
    return said.partition(" until ")[0], payer.name, name, last


def named(worker: Worker, school: UUID, day: date) -> Named:
    with worker.database.reading() as session:
        return list_named(session, school, day)


@pytest.mark.parametrize(
    ("day", "state", "said"),
    [
        (FIRST - A_DAY, MemberState.NEVER, "Not a member yet"),
        (FIRST, MemberState.COVERED, "Covered by Lycée Exemple until 31 August 2026"),
        (ENDS, MemberState.COVERED, "Covered by Lycée Exemple until 31 August 2026"),
        (
            ENDS + A_DAY,
            MemberState.NEVER,
            "No longer covered by Lycée Exemple since 1 September 2026",
        ),
    ],
)
def test_a_person_is_covered_as_long_as_the_organisation_is_a_member(
    administrator: Worker, day: date, state: MemberState, said: str
) -> None:
    school, person = a_school(administrator), a_person(administrator)
    covered(administrator, by(school, person))
    assert told(administrator, person, day) == (state, said)
    row = in_list(administrator, day)["Ada Exemple"]
    assert row == (state, ENDS if state is MemberState.COVERED else None)


def test_a_renewal_of_the_organisation_goes_on_covering_who_was_named(
    administrator: Worker,
) -> None:
    school, person = a_school(administrator), a_person(administrator)
    covered(administrator, by(school, person))
    again = a_plan(administrator, "Encore", for_organisations=True)
    a_member(administrator, school, again, date(2026, 3, 1))
    until = named(administrator, school, TODAY).rows[0].last
    assert until is not None
    assert until > ENDS
    assert in_list(administrator, TODAY)["Ada Exemple"] == (MemberState.COVERED, until)


def test_a_cancelled_membership_of_the_organisation_covers_nobody(administrator: Worker) -> None:
    plan = a_plan(administrator, "Structure", for_organisations=True)
    school, person = an_organisation(administrator), a_person(administrator)
    membership = a_member(administrator, school, plan, ENTERED)
    covered(administrator, by(school, person))
    cancel(administrator, membership)
    assert told(administrator, person, TODAY)[0] is MemberState.NEVER
    assert in_list(administrator, TODAY)["Ada Exemple"] == (MemberState.NEVER, None)


def test_an_agreement_covers_by_its_own_dates_and_needs_no_membership(
    administrator: Worker,
) -> None:
    person, last = a_person(administrator), date(2026, 6, 30)
    draft = CoverDraft(person_id=person, reason=" Mission  locale ", starts_on=FIRST, ends_on=last)
    covered(administrator, draft)
    said = "Covered by Mission locale until 30 June 2026"
    assert told(administrator, person, last) == (MemberState.COVERED, said)
    assert in_list(administrator, last)["Ada Exemple"] == (MemberState.COVERED, last)
    assert told(administrator, person, last + A_DAY)[0] is MemberState.NEVER


def test_a_member_of_her_own_is_up_to_date_and_not_covered(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    a_member(administrator, person, entered_on=date(2026, 1, 1))
    covered(administrator, by(school, person))
    assert told(administrator, person, TODAY)[0] is MemberState.CURRENT
    assert in_list(administrator, TODAY)["Ada Exemple"] == (
        MemberState.CURRENT,
        date(2026, 12, 31),
    )


def test_of_several_covers_everybody_names_the_one_that_holds_that_day_and_goes_on_longest(
    administrator: Worker,
) -> None:
    soon, long = a_school(administrator, name="Bref"), a_school(administrator, name="Long")
    later, person = a_school(administrator, name="Après"), a_person(administrator)
    covered(administrator, by(soon, person, last=TODAY + A_DAY))
    covered(administrator, by(long, person, last=TODAY + 2 * A_DAY))
    covered(administrator, by(later, person, TODAY + 3 * A_DAY))
    for day, name, last in [
        (TODAY, "Long", TODAY + 2 * A_DAY),
        (TODAY + 2 * A_DAY, "Long", TODAY + 2 * A_DAY),
        (TODAY + 3 * A_DAY, "Après", ENDS),
    ]:
        assert everywhere(administrator, person, day) == (f"Covered by {name}", name, name, last)


def test_a_cover_without_an_end_goes_on_no_longer_than_the_membership_it_comes_under(
    administrator: Worker,
) -> None:
    person, long = a_person(administrator), an_organisation(administrator, "Long")
    covered(administrator, by(a_school(administrator, name="Bref"), person))
    plan = a_plan(administrator, "Deux ans", months=24, for_organisations=True)
    a_member(administrator, long, plan, ENTERED)
    last = ENDS + A_DAY
    covered(administrator, by(long, person, last=last))
    said = everywhere(administrator, person, TODAY)
    assert said == ("Covered by Long", "Long", "Long", last)


def test_between_two_memberships_of_the_organisation_nobody_is_covered_anywhere(
    administrator: Worker,
) -> None:
    school, person = a_school(administrator), a_person(administrator)
    again = a_plan(administrator, "Encore", for_organisations=True)
    later = a_member(administrator, school, again)
    covered(administrator, by(school, person))
    back, last = date(2027, 9, 1), date(2028, 8, 31)
    kept = {"member_from": back, "member_until": last, "due_on": last, "earlier_until": ENDS}
    with administrator.database.writing() as session:
        moved = update(Membership).where(Membership.id == later)
        session.execute(moved.values(starts_on=back, holds_from=back, ends_on=last))
        session.execute(update(Party).where(Party.id == school).values(kept))
    for day, until in [(TODAY, ENDS), (ENDS, ENDS), (back, last), (last, last)]:
        said = everywhere(administrator, person, day)
        assert said == ("Covered by Lycée Exemple", *["Lycée Exemple"] * 2, until)
    for day in (ENDS + A_DAY, back - A_DAY):
        assert in_list(administrator, day)["Ada Exemple"] == (MemberState.NEVER, None)
        assert told(administrator, person, day)[0] is MemberState.NEVER
        with administrator.database.reading() as session:
            assert usual_payer(session, person, day).name == "Ada Exemple"
            assert covered_by_number(session, day) == []
            assert covered_among(session, [person], day) == set()
            assert [one.state for one in find_comers(session, "ada", day)] == [MemberState.NEVER]
            covers = list_covers(session, person, day)
            assert (list_ended(session, day), ended_lately(covers, day)) == ((), None)


def test_of_two_covers_of_one_end_the_one_written_first_is_named_and_pays(
    administrator: Worker,
) -> None:
    person = a_person(administrator)
    covered(administrator, by(a_school(administrator, name="Un"), person, TODAY - A_DAY))
    covered(administrator, by(a_school(administrator, name="Deux"), person, TODAY))
    assert everywhere(administrator, person, TODAY) == ("Covered by Un", "Un", "Un", ENDS)


def test_the_payer_falls_back_when_the_cover_ends_and_not_because_she_is_a_member_of_her_own(
    administrator: Worker,
) -> None:
    """Case 11: “When a cover ends, the payer falls back to the person and the desk is told.”"""
    school, person = a_school(administrator), a_person(administrator)
    a_member(administrator, person, entered_on=date(2026, 1, 1))
    covered(administrator, by(school, person))
    assert told(administrator, person, TODAY)[0] is MemberState.CURRENT
    with administrator.database.reading() as session:
        payers = [usual_payer(session, person, day).name for day in (ENDS, ENDS + A_DAY)]
        over = ended_lately(list_covers(session, person, ENDS + A_DAY), ENDS + A_DAY)
        standing = standing_on(session, person, ENDS + A_DAY)
    assert payers == ["Lycée Exemple", "Ada Exemple"]
    assert standing.state is MemberState.CURRENT
    assert over


def test_who_is_covered_is_no_member_in_the_counts(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    with administrator.database.reading() as session:
        before = count_members_on(session, TODAY), count_standing(session, TODAY)
    covered(administrator, by(school, person))
    with administrator.database.reading() as session:
        assert (count_members_on(session, TODAY), count_standing(session, TODAY)) == before


def test_a_plan_covers_as_many_people_as_it_says(administrator: Worker) -> None:
    school = a_school(administrator, most=2)
    first = covered(administrator, by(school, a_person(administrator, "Un")))
    covered(administrator, by(school, a_person(administrator, "Deux")))
    third = by(school, a_person(administrator, "Trois"))
    assert refusal(administrator, third) == ("organisation_id", FullCoverError)
    ended = by(school, named(administrator, school, TODAY).rows[1].person_id, last=TODAY)
    administrator.does(lambda act: correct_cover(act, first, ended, 1))
    after = CoverDraft(person_id=third.person_id, organisation_id=school, starts_on=TODAY + A_DAY)
    covered(administrator, after)
    found = named(administrator, school, TODAY + A_DAY)
    assert (found.holding, found.most, len(found.rows)) == (2, 2, 3)


def test_whoever_is_named_later_is_counted_from_that_day_on(administrator: Worker) -> None:
    school = a_school(administrator, most=1)
    covered(administrator, by(school, a_person(administrator, "Un"), TODAY))
    early = by(school, a_person(administrator, "Deux"), FIRST)
    assert refusal(administrator, early) == ("organisation_id", FullCoverError)
    covered(administrator, by(school, early.person_id, FIRST, TODAY - A_DAY))


def test_a_subscription_of_the_organisation_covers_nobody(administrator: Worker) -> None:
    kind = a_kind(administrator, "Machines", statutory=False)
    plan = a_plan(administrator, "Machines", kind_id=kind, for_organisations=True)
    school = an_organisation(administrator)
    a_member(administrator, school, plan, ENTERED)
    draft = by(school, a_person(administrator))
    assert refusal(administrator, draft) == ("starts_on", NoMembershipError)


@pytest.mark.parametrize(
    ("organisation", "reason", "last", "field", "why"),
    [
        (False, "", None, "organisation_id", NobodyCoversError),
        (False, "Mission locale", None, "ends_on", EndlessCoverError),
        (True, "", FIRST - A_DAY, "ends_on", BackwardCoverError),
    ],
)
def test_a_cover_says_by_what_and_until_when(
    administrator: Worker,
    organisation: bool,
    reason: str,
    last: date | None,
    field: str,
    why: type,
) -> None:
    draft = CoverDraft(
        person_id=a_person(administrator),
        organisation_id=a_school(administrator) if organisation else None,
        reason=reason,
        starts_on=FIRST,
        ends_on=last,
    )
    assert refusal(administrator, draft) == (field, why)


def test_the_same_cover_is_not_written_twice_for_one_day(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    covered(administrator, by(school, person, last=TODAY))
    assert refusal(administrator, by(school, person, TODAY)) == ("starts_on", AlreadyCoveredError)
    covered(administrator, by(school, person, TODAY + A_DAY))


def test_nobody_archived_is_covered(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    administrator.does(lambda act: archive_party(act, person))
    with pytest.raises(ArchivedPartyError):
        covered(administrator, by(school, person))


def test_a_correction_is_taken_back_by_what_it_wrote(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    before, after = by(school, person), by(school, person, last=TODAY)
    key = covered(administrator, before)
    administrator.does(lambda act: correct_cover(act, key, after, 1))
    assert named(administrator, school, TODAY).rows[0].last == TODAY
    administrator.does(lambda act: correct_cover(act, key, before, after))
    assert named(administrator, school, TODAY).rows[0].last == ENDS


def test_a_removed_cover_counts_for_nothing(administrator: Worker) -> None:
    school, person = a_school(administrator), a_person(administrator)
    key = covered(administrator, by(school, person))
    administrator.does(lambda act: remove_cover(act, key))
    assert named(administrator, school, TODAY) == Named()
    assert told(administrator, person, TODAY) == (MemberState.NEVER, "Not a member yet")
