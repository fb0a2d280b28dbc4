"""What was added by mistake is removed, and only as long as nothing points at it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders import Worker
from builders.catalogue import a_price, an_article
from builders.lab import an_audience
from builders.memberships import a_kind, a_member, a_plan
from builders.money import a_cashing, a_charge, a_line, a_method, a_till, an_open_till
from builders.people import a_person
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.catalogue.service import remove_article
from fablab_desk.db.references import UsedRecordError
from fablab_desk.lab.errors import NoAudienceError
from fablab_desk.lab.models import Audience
from fablab_desk.lab.service import archive_audience, remove_audience
from fablab_desk.memberships.errors import HeldKindError
from fablab_desk.memberships.models import MembershipKind, MembershipPlan
from fablab_desk.memberships.service_plans import remove_kind, remove_plan
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import PaymentMethod, Till
from fablab_desk.payments.service_methods import remove_method, remove_till
from fablab_desk.staff.act import Act

Remove = Callable[[Act, UUID], None]
Makes = Callable[[Worker], UUID]


def a_cheque(worker: Worker) -> UUID:
    a_till(worker)
    return a_method(worker, MethodKind.CHEQUE)


def a_card_paid_by(worker: Worker) -> UUID:
    a_cashing(worker, a_person(worker))
    return a_method(worker, MethodKind.CARD)


def a_till_opened(worker: Worker) -> UUID:
    an_open_till(worker)
    return a_till(worker)


def a_priced_article(worker: Worker) -> UUID:
    key = an_article(worker)
    a_price(worker, key)
    return key


def a_plan_taken(worker: Worker) -> UUID:
    plan = a_plan(worker)
    a_member(worker, a_person(worker), plan)
    return plan


def the_fee_of_a_plan(worker: Worker) -> UUID:
    plan = a_plan(worker)
    with worker.database.reading() as session:
        return session.get_one(MembershipPlan, plan).article_id


def one_of_two_audiences(worker: Worker) -> UUID:
    an_audience(worker, "Grand public")
    return an_audience(worker, "Étudiant")


def an_audience_with_a_price(worker: Worker) -> UUID:
    key = one_of_two_audiences(worker)
    a_price(worker, an_article(worker), audience_id=key)
    return key


@pytest.mark.parametrize(
    ("table", "make", "remove"),
    [
        (Audience, one_of_two_audiences, remove_audience),
        (Article, a_priced_article, remove_article),
        (PaymentMethod, a_cheque, remove_method),
        (Till, a_till, remove_till),
        (MembershipPlan, a_plan, remove_plan),
        (MembershipKind, a_kind, remove_kind),
    ],
)
def test_what_never_served_is_removed_for_good(
    administrator: Worker, table: type[Audience], make: Makes, remove: Remove
) -> None:
    key = make(administrator)
    administrator.does(lambda act: remove(act, key))
    with administrator.database.reading() as session:
        assert session.get(table, key) is None


@pytest.mark.parametrize(
    ("make", "remove", "refusal"),
    [
        (an_audience_with_a_price, remove_audience, UsedRecordError),
        (the_fee_of_a_plan, remove_article, UsedRecordError),
        (a_card_paid_by, remove_method, UsedRecordError),
        (a_till_opened, remove_till, UsedRecordError),
        (a_plan_taken, remove_plan, UsedRecordError),
    ],
)
def test_what_served_once_stays(
    administrator: Worker, make: Makes, remove: Remove, refusal: type[Exception]
) -> None:
    key = make(administrator)
    with pytest.raises(refusal):
        administrator.does(lambda act: remove(act, key))


def test_an_article_that_was_sold_stays(administrator: Worker) -> None:
    key = an_article(administrator)
    a_charge(administrator, a_person(administrator), replace(a_line(), article_id=key))
    with pytest.raises(UsedRecordError):
        administrator.does(lambda act: remove_article(act, key))


def test_a_kind_that_has_a_plan_stays(administrator: Worker) -> None:
    plan = a_plan(administrator)
    with administrator.database.reading() as session:
        kind = session.get_one(MembershipPlan, plan).kind_id
    with pytest.raises(HeldKindError):
        administrator.does(lambda act: remove_kind(act, kind))


def test_the_fee_of_a_plan_goes_with_it(administrator: Worker) -> None:
    plan = a_plan(administrator)
    administrator.does(lambda act: remove_plan(act, plan))
    with administrator.database.reading() as session:
        left = [session.scalar(select(func.count(table.id))) for table in (Article, Price)]
    assert left == [0, 0]


def test_the_last_audience_on_offer_stays_and_an_archived_one_may_go(
    administrator: Worker,
) -> None:
    last, other = (an_audience(administrator, name) for name in ("Grand public", "Étudiant"))
    administrator.does(lambda act: archive_audience(act, other))
    with pytest.raises(NoAudienceError):
        administrator.does(lambda act: remove_audience(act, last))
    administrator.does(lambda act: remove_audience(act, other))
