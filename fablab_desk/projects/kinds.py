"""The closed lists of projects."""

from enum import StrEnum

from fablab_desk.i18n import mark


class ProjectStage(StrEnum):
    IDEA = "idea"
    PROTOTYPE = "prototype"
    TRIAL = "trial"
    DONE = "done"
    GIVEN_UP = "given_up"


class ProjectRole(StrEnum):
    LEADS = "leads"
    TAKES_PART = "takes_part"
    ACCOMPANIES = "accompanies"  # of the lab


STAGE_TEXTS = {
    ProjectStage.IDEA: mark("Idea"),
    ProjectStage.PROTOTYPE: mark("Prototype"),
    ProjectStage.TRIAL: mark("Being tried"),
    ProjectStage.DONE: mark("Done"),
    ProjectStage.GIVEN_UP: mark("Given up"),
}
ROLE_TEXTS = {
    ProjectRole.LEADS: mark("Leads it"),
    ProjectRole.TAKES_PART: mark("Takes part"),
    ProjectRole.ACCOMPANIES: mark("Accompanies it"),
}
