"""What is refused about filters of the people, or told of one, each in its own sentence."""

from collections.abc import Sequence
from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class AgesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The first age is above the last one."))


class DaysError(DeskError):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(mark("{first} comes after {last}."), first=first, last=last)


class NothingAskedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose one condition at least: this filter asks nothing."))


class NamelessFilterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give this filter a name."))


class FilterTakenError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is already the name of a filter."), label=label)


class UnknownFilterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This filter no longer exists. Look again."))


class UnknownFilterNameError(DeskError):
    def __init__(self, label: str, known: Sequence[str]) -> None:
        super().__init__(
            mark("“{label}” is no filter. There are: {known}."), label=label, known=list(known)
        )


class UnknownPlaceError(DeskError):
    def __init__(self, place: str) -> None:
        super().__init__(mark("Nobody here lives in “{place}”."), place=place)


class RetiredPartError(DeskError):
    """Told beside a filter that still works."""

    def __init__(self, label: str) -> None:
        super().__init__(
            mark("This filter asks for “{label}”, which is no longer in use."), label=label
        )


class GonePartError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("This filter asks for something that was removed since: it finds nobody by it.")
        )
