"""What is refused at the door, each in its own sentence."""

from datetime import date, datetime

from fablab_desk.agenda.kinds import MOST_HEADS, ROLE_TEXTS, ArrivalRole
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


def shortened(text: str) -> str:
    """What was typed, as long as a sentence bears it."""
    return text if len(text) <= 40 else f"{text[:40]}…"


class OpenPermanenceError(DeskError):
    def __init__(self, account: str, at: datetime) -> None:
        super().__init__(mark("{account} opened already, on {at}."), account=account, at=at)


class ForgottenPermanenceError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark("The opening of {day} was never closed. Close it, then open today."), day=day
        )


class UnknownPermanenceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This opening no longer exists. Look again."))


class NobodySuchError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose people: one of those named has no record as a person."))


class ComingDayError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark("{day} is still to come: only who has come is counted."),
            day=day,
        )


class AncientDayError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for an arrival. Check the year."), day=day)


class UnbornError(DeskError):
    def __init__(self, name: str, day: date) -> None:
        super().__init__(
            mark("{name} was not born yet on {day}. Check the day, or the birth date."),
            name=name,
            day=day,
        )


class NoHeadsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Count at least one person."))


class TakenAwayHeadsError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Nobody is taken away by counting less: withdraw the line that was wrong.")
        )


class ManyHeadsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("At most {most} people in one line. Check it."), most=MOST_HEADS)


class NewcomersError(DeskError):
    def __init__(self, heads: int) -> None:
        super().__init__(
            mark("The newcomers are among those who came: from 0 to {heads}."), heads=heads
        )


class NamelessGroupError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say which group it is: choose its organisation or write its name."))


class UnknownOrganisationError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This organisation no longer exists. Look again."))


class GoneArrivalError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This arrival no longer exists. Look again."))


class AlreadyThereError(DeskError):
    """Nothing is wrong: whoever comes back the same day is counted once. Told, seldom refused."""

    def __init__(
        self, name: str, day: date, at: datetime | None = None, role: ArrivalRole | None = None
    ) -> None:
        if role and role is not ArrivalRole.PUBLIC:
            text = mark("{name} is counted already on {day}, as: {role}.")
        elif at:
            text = mark("{name} is counted already, arrived on {at}.")
        else:
            text = mark("{name} is counted already on {day}.")
        told = ROLE_TEXTS[role] if role else ""
        super().__init__(text, name=name, day=day, at=at, role=told)


class UnreadHeadsError(DeskError):
    def __init__(self, text: str) -> None:
        shown = shortened(text)
        super().__init__(
            mark("“{text}” is no head-count. Write for example +3, +2 f or +3 students."),
            text=shown,
        )


class UnknownWordError(DeskError):
    def __init__(self, word: str) -> None:
        shown = shortened(word)
        super().__init__(
            mark("“{word}” names no audience of the lab. Write the beginning of one."), word=shown
        )


class SeveralAudiencesError(DeskError):
    def __init__(self, word: str, audiences: list[str]) -> None:
        super().__init__(
            mark("“{word}” may be {audiences}. Write more of it."),
            word=word,
            audiences=", ".join(audiences),
        )


class NoPeriodError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say from which day to which: both are counted."))


class BackwardsPeriodError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The last day comes before the first: exchange them."))


class NotPresentError(DeskError):
    def __init__(self, name: str, first: date, last: date) -> None:
        super().__init__(
            mark("{name} is counted on no day from {first} to {last}: nothing can be attested."),
            name=name,
            first=first,
            last=last,
        )


class ComingHourError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This hour is still to come."))


class StillOpenError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The lab is still open: close it first."))


class BackwardsHoursError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It cannot close before it opens."))


class ManyDaysError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("At most {most} days at once: count the others after."), most=most)
