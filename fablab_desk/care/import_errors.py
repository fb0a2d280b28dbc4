"""Why an import cannot be undone."""

from collections.abc import Sequence
from datetime import datetime

from fablab_desk.care.import_uses import Used
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark
from fablab_desk.people.numbers import member_number

NAMED = 10  # the others are counted


class UsedSinceError(DeskError):
    """One of them, and what refers to them."""

    def __init__(self, one: Used) -> None:
        super().__init__(
            mark("{name} ({number}): {uses}"),
            name=one.name,
            number=member_number(one.number),
            uses=one.uses,
        )


class OthersUsedError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(mark("And others: {n}."), n=count)


class ImportInUseError(DeskError):
    """Everybody at once; beyond the first ten they are counted."""

    def __init__(self, used: Sequence[Used]) -> None:
        told: list[DeskError] = [UsedSinceError(one) for one in used[:NAMED]]
        if len(used) > NAMED:
            told.append(OthersUsedError(len(used) - NAMED))
        super().__init__(
            mark(
                "This import can no longer be undone, as something refers to its people since."
                "\n{people}"
            ),
            people=Problems([("", one) for one in told]),
        )


class ErasedImportError(DeskError):
    def __init__(self, at: datetime) -> None:
        super().__init__(
            mark(
                "What the import of {at} changed was erased from the journal: it cannot be put"
                " back."
            ),
            at=at.date(),
        )
