"""The closed lists of trainings and certifications."""

from enum import StrEnum

from fablab_desk.i18n import mark


class Level(StrEnum):
    """What a certification gives on a machine, from the least to the most."""

    ACCOMPANIED = "accompanied"
    AUTONOMOUS = "autonomous"
    TRAINER = "trainer"

    @property
    def rank(self) -> int:
        return tuple(Level).index(self)


class Renewal(StrEnum):
    """From when a certification runs that is taken anew before the last one ended."""

    FROM_COMPLETION = "from_completion"
    ANNIVERSARY = "anniversary"  # from the end of the last one


class SessionState(StrEnum):
    PLANNED = "planned"
    CLOSED = "closed"  # its results stand, and what they certify
    CANCELLED = "cancelled"


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class Funding(StrEnum):
    """What somebody is to the funder of a session."""

    NOT_STATED = "not_stated"
    ELIGIBLE = "eligible"
    FREE_LISTENER = "free_listener"  # attends, and the funder does not pay for them


class Presence(StrEnum):
    """In one half-day."""

    NOT_NOTED = "not_noted"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Result(StrEnum):
    NOT_ASSESSED = "not_assessed"
    PASSED = "passed"
    FAILED = "failed"


class Grade(StrEnum):
    """Of one criterion."""

    NOT_ASSESSED = "not_assessed"
    ACQUIRED = "acquired"
    UNDER_WAY = "under_way"
    NOT_ACQUIRED = "not_acquired"


class Source(StrEnum):
    """How a certification came to be."""

    SESSION = "session"
    DIRECT = "direct"  # shown at the machine, without a session
    TAKEN_OVER = "taken_over"  # given before the program existed
    FOUNDER = "founder"  # the lab's first one: nobody could grant it


class EventKind(StrEnum):
    """What befalls a certification after it was granted."""

    SUSPENDED = "suspended"
    RESTORED = "restored"
    REVOKED = "revoked"


class Standing(StrEnum):
    """The state of one certification on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"  # its term has passed
    DISUSED = "disused"  # no use for too long
    SHEET = "sheet"  # the safety sheet has a new major version
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"  # entered by mistake


class Answer(StrEnum):
    """What somebody may do on a machine."""

    NOT_ASKED = "not_asked"  # nothing certifies for this machine
    AUTONOMOUS = "autonomous"
    WITH_ANIMATOR = "with_animator"
    TO_TRAIN = "to_train"


LEVEL_TEXTS = {
    Level.ACCOMPANIED: mark("Accompanied"),
    Level.AUTONOMOUS: mark("Autonomous"),
    Level.TRAINER: mark("Trainer"),
}
RENEWAL_TEXTS = {
    Renewal.FROM_COMPLETION: mark("from the day it is taken anew"),
    Renewal.ANNIVERSARY: mark("keeping the anniversary"),
}
SESSION_TEXTS = {
    SessionState.PLANNED: mark("Planned"),
    SessionState.CLOSED: mark("Closed"),
    SessionState.CANCELLED: mark("Cancelled"),
}
ENROLMENT_TEXTS = {
    EnrolmentState.ENROLLED: mark("Has a seat"),
    EnrolmentState.WAITING: mark("On the waiting list"),
    EnrolmentState.WITHDRAWN: mark("Withdrawn"),
}
FUNDING_TEXTS = {
    Funding.NOT_STATED: mark("Not stated"),
    Funding.ELIGIBLE: mark("Eligible"),
    Funding.FREE_LISTENER: mark("Free listener"),
}
PRESENCE_TEXTS = {
    Presence.NOT_NOTED: mark("Not noted"),
    Presence.PRESENT: mark("Present"),
    Presence.ABSENT: mark("Absent"),
    Presence.EXCUSED: mark("Excused"),
}
TRAINING_RESULT_TEXTS = {
    Result.NOT_ASSESSED: mark("Not assessed"),
    Result.PASSED: mark("Passed"),
    Result.FAILED: mark("Not passed"),
}
GRADE_TEXTS = {
    Grade.NOT_ASSESSED: mark("Not assessed"),
    Grade.ACQUIRED: mark("Acquired"),
    Grade.UNDER_WAY: mark("Being acquired"),
    Grade.NOT_ACQUIRED: mark("Not acquired"),
}
SOURCE_TEXTS = {
    Source.SESSION: mark("By a session"),
    Source.DIRECT: mark("At the machine"),
    Source.TAKEN_OVER: mark("Taken over from before"),
    Source.FOUNDER: mark("First of the lab"),
}
EVENT_TEXTS = {
    EventKind.SUSPENDED: mark("Suspended"),
    EventKind.RESTORED: mark("Restored"),
    EventKind.REVOKED: mark("Revoked"),
}
STANDING_TEXTS = {
    Standing.NOT_YET: mark("Not yet in force"),
    Standing.IN_FORCE: mark("In force"),
    Standing.LAPSED: mark("To be renewed"),
    Standing.DISUSED: mark("Lapsed by disuse"),
    Standing.SHEET: mark("New safety sheet to be learnt"),
    Standing.SUSPENDED: mark("Suspended"),
    Standing.REVOKED: mark("Revoked"),
    Standing.WITHDRAWN: mark("Withdrawn"),
}
ANSWER_TEXTS = {
    Answer.NOT_ASKED: mark("No training asked"),
    Answer.AUTONOMOUS: mark("Autonomous"),
    Answer.WITH_ANIMATOR: mark("With an animator"),
    Answer.TO_TRAIN: mark("Training to be followed"),
}
