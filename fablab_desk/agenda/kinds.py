"""The closed lists of the door."""

from enum import StrEnum

from fablab_desk.i18n import mark


class ArrivalKind(StrEnum):
    PERSON = "person"
    COUNT = "count"  # people counted without their names
    GROUP = "group"


class ArrivalRole(StrEnum):
    """As what somebody comes; only the public is counted as such."""

    PUBLIC = "public"
    SUPERVISOR = "supervisor"
    SPEAKER = "speaker"
    VOLUNTEER = "volunteer"
    STAFF = "staff"


KIND_TEXTS = {
    ArrivalKind.PERSON: mark("Person"),
    ArrivalKind.COUNT: mark("Head-count"),
    ArrivalKind.GROUP: mark("Group"),
}
ROLE_TEXTS = {
    ArrivalRole.PUBLIC: mark("Public"),
    ArrivalRole.SUPERVISOR: mark("Supervisor"),
    ArrivalRole.SPEAKER: mark("Speaker"),
    ArrivalRole.VOLUNTEER: mark("Volunteer"),
    ArrivalRole.STAFF: mark("Staff"),
}
ROLES_TEXTS = ROLE_TEXTS | {  # before a count of them
    ArrivalRole.SPEAKER: mark("Speakers"),
    ArrivalRole.VOLUNTEER: mark("Volunteers"),
}
MOST_HEADS = 999  # of one line: more at once is a slip of the finger
