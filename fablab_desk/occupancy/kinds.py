"""The closed lists of occupancy."""

from enum import StrEnum


class ResourceKind(StrEnum):
    MACHINE = "machine"
    SPACE = "space"
    PERSON = "person"


class TakenBy(StrEnum):
    """The kind of record that takes something."""

    USE = "use"
    BOOKING = "booking"
    SESSION = "session"
    ACTIVITY = "activity"
    UPKEEP = "upkeep"
