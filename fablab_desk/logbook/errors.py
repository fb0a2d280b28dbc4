"""What is refused of uses, each in its own sentence."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, mark, say

LONGEST_HOURS = 16  # of a use that is not said to run unattended
MOST_HEADS = 999


class Step(StrEnum):
    """What the start of a use asks, in the order in which it is told."""

    SERVICE = "service"
    FREE = "free"
    MEMBERSHIP = "membership"
    PIECES = "pieces"
    AGE = "age"
    CERTIFICATION = "certification"
    NEEDS = "needs"
    QUESTIONS = "questions"
    BOOKING = "booking"


class StartRefusedError(DeskError):
    """Why somebody may not start; `remedy` says how to get there, `final`: nobody overrides it."""

    def __init__(
        self, step: Step, sentence: DeskError, remedy: DeskError | None = None, *, final: bool
    ) -> None:
        text = mark("{refused} {remedy}") if remedy else mark("{refused}")
        super().__init__(text, refused=sentence, remedy=remedy or "")
        self.step, self.sentence, self.remedy, self.final = step, sentence, remedy, final

    def kept(self) -> dict[str, str]:
        """As it stands on a use that was allowed all the same, in the language of the lab."""
        return {"step": self.step.value, "said": say(self.sentence, LANGUAGES[0])}


class UnknownMachineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose a machine: this one has no record."))


class NobodyUsesError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Say who uses it: a person, an organisation, or the name of a group.")
        )


class UnknownUserError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This person has no record. Look again."))


class GoneUseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This use no longer exists. Look again."))


class BackwardsUseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It ends before it begins."))


class NoStartError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say when it began."))


class NoEndError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say when it ended, or how long it lasted."))


class ComingUseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This instant is still to come: only what has been is noted."))


class AncientUseError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for a use. Check the year."), day=day)


class LongUseError(DeskError):
    def __init__(self, hours: int) -> None:
        super().__init__(
            mark(
                "{hours} hours is long. Check the end, or say that the machine ran unattended"
                " (more than {most} hours)."
            ),
            hours=hours,
            most=LONGEST_HOURS,
        )


class AttendedError(DeskError):
    def __init__(self, machine: str) -> None:
        super().__init__(
            mark("{machine} may not run unattended: its record says so."), machine=machine
        )


class PlannedEndError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The planned end comes before the start."))


class HeadsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("From 1 to {most} people."), most=MOST_HEADS)


class NoQuantityError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write how much was used: more than nothing."))


class GiftReasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why the material is offered: a failed print…"))


class GiftCapError(DeskError):
    def __init__(self, asked: Decimal, cap: Decimal) -> None:
        super().__init__(
            mark("{asked} offered for one use: at most {cap}, as the lab has set."),
            asked=asked,
            cap=cap,
        )


class NoGiftError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The lab has set no amount up to which material may be offered."))


class UnknownMaterialError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This article is not in the catalogue. Choose another one."))


class OverlapError(DeskError):
    """The machine is somebody else's then."""

    def __init__(
        self, machine: str, who: str, starts_at: datetime, ends_at: datetime | None
    ) -> None:
        if ends_at is None:
            text = mark("{who} has {machine} since {starts_at}.")
        else:
            text = mark("{who} had {machine} from {starts_at} to {ends_at}.")
        super().__init__(text, who=who, machine=machine, starts_at=starts_at, ends_at=ends_at)


class NotRunningError(DeskError):
    def __init__(self, machine: str) -> None:
        super().__init__(
            mark("Nobody uses {machine} any more: it was stopped already."), machine=machine
        )


class NotOverError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This use still runs: stop it first."))


class NotStandingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This use was corrected or withdrawn: correct what stands for it."))


class PaidUseError(DeskError):
    def __init__(self, label: str, paid: Decimal) -> None:
        super().__init__(
            mark("{paid} were paid for “{label}”. Correct the payment first, then the use."),
            label=label,
            paid=paid,
        )


class CorrectionReasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why: it stays in the logbook."))


class UnansweredError(DeskError):
    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__(mark("Answer first: {questions}"), questions=" · ".join(questions))
