from datetime import date, timedelta

import pytest

from fablab_desk.clock import format_day
from fablab_desk.ui.days import spell_day


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_day_is_spelt_as_everywhere_else(language: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [spell_day(day, language) for day in days] == [format_day(day, language) for day in days]
