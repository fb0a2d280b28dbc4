"""The closed lists of memberships."""

from enum import StrEnum

from fablab_desk.i18n import mark


class PeriodRule(StrEnum):
    ROLLING = "rolling"  # N months from the start
    CIVIL_YEAR = "civil_year"
    SEASON = "season"  # a year from a day and month, its last months offered to newcomers


class Acceptance(StrEnum):
    """Of a membership by the board, where the statutes ask it."""

    NOT_ASKED = "not_asked"
    AWAITED = "awaited"
    ACCEPTED = "accepted"
    REFUSED = "refused"


ACCEPTANCE_TEXTS = {
    Acceptance.NOT_ASKED: mark("None asked"),
    Acceptance.AWAITED: mark("Awaiting the board"),
    Acceptance.ACCEPTED: mark("Membership accepted"),
    Acceptance.REFUSED: mark("Membership refused"),
}
RULE_TEXTS = {
    PeriodRule.ROLLING: mark("Rolling"),
    PeriodRule.CIVIL_YEAR: mark("Civil year"),
    PeriodRule.SEASON: mark("Season"),
}
