"""What is refused about the lab's own fields, each in its own sentence."""

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NamelessFieldError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give this field a name."))


class FieldTakenError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is already the name of a field."), label=label)


class FewChoicesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what can be chosen, one choice a line, two at least."))


class ManyChoicesError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("{most} choices at most."), most=most)


class TwiceChoiceError(DeskError):
    def __init__(self, choice: str) -> None:
        super().__init__(mark("“{choice}” stands there twice."), choice=choice)


class FilledFieldError(DeskError):
    def __init__(self, label: str, count: int) -> None:
        super().__init__(
            mark(
                "“{label}” is filled in {count} records: its kind stays. "
                "Retire it, and add another field."
            ),
            label=label,
            count=count,
        )


class UnknownFieldError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This field no longer exists. Look again."))


class BlankFieldError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” has to be filled in."), label=label)


class NotOfferedError(DeskError):
    def __init__(self, choice: str) -> None:
        super().__init__(mark("“{choice}” is not in the list of this field."), choice=choice)


class NotYesOrNoError(DeskError):
    def __init__(self, written: str) -> None:
        super().__init__(mark("“{written}” is neither yes nor no."), written=written)


class HugeNumberError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("A whole number from 0 to {most}, please."), most=most)
