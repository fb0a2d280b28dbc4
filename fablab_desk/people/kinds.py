"""The closed lists of people."""

from datetime import date, timedelta
from enum import StrEnum

from fablab_desk.i18n import mark


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_STATED = "not_stated"


class OrganisationKind(StrEnum):
    ASSOCIATION = "association"
    COMPANY = "company"
    SCHOOL = "school"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class ChorusAsks(StrEnum):
    """What a public buyer's invoices must say; `not_said`: not a public buyer, or not known."""

    NOT_SAID = "not_said"
    NEITHER = "neither"
    SERVICE = "service"
    ENGAGEMENT = "engagement"
    EITHER = "either"
    BOTH = "both"


class GuardianRelation(StrEnum):
    PARENT = "parent"
    GUARDIAN = "guardian"
    OTHER = "other"


class ConsentKind(StrEnum):
    NEWSLETTER = "newsletter"
    IMAGE = "image"


class Medium(StrEnum):
    """Where a picture may be shown. A printed form has a box for each."""

    SITE = "site"
    PRINT = "print"
    LAB = "lab"
    PARTNERS = "partners"


class ConsentSource(StrEnum):
    DESK = "desk"
    FORM = "form"
    IMPORT = "import"


GENDER_TEXTS = {
    Gender.FEMALE: mark("Woman"),
    Gender.MALE: mark("Man"),
    Gender.OTHER: mark("Other"),
    Gender.NOT_STATED: mark("Not stated"),
}
CHORUS_TEXTS = {
    ChorusAsks.NOT_SAID: mark("Not a public buyer, or not known"),
    ChorusAsks.NEITHER: mark("Neither a service nor an engagement"),
    ChorusAsks.SERVICE: mark("A service code"),
    ChorusAsks.ENGAGEMENT: mark("An engagement number"),
    ChorusAsks.EITHER: mark("A service code or an engagement number"),
    ChorusAsks.BOTH: mark("A service code and an engagement number"),
}
ORGANISATION_TEXTS = {
    OrganisationKind.ASSOCIATION: mark("Association"),
    OrganisationKind.COMPANY: mark("Company"),
    OrganisationKind.SCHOOL: mark("School"),
    OrganisationKind.PUBLIC_BODY: mark("Public body"),
    OrganisationKind.OTHER: mark("Other organisation"),
}
RELATION_TEXTS = {
    GuardianRelation.PARENT: mark("Parent"),
    GuardianRelation.GUARDIAN: mark("Legal guardian"),
    GuardianRelation.OTHER: mark("Trusted person"),
}
CONSENT_TEXTS = {
    ConsentKind.NEWSLETTER: mark("Newsletter"),
    ConsentKind.IMAGE: mark("Image rights"),
}
MEDIUM_TEXTS = {
    Medium.SITE: mark("Site and social networks"),
    Medium.PRINT: mark("Print and press"),
    Medium.LAB: mark("Inside the lab"),
    Medium.PARTNERS: mark("Partners’ reports"),
}
SOURCE_TEXTS = {
    ConsentSource.DESK: mark("At the desk"),
    ConsentSource.FORM: mark("On a form"),
    ConsentSource.IMPORT: mark("With an import"),
}


class MemberState(StrEnum):
    """Of a party towards the lab's statutory membership, on a day."""

    NEVER = "never"
    CURRENT = "current"
    UPCOMING = "upcoming"  # paid, and not begun yet
    LATE = "late"
    WAITING = "waiting"  # no member, or one no longer: the board has not accepted yet
    COVERED = "covered"  # no member, or one no longer: by an organisation's membership or the like


SOON = timedelta(days=30)


class Purpose(StrEnum):
    """What a mailing is about. The values are those of the command line."""

    MEMBERSHIP = "membership"
    NEWSLETTER = "newsletter"


PURPOSE_TEXTS = {
    Purpose.MEMBERSHIP: mark("About the membership (no consent needed)"),
    Purpose.NEWSLETTER: mark("Newsletter (to those who agreed)"),
}


class PeopleFilter(StrEnum):
    ALL = ""
    CURRENT = "current"
    DUE_SOON = "due soon"
    LATE = "late"
    NEVER = "never"
    WAITING = "waiting"
    ORGANISATIONS = "organisations"
    MINORS = "minors"
    PIECES = "pieces"
    ARCHIVED = "archived"


FILTER_TEXTS = {
    PeopleFilter.ALL: mark("Everybody"),
    PeopleFilter.CURRENT: mark("Up to date"),
    PeopleFilter.DUE_SOON: mark("Due soon"),
    PeopleFilter.LATE: mark("To renew"),
    PeopleFilter.NEVER: mark("Never a member"),
    PeopleFilter.WAITING: mark("Awaiting the board"),
    PeopleFilter.ORGANISATIONS: mark("Organisations"),
    PeopleFilter.MINORS: mark("Under 18"),
    PeopleFilter.PIECES: mark("Missing pieces"),
    PeopleFilter.ARCHIVED: mark("Archived records"),
}


def member_state(
    first: date | None,
    last: date | None,
    day: date,
    earlier: date | None = None,
    waiting: date | None = None,
) -> MemberState:
    """Where the last unbroken run of memberships stands on that day, both ends included.

    `earlier` is the last day of a run before it, where there is one that has begun; `waiting`
    since when a membership waits for the board.
    """
    if first is None or last is None or last < day:
        if waiting is not None:
            return MemberState.WAITING
        return MemberState.NEVER if first is None or last is None else MemberState.LATE
    covered = first <= day or (earlier is not None and earlier >= day)
    return MemberState.CURRENT if covered else MemberState.UPCOMING


class LinkRole(StrEnum):
    """What somebody is to the record that is shown."""

    GUARDIAN = "guardian"
    WARD = "ward"
    CONTACT = "contact"
    SPEAKS_FOR = "speaks_for"
