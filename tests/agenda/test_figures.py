"""Cases 27 to 32 of the decided ones, in their own words."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.agenda import a_count, a_group, an_arrival
from builders.lab import an_audience
from builders.people import a_person, admitted, an_organisation
from fablab_desk.agenda.drafts import GroupDraft, HeadCountDraft
from fablab_desk.agenda.figures import Figures, figures_between, figures_on
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.service import check_in_group, count_heads, withdraw_arrivals
from fablab_desk.keys import new_key
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.service import admit_organisation, correct_person

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(1)
YEAR = date(2025, 1, 1), date(2025, 12, 31)


def of_today(worker: Worker) -> Figures:
    with worker.database.reading() as session:
        return figures_on(session, TODAY)


def of(worker: Worker, first: date, last: date) -> Figures:
    with worker.database.reading() as session:
        return figures_between(session, first, last)


def came(worker: Worker, person_id: UUID, *days: date) -> None:
    for day in days:
        an_arrival(worker, person_id, day)


def test_27_a_named_person_counts_once_a_day_and_a_count_as_many_as_it_says(
    administrator: Worker,
) -> None:
    ada = a_person(administrator)
    came(administrator, ada, TODAY, TODAY)
    a_count(administrator, 3)
    figures = of_today(administrator)
    assert (figures.visits, figures.persons, figures.unnamed) == (4, 1, 3)


def test_27_in_a_period_each_day_is_a_visit_and_the_person_one(administrator: Worker) -> None:
    came(administrator, a_person(administrator), YESTERDAY, TODAY)
    figures = of(administrator, YESTERDAY, TODAY)
    assert (figures.visits, figures.persons) == (2, 1)


def test_28_a_new_public_is_who_came_for_the_first_time_in_the_period(
    administrator: Worker,
) -> None:
    known, new = a_person(administrator), a_person(administrator, "Bob")
    came(administrator, known, YESTERDAY, TODAY)
    came(administrator, new, TODAY)
    assert of_today(administrator).newcomers == 1
    assert of(administrator, YESTERDAY, TODAY).newcomers == 2


@pytest.mark.parametrize(
    ("imported", "newcomers"), [(date(2024, 12, 31), 0), (date(2025, 1, 1), 1), (None, 1)]
)
def test_28_a_first_visit_of_the_time_before_the_program_counts(
    imported: date | None, newcomers: int, administrator: Worker
) -> None:
    draft = PersonDraft(first_name="Ada", last_name="Exemple", first_visit_on=imported)
    came(administrator, admitted(administrator, draft), date(2025, 6, 1))
    assert of(administrator, *YEAR).newcomers == newcomers


def test_28_counts_are_new_or_not_only_when_asked_and_not_asked_stands_apart(
    administrator: Worker,
) -> None:
    a_count(administrator, 5, newcomers=2)
    a_count(administrator, 3)
    a_count(administrator, 4, newcomers=0)
    a_group(administrator, 24, 2)
    figures = of_today(administrator)
    assert (figures.visits, figures.newcomers, figures.not_asked) == (38, 2, 29)


def test_29_the_return_effect_is_of_those_new_who_came_on_a_later_day_as_public(
    administrator: Worker,
) -> None:
    names = ("Once", "Twice", "December", "Known", "Helper")
    once, twice, december, known, helper = (a_person(administrator, name) for name in names)
    came(administrator, once, date(2025, 3, 1))
    came(administrator, twice, date(2025, 3, 1), date(2025, 3, 8), date(2025, 4, 5))
    came(administrator, december, date(2025, 12, 20), date(2026, 1, 10))
    came(administrator, known, date(2024, 12, 31), date(2025, 3, 1), date(2025, 3, 8))
    came(administrator, helper, date(2025, 3, 1))
    an_arrival(administrator, helper, date(2025, 3, 8), ArrivalRole.VOLUNTEER)
    figures = of(administrator, *YEAR)
    assert (figures.new_persons, figures.came_again) == (4, 1)


def test_29_counts_without_names_are_in_no_denominator(administrator: Worker) -> None:
    a_count(administrator, 5, newcomers=5)
    assert (of_today(administrator).new_persons, of_today(administrator).newcomers) == (0, 5)


def test_29_whoever_first_came_before_the_program_and_in_the_period_came_again(
    administrator: Worker,
) -> None:
    day = date(2025, 1, 8)
    draft = PersonDraft(first_name="Ada", last_name="Exemple", first_visit_on=day)
    came(administrator, admitted(administrator, draft), date(2025, 6, 1))
    figures = of(administrator, *YEAR)
    assert (figures.new_persons, figures.came_again, figures.visits) == (1, 1, 1)


@pytest.mark.parametrize("role", [role for role in ArrivalRole if role is not ArrivalRole.PUBLIC])
def test_30_who_does_not_come_as_public_stands_apart(
    role: ArrivalRole, administrator: Worker
) -> None:
    came(administrator, a_person(administrator), TODAY)
    an_arrival(administrator, a_person(administrator, "Bob"), role=role)
    a_count(administrator, 2, role=role, newcomers=2)
    figures = of_today(administrator)
    assert (figures.visits, figures.persons, figures.newcomers) == (1, 1, 1)
    assert dict(figures.by_role) == {
        **dict.fromkeys(ArrivalRole, 0),
        ArrivalRole.PUBLIC: 1,
        role: 3,
    }


def test_30_a_person_counts_once_with_the_audience_of_her_first_arrival_of_the_period(
    administrator: Worker,
) -> None:
    student, seeker = (
        an_audience(administrator, "Étudiant"),
        an_audience(administrator, "Demandeur d’emploi", 1),
    )
    draft = PersonDraft(first_name="Ada", last_name="Exemple", audience_id=student)
    ada = admitted(administrator, draft)
    came(administrator, ada, YESTERDAY)
    later = PersonDraft(first_name="Ada", last_name="Exemple", audience_id=seeker)
    administrator.does(lambda act: correct_person(act, ada, later, 1))
    came(administrator, ada, TODAY)
    both = of(administrator, YESTERDAY, TODAY).by_audience
    assert [(one.label, one.visits, one.persons) for one in both] == [
        ("Étudiant", 1, 1),
        ("Demandeur d’emploi", 1, 0),
    ]
    (today,) = of_today(administrator).by_audience
    assert (today.label, today.persons, today.newcomers) == ("Demandeur d’emploi", 1, 0)


def test_31_a_class_is_heads_and_no_persons(administrator: Worker) -> None:
    a_group(administrator, 24, 2)
    figures = of_today(administrator)
    assert (figures.visits, figures.persons, figures.unnamed) == (26, 0, 26)


def test_32_counts_and_groups_have_no_commune_not_even_that_of_their_school(
    administrator: Worker,
) -> None:
    school = an_organisation(administrator)
    draft = GroupDraft(organisation_id=school, pupils=20)
    administrator.does(lambda act: check_in_group(act, new_key(), draft))
    administrator.does(lambda act: count_heads(act, new_key(), HeadCountDraft(heads=2)))
    with administrator.database.reading() as session:
        found = [(one.city, one.postal_code, one.age) for one in session.scalars(select(Arrival))]
    assert found == [("", "", None)] * 2


def test_32_the_commune_of_a_class_is_that_of_its_school_where_somebody_chose_so(
    administrator: Worker,
) -> None:
    school = new_key()
    said = OrganisationDraft(name="Collège", postal_code="42000", city="Saint-Étienne")
    administrator.does(lambda act: admit_organisation(act, school, said))
    draft = GroupDraft(organisation_id=school, pupils=20, from_there=True)
    administrator.does(lambda act: check_in_group(act, new_key(), draft))
    with administrator.database.reading() as session:
        (found,) = session.scalars(select(Arrival)).all()
    assert (found.city, found.postal_code, found.commune) == ("Saint-Étienne", "42000", "42218")


def test_what_was_not_stated_has_no_label_and_stands_last(administrator: Worker) -> None:
    public = an_audience(administrator, "Grand public")
    a_count(administrator, 2)
    a_count(administrator, 3, audience_id=public)
    found = [
        (one.audience_id, one.label, one.visits) for one in of_today(administrator).by_audience
    ]
    assert found == [(public, "Grand public", 3), (None, "", 2)]


def test_what_is_withdrawn_counts_nowhere(administrator: Worker) -> None:
    ada = a_person(administrator)
    keys = [an_arrival(administrator, ada), a_count(administrator), a_group(administrator)]
    administrator.does(lambda act: withdraw_arrivals(act, keys))
    figures = of_today(administrator)
    assert (figures.visits, figures.persons, figures.by_audience) == (0, 0, ())
    assert sum(many for _, many in figures.by_role) == 0


def test_what_is_withdrawn_makes_nobody_known_before_a_period(administrator: Worker) -> None:
    ada = a_person(administrator)
    wrong = an_arrival(administrator, ada, YESTERDAY)
    administrator.does(lambda act: withdraw_arrivals(act, [wrong]))
    came(administrator, ada, TODAY)
    assert of_today(administrator).newcomers == 1


def test_an_empty_day_is_nought_and_no_fault(administrator: Worker) -> None:
    assert of_today(administrator).visits == 0
