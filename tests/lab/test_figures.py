from decimal import Decimal
from uuid import UUID

import pytest

from builders import Worker
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.figures import (
    FigureDraft,
    FigureKind,
    FigureNumberError,
    FigureYearError,
    KnownFigureError,
)
from fablab_desk.lab.queries import list_figures
from fablab_desk.lab.service_figures import correct_figure, record_figure, remove_figure


def a_figure(year: int = 2024, number: str = "312", kind: str = "members") -> FigureDraft:
    return FigureDraft(
        year=year, kind=FigureKind(kind), number=Decimal(number), source="Rapport  d’activité "
    )


def recorded(worker: Worker, draft: FigureDraft) -> UUID:
    key = new_key()
    worker.does(lambda act: record_figure(act, key, draft))
    return key


def known(worker: Worker) -> list[tuple[int, str, Decimal, str]]:
    with worker.database.reading() as session:
        rows = list_figures(session)
    return [(row.year, row.kind.value, row.number, row.source) for row in rows]


def test_figures_stand_by_year_the_last_one_first_and_in_the_order_of_the_report(
    administrator: Worker,
) -> None:
    for draft in (
        a_figure(2023, "280"),
        a_figure(2024, "410.5", "machine_hours"),
        a_figure(2024, "312"),
    ):
        recorded(administrator, draft)
    assert known(administrator) == [
        (2024, "members", Decimal(312), "Rapport d’activité"),
        (2024, "machine_hours", Decimal("410.5"), "Rapport d’activité"),
        (2023, "members", Decimal(280), "Rapport d’activité"),
    ]


@pytest.mark.parametrize(
    ("draft", "field", "refusal"),
    [
        (a_figure(1989), "year", FigureYearError),
        (a_figure(2027), "year", FigureYearError),
        (a_figure(number="-1"), "number", FigureNumberError),
        (a_figure(number="0.00001"), "number", FigureNumberError),
        (a_figure(number="10000001"), "number", FigureNumberError),
    ],
)
def test_an_impossible_figure_is_refused_beside_its_field(
    administrator: Worker, draft: FigureDraft, field: str, refusal: type[DeskError]
) -> None:
    with pytest.raises(Problems) as found:
        recorded(administrator, draft)
    assert [(name, type(one)) for name, one in found.value.found] == [(field, refusal)]


def test_a_year_has_one_number_of_a_kind(administrator: Worker) -> None:
    recorded(administrator, a_figure())
    with pytest.raises(Problems) as found:
        recorded(administrator, a_figure(number="313"))
    assert isinstance(found.value.found[0][1], KnownFigureError)
    assert "of 2024" in say(found.value)


def test_corrected_and_taken_back_it_is_as_before(administrator: Worker) -> None:
    key, before, after = new_key(), a_figure(), a_figure(number="313")
    administrator.does(lambda act: record_figure(act, key, before))
    administrator.does(lambda act: correct_figure(act, key, after, 1))
    assert known(administrator)[0][2] == 313
    administrator.does(lambda act: correct_figure(act, key, before, after))
    assert known(administrator)[0][2] == 312


def test_removed_and_taken_back_it_is_there_again(administrator: Worker) -> None:
    key = recorded(administrator, a_figure())
    administrator.does(lambda act: remove_figure(act, key))
    assert known(administrator) == []
    administrator.does(lambda act: record_figure(act, key, a_figure()))
    assert len(known(administrator)) == 1
