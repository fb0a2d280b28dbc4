"""Who votes as of a day, and what a convocation settles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import bindparam, text, update

from builders import NOW, Worker
from builders.assembly import (
    MEETS,
    USUAL,
    an_assembly,
    convened,
    entered,
    represented,
    some_voters,
)
from builders.memberships import a_cover, a_kind, a_member, a_plan, cancel, enrolled
from builders.people import a_child, a_person, an_organisation
from fablab_desk.assembly.errors import (
    AttendanceEnteredError,
    ClosedAssemblyError,
    ConvenedError,
    FutureAssemblyError,
    NobodyVotesError,
    StillEnteredError,
)
from fablab_desk.assembly.models import Assembly
from fablab_desk.assembly.queries import load_assembly, prepared
from fablab_desk.assembly.service import (
    close_assembly,
    convene,
    correct_assembly,
    remove_assembly,
    renew_voters,
    withdraw_convocation,
)
from fablab_desk.assembly.voters import VoterRow, list_called, list_voters_on, representatives
from fablab_desk.db.listing import Listing
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_family import add_contact
from fablab_desk.staff.act import Act


def voters(worker: Worker, day: date = MEETS, least_age: int | None = None) -> list[str]:
    """As listed; found by a search and counted, they are the same."""
    return listed(worker, partial(list_voters_on, day, least_age))


def called(worker: Worker, assembly_id: UUID) -> list[str]:
    return listed(worker, partial(list_called, assembly_id))


def listed(worker: Worker, making: Callable[[str], Listing[VoterRow]]) -> list[str]:
    with worker.database.reading() as session:
        listing = making("")
        rows = listing.every(session)
        names = [row.name.split()[0] for row in rows]
        for learnt in (False, True):
            for name in names:
                assert making(name).count(session) == 1
            assert listing.count(session) == len(rows)
            assert [row.id for row in listing.start(session, None, 100).rows] == [
                r.id for r in rows
            ]
            if not learnt:
                listing.learn_order(session)
        return names


LETTERS = ("", "a", "e", "ma", "exemple", "x", "m", "1")
BY_RULE = """
    SELECT p.name FROM parties p LEFT JOIN people b ON b.id = p.id
    WHERE (p.archived_on IS NULL OR p.archived_on > :day)
      AND (b.birth_date IS NULL OR b.birth_date <= :born)
      AND (SELECT count(*) FROM memberships m JOIN membership_plans t ON t.id = m.plan_id
           WHERE m.party_id = p.id AND m.cancelled_at IS NULL AND t.votes
             AND :day BETWEEN m.starts_on AND m.ends_on) > 0
      AND ' ' || p.search LIKE :held ORDER BY p.sort_name, p.number
"""
BY_CONVOCATION = """
    SELECT p.name FROM assembly_voters v, parties p
    WHERE p.id = v.party_id AND ' ' || p.search LIKE :held ORDER BY p.sort_name, p.number
