"""What is refused of courses, sessions and enrolments, each in its own sentence."""

from datetime import date, datetime

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class TitlelessCourseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what the course is called."))


class CodelessCourseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give it a short code, as LASER-1."))


class CourseCodeError(DeskError):
    def __init__(self, title: str) -> None:
        super().__init__(mark("“{title}” has this code already."), title=title)


class CapacityError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("From 1 to {most} seats."), most=most)


class MinimumError(DeskError):
    def __init__(self, seats: int) -> None:
        super().__init__(mark("At most as many as there are seats: {seats}."), seats=seats)


class MonthsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("From 1 to 600 months, or nothing for ever."))


class DurationError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A duration is more than nothing."))


class OtherCourseError(DeskError):
    def __init__(self, title: str) -> None:
        super().__init__(
            mark("A session keeps its course, “{title}”: cancel it and plan another one."),
            title=title,
        )


class RetiredTargetError(DeskError):
    def __init__(self, machine: str, day: date) -> None:
        super().__init__(
            mark("{machine} is retired since {day}: nobody is certified for it any more."),
            machine=machine,
            day=day,
        )


class UnknownTargetError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This machine or family has no record. Look again."))


class NeedLoopError(DeskError):
    def __init__(self, title: str) -> None:
        super().__init__(
            mark("“{title}” asks for this course itself: neither could ever be followed."),
            title=title,
        )


class GoneCourseError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This course no longer exists. Look again."))


class ArchivedCourseError(DeskError):
    def __init__(self, title: str) -> None:
        super().__init__(mark("“{title}” is archived: bring it back first."), title=title)


class NoHalfDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say when it takes place: one half-day at least."))


class BackwardsHalfDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It ends before it begins."))


class LongHalfDayError(DeskError):
    def __init__(self, hours: int) -> None:
        super().__init__(
            mark("A half-day is at most {hours} hours: split it, each is signed for."), hours=hours
        )


class HalfDaysOverlapError(DeskError):
    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            mark("It overlaps the half-day that begins on {starts_at}."), starts_at=starts_at
        )


class TrainerTakenError(DeskError):
    """A trainer or a trainee is in one place only."""

    def __init__(self, name: str, what: str, starts_at: datetime, ends_at: datetime | None) -> None:
        text = mark("{name} is taken by “{what}” from {starts_at} to {ends_at}.")
        super().__init__(text, name=name, what=what, starts_at=starts_at, ends_at=ends_at or "")


class SpaceTakenError(DeskError):
    def __init__(self, name: str, what: str, starts_at: datetime, ends_at: datetime | None) -> None:
        text = mark("{name} is taken by “{what}” from {starts_at} to {ends_at}.")
        super().__init__(text, name=name, what=what, starts_at=starts_at, ends_at=ends_at or "")


class TrainerLevelError(DeskError):
    """Who trains holds the level of a trainer for what the course certifies."""

    def __init__(self, name: str, machine: str, day: date) -> None:
        super().__init__(
            mark("{name} is no trainer for {machine} on {day}."),
            name=name,
            machine=machine,
            day=day,
        )


class TrainerTraineeError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} gives this session: nobody trains themselves."), name=name)


class NoTrainerError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who gives it."))


class SeatsUnderEnrolledError(DeskError):
    def __init__(self, enrolled: int) -> None:
        super().__init__(
            mark("{enrolled} are enrolled: withdraw some, or keep as many seats."),
            enrolled=enrolled,
        )


class GoneSessionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This session no longer exists. Look again."))


class ClosedSessionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This session is closed: reopen it, or correct what it gave."))


class CancelledSessionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This session is cancelled: plan it again first."))


class ReasonlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why."))


class EnrolledTwiceError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} is enrolled already."), name=name)


class FullSessionError(DeskError):
    def __init__(self, seats: int) -> None:
        super().__init__(
            mark("All {seats} seats are taken: withdraw somebody first, or add a seat."),
            seats=seats,
        )


class YoungTraineeError(DeskError):
    def __init__(self, name: str, age: int, least: int) -> None:
        super().__init__(
            mark("{name} is {age}: this course is for those of {least} and older."),
            name=name,
            age=age,
            least=least,
        )


class AgelessTraineeError(DeskError):
    def __init__(self, name: str, least: int) -> None:
        super().__init__(
            mark("{name} must be {least}, and has no birth date."), name=name, least=least
        )


class PrerequisiteError(DeskError):
    def __init__(self, name: str, title: str) -> None:
        super().__init__(mark("{name} has not passed “{title}” yet."), name=name, title=title)


class GoneEnrolmentError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This enrolment no longer exists. Look again."))


class NotEnrolledError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} is on the waiting list or withdrawn."), name=name)


class ComingPresenceError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("Nobody was there on {day} yet."), day=day)


class AbsentResultError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} was present in no half-day: note the presence before the result."),
            name=name,
        )


class UnknownCriterionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The course has no such criterion. Look again."))


class EarlyCloseError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("It goes on until {day}: close it after that."), day=day)


class UnnotedPresenceError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The presence of {name} is not noted in every half-day."), name=name)


class UnassessedError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The result of {name} is not said."), name=name)


class NobodyEnrolledError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nobody is enrolled: cancel it rather."))


class PapersIssuedError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(
            mark("Paper {number} was issued: correct what it says, and replace the paper."),
            number=number,
        )
