from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.agenda import a_count, a_group, an_arrival
from builders.lab import an_audience
from builders.people import a_person, admitted, an_organisation
from builders.refused import refused
from fablab_desk.agenda.drafts import ArrivalDraft, Draft, GroupDraft, HeadCountDraft
from fablab_desk.agenda.errors import (
    AlreadyThereError,
    AncientDayError,
    ComingDayError,
    GoneArrivalError,
    ManyHeadsError,
    NamelessGroupError,
    NewcomersError,
    NoHeadsError,
    TakenAwayHeadsError,
    UnbornError,
    UnknownOrganisationError,
)
from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.queries import ArrivalRow, arrivals_on, load_arrival
from fablab_desk.agenda.recording import CheckedIn
from fablab_desk.agenda.service import (
    check_in,
    check_in_days,
    check_in_group,
    check_in_many,
    count_heads,
    restore_arrivals,
    withdraw_arrivals,
)
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.service_locks import lock_period
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.errors import ArchivedPartyError, UnknownAudienceError, UnknownPartyError
from fablab_desk.people.kinds import Gender
from fablab_desk.people.service import archive_party, correct_person

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(1)


def told(worker: Worker, person_id: UUID, day: date | None = None) -> CheckedIn:
    return worker.does(lambda act: check_in(act, new_key(), person_id, day=day)).result


def rows(worker: Worker, day: date = TODAY) -> list[ArrivalRow]:
    with worker.database.reading() as session:
        return arrivals_on(day).every(session)


def row(worker: Worker, key: UUID) -> ArrivalRow:
    with worker.database.reading() as session:
        return load_arrival(session, key)


def kept(worker: Worker, key: UUID) -> Arrival:
    with worker.database.reading() as session:
        return session.scalars(select(Arrival).where(Arrival.id == key)).one()


def test_who_comes_today_has_an_instant_and_is_told_with_the_name(administrator: Worker) -> None:
    ada = a_person(administrator)
    answer = told(administrator, ada)
    assert (answer.name, answer.number, answer.day, answer.first) == ("Ada Exemple", 1, TODAY, True)
    assert answer.again is None
    assert [(r.name, r.at, r.role) for r in rows(administrator)] == [
        ("Ada Exemple", NOW, ArrivalRole.PUBLIC)
    ]


def test_who_is_typed_in_later_has_a_day_and_no_instant(administrator: Worker) -> None:
    an_arrival(administrator, a_person(administrator), YESTERDAY)
    assert [(r.day, r.at) for r in rows(administrator, YESTERDAY)] == [(YESTERDAY, None)]
    assert rows(administrator) == []


def test_before_the_working_day_ends_the_night_belongs_to_the_day_before(
    administrator: Worker,
) -> None:
    ada = a_person(administrator)
    administrator.now = NOW.replace(hour=1)
    assert told(administrator, ada).day == YESTERDAY


def test_twice_on_a_day_is_told_in_a_sentence_and_counted_once(administrator: Worker) -> None:
    ada = a_person(administrator)
    first = told(administrator, ada)
    again = told(administrator, ada)
    assert again.arrival_id == first.arrival_id
    assert again.again is not None
    assert say(again.again) == "Ada Exemple is counted already, arrived on 2 March 2026, 10:30."
    assert len(rows(administrator)) == 1


@pytest.mark.parametrize(
    ("role", "day", "sentence"),
    [
        (
            ArrivalRole.VOLUNTEER,
            TODAY,
            "Ada Exemple is counted already on 2 March 2026, as: Volunteer.",
        ),
        (ArrivalRole.PUBLIC, YESTERDAY, "Ada Exemple is counted already on 1 March 2026."),
    ],
)
def test_the_sentence_says_what_is_known_of_the_first_time(
    role: ArrivalRole, day: date, sentence: str, administrator: Worker
) -> None:
    ada = a_person(administrator)
    an_arrival(administrator, ada, day, role)
    again = told(administrator, ada, day).again
    assert again is not None
    assert say(again) == sentence


