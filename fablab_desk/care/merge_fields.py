"""What two records say of one person: which value is proposed, and how each is shown."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from fablab_desk.care.merge_choice import FieldChoice
from fablab_desk.care.merge_own_fields import own_choices
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.models import Audience
from fablab_desk.people.countries import country_name
from fablab_desk.people.kinds import (
    CHORUS_TEXTS,
    GENDER_TEXTS,
    ORGANISATION_TEXTS,
    ChorusAsks,
    Gender,
    OrganisationKind,
)
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.people.models import Party

# Chosen together: half of one address and half of another is nobody's.
TOGETHER: dict[str, tuple[str, ...]] = {
    "name": ("first_name", "last_name"),
    "address": ("address", "postal_code", "city", "country", "district"),
}
# Of the newer record where both say something: people move and change their e-mail.
NEWER = frozenset({"email", "phone", "address", "profession", "photo", "audience_id"})
JOINED = ("note", "alert")  # nobody has to choose: both texts stay
EARLIEST = ("first_visit_on", "created_on")
# What follows from the rest, or belongs to the record itself.
OWN = frozenset(
    {
        *("id", "kind", "number", "sort_name", "search", "former", "archived_on", "version"),
        *("member_from", "member_until", "earlier_until", "due_on", "import_id"),
        *("waiting_on", "category_id"),
        *JOINED,
        *EARLIEST,
    }
)
BLANK = (None, "", Gender.NOT_STATED, OrganisationKind.OTHER, ChorusAsks.NOT_SAID, False)


def choices_between(session: Session, kept: Party, gone: Party) -> tuple[FieldChoice, ...]:
    own = own_choices(session, kept.id, gone.id)
    return (*_choices(session, kept, gone), *own)


def taken_values(kept: Party, gone: Party, taken: frozenset[str]) -> dict[str, Any]:
    """Every column the kept record gets from the other one, by the names of fields."""
    values: dict[str, Any] = {}
    for name, columns in fields_of(kept).items():
        if name in taken:
            values |= {column: getattr(gone, column) for column in columns}
    for column in JOINED:
        values[column] = _joined(getattr(kept, column), getattr(gone, column))
    for column in EARLIEST:
        known = [day for day in (getattr(kept, column), getattr(gone, column)) if day]
        values[column] = min(known, default=None)
    return values


def fields_of(party: Party) -> dict[str, tuple[str, ...]]:
    """What can be chosen, by name: a column, or those that go together."""
    columns = [attribute.key for attribute in inspect(type(party)).column_attrs]
    grouped = {column: name for name, group in TOGETHER.items() for column in group}
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        hidden = column in OWN or column not in COLUMN_TEXTS
        if hidden or (column == "name" and "first_name" in columns):
            continue
        name = grouped.get(column, column)
        found[name] = tuple(one for one in TOGETHER.get(name, (column,)) if one in columns)
        found[name] = found[name] or (column,)
    shown = list(COLUMN_TEXTS)
    return dict(sorted(found.items(), key=lambda one: shown.index(one[0])))


def _choices(session: Session, kept: Party, gone: Party) -> Iterator[FieldChoice]:
    for name, columns in fields_of(kept).items():
        was, other = _said(kept, columns), _said(gone, columns)
        if was == other or _is_blank(other):
            continue
        is_open = not _is_blank(was)
        yield FieldChoice(
            name=name,
            label=COLUMN_TEXTS[name],
            kept_text=_text(session, was),
            gone_text=_text(session, other),
            takes_gone=not is_open or _is_better(name, kept, gone, was, other),
            is_open=is_open,
        )


def _is_better(
    name: str, kept: Party, gone: Party, was: Mapping[str, Any], other: Mapping[str, Any]
) -> bool:
    """The newer record's address, the spelling with more accents; else what was there stays."""
    if name in NEWER:
        return gone.number > kept.number
    if name == "name":
        return _marks(other) > _marks(was)
    return False


def _marks(said: Mapping[str, Any]) -> int:
    return sum(not letter.isascii() for text in said.values() for letter in str(text))


def _said(party: Party, columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: getattr(party, column) for column in columns}


def _is_blank(said: Mapping[str, Any]) -> bool:
    return all(value in BLANK for column, value in said.items() if column != "country")


def _joined(kept: str, gone: str) -> str:
    if not gone.strip() or gone.strip() in kept:
        return kept
    return f"{kept}\n{gone}".strip()


def _text(session: Session, said: Mapping[str, Any]) -> str:
    texts = (_word(session, column, value) for column, value in said.items())
    return " ".join(text for text in texts if text)


def _word(session: Session, column: str, value: Any) -> str:
    match value:
        case bool():
            return translate(mark("Yes") if value else mark("No"))
        case date():
            return format_day(value, current(), short=True)
        case Gender():
            return translate(GENDER_TEXTS[value])
        case OrganisationKind():
            return translate(ORGANISATION_TEXTS[value])
        case ChorusAsks():
            return translate(CHORUS_TEXTS[value])
        case UUID():
            return session.get_one(Audience, value).label if column == "audience_id" else ""
    if column == "country":
        return "" if value == "FR" else country_name(value)
    if column == "photo" and value:
        return translate(mark("A photo"))
    return " ".join(str(value or "").split())
