from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fablab_desk.ui.settings.value_words import value_text

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("table", "column", "value", "text"),
    [
        ("people", "gender", "female", "Woman"),
        ("people", "gender", "of a later version", "of a later version"),
        ("payment_methods", "kind", "card", "Bank card"),
        ("papers", "kind", "receipt", "Receipt"),
        ("period_locks", "kind", "payments", "payments"),
        ("accounts", "roles", ["reception", "treasurer"], "Reception, Treasurer"),
        ("people", "birth_date", "1990-05-04", "04/05/1990"),
        ("till_sessions", "closed_at", "2026-03-02T17:30:00+00:00", "02/03/2026 18:30"),
        ("labs", "day_ends_at", "06:00:00", "06:00:00"),
        ("payments", "amount", "12.00", "€12.00"),
        ("labs", "asks_login", True, "Yes"),
        ("people", "note", "dix signes", "dix signes"),
        ("till_sessions", "closing_count", {"50": 2}, "50: 2"),
        ("people", "email", None, ""),
    ],
)
def test_a_value_of_the_journal_is_said_in_words(
    table: str, column: str, value: Any, text: str
) -> None:
    assert value_text(table, column, value, PARIS) == text