def test_what_is_true_of_a_person_on_the_day_stays_true_of_the_arrival(
    administrator: Worker,
) -> None:
    pupil, other = an_audience(administrator, "Scolaire"), an_audience(administrator, "Étudiant", 1)
    draft = PersonDraft(
        first_name="Ada",
        last_name="Exemple",
        gender=Gender.FEMALE,
        birth_date=date(2010, 3, 2),
        city="Saint-Étienne",
        postal_code="42000",
        district="Tarentaize",
        audience_id=pupil,
    )
    ada = admitted(administrator, draft)
    key = an_arrival(administrator, ada)
    moved = replace(
        draft, city="Lyon", postal_code="69001", district="", audience_id=other, gender=Gender.OTHER
    )
    administrator.does(lambda act: correct_person(act, ada, moved, 1))
    frozen = kept(administrator, key)
    assert (frozen.city, frozen.postal_code, frozen.commune) == ("Saint-Étienne", "42000", "42218")
    assert (frozen.district, frozen.age) == ("Tarentaize", 16)
    assert (frozen.audience_id, frozen.gender) == (pupil, Gender.FEMALE)


@pytest.mark.parametrize(
    ("imported", "earlier", "first"),
    [
        (None, None, True),
        (None, YESTERDAY, False),
        (date(2025, 9, 3), None, False),
        (TODAY, None, True),
        (TODAY, YESTERDAY, False),
    ],
)
def test_a_visit_is_the_first_when_none_is_known_before(
    imported: date | None, earlier: date | None, first: bool, administrator: Worker
) -> None:
    draft = PersonDraft(first_name="Ada", last_name="Exemple", first_visit_on=imported)
    ada = admitted(administrator, draft)
    if earlier:
        an_arrival(administrator, ada, earlier)
    answer = told(administrator, ada)
    assert (answer.first, row(administrator, answer.arrival_id).first) == (first, first)


def test_an_arrival_typed_in_for_an_earlier_day_makes_the_later_one_a_return(
    administrator: Worker,
) -> None:
    ada = a_person(administrator)
    later = an_arrival(administrator, ada)
    assert row(administrator, later).first
    earlier = an_arrival(administrator, ada, YESTERDAY)
    assert row(administrator, later).first is False
    assert row(administrator, earlier).first is True


def test_a_withdrawn_arrival_makes_the_next_one_the_first(administrator: Worker) -> None:
    ada = a_person(administrator)
    earlier, later = an_arrival(administrator, ada, YESTERDAY), an_arrival(administrator, ada)
    administrator.does(lambda act: withdraw_arrivals(act, [earlier]))
    assert row(administrator, later).first is True
    assert rows(administrator, YESTERDAY) == []


def test_whoever_was_withdrawn_can_come_again_the_same_day(administrator: Worker) -> None:
    ada = a_person(administrator)
    wrong = an_arrival(administrator, ada)
    administrator.does(lambda act: withdraw_arrivals(act, [wrong]))
    right = told(administrator, ada)
    assert right.again is None
    assert [r.id for r in rows(administrator)] == [right.arrival_id]


def test_what_was_withdrawn_is_restored_unless_the_person_came_again(
    administrator: Worker,
) -> None:
    ada, wrong = a_person(administrator), a_count(administrator)
    key = an_arrival(administrator, ada)
    administrator.does(lambda act: withdraw_arrivals(act, [wrong, key]))
    an_arrival(administrator, ada)
    with pytest.raises(AlreadyThereError):
        administrator.does(lambda act: restore_arrivals(act, [wrong, key]))
    administrator.does(lambda act: restore_arrivals(act, [wrong]))
    assert wrong in {r.id for r in rows(administrator)}


def test_what_never_was_cannot_be_withdrawn(administrator: Worker) -> None:
    with pytest.raises(GoneArrivalError):
        administrator.does(lambda act: withdraw_arrivals(act, [new_key()]))


def test_nobody_comes_twice_under_one_key(administrator: Worker) -> None:
    key, ada = new_key(), a_person(administrator)
    answers = [administrator.does(lambda act: check_in(act, key, ada)).result for _ in range(2)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY + timedelta(1), ComingDayError),
        (date(1999, 12, 31), AncientDayError),
        (date(2, 3, 2), AncientDayError),
        (date(2026, 1, 31), LockedPeriodError),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_the_day(
    day: date, problem: type[DeskError], administrator: Worker
) -> None:
    ada = a_person(administrator)
    through = date(2026, 1, 31)
    administrator.does(lambda act: lock_period(act, new_key(), LockKind.ARRIVALS, through))
    with refused(("day", problem)):
        an_arrival(administrator, ada, day)
    with refused(("day", problem)):
        a_count(administrator, 3, day)
    with refused(("day", problem)):
        a_group(administrator, day=day)


