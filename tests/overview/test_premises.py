from dataclasses import replace
from datetime import date

import pytest

from builders import Worker
from builders.lab import a_carrier
from builders.premises import an_insurance, insurance
from fablab_desk.overview.premises import load_lab_day

DAY = date(2026, 3, 2)
ENDS = insurance(date(2025, 3, 12), date(2026, 3, 11))


def pressing(worker: Worker) -> list[str]:
    with worker.database.reading() as session:
        return [one.carrier for one in load_lab_day(session, DAY).pressing]


def test_the_insurance_of_the_whole_lab_is_told_once(administrator: Worker) -> None:
    a_carrier(administrator)
    an_insurance(administrator, ENDS)
    assert pressing(administrator) == [""]


@pytest.mark.parametrize("is_named", [True, False])
def test_one_of_several_is_told_with_its_name(administrator: Worker, is_named: bool) -> None:
    other = a_carrier(administrator, "Université d’Essai")
    an_insurance(administrator, replace(ENDS, carrier_id=other))
    if is_named:
        assert pressing(administrator) == ["Université d’Essai"]
    else:
        an_insurance(administrator, insurance(date(2026, 1, 1), date(2027, 12, 31)))
        assert pressing(administrator) == []
