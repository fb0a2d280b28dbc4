"""What is refused about the decisions of the board on memberships."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NothingDecidedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nothing is decided yet: accept or refuse a request first."))


class FutureMeetingError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark("{day} is still to come: a decision is entered once it is taken."), day=day
        )


class AncientMeetingError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for a meeting. Check the year."), day=day)


class UntoldRefusalError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write why the board refuses: it is kept with the request."))


class LateDecisionError(DeskError):
    def __init__(self, name: str, day: date, ends_on: date) -> None:
        super().__init__(
            mark(
                "The membership asked for by {name} ended on {ends_on}, before {day}: it can no "
                "longer be accepted. Refuse it, or cancel it and record a new one."
            ),
            name=name,
            day=day,
            ends_on=ends_on,
        )


class DecidedError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark(
                "The request of {name} was decided or cancelled meanwhile: nothing was recorded. "
                "Look at the list again."
            ),
            name=name,
        )


class UndecidedError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The board has not decided on the request of {name}."), name=name)


class TakenPeriodError(DeskError):
    def __init__(self, name: str, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark(
                "Meanwhile a membership of {name} from {starts_on} to {ends_on} was recorded. "
                "Cancel that one first."
            ),
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
        )


class AwaitedRenewalError(DeskError):
    def __init__(self, since: date) -> None:
        super().__init__(
            mark("Asked for on {since} and awaiting the board: nothing to renew."), since=since
        )


class AwaitedAttestationError(DeskError):
    def __init__(self, number: int) -> None:
        super().__init__(
            mark(
                "Membership No. {number} awaits acceptance by the board: it is attested once "
                "accepted."
            ),
            number=number,
        )
