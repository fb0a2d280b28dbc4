"""What is refused about people who come under somebody else's membership."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NobodyCoversError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the organisation, or write what covers this person."))


class EndlessCoverError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Write until when: only an organisation’s membership ends by itself.")
        )


class BackwardCoverError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("A cover cannot end on {ends_on}, before it starts on {starts_on}."),
            starts_on=starts_on,
            ends_on=ends_on,
        )


class NoMembershipError(DeskError):
    def __init__(self, name: str, day: date) -> None:
        super().__init__(
            mark(
                "{name} is not a member on {day}. Record its membership first, "
                "or write what else covers this person."
            ),
            name=name,
            day=day,
        )


class AlreadyCoveredError(DeskError):
    def __init__(self, name: str, by: str, starts_on: date) -> None:
        super().__init__(
            mark("{name} is already covered by {by} from {starts_on} on. Correct those dates."),
            name=name,
            by=by,
            starts_on=starts_on,
        )


class FullCoverError(DeskError):
    def __init__(self, name: str, most: int, day: date) -> None:
        super().__init__(
            mark(
                "The membership of {name} covers {most} people, who are all named on {day}. "
                "End the cover of one of them first, or correct the plan."
            ),
            name=name,
            most=most,
            day=day,
        )


class CoveredRenewalError(DeskError):
    def __init__(self, by: str, last: date) -> None:
        super().__init__(
            mark("Covered by {by} until {last}: no fee is owed until then."), by=by, last=last
        )


class UnknownCoverError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This cover was removed meanwhile."))
