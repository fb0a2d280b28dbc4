"""What is refused of faults, stops, upkeep and loans, each in its own sentence."""

from datetime import date, datetime

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class WordlessFaultError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what does not work."))


class WordlessRepairError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what was done."))


class WordlessStopError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why it stands still."))


class GoneUpkeepError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This record no longer exists. Look again."))


class ComingFaultError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This instant is still to come."))


class BackwardsStopError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It comes back before it stops."))


class ClosedFaultError(DeskError):
    def __init__(self, at: datetime) -> None:
        super().__init__(mark("This fault is closed since {at}: reopen it first."), at=at)


class NoIntervalError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Say every how many days, hours of use or units of a meter it is due.")
        )


class IntervalError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An interval is more than nothing."))


class MeterlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the meter whose units are counted."))


class NamelessPlanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what is to be done."))


class OpenOrderError(DeskError):
    def __init__(self, label: str, at: datetime) -> None:
        super().__init__(
            mark("“{label}” is under way since {at}: go on with that one."), label=label, at=at
        )


class ClosedOrderError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This maintenance is closed: reopen it first."))


class UncheckedError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark("{count} points are not checked yet: good, failed or not applicable."),
            count=count,
        )


class NobodyDidItError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who did it: a person, or the name of an outside firm."))


class ComingDayError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is still to come."), day=day)


class BackwardsTimeError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nothing takes less than no time."))


class ItemlessLoanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose a machine or a kit."))


class BorrowerlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who borrows it."))


class LentError(DeskError):
    def __init__(self, name: str, who: str, day: date) -> None:
        super().__init__(mark("{name} is lent to {who} since {day}."), name=name, who=who, day=day)


class BackwardsLoanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It comes back before it leaves."))


class KitCodeError(DeskError):
    def __init__(self, code: str) -> None:
        super().__init__(mark("Another kit has the code {code}."), code=code)


class NamelessKitError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give the kit a code and a name."))


class WithdrawnLoanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This loan was withdrawn: note it anew."))


class DroppedPlanError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is due no more: plan it again first."), label=label)
