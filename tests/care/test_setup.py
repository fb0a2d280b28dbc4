from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from builders import Worker
from builders.memberships import enrolled
from builders.people import a_person
from builders.setup import ADMINISTRATOR, a_set_up, without_lab
from fablab_desk.care.service_setup import set_up
from fablab_desk.care.setup import PlanAnswer, SetUp
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.catalogue.queries import list_articles
from fablab_desk.db.database import Database
from fablab_desk.errors import Problems
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.errors import LabAlreadySetUpError
from fablab_desk.lab.queries import (
    find_settings,
    list_audiences,
    load_carrier,
    regime_on,
    text_of,
)
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.queries import list_kinds, list_plans
from fablab_desk.payments.models import PaymentMethod, Till
from fablab_desk.people.models import Party
from fablab_desk.staff.queries import list_accounts

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def opener(administrator: Worker) -> Worker:
    without_lab(administrator)
    return administrator


def answer(worker: Worker, draft: SetUp) -> None:
    worker.does(lambda act: set_up(act, draft))


def test_the_three_questions_make_a_lab_that_works(opener: Worker) -> None:
    draft = a_set_up(administrator=ADMINISTRATOR)
    answer(opener, draft)
    with opener.database.reading() as session:
        settings, carrier = find_settings(session), load_carrier(session)
        assert (settings.lab_id, settings.name) == (draft.lab_id, "Fablab d’essai")
        assert settings.asks_login
        assert carrier.name == "Association Fablab d’essai"
        assert regime_on(session, carrier.id, TODAY) is draft.vat.regime
        assert [row.label for row in list_audiences(session)] == ["Grand public", "Étudiant"]
        assert [plan.label for plan in list_plans(session)] == ["Adhésion", "Adhésion structure"]
        assert [kind.statutory for kind in list_kinds(session)] == [True]
        assert {row.vat_nature for row in list_articles(session)} == {VatNature.OUT_OF_SCOPE}
        assert text_of(session, "vat_exempt_261_7_1_a", TODAY)
        assert "camille" in [account.login for account in list_accounts(session)]
        assert len(list(session.scalars(select(PaymentMethod)))) > 3
        assert len(list(session.scalars(select(Till)))) == 1


def test_after_the_set_up_a_student_enrols_at_the_students_fee(opener: Worker) -> None:
    answer(opener, a_set_up())
    ada = a_person(opener)
    with opener.database.writing() as session:
        student = next(row.id for row in list_audiences(session) if row.label == "Étudiant")
        session.execute(update(Party).values(audience_id=student))
        plan = list_plans(session)[0].id
    done = enrolled(opener, ada, plan, TODAY)
    assert (done.fee, done.period.ends_on) == (Decimal("10.00"), date(2026, 8, 31))


def test_without_an_administrator_no_login_is_asked(opener: Worker) -> None:
    answer(opener, a_set_up())
    with opener.database.reading() as session:
        assert not find_settings(session).asks_login


def test_everything_but_the_name_and_an_audience_may_be_left_out(opener: Worker) -> None:
    answer(opener, a_set_up(identity=CarrierDraft(name=""), plans=()))
    with opener.database.reading() as session:
        assert load_carrier(session).name == "Fablab d’essai"


def test_a_base_is_set_up_once(opener: Worker) -> None:
    answer(opener, a_set_up())
    with pytest.raises(LabAlreadySetUpError):
        answer(opener, a_set_up())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"identity": CarrierDraft(name="", postal_code="4200", siret="1")}, "postal_code siret"),
        ({"audiences": (), "plans": ()}, "audiences"),
        ({"audiences": ("Étudiant", "Étudiant")}, "audiences"),
        ({"audiences": ("Étudiant", " Étudiant ")}, "audiences"),
        ({"rule": PeriodRule.ROLLING, "months": 0, "offered_months": 0}, "months"),
        ({"season_month": 2, "season_day": 30}, "season_day"),
        ({"offered_months": 12}, "offered_months"),
        ({"plans": (PlanAnswer(label="", fee=Decimal(-5)),)}, "plans.0.label plans.0.fee"),
        (
            {"plans": (PlanAnswer(label="A", fee=Decimal(1), fees={"Pro": Decimal(1)}),)},
            "plans.0.fees.Pro",
        ),
        (
            {"plans": (PlanAnswer(label="A", fee=Decimal(1)),) * 2},
            "plans.1.label",
        ),
        (
            {"administrator": replace(ADMINISTRATOR, login="a b", password="court")},
            "administrator.login administrator.password",
        ),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    opener: Worker, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problems) as found:
        answer(opener, a_set_up(**wrong))
    assert [name for name, _ in found.value.found] == field.split()


def test_every_problem_is_told_at_once_and_nothing_is_written(opener: Worker) -> None:
    wrong = a_set_up(
        name="",
        audiences=(),
        plans=(PlanAnswer(label="", fee=Decimal(10) ** 9),),
        administrator=replace(ADMINISTRATOR, name=""),
    )
    with pytest.raises(Problems) as found:
        answer(opener, wrong)
    assert {name for name, _ in found.value.found} == {
        *("name", "audiences", "plans.0.label", "plans.0.fee", "administrator.name")
    }
    with opener.database.reading() as session:
        assert find_settings(session).name == ""
