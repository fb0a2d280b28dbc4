from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fablab_desk.ui.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    CountField,
    DayField,
    DurationField,
    LineField,
    PhoneField,
    SecretField,
    TextField,
)
from ui.accessible import name_of

TODAY = date(2026, 3, 2)


FIELDS: list[tuple[Callable[[], Any], str, Any]] = [
    (LineField, " Ada ", "Ada"),
    (SecretField, " open ", " open "),
    (TextField, "two\nlines ", "two\nlines"),
    (lambda: DayField(lambda: TODAY), "3/2", date(2026, 2, 3)),
    (lambda: DayField(lambda: TODAY), "hier", date(2026, 3, 1)),
    (lambda: DayField(lambda: TODAY), "+7", date(2026, 3, 9)),
    (lambda: DayField(lambda: TODAY), "", None),
    (AmountField, "12,5", Decimal("12.50")),
    (AmountField, "", None),
    (DurationField, "1h30", 90),
    (CountField, "12", 12),
    (PhoneField, "06 12", "06 12"),
]


@pytest.mark.parametrize(("make", "typed", "value"), FIELDS)
def test_a_field_reads_what_people_type(
    qtbot: QtBot, make: Callable[[], Any], typed: str, value: object
) -> None:
    field = make()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed, raising=bool(typed)):
        (field.setPlainText if isinstance(field, TextField) else field.setText)(typed)
    assert field.value() == value


@pytest.mark.parametrize(
    ("make", "value", "shown"),
    [
        (lambda: DayField(lambda: TODAY), date(2026, 2, 3), "03/02/2026"),
        (AmountField, Decimal("1234.5"), "€1,234.50"),
        (DurationField, 90, "1 h 30"),
        (DurationField, 45, "45 min"),
        (PhoneField, "+33299123456", "02 99 12 34 56"),
    ],
)
def test_a_field_writes_properly_what_it_will_read_again(
    qtbot: QtBot, make: Callable[[], Any], value: object, shown: str
) -> None:
    field = make()
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.text() == shown
    if not isinstance(field, PhoneField | AmountField):
        assert field.value() == value


def test_a_choice_keeps_its_value_when_others_are_offered(qtbot: QtBot) -> None:
    field = ChoiceField([(1, "Season"), (2, "Year")])
    qtbot.addWidget(field)
    field.set_value(2)
    field.set_choices([(3, "Month"), (2, "Year")])
    assert field.value() == 2


def test_a_box_is_ticked_or_not(qtbot: QtBot) -> None:
    field = CheckField("Newsletter")
    qtbot.addWidget(field)
    field.set_value(True)
    assert (field.value(), name_of(field)) == (True, "Newsletter")
