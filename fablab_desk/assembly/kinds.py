"""The closed lists of general assemblies and of the board."""

from enum import StrEnum

from fablab_desk.i18n import mark


class AssemblyKind(StrEnum):
    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class Presence(StrEnum):
    ABSENT = "absent"  # or not seen yet
    PRESENT = "present"
    REPRESENTED = "represented"


class Office(StrEnum):
    PRESIDENT = "president"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MEMBER = "member"


ASSEMBLY_TEXTS = {
    AssemblyKind.ORDINARY: mark("Ordinary general assembly"),
    AssemblyKind.EXTRAORDINARY: mark("Extraordinary general assembly"),
}
PRESENCE_TEXTS = {
    Presence.ABSENT: mark("Absent"),
    Presence.PRESENT: mark("Present"),
    Presence.REPRESENTED: mark("Represented"),
}
OFFICE_TEXTS = {
    Office.PRESIDENT: mark("President"),
    Office.TREASURER: mark("Treasurer of the board"),
    Office.SECRETARY: mark("Secretary"),
    Office.MEMBER: mark("Member of the board"),
}
