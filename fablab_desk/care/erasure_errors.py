"""Why a person is not erased yet, each with what to do."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NoPersonToEraseError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} is an organisation: its people are erased, one by one."), name=name
        )


class NotConfirmedError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(mark("Type the number {number} to confirm."), number=number)


class RunningMembershipError(DeskError):
    def __init__(self, plan: str, until: date) -> None:
        super().__init__(
            mark("A membership runs until {until} ({plan}): cancel it, or wait for its end."),
            until=until,
            plan=plan,
        )


class OpenDebtsError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark("Something is still owed ({n} lines): take the money, or waive it."), n=count
        )


class StillPaysError(DeskError):
    def __init__(self, names: list[str]) -> None:
        super().__init__(mark("They pay for {names}: give these another payer first."), names=names)


class GuardsMinorError(DeskError):
    def __init__(self, child: str) -> None:
        super().__init__(
            mark("They answer for {child}, who is under age: note another guardian first."),
            child=child,
        )


class RunningCoverError(DeskError):
    def __init__(self, by: str) -> None:
        super().__init__(mark("They come under {by}: end that cover first."), by=by)


class OpenAccountError(DeskError):
    def __init__(self, login: str) -> None:
        super().__init__(
            mark("They work at the desk with the account “{login}”: close it first."), login=login
        )


class RunningMandateError(DeskError):
    def __init__(self, until: date) -> None:
        super().__init__(
            mark("They are on the board until {until}: note that they resigned first."),
            until=until,
        )
