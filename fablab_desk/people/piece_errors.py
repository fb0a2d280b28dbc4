"""What is refused about pieces, each in its own sentence."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NamelessPieceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give this kind of piece a name."))


class PieceTakenError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is already the name of another piece."), label=label)


class PieceAudienceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the audience of which it is asked."))


class PieceMonthsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A piece holds from 1 to 120 months."))


class PieceSeasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This day does not exist in that month."))


class PieceMajorityError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Only what is asked of those under 18 can hold until they are 18."))


class ImageWhomError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Image rights are the answer of people: choose people, or those under 18.")
        )


class UnknownPieceKindError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This kind of piece no longer exists. Look again."))


class ArchivedPieceKindError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is no longer asked for."), label=label)


class NotConcernedError(DeskError):
    def __init__(self, label: str, name: str) -> None:
        super().__init__(mark("“{label}” is not asked of {name}."), label=label, name=name)


class PieceIsAnswerError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” is kept as an answer: record who agrees and who refuses."),
            label=label,
        )


class FuturePieceError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("A piece received on {day} is still to come."), day=day)


class LapsedPieceError(DeskError):
    def __init__(self, last: date) -> None:
        super().__init__(
            mark("Received on that day, it held until {last} only: ask for a new one."), last=last
        )


class BlankPieceWordingError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what people sign."))


class NamelessVersionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Name this version, as “2026” or “version 3”."))


class YoungGuardianError(DeskError):
    def __init__(self, guardian: str, child: str) -> None:
        super().__init__(
            mark("{guardian} answers for {child} and cannot be younger. Correct one of the dates."),
            guardian=guardian,
            child=child,
        )
