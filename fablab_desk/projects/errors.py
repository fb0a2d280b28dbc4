"""What can be wrong with a project."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class TitlelessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A project has a title."))


class LinkError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A link begins with https:// or http://."))


class ComingProjectError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("That day is still to come."))


class EarlyMeetingError(DeskError):
    def __init__(self, begun_on: date) -> None:
        super().__init__(mark("The project begins on {day}."), day=begun_on)


class MeetingLengthError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A meeting lasts from a minute to a day."))


class GoneProjectError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This project is no longer there."))


class PutAwayProjectError(DeskError):
    def __init__(self, title: str) -> None:
        super().__init__(mark("“{title}” is in the archives: restore it first."), title=title)
