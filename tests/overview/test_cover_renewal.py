"""Nobody is chased for a fee that is not owed while a cover holds."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.memberships import a_cover, a_member, a_plan
from builders.people import a_person, an_organisation
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.memberships.errors import RefusedRenewalError
from fablab_desk.memberships.renewal import Renewal, preview_renewals
from fablab_desk.memberships.service_renewal import renew_members
from fablab_desk.overview.filters import list_filtered
from fablab_desk.overview.members import count_standing, list_members
from fablab_desk.overview.renewal import Whose, listing_of
from fablab_desk.overview.today import load_today
from fablab_desk.people.filters import Conditions
from fablab_desk.people.kinds import MemberState, PeopleFilter

TODAY = NOW.date()
A_DAY = timedelta(days=1)
LAST = TODAY + 20 * A_DAY


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def a_late(worker: Worker, name: str, until: date) -> UUID:
    """Whose own membership of a month ended on that day, or will."""
    person = a_person(worker, name)
    plan = a_plan(worker, f"Mois {name}", months=1)
    a_member(worker, person, plan, until - timedelta(days=27))
    return person


def named(worker: Worker, chosen: PeopleFilter, day: date) -> list[str]:
    with worker.database.reading() as session:
        listing = list_members(chosen, day, "")
        rows = listing.start(session, None, 50)
        assert rows.count == len(rows.rows) == listing.count(session)
        return [row.name.split()[0] for row in rows.rows]


def on_first_screen(worker: Worker, day: date) -> tuple[int, list[str], int, list[str]]:
    with worker.database.reading() as session:
        said = load_today(session, day)
        assert count_standing(session, day)[1] == said.late
    soon, late = (
        [row.name.split()[0] for row in rows] for rows in (said.due_soon_rows, said.late_rows)
    )
    return said.due_soon, soon, said.late, late


def asked(worker: Worker, day: date) -> list[str]:
    with worker.database.reading() as session:
        everybody = list_members(PeopleFilter.ALL, day, "")
        found = listing_of(Whose.LATE, day, everybody).every(session)
    return [row.name.split()[0] for row in found]


def renewed(worker: Worker, person: UUID) -> tuple[Renewal | None, DeskError | None]:
    with worker.database.reading() as session:
        (line,) = preview_renewals(session, [person], TODAY, TODAY)
    return line.renewal, line.refusal


@pytest.fixture
def ada(administrator: Worker) -> UUID:
    """Late since ten days, and covered until in twenty."""
    person = a_late(administrator, "Ada", TODAY - 10 * A_DAY)
    a_cover(administrator, person, reason="Convention", last=LAST)
    return person


def test_who_is_covered_is_not_to_renew_and_is_again_when_the_cover_is_over(
    administrator: Worker, ada: UUID
) -> None:
    a_late(administrator, "Bea", TODAY - 9 * A_DAY)
    for day, late in [(TODAY, ["Bea"]), (LAST, ["Bea"]), (LAST + A_DAY, ["Bea", "Ada"])]:
        assert sorted(named(administrator, PeopleFilter.LATE, day)) == sorted(late)
        assert on_first_screen(administrator, day)[2:] == (len(late), late)
        assert asked(administrator, day) == late


def test_a_saved_filter_finds_the_same_people_to_renew_as_the_list(
    administrator: Worker, ada: UUID
) -> None:
    bea = a_late(administrator, "Bea", TODAY - A_DAY)
    for day, late in ((TODAY, {bea}), (LAST + A_DAY, {ada, bea})):
        with administrator.database.reading() as session:
            kept = list_filtered(Conditions(state=MemberState.LATE), day)
            listed = list_members(PeopleFilter.LATE, day, "")
            assert {row.id for row in kept.every(session)} == late
            assert {row.id for row in listed.every(session)} == late
            assert kept.count(session) == len(late)


def test_an_organisation_that_is_no_member_any_more_covers_nobody_from_renewing(
    administrator: Worker,
) -> None:
    school, person = an_organisation(administrator), a_late(administrator, "Ada", TODAY - A_DAY)
    a_member(administrator, school, a_plan(administrator, "École", for_organisations=True))
    a_cover(administrator, person, school)
    ends = date(2027, 3, 1)
    assert named(administrator, PeopleFilter.LATE, ends) == []
    assert "Ada" in named(administrator, PeopleFilter.LATE, ends + A_DAY)


@pytest.mark.parametrize(
    ("last", "soon"),
    [(LAST + A_DAY, []), (LAST, ["Ada"]), (LAST - A_DAY, ["Ada"])],
    ids=["beyond the membership", "as long as it", "less long"],
)
def test_a_membership_that_ends_soon_is_told_unless_a_cover_goes_on(
    administrator: Worker, last: date, soon: list[str]
) -> None:
    person = a_late(administrator, "Ada", LAST)
    a_cover(administrator, person, reason="Convention", last=last)
    with administrator.database.reading() as session:
        (row,) = list_members(PeopleFilter.CURRENT, TODAY, "").every(session)
    assert row.until(TODAY) == LAST
    assert named(administrator, PeopleFilter.DUE_SOON, TODAY) == soon
    assert on_first_screen(administrator, TODAY)[:2] == (len(soon), soon)


def test_a_bulk_renewal_leaves_out_who_is_covered_and_says_why(
    administrator: Worker, ada: UUID
) -> None:
    renewal, refusal = renewed(administrator, ada)
    assert renewal is None
    assert refusal
    assert say(refusal) == "Covered by Convention until 22 March 2026: no fee is owed until then."


def test_who_is_covered_since_the_preview_is_not_renewed_with_the_others(
    administrator: Worker,
) -> None:
    person = a_late(administrator, "Ada", TODAY - 10 * A_DAY)
    renewal, _ = renewed(administrator, person)
    assert renewal
    a_cover(administrator, person, reason="Convention", last=LAST)
    with pytest.raises(RefusedRenewalError):
        administrator.does(lambda act: renew_members(act, [renewal], TODAY))
