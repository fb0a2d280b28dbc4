"""What a record says, put where no search, list nor export reads it, and put back from there."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, select, update

from fablab_desk.care.blanking import SEALED, SILENT, SILENT_PERSON, silence
from fablab_desk.people.custom_models import CustomValue
from fablab_desk.people.erasure_models import SealedRecord
from fablab_desk.people.models import Party, Person
from fablab_desk.staff.act import Act

_PARTIES = cast("Table", Party.__table__)
_PEOPLE = cast("Table", Person.__table__)
_VALUES = cast("Table", CustomValue.__table__)
PARTY = (*SILENT, "name", "sort_name", "archived_on")
OWN = (*SILENT_PERSON, "last_name", "birth_date", "may_leave_alone")
DAYS = frozenset({"archived_on", "birth_date"})
CUSTOM = "custom"


def seal(act: Act, person: Person, ended_on: date) -> None:
    """Nothing of it goes to the journal, whose readers need not open the archive."""
    was = {name: _plain(getattr(person, name)) for name in (*PARTY, *OWN)}
    own = _VALUES.c.party_id == person.id
    values = act.session.execute(select(_VALUES.c.field_id, _VALUES.c.value).where(own))
    was[CUSTOM] = {str(field): value for field, value in values}
    row = {"party_id": person.id, "at": act.now, "ended_on": ended_on, "was": was}
    write = act.session.connection().execute
    write(insert(cast("Table", SealedRecord.__table__)).values(row))
    write(delete(_VALUES).where(own))
    act.touch(SealedRecord, CustomValue)
    silence(act, person, SEALED)


def unseal(act: Act, sealed: SealedRecord) -> None:
    """As it was, archived or not; a card that somebody else has by now stays with them."""
    key, was = sealed.party_id, dict(sealed.was)
    custom = was.pop(CUSTOM, {})
    if was.get("card") and _is_taken(act, str(was["card"])):
        was["card"] = None
    write = act.session.connection().execute
    aged = {"version": _PARTIES.c.version + 1}
    said = {**{name: _value(name, was) for name in PARTY}, **aged}
    write(update(_PARTIES).where(_PARTIES.c.id == key).values(said))
    own = {name: _value(name, was) for name in OWN}
    write(update(_PEOPLE).where(_PEOPLE.c.id == key).values(own))
    for field, value in custom.items():
        write(insert(_VALUES).values(party_id=key, field_id=UUID(field), value=value))
    place = cast("Table", SealedRecord.__table__)
    write(delete(place).where(place.c.party_id == key))
    act.session.expunge(sealed)
    act.touch(SealedRecord, CustomValue, Party, Person)
    if (person := act.session.get(Person, key)) is not None:
        act.session.expire(person)


def _is_taken(act: Act, card: str) -> bool:
    return act.session.scalar(select(Party.id).where(Party.card == card)) is not None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, was: Mapping[str, Any]) -> Any:
    value = was[name]
    return date.fromisoformat(value) if name in DAYS and value else value
