"""What is refused of the records of machines, each in its own sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.money import plain_decimal


class GoneMachineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This machine no longer exists. Look again."))


class NamelessMachineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give the machine a name."))


class MachineCodeError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(
            mark(
                "A short code, of letters and digits without spaces: LASER1 (at most {most}"
                " characters)."
            ),
            most=most,
        )


class TakenCodeError(DeskError):
    def __init__(self, code: str, name: str) -> None:
        super().__init__(mark("{code} is the code of {name} already."), code=code, name=name)


class BeforeBoughtError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It was bought on {day}: it cannot serve before."), day=day)


class NegativeAmountError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A price is never below nothing."))


class MinAgeError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An age from 0 to 99."))


class NoServiceDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say from which day it is in service."))


class UnknownChoiceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("What was chosen no longer exists. Choose again."))


class RetiredBeforeError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark("It has been in service since {day}: it cannot leave before."), day=day
        )


class StillUsedError(DeskError):
    def __init__(self, name: str, who: str) -> None:
        super().__init__(mark("{who} uses {name}: stop that use first."), name=name, who=who)


class ServedMachineError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} has served already: retire it, its logbook stays."), name=name
        )


class NeedsItselfError(DeskError):
    def __init__(self, chain: Sequence[str]) -> None:
        super().__init__(mark("They would need each other: {chain}."), chain=" → ".join(chain))


class NamelessQuestionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write the question."))


class WholeMachineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Ask it of one machine or of one risk family."))


class NamelessMeterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give the meter a name."))


class TakenMeterError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("This machine has a meter “{label}” already."), label=label)


class CountedMeterError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is counted by the logbook: nobody reads it."), label=label)


class LowReadingError(DeskError):
    def __init__(self, value: Decimal, day: date) -> None:
        super().__init__(
            mark(
                "It showed {value} on {day}: a meter goes on. If it was changed, say so;"
                " if that reading was wrong, withdraw it first."
            ),
            value=plain_decimal(value),
            day=day,
        )


class HighReadingError(DeskError):
    def __init__(self, value: Decimal, day: date) -> None:
        super().__init__(
            mark("It showed {value} later, on {day}: it cannot have shown more before."),
            value=plain_decimal(value),
            day=day,
        )


class ComingReadingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This day is still to come."))


class NegativeReadingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A meter shows nothing below nought."))


class GoneReadingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This reading no longer exists. Look again."))


class NamelessDocumentError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what the document is."))


class DocumentVersionError(DeskError):
    def __init__(self, version: str, day: date) -> None:
        super().__init__(
            mark("Version {version} holds since {day}: the next one has a higher number."),
            version=version,
            day=day,
        )


class LargeDocumentError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("At most {most} MB for a document."), most=most)


class EmptyDocumentError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This file is empty. Choose another one."))


class ReadMeterError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” was read already: add another meter for what counts otherwise."),
            label=label,
        )


class RetiredAlreadyError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It was retired on {day}."), day=day)
