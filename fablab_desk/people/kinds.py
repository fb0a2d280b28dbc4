"""The closed lists of people."""

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


class GuardianRelation(StrEnum):
    PARENT = "parent"
    GUARDIAN = "guardian"
    OTHER = "other"


class ConsentKind(StrEnum):
    NEWSLETTER = "newsletter"
    IMAGE = "image"


GENDER_TEXTS = {
    Gender.FEMALE: mark("Woman"),
    Gender.MALE: mark("Man"),
    Gender.OTHER: mark("Other"),
    Gender.NOT_STATED: mark("Not stated"),
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
