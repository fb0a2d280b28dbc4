"""The closed lists of the logbook."""

from enum import StrEnum

from fablab_desk.i18n import mark


class Outcome(StrEnum):
    NOT_SAID = "not_said"
    DONE = "done"
    FAILED = "failed"  # a failed print
    GIVEN_UP = "given_up"


class UseSource(StrEnum):
    LIVE = "live"
    PAST = "past"  # typed once it was over
    SHEET = "sheet"  # from the paper beside the machine
    IMPORT = "import"


class UseState(StrEnum):
    RUNNING = "running"
    OVER = "over"
    REPLACED = "replaced"  # a correction stands for it
    WITHDRAWN = "withdrawn"  # there was none


STANDING = (UseState.RUNNING, UseState.OVER)  # those that count

OUTCOME_TEXTS = {
    Outcome.NOT_SAID: mark("Not said"),
    Outcome.DONE: mark("Successful"),
    Outcome.FAILED: mark("Failed"),
    Outcome.GIVEN_UP: mark("Given up"),
}
SOURCE_TEXTS = {
    UseSource.LIVE: mark("Live"),
    UseSource.PAST: mark("Typed afterwards"),
    UseSource.SHEET: mark("Paper sheet"),
    UseSource.IMPORT: mark("Import"),
}
USE_STATE_TEXTS = {
    UseState.RUNNING: mark("Running"),
    UseState.OVER: mark("Over"),
    UseState.REPLACED: mark("Corrected"),
    UseState.WITHDRAWN: mark("Withdrawn"),
}