def test_an_arrival_of_a_closed_period_is_neither_withdrawn_nor_restored(
    administrator: Worker,
) -> None:
    stays, gone = a_count(administrator, 3, YESTERDAY), a_count(administrator, 4, YESTERDAY)
    administrator.does(lambda act: withdraw_arrivals(act, [gone]))
    administrator.does(lambda act: lock_period(act, new_key(), LockKind.ARRIVALS, YESTERDAY))
    with pytest.raises(LockedPeriodError):
        administrator.does(lambda act: withdraw_arrivals(act, [stays]))
    with pytest.raises(LockedPeriodError):
        administrator.does(lambda act: restore_arrivals(act, [gone]))


def test_somebody_archived_or_unknown_is_told_beside_the_person(administrator: Worker) -> None:
    ada, school = a_person(administrator), an_organisation(administrator)
    administrator.does(lambda act: archive_party(act, ada))
    for key, problem in (
        (ada, ArchivedPartyError),
        (new_key(), UnknownPartyError),
        (school, UnknownPartyError),
    ):
        with refused(("person_id", problem)):
            an_arrival(administrator, key)


def test_nobody_comes_before_being_born(administrator: Worker) -> None:
    ada = a_person(administrator, birth_date=date(2020, 2, 29))
    with refused(("person_id", UnbornError)):
        an_arrival(administrator, ada, date(2020, 2, 28))
    assert kept(administrator, an_arrival(administrator, ada, date(2021, 2, 28))).age == 0
    assert kept(administrator, an_arrival(administrator, ada, date(2021, 3, 1))).age == 1


@pytest.mark.parametrize(
    ("draft", "name", "problem"),
    [
        (HeadCountDraft(heads=0), "heads", NoHeadsError),
        (HeadCountDraft(heads=-3), "heads", TakenAwayHeadsError),
        (HeadCountDraft(heads=9999), "heads", ManyHeadsError),
        (HeadCountDraft(heads=3, newcomers=4), "newcomers", NewcomersError),
        (HeadCountDraft(heads=3, newcomers=-1), "newcomers", NewcomersError),
        (HeadCountDraft(heads=3, audience_id=UUID(int=7)), "audience_id", UnknownAudienceError),
    ],
)
def test_a_count_that_cannot_be_is_refused_in_a_sentence(
    draft: HeadCountDraft, name: str, problem: type[DeskError], administrator: Worker
) -> None:
    with refused((name, problem)):
        administrator.does(lambda act: count_heads(act, new_key(), draft))


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (GroupDraft(pupils=3), [("label", NamelessGroupError)]),
        (GroupDraft(label=" "), [("label", NamelessGroupError), ("pupils", NoHeadsError)]),
        (GroupDraft(label="CM2", adults=-1, pupils=4), [("adults", TakenAwayHeadsError)]),
        (GroupDraft(label="CM2", adults=-1), [("adults", TakenAwayHeadsError)]),
        (GroupDraft(label="CM2", pupils=999, adults=1), [("pupils", ManyHeadsError)]),
        (
            GroupDraft(organisation_id=UUID(int=7), pupils=3),
            [("organisation_id", UnknownOrganisationError)],
        ),
    ],
)
def test_a_group_that_cannot_be_is_refused_with_all_its_problems(
    draft: GroupDraft, found: list[tuple[str, type[DeskError]]], administrator: Worker
) -> None:
    with refused(*found):
        administrator.does(lambda act: check_in_group(act, new_key(), draft))


def test_a_count_and_a_group_stand_among_the_persons_the_last_one_first(
    administrator: Worker,
) -> None:
    school = an_organisation(administrator, "École Exemple")
    public = an_audience(administrator, "Grand public")
    an_arrival(administrator, a_person(administrator))
    a_count(administrator, 3, audience_id=public, newcomers=1)
    draft = GroupDraft(organisation_id=school, pupils=24, adults=2)
    answer = administrator.does(lambda act: check_in_group(act, new_key(), draft)).result
    assert (answer.name, answer.heads) == ("École Exemple", 26)
    group, count, person = rows(administrator)
    assert [one.kind for one in (group, count, person)] == [
        ArrivalKind.GROUP,
        ArrivalKind.COUNT,
        ArrivalKind.PERSON,
    ]
    assert (group.name, group.pupils, group.adults, group.first) == ("École Exemple", 24, 2, None)
    assert (count.heads, count.newcomers, count.audience, count.name) == (3, 1, "Grand public", "")
    assert (person.shown_number, person.heads) == ("M-00002", 1)