"""


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize("crowd", [20_000, 2])
def test_a_letter_finds_the_same_voters_as_plain_sql(
    administrator: Worker, monkeypatch: pytest.MonkeyPatch, crowd: int, is_known: bool
) -> None:
    monkeypatch.setattr("fablab_desk.db.search.FEW", 0)
    monkeypatch.setattr("fablab_desk.db.search.CROWD", crowd)
    monkeypatch.setattr("fablab_desk.db.listing.CROWD", crowd)
    plan, born = a_plan(administrator), date(2010, 3, 2)
    for name in ("Ada", "Malo", "Élise", "Xavier", "Mahé", "Agathe"):
        young = date(2012, 1, 1) if name == "Mahé" else None
        a_member(administrator, a_person(administrator, name, birth_date=young), plan)
    a_person(administrator, "Maxime")  # no member
    gone = a_person(administrator, "Maud")
    a_member(administrator, gone, plan)
    administrator.does(lambda act: archive_party(act, gone))
    key = convened(administrator, an_assembly(administrator, least_age=16))
    by_rule, by_convocation = partial(list_voters_on, MEETS, 16), partial(list_called, key)
    for making, plain in ((by_rule, BY_RULE), (by_convocation, BY_CONVOCATION)):
        with administrator.database.reading() as session:
            for letters in LETTERS:
                if is_known:
                    making("").learn_order(session)
                given = {"day": MEETS, "born": born, "held": f"% {letters}%"}
                wanted = text(plain).bindparams(
                    *(bindparam(name, given[name]) for name in given if f":{name}" in plain)
                )
                start = making(letters).start(session, None, 100)
                names = list(session.scalars(wanted))
                assert ([row.name for row in start.rows], start.count) == (names, len(names))


def speaks(organisation: UUID, person: UUID, act: Act) -> None:
    add_contact(act, new_key(), organisation, person)


def refused(worker: Worker, call: object, name: str = "") -> Exception:
    with pytest.raises(Problems) as told:
        worker.does(call)  # type: ignore[arg-type]
    return next(problem for field, problem in told.value.found if field == name or not name)


def test_members_of_the_day_vote_and_nobody_before_their_first_day(administrator: Worker) -> None:
    some_voters(administrator, "Ada", "Zoé")
    assert voters(administrator) == ["Ada", "Zoé"]
    assert voters(administrator, MEETS - timedelta(days=1)) == []
    assert voters(administrator, date(2027, 3, 1)) == ["Ada", "Zoé"]
    assert voters(administrator, date(2027, 3, 2)) == []


def test_a_subscription_a_plan_without_a_vote_and_a_cancelled_membership_do_not_vote(
    administrator: Worker,
) -> None:
    aside = a_plan(administrator, "Machines", kind_id=a_kind(administrator, "M", statutory=False))
    a_member(administrator, a_person(administrator, "Aside"), aside)
    voiceless = a_plan(administrator, "Soutien")
    with administrator.database.writing() as session:
        session.execute(
            update(MembershipPlan).where(MembershipPlan.id == voiceless).values(votes=False)
        )
    a_member(administrator, a_person(administrator, "Voiceless"), voiceless)
    cancel(administrator, a_member(administrator, a_person(administrator, "Gone")))
    assert voters(administrator) == []


def test_whoever_votes_by_two_memberships_has_one_vote(administrator: Worker) -> None:
    (ada,) = some_voters(administrator, "Ada")
    second = a_plan(administrator, "Section", kind_id=a_kind(administrator, "Section"))
    a_member(administrator, ada, second)
    assert voters(administrator) == ["Ada"]
    assert called(administrator, convened(administrator, an_assembly(administrator))) == ["Ada"]


def test_whoever_is_archived_by_that_day_has_left(administrator: Worker) -> None:
    ada, _ = some_voters(administrator, "Ada", "Zoé")
    administrator.does(lambda act: archive_party(act, ada))
    assert voters(administrator) == ["Zoé"]


def test_an_age_is_asked_where_it_is_known_on_the_very_birthday_too(administrator: Worker) -> None:
    plan = a_plan(administrator)
    for name, born in (("Sixteen", date(2010, 3, 2)), ("Younger", date(2010, 3, 3))):
        a_member(administrator, a_person(administrator, name, birth_date=born), plan)
    a_member(administrator, a_person(administrator, "Unknown"), plan)
    assert voters(administrator, least_age=16) == ["Sixteen", "Unknown"]


def test_whose_age_nobody_knows_is_counted(administrator: Worker) -> None:
    plan = a_plan(administrator)
    a_member(administrator, a_child(administrator), plan)
    a_member(administrator, a_person(administrator, "Unknown", email="u@example.org"), plan)
    key = an_assembly(administrator, least_age=10)
    with administrator.database.reading() as session:
        known = prepared(session, key)
    assert (known.voters, known.unaged, known.without_email, known.changes) == (2, 1, 1, None)


def test_who_is_covered_by_an_organisation_does_not_vote_by_it(administrator: Worker) -> None:
    organisation = an_organisation(administrator)
    enrolled(administrator, organisation, a_plan(administrator, for_organisations=True), MEETS)
    before = voters(administrator)
    a_cover(administrator, a_person(administrator, "Covered"), organisation)
    assert voters(administrator) == before


def test_an_organisation_votes_by_its_first_contact(administrator: Worker) -> None:
    organisation = an_organisation(administrator)
    plan = a_plan(administrator, for_organisations=True)
    enrolled(administrator, organisation, plan, MEETS)
    for name in ("Ada", "Grace"):
        person = a_person(administrator, name)
        administrator.does(partial(speaks, organisation, person))
    key = an_assembly(administrator)
    with administrator.database.reading() as session:
        found = representatives(session, session.get_one(Assembly, key))
    assert found == {organisation: "Ada Exemple"}


def test_the_convocation_settles_who_votes_and_tells_what_changed_since(
    administrator: Worker,
) -> None:
    _, zoe = some_voters(administrator, "Ada", "Zoé")
    key = convened(administrator, an_assembly(administrator))
    a_member(administrator, a_person(administrator, "Late"), a_plan(administrator, "Tardive"))
    administrator.does(lambda act: archive_party(act, zoe))
    assert called(administrator, key) == ["Ada", "Zoé"]
    with administrator.database.reading() as session:
        changes = prepared(session, key).changes
    assert changes
    assert (changes.added, changes.gone) == (["Late Exemple"], ["Zoé Exemple"])
    administrator.does(lambda act: renew_voters(act, key))
    assert called(administrator, key) == ["Ada", "Late"]


def test_a_page_of_one_assembly_shows_nobody_of_another(administrator: Worker) -> None:
    some_voters(administrator, "Ada", "Zoé")
    first, second = (convened(administrator, an_assembly(administrator)) for _ in range(2))
    with administrator.database.reading() as session:
        pages = [list_called(key).page(session, 0, 10) for key in (first, second)]
    assert [len(page) for page in pages] == [2, 2]


def test_whoever_is_present_is_not_taken_off_the_list(administrator: Worker) -> None:
    ada, zoe = some_voters(administrator, "Ada", "Zoé")
    key = convened(administrator, an_assembly(administrator))
    represented(administrator, key, ada, zoe)
    administrator.does(lambda act: archive_party(act, zoe))
    with pytest.raises(StillEnteredError):
        administrator.does(lambda act: renew_voters(act, key))
    assert called(administrator, key) == ["Ada", "Zoé"]


def test_an_assembly_where_nobody_votes_is_not_convened(administrator: Worker) -> None:
    key = an_assembly(administrator)
    with pytest.raises(NobodyVotesError):
        administrator.does(lambda act: convene(act, key, act.day))


def test_a_convocation_is_withdrawn_until_somebody_is_entered(administrator: Worker) -> None:
    (ada,) = some_voters(administrator, "Ada")
    key = convened(administrator, an_assembly(administrator))
    administrator.does(lambda act: withdraw_convocation(act, key))
    assert called(administrator, key) == []
    convened(administrator, key)
    entered(administrator, key, ada)
    with pytest.raises(AttendanceEnteredError):
        administrator.does(lambda act: withdraw_convocation(act, key))


def test_once_convened_the_place_may_change_and_the_voters_may_not(administrator: Worker) -> None:
    some_voters(administrator, "Ada")
    key = convened(administrator, an_assembly(administrator))
    elsewhere = replace(USUAL, place="Médiathèque")
    administrator.does(lambda act: correct_assembly(act, key, elsewhere, 2))
    older = replace(elsewhere, least_age=16)
    problem = refused(administrator, lambda act: correct_assembly(act, key, older, 3), "least_age")
    assert isinstance(problem, ConvenedError)
    with pytest.raises(ConvenedError):
        administrator.does(lambda act: remove_assembly(act, key))


def test_what_is_closed_stays_and_what_is_to_come_is_not_closed(administrator: Worker) -> None:
    (ada,) = some_voters(administrator, "Ada")
    key = convened(administrator, an_assembly(administrator))
    administrator.does(lambda act: close_assembly(act, key))
    with pytest.raises(ClosedAssemblyError):
        entered(administrator, key, ada)
    later = convened(administrator, an_assembly(administrator, day=date(2026, 3, 20)))
    with pytest.raises(FutureAssemblyError):
        administrator.does(lambda act: close_assembly(act, later))


def test_all_problems_of_a_draft_are_told_at_once(administrator: Worker) -> None:
    wrong = replace(
        USUAL,
        place=" ",
        agenda="\n ",
        record_on=date(2026, 3, 3),
        quorum=0,
        most_proxies=-1,
        least_age=0,
    )
    with pytest.raises(Problems) as told:
        an_assembly(administrator, **{n: getattr(wrong, n) for n in wrong.__slots__})
    fields = {"place", "agenda", "record_on", "quorum", "most_proxies", "least_age"}
    assert {name for name, _ in told.value.found} == fields


def test_a_row_gives_its_draft_back(administrator: Worker) -> None:
    key = an_assembly(administrator)
    with administrator.database.reading() as session:
        row = load_assembly(session, key)
        zone = find_settings(session).zone
    assert row.draft(zone) == replace(USUAL, carrier_id=row.carrier_id)
    assert row.at.astimezone(NOW.tzinfo).hour == 17
