from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from builders import Worker
from builders.catalogue import an_article
from builders.memberships import a_kind, a_member, a_plan
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.memberships.drafts import KindDraft, PlanDraft
from fablab_desk.memberships.errors import (
    FeeArticleError,
    MonthsError,
    NamelessPlanError,
    OfferedMonthsError,
    SeasonDayError,
    TakenLabelError,
    UnknownKindError,
    UsedKindError,
)
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.queries import list_kinds, list_plans
from fablab_desk.memberships.service_plans import (
    add_kind,
    add_plan,
    archive_plan,
    correct_kind,
    correct_plan,
)
from fablab_desk.staff.errors import StaleError

SEASON, CIVIL, ROLLING = PeriodRule.SEASON, PeriodRule.CIVIL_YEAR, PeriodRule.ROLLING
Dates = dict[str, Any]


@pytest.fixture
def parts(treasurer: Worker) -> tuple[UUID, UUID]:
    return a_kind(treasurer), an_article(treasurer, "ADH")


def add(worker: Worker, draft: PlanDraft) -> UUID:
    key = new_key()
    worker.does(lambda act: add_plan(act, key, draft))
    return key


@pytest.mark.parametrize(
    ("rule", "dates", "refusal"),
    [
        (ROLLING, {"months": 0}, MonthsError),
        (ROLLING, {"months": 121}, MonthsError),
        (ROLLING, {"offered_months": 1}, OfferedMonthsError),
        (CIVIL, {"offered_months": 12}, OfferedMonthsError),
        (SEASON, {"offered_months": -1}, OfferedMonthsError),
        (SEASON, {"season_month": 4, "season_day": 31}, SeasonDayError),
        (SEASON, {"season_month": 13}, SeasonDayError),
        (SEASON, {"season_day": 0}, SeasonDayError),
    ],
)
def test_dates_that_cannot_be_are_refused(
    treasurer: Worker,
    parts: tuple[UUID, UUID],
    rule: PeriodRule,
    dates: Dates,
    refusal: type[DeskError],
) -> None:
    kind, article = parts
    plain = PlanDraft(label="Saison", kind_id=kind, article_id=article, rule=rule)
    draft = replace(plain, **dates)
    with pytest.raises(Problems) as found:
        add(treasurer, draft)
    assert [type(problem) for _, problem in found.value.found] == [refusal]


def test_a_season_may_begin_on_29_february(treasurer: Worker, parts: tuple[UUID, UUID]) -> None:
    kind, article = parts
    draft = PlanDraft(label="Saison", kind_id=kind, article_id=article, rule=SEASON)
    add(treasurer, replace(draft, season_month=2, season_day=29))
    with treasurer.database.reading() as session:
        (plan,) = list_plans(session)
    assert (plan.season_month, plan.season_day) == (2, 29)


def test_every_problem_is_told_at_once(treasurer: Worker) -> None:
    draft = PlanDraft(label=" ", kind_id=new_key(), article_id=new_key(), rule=ROLLING, months=0)
    with pytest.raises(Problems) as found:
        add(treasurer, draft)
    assert [(field, type(problem)) for field, problem in found.value.found] == [
        ("label", NamelessPlanError),
        ("months", MonthsError),
        ("kind_id", UnknownKindError),
        ("article_id", FeeArticleError),
    ]


def test_two_plans_of_one_name_are_refused(treasurer: Worker, parts: tuple[UUID, UUID]) -> None:
    kind, article = parts
    draft = PlanDraft(label="Saison", kind_id=kind, article_id=article, rule=SEASON)
    add(treasurer, draft)
    with pytest.raises(Problems) as found:
        add(treasurer, draft)
    assert [type(problem) for _, problem in found.value.found] == [TakenLabelError]


def test_a_correction_from_an_old_form_is_refused(
    treasurer: Worker, parts: tuple[UUID, UUID]
) -> None:
    kind, article = parts
    draft = PlanDraft(label="Saison", kind_id=kind, article_id=article, rule=SEASON)
    key = add(treasurer, draft)
    new = PlanDraft(label="Année", kind_id=kind, article_id=article, rule=SEASON)
    other = PlanDraft(label="Mois", kind_id=kind, article_id=article, rule=SEASON)
    treasurer.does(lambda act: correct_plan(act, key, new, 1))
    with pytest.raises(StaleError):
        treasurer.does(lambda act: correct_plan(act, key, other, 1))


def test_an_archived_plan_is_no_longer_offered(treasurer: Worker) -> None:
    key = a_plan(treasurer)
    treasurer.does(lambda act: archive_plan(act, key))
    with treasurer.database.reading() as session:
        assert list_plans(session) == []
        assert [plan.archived_on for plan in list_plans(session, archived=True)] == [
            date(2026, 3, 2)
        ]


def test_plans_are_offered_to_people_or_to_organisations(treasurer: Worker) -> None:
    a_plan(treasurer, "Individuelle")
    a_plan(treasurer, "Structure", for_organisations=True)
    with treasurer.database.reading() as session:
        found = [list_plans(session, for_organisations=wanted) for wanted in (False, True, None)]
    assert [[plan.label for plan in plans] for plans in found] == [
        ["Individuelle"],
        ["Structure"],
        ["Individuelle", "Structure"],
    ]


def test_a_kind_by_which_people_are_members_stays_statutory(treasurer: Worker) -> None:
    kind = a_kind(treasurer, "Adhésion")
    loose = KindDraft(label="Adhésion", statutory=False)
    a_member(treasurer, plan_id=a_plan(treasurer, kind_id=kind))
    with pytest.raises(Problems) as found:
        treasurer.does(lambda act: correct_kind(act, kind, loose, 1))
    assert [type(problem) for _, problem in found.value.found] == [UsedKindError]


def test_kinds_keep_their_order(treasurer: Worker) -> None:
    late, early = KindDraft(label="Abonnement", position=2), KindDraft(label="Adhésion", position=1)
    treasurer.does(lambda act: add_kind(act, new_key(), late))
    treasurer.does(lambda act: add_kind(act, new_key(), early))
    with treasurer.database.reading() as session:
        assert [kind.label for kind in list_kinds(session)] == ["Adhésion", "Abonnement"]
