"""What is refused about the lab's spaces, hours, closures, insurance and lists."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NamelessEntryError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It needs a name."))


class TakenEntryError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is in this list already."), label=label)


class GoneEntryError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It is no longer in this list. Look again."))


class NoDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say which day."))


class BackwardsDaysError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The last day comes before the first one."))


class TakenHoursError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("Hours hold from {day} already: correct those."), day=day)


class NoHoursError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write the hours of one day at least."))


class OverlappingClosureError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” closes the lab on some of these days."), label=label)


class LongClosureError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("A closure lasts at most {most} days. Check the years."), most=most)


class NamelessInsurerError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who insures the lab."))


class WarnDaysError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("Be told 0 to {most} days before."), most=most)


class ContractKindError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the contract as a PDF file, or as a JPEG or PNG picture."))


class ContractSizeError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("This file is too large: at most {most} MB."), most=most)
