"""One line of the sheet, and what can be wrong with what is typed in it."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.ui.fields import DecimalField, DurationField, HourField, LineField
from fablab_desk.ui.people.party_field import PartyField

GROUP = "="  # before the name of a group: “=classe de 4e 12”


class UnknownCodeError(DeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(mark("No machine has the code “{typed}”."), typed=typed)


class UnknownMaterialError(DeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(mark("“{typed}” is no article of the stock, or several."), typed=typed)


class EmptySheetError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Type at least one line: who, when, how long."))


class WhoField(PartyField):
    """A person or an organisation of the lab, or after “=” a group with how many they are."""

    def value(self) -> UUID | None:
        return None if self.text().strip().startswith(GROUP) else super().value()

    def seeks(self, text: str) -> bool:
        return not text.strip().startswith(GROUP) and super().seeks(text)

    def group(self) -> tuple[str, int]:
        text = self.text().strip()
        if not text.startswith(GROUP):
            return "", 1
        words = text.removeprefix(GROUP).split()
        if len(words) > 1 and words[-1].isdecimal():
            return " ".join(words[:-1]), int(words[-1])
        return " ".join(words), 1


@dataclass(frozen=True)
class Line:
    key: UUID
    user: WhoField
    machine: LineField
    start: HourField
    lasted: DurationField
    material: LineField
    quantity: DecimalField

    def cells(self) -> tuple[QLineEdit, ...]:
        return (self.user, self.machine, self.start, self.lasted, self.material, self.quantity)

    def is_blank(self) -> bool:
        return not any(cell.text().strip() for cell in (self.user, self.start, self.lasted))
