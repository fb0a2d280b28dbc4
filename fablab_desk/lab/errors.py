"""What is refused about the lab, each in its own sentence."""

from datetime import date

from fablab_desk.errors import DeskError, ForestalledError
from fablab_desk.i18n import mark


class NamelessLabError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The lab needs a name."))


class LongFieldError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("This text is too long: at most {most} characters."), most=most)


class UnknownZoneError(DeskError):
    def __init__(self, zone: str) -> None:
        super().__init__(
            mark("“{zone}” is no time zone. Write for example Europe/Paris."), zone=zone
        )


class FiscalMonthError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The fiscal year begins in one of the months 1 to 12."))


class DayEndError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The working day ends between midnight and noon."))


class IdleMinutesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The screen locks after 1 to 480 minutes, or never (0)."))


class NegativeCapError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An amount is not below nothing."))


class NobodyToLogInError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Nobody could open the desk any more: add an administrator's account first.")
        )


class LabNotSetUpError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The lab is not set up yet: answer the three questions first."))


class LabAlreadySetUpError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("This base is already that of “{name}”. Change it in the settings."), name=name
        )


class UnknownCarrierError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This structure no longer exists. Look again."))


class CarrierCodeError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A code has 2 to 8 letters without accents, for example UNIV."))


class TakenCodeError(DeskError):
    def __init__(self, code: str, name: str) -> None:
        super().__init__(mark("{code} is already the code of “{name}”."), code=code, name=name)


class TakenCarrierError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The structure “{name}” exists already."), name=name)


class MainCarrierError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("“{name}” is the main structure: make another one the main one first."), name=name
        )


class ArchivedCarrierError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("“{name}” is archived: bring it back first."), name=name)


class UsedCarrierError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark(
                "“{name}” has issued papers, or something belongs to it: archive it, it is kept "
                "where it served."
            ),
            name=name,
        )


class NamelessAudienceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An audience needs a name."))


class AudienceTakenError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("The audience “{label}” exists already."), label=label)


class GoneAudienceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This audience no longer exists. Look again."))


class NoAudienceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Keep at least one audience."))


class UnknownTextError(DeskError):
    def __init__(self, key: str) -> None:
        super().__init__(mark("No paper has a text called “{key}”."), key=key)


class AncientSettingError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for a setting. Check the year."), day=day)


class UnfinishedPeriodError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is not over yet: only days gone by can be closed."), day=day)


class AlreadyLockedError(DeskError):
    def __init__(self, through: date) -> None:
        super().__init__(
            mark("The period is already closed through {through}. Open it again first."),
            through=through,
        )


class MovedLockError(ForestalledError):
    def __init__(self, through: date) -> None:
        super().__init__(
            mark("Another desk has closed the period through {through} meanwhile. Look again."),
            through=through,
        )


class ReasonNeededError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why: whoever reads the journal will want to know."))
