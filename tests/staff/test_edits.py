"""What a form or an undo may write over what another desk wrote meanwhile."""

from uuid import UUID

import pytest

from builders import Worker
from builders.catalogue import an_article
from builders.lab import an_audience
from builders.money import a_method, a_till
from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.queries import load_article
from fablab_desk.catalogue.service import correct_article
from fablab_desk.lab.queries import list_audiences
from fablab_desk.lab.service import reorder_audiences
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import list_methods
from fablab_desk.payments.service_methods import order_methods
from fablab_desk.staff.errors import ReorderedError, StaleError


def laser(label: str, unit: str = "") -> ArticleDraft:
    return ArticleDraft(code="LASER", label=label, unit=unit, nature=ArticleNature.SERVICE)


def correct(worker: Worker, key: UUID, draft: ArticleDraft, seen: int | ArticleDraft) -> None:
    worker.does(lambda act: correct_article(act, key, draft, seen))


def test_what_another_desk_corrected_since_stays_when_a_correction_is_taken_back(
    treasurer: Worker,
) -> None:
    key = an_article(treasurer)
    correct(treasurer, key, laser("Laser"), 1)
    before, after, elsewhere = laser("Laser"), laser(" Gravure  laser"), laser("Gravure laser", "h")
    correct(treasurer, key, after, 2)
    correct(treasurer, key, elsewhere, 3)
    correct(treasurer, key, before, after)
    with treasurer.database.reading() as session:
        row = load_article(session, key)
    assert (row.label, row.unit) == ("Laser", "h")


def test_a_correction_is_not_taken_back_over_another_of_the_same_line(treasurer: Worker) -> None:
    key = an_article(treasurer)
    before, after, elsewhere = laser("Laser"), laser("Gravure"), laser("Découpe")
    correct(treasurer, key, after, 1)
    correct(treasurer, key, elsewhere, 2)
    with pytest.raises(StaleError):
        correct(treasurer, key, before, after)


def test_an_order_is_taken_back_whatever_came_or_went_but_not_over_another_order(
    administrator: Worker,
) -> None:
    first, second = an_audience(administrator, "Pro"), an_audience(administrator, "Scolaire", 1)
    before, after = [first, second], [second, first]
    administrator.does(lambda act: reorder_audiences(act, after))
    third = an_audience(administrator, "Repair", 9)
    administrator.does(lambda act: reorder_audiences(act, before, after))
    with administrator.database.reading() as session:
        assert [row.id for row in list_audiences(session)] == [first, second, third]
    with pytest.raises(ReorderedError):
        administrator.does(lambda act: reorder_audiences(act, [third, *before], after))


def test_methods_put_in_order_elsewhere_stay_so(administrator: Worker) -> None:
    a_till(administrator)
    kinds = (MethodKind.CASH, MethodKind.CARD, MethodKind.CHEQUE)
    one, two, three = (a_method(administrator, kind) for kind in kinds)
    with administrator.database.reading() as session:
        rest = [row.id for row in list_methods(session) if row.id not in (one, two, three)]
    administrator.does(lambda act: order_methods(act, [two, one, three]))
    administrator.does(lambda act: order_methods(act, [three, two, one]))
    with pytest.raises(ReorderedError):
        administrator.does(lambda act: order_methods(act, [one, two, three], [two, one, three]))
    with administrator.database.reading() as session:
        assert [row.id for row in list_methods(session)] == [three, two, one, *rest]
