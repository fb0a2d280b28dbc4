"""What is refused of certifications, each in its own sentence."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class TargetlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say for which machine or family."))


class PersonlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who is certified."))


class ComingGrantError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("Nobody is certified on a day to come: {day}."), day=day)


class UnbornGrantError(DeskError):
    def __init__(self, name: str, day: date) -> None:
        super().__init__(mark("{name} was not born yet on {day}."), name=name, day=day)


class GrantTermError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It ends before it begins."))


class GrantedTwiceError(DeskError):
    def __init__(self, name: str, what: str, day: date) -> None:
        super().__init__(
            mark("{name} was certified for {what} on {day} already."), name=name, what=what, day=day
        )


class GranterError(DeskError):
    """Only trainers of a machine certify for it; an administrator grants the first ones."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(mark("{name} is no trainer for {what}."), name=name, what=what)


class SelfGrantError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nobody certifies themselves: somebody else is to do it."))


class NotPassedError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} did not pass the session it comes from: correct the result there."),
            name=name,
        )


class NotFirstError(DeskError):
    def __init__(self, what: str) -> None:
        super().__init__(
            mark("{what} has a trainer already: the first certification was given."), what=what
        )


class GoneCertificationError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This certification no longer exists. Look again."))


class EventOrderError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("Something was noted of it on {day}, later than this."), day=day)


class EventDayError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It was granted on {day} only."), day=day)


class NotSuspendedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It is not suspended on that day."))


class AlreadyRevokedError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It was revoked on {day}."), day=day)


class AlreadySuspendedError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It is suspended since {day}."), day=day)
