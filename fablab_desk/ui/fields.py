"""The fields of a form: each reads what was typed, or refuses it in a sentence."""

from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate
from fablab_desk.identifiers import display_phone
from fablab_desk.money import format_amount, parse_amount
from fablab_desk.typed import parse_count, parse_day, parse_decimal, parse_duration, parse_hour
from fablab_desk.ui import theme

V = TypeVar("V")
NO_VALUE = object()  # None may be one of the choices
LEAST_LETTERS = 8


class Field(Protocol):
    """What a form asks of a field. `value` raises a DeskError when it cannot be read."""

    @property
    def changed(self) -> Any: ...
    def value(self) -> Any: ...
    def set_value(self, value: Any, /) -> None: ...


class Refillable(Field, Protocol):
    """A field of a form that can be filled in anew while it is open."""

    def written(self) -> str:
        """What it shows, to be said elsewhere; of a secret nothing."""

    def snapshot(self) -> Callable[[], None]:
        """How to show again what it holds now, whether it can be read or not."""


class LineField(QLineEdit):
    changed = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(translate(hint))
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)  # a long text is read from its beginning

    def written(self) -> str:
        return self.text().strip()

    def snapshot(self) -> Callable[[], None]:
        return partial(LineField.set_value, self, self.text())


class SecretField(LineField):
    """A password: what is typed stays as it is, blanks included."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.text()

    def written(self) -> str:
        return ""


class TextField(QPlainTextEdit):
    """Several lines; Tab leaves it, Ctrl+Enter saves its form."""

    changed = Signal()

    def __init__(self, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(translate(hint))
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(lines * 20 + 18))
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.setPlainText(value)

    def written(self) -> str:
        return self.value()

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self.toPlainText())


class ReadField(LineField, Generic[V]):
    """A line that is read as something else, and written properly when it is left."""

    def __init__(
        self,
        read: Callable[[str], V],
        write: Callable[[V], str],
        hint: str = "",
    ) -> None:
        super().__init__(hint)
        self._read = read
        self._write = write

    def value(self) -> V | None:  # type: ignore[override]
        text = self.text().strip()
        return self._read(text) if text else None

    def set_value(self, value: V | None) -> None:  # type: ignore[override]
        super().set_value("" if value is None else self._write(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            value = self.value()
        except DeskError:
            return  # the form tells it when it is saved
        if value is not None:
            with QSignalBlocker(self):  # the same value, otherwise written
                self.set_value(value)


class DayField(ReadField[date]):
    """A day: “3/2”, “hier”, “+7”; `today` is the lab's day."""

    def __init__(self, today: Callable[[], date], hint: str = "") -> None:
        super().__init__(
            lambda text: parse_day(text, today()),
            lambda day: format_day(day, current(), short=True),
            hint or mark("dd/mm/yyyy, yesterday, +7"),
        )


class HourField(ReadField[time]):
    """An hour of the day: “18:30”, “18h”."""

    def __init__(self) -> None:
        super().__init__(parse_hour, lambda hour: f"{hour:%H:%M}", mark("18:30"))


class DurationField(ReadField[int]):
    """Minutes: “1h30”, “90”."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(parse_duration, write_minutes, hint or mark("1h30, 90"))


class AmountField(ReadField[Decimal]):
    def __init__(self, hint: str = "") -> None:
        super().__init__(parse_amount, lambda amount: format_amount(amount, current()), hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)


class CountField(ReadField[int]):
    def __init__(self, most: int = 100_000, hint: str = "") -> None:
        super().__init__(lambda text: parse_count(text, most), str, hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)


class DecimalField(ReadField[Decimal]):
    """A quantity or a unit price, with the decimals that were typed and at least `places`."""

    def __init__(self, places: int = 0, unit: str = "", hint: str = "") -> None:
        super().__init__(parse_decimal, lambda number: write_decimal(number, places) + unit, hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)


class PhoneField(LineField):
    """Kept as typed: the service reads it, and shows it in the country's way afterwards."""

    def set_value(self, value: str) -> None:
        super().set_value(display_phone(value) if value.startswith("+") else value)


class ChoiceField(QComboBox, Generic[V]):
    """One of a few; the texts are already translated."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[V, str]] = ()) -> None:
        super().__init__()
        self._values: list[V] = []
        # A long choice makes no form wider than its screen.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self.set_choices(choices)
        self.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def set_choices(self, choices: Sequence[tuple[V, str]]) -> None:
        """Offer others; the value chosen stays when it is still among them."""
        kept = self._values[self.currentIndex()] if self._values else NO_VALUE
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([text for _, text in choices])
        if kept is not NO_VALUE and kept in self._values:
            self.set_value(kept)
        self.blockSignals(False)

    def value(self) -> V:
        return self._values[self.currentIndex()]

    def set_value(self, value: V) -> None:
        self.setCurrentIndex(self._values.index(value))

    def written(self) -> str:
        return self.currentText()

    def snapshot(self) -> Callable[[], None]:
        return partial(self._choose_again, self.value())

    def _choose_again(self, value: V) -> None:
        if value in self._values:  # it may be offered no longer
            self.set_value(value)


class CheckField(QCheckBox):
    changed = Signal()

    def __init__(self, text: str) -> None:
        """The text is a msgid and stands beside the box."""
        super().__init__(translate(text))
        self.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)

    def written(self) -> str:
        return translate(mark("Yes") if self.isChecked() else mark("No"))

    def snapshot(self) -> Callable[[], None]:
        return partial(self.setChecked, self.isChecked())


def write_decimal(number: Decimal, places: int) -> str:
    """At least so many decimals, none of them an idle nought beyond."""
    whole, _, rest = f"{number:f}".partition(".")
    shown = rest.rstrip("0").ljust(places, "0")
    point = "." if current() == "en" else ","
    return f"{whole}{point}{shown}" if shown else whole


def describe(field: QWidget, said: str = "") -> None:
    """What is read out about a field. A combo box is named by its value: its caption too."""
    name = field.accessibleName() if isinstance(field, QComboBox) else ""
    field.setAccessibleDescription(", ".join(part for part in (name, said) if part))


def write_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"
