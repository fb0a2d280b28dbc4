"""What the lab notes of people in fields of its own: of which kind, and how a value is kept."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.kinds import PartyKind

Value: TypeAlias = str | int | date | bool
Values: TypeAlias = Mapping[UUID, Value | None]  # by field; None: nothing stands there

MOST_NUMBER = 999_999_999


class CustomKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"


class CustomWhom(StrEnum):
    EVERYBODY = "everybody"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"

    def concerns(self, kind: PartyKind) -> bool:
        match self:
            case CustomWhom.EVERYBODY:
                return True
            case CustomWhom.PEOPLE:
                return kind is PartyKind.PERSON
            case CustomWhom.ORGANISATIONS:
                return kind is PartyKind.ORGANISATION


CUSTOM_KIND_TEXTS = MappingProxyType(
    {
        CustomKind.TEXT: mark("Text"),
        CustomKind.NUMBER: mark("Whole number"),
        CustomKind.DAY: mark("Date"),
        CustomKind.YES_NO: mark("Yes or no"),
        CustomKind.CHOICE: mark("One of a list"),
    }
)
CUSTOM_WHOM_TEXTS = MappingProxyType(
    {
        CustomWhom.EVERYBODY: mark("Everybody"),
        CustomWhom.PEOPLE: mark("People"),
        CustomWhom.ORGANISATIONS: mark("Organisations"),
    }
)
YES, NO = "yes", "no"
PREFIX = "custom "


def form_name(field_id: UUID) -> str:
    """What a form calls the field, and its problems too."""
    return f"{PREFIX}{field_id}"


def kept(value: Value) -> str:
    """As the base keeps it: a day as it sorts, the rest as it is read."""
    match value:
        case bool():
            return YES if value else NO
        case date():
            return value.isoformat()
    return str(value)


def restored(kind: CustomKind, text: str) -> Value:
    match kind:
        case CustomKind.NUMBER:
            return int(text)
        case CustomKind.DAY:
            return date.fromisoformat(text)
        case CustomKind.YES_NO:
            return text == YES
    return text


def plain(value: Value | None) -> str | int | bool | None:
    """As JSON takes it."""
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return translate(mark("Yes") if value else mark("No"))
        case date():
            return format_day(value, current(), short=True)
    return str(value)