def test_a_group_without_organisation_is_called_as_it_was_typed(administrator: Worker) -> None:
    draft = GroupDraft(label="  Centre  de loisirs ", pupils=8)
    administrator.does(lambda act: check_in_group(act, new_key(), draft))
    assert [r.name for r in rows(administrator)] == ["Centre de loisirs"]


def test_a_paper_list_is_written_in_one_act_each_line_under_its_key(
    administrator: Worker,
) -> None:
    ada, bob = a_person(administrator), a_person(administrator, "Bob")
    lines: list[tuple[UUID, Draft]] = [
        (new_key(), ArrivalDraft(person_id=ada)),
        (new_key(), ArrivalDraft(person_id=bob, role=ArrivalRole.VOLUNTEER)),
        (new_key(), HeadCountDraft(heads=5)),
        (new_key(), GroupDraft(label="CM2", pupils=20, adults=1)),
        (new_key(), ArrivalDraft(person_id=ada)),
    ]
    done = administrator.does(lambda act: check_in_many(act, lines, YESTERDAY))
    assert [line.again is not None for line in done.result] == [False] * 4 + [True]
    assert [r.heads for r in rows(administrator, YESTERDAY)] == [21, 5, 1, 1]
    assert not administrator.does(lambda act: check_in_many(act, lines, YESTERDAY)).touched


def test_all_problems_of_a_paper_list_are_told_at_once_and_nothing_is_written(
    administrator: Worker,
) -> None:
    lines: list[tuple[UUID, Draft]] = [
        (new_key(), ArrivalDraft(person_id=a_person(administrator))),
        (new_key(), ArrivalDraft(person_id=new_key())),
        (new_key(), HeadCountDraft(heads=0)),
        (new_key(), GroupDraft(pupils=4)),
    ]
    with refused(
        ("day", ComingDayError),
        ("1.person_id", UnknownPartyError),
        ("2.heads", NoHeadsError),
        ("3.label", NamelessGroupError),
    ):
        administrator.does(lambda act: check_in_many(act, lines, TODAY + timedelta(1)))
    assert rows(administrator) == []


def a_course(*pupils: int) -> list[tuple[UUID, date, GroupDraft]]:
    """The days of a course that ends today, with so many pupils each."""
    first = TODAY - timedelta(days=len(pupils) - 1)
    drafts = [GroupDraft(label="Stage", pupils=many, adults=1, newcomers=many) for many in pupils]
    return [(new_key(), first + timedelta(n), draft) for n, draft in enumerate(drafts)]


def test_a_group_is_counted_on_each_of_its_days_in_one_act(administrator: Worker) -> None:
    lines = a_course(12, 11, 12)
    told = administrator.does(lambda act: check_in_days(act, lines)).result
    assert [(one.day, one.heads) for one in told] == [(day, draft.heads) for _, day, draft in lines]
    with administrator.database.reading() as session:
        heads = [row.heads for _, day, _ in lines for row in arrivals_on(day).every(session)]
        hours = [row.at is None for _, day, _ in lines for row in arrivals_on(day).every(session)]
    assert (heads, hours) == ([13, 12, 13], [True, True, False])
    administrator.does(lambda act: withdraw_arrivals(act, [key for key, _, _ in lines]))
    with administrator.database.reading() as session:
        assert not any(arrivals_on(day).count(session) for _, day, _ in lines)


def test_each_day_tells_its_own_problem_and_none_is_written(administrator: Worker) -> None:
    lines = a_course(12, -3, 9999)
    lines.append((new_key(), TODAY + timedelta(days=1), GroupDraft(label="Stage", pupils=3)))
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: check_in_days(act, lines))
    days = [day for _, day, _ in lines]
    assert [(name, type(one)) for name, one in refused.value.found] == [
        (f"{days[1]}.pupils", TakenAwayHeadsError),
        (f"{days[2]}.pupils", ManyHeadsError),
        (f"{days[3]}.day", ComingDayError),
    ]
    with administrator.database.reading() as session:
        assert not any(arrivals_on(day).count(session) for day in days)
