"""A record made to say nothing, in its own columns, in what hangs on it and in the journal."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.orm import Session

from fablab_desk.care.personal_tables import PERSONAL, Fate
from fablab_desk.care.repointing import party_references
from fablab_desk.db.base import every_class
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.people.models import Household, HouseholdMember, Party, PartyMerge, Person
from fablab_desk.people.naming import name_key
from fablab_desk.people.queries import PARTIES_SEARCH
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import AuditDetail, AuditSubject

_PARTIES = cast("Table", Party.__table__)
_PEOPLE = cast("Table", Person.__table__)
_DETAILS = cast("Table", AuditDetail.__table__)
ERASED, SEALED = mark("Erased record"), mark("Record in the restricted archive")
SILENT: Mapping[str, Any] = {
    **dict.fromkeys(("email", "phone", "address", "alert", "note", "photo", "search"), ""),
    **dict.fromkeys(("outside_number", "former"), ""),
    "card": None,
}
SILENT_PERSON: Mapping[str, Any] = {"profession": "", "emergency_contact": "", "first_name": ""}
LEAST = 4  # letters: shorter words of a record are not looked for in the journal
KEY = 36  # letters of a record's key: what is about another record is left to it


def shown_as(said: str) -> str:
    """What stands for the name, in the lab's language."""
    return translate(said, LANGUAGES[0])


def silence(act: Act, person: Person, said: str) -> None:
    """Of who they were only what is counted stays: audience, gender, town and year of birth."""
    name = shown_as(said)
    born = person.birth_date
    key = person.id
    aged = {"version": _PARTIES.c.version + 1, "name": name, "sort_name": name_key("", name)}
    archived = {"archived_on": person.archived_on or act.day}
    write = act.session.connection().execute
    write(update(_PARTIES).where(_PARTIES.c.id == key).values({**SILENT, **aged, **archived}))
    year = date(born.year, 1, 1) if born else None
    own = {**SILENT_PERSON, "last_name": name, "birth_date": year, "may_leave_alone": None}
    write(update(_PEOPLE).where(_PEOPLE.c.id == key).values(own))
    act.touch(Party, Person)
    act.session.expire(person)


@contextmanager
def overwriting(session: Session) -> Iterator[None]:
    """SQLite leaves what is deleted in its file, and in its index of words, for a while: not so."""
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    session.execute(text("PRAGMA secure_delete=ON"))
    yield
    session.flush()
    for index in (PARTIES_SEARCH.name, PARTIES_SEARCH.parts):
        session.execute(text(f"INSERT INTO {index} ({index}) VALUES ('optimize')"))
    session.execute(text("PRAGMA secure_delete=OFF"))


def blank_rows(act: Act, person_id: UUID) -> None:
    """All rows that name the person, each as its table says."""
    classes = every_class()
    for table, column in party_references():
        personal = PERSONAL[table.name]
        named = column == person_id
        match personal.fate:
            case Fate.GOES:
                change: Any = delete(table).where(named)
            case Fate.UNTIED:
                change = update(table).where(named).values({column.name: None})
            case _ if personal.blank and column.name != "by_guardian_id":
                change = update(table).where(named).values(personal.blank)
            case _:
                continue
        if act.session.connection().execute(change).rowcount and table in classes:
            act.touch(classes[table])


def blank_journal(act: Act, person: Person) -> int:
    """Take out of the journal what its acts said of them; the chain holds, as it runs on digests.

    Returns of how many acts. The reason somebody typed stays: it is in the chain itself.
    """
    session = act.session
    ids = _names_of_record(session, person.id)
    words = {word.casefold() for word in _own_words(person) if len(word) >= LEAST}
    seqs = select(AuditSubject.seq).where(AuditSubject.record_id.in_(ids)).distinct()
    told = {str(one) for one in ids}
    many = 0
    for seq in session.scalars(seqs).all():
        changes = session.scalar(select(_DETAILS.c.changes).where(_DETAILS.c.seq == seq))
        left = hollowed(changes or {}, told, words)
        if left != changes:
            values = {"changes": left, "erased_at": act.now}
            session.connection().execute(
                update(_DETAILS).where(_DETAILS.c.seq == seq).values(values)
            )
            many += 1
    act.touch(AuditDetail)
    return many


def hollowed(
    changes: Mapping[str, Any], ids: Collection[str], words: Collection[str]
) -> dict[str, Any]:
    """The same keys, without the values of what is about these records or holds these words."""

    def is_theirs(name: str, value: Any) -> bool:
        parts = name.split()
        if any(part in ids for part in parts):
            return True
        said = json.dumps(value, ensure_ascii=False).casefold()
        sought = ids if any(len(part) == KEY for part in parts) else [*ids, *words]
        return any(one in said for one in sought)

    return {
        name: _hollow(value) if is_theirs(name, value) else value for name, value in changes.items()
    }


def _hollow(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _hollow(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_hollow(one) for one in value]
    return None


def _names_of_record(session: Session, person_id: UUID) -> list[UUID]:
    """Its own key, those of records merged into it, and those of rows that are blanked or go."""
    gone = select(PartyMerge.gone_id).where(PartyMerge.kept_id == person_id)
    found = dict.fromkeys([person_id, *session.scalars(gone)])
    for table, column in party_references():
        personal = PERSONAL[table.name]
        if (personal.fate is Fate.GOES or personal.blank) and "id" in table.c:
            found |= dict.fromkeys(session.scalars(select(table.c.id).where(column == person_id)))
    return list(found)


def _own_words(person: Person) -> Iterator[str]:
    yield from (person.name, person.email, person.phone, person.card or "")
    yield from (line for line in person.former.split("\n") if not line.isdigit())


def leave_households(act: Act, person_id: UUID) -> None:
    """A household of nobody but its payer goes with them."""
    session = act.session
    member = select(HouseholdMember.household_id).where(HouseholdMember.person_id == person_id)
    left = list(session.scalars(member))
    session.execute(delete(HouseholdMember).where(HouseholdMember.person_id == person_id))
    others = select(HouseholdMember.person_id).where(HouseholdMember.household_id == Household.id)
    empty = delete(Household).where(Household.id.in_(left), ~others.exists())
    session.execute(empty, execution_options={"synchronize_session": False})
    act.touch(HouseholdMember, Household)
