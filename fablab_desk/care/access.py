"""All that is kept of a person, found by the keys that name them, for them to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, inspect, or_, select
from sqlalchemy.orm import Session, undefer

from fablab_desk.care.access_words import about, change_text, value_text
from fablab_desk.care.erasure import load_person, papers_about
from fablab_desk.care.personal_tables import FURTHER, PERSONAL
from fablab_desk.care.repointing import party_references
from fablab_desk.db.references import references_to
from fablab_desk.db.types import KeyType
from fablab_desk.files import AttachmentError, Attachments
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.queries import find_settings
from fablab_desk.papers.models import Paper
from fablab_desk.people.custom import shown
from fablab_desk.people.custom_queries import answers_of
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.staff.column_words import column_name
from fablab_desk.staff.queries import history

MOST_ACTS = 10_000
NAMED_BY = ("name", "label", "number", "title")  # what a row that is only named is called by
UNSAID = frozenset({"id", "version", "import_id", "position"})
OWN = (
    *("last_name", "first_name", "gender", "birth_date", "email", "phone", "address"),
    *("postal_code", "city", "country", "commune", "intercommunality", "district"),
    *("audience_id", "profession", "card", "emergency_contact", "may_leave_alone", "alert"),
    *("note", "first_visit_on", "created_on", "archived_on", "member_from", "member_until"),
    *("outside_number", "former"),
)
RECORD, CUSTOM, JOURNAL = mark("Your record"), mark("Custom fields"), mark("What was written")


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: `title` and `columns` are texts; `plain` are the values for a program."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Access:
    number: str
    name: str
    lab: str
    sections: tuple[Section, ...]
    photo: bytes
    papers: tuple[tuple[str, bytes], ...]  # file name, PDF as issued


def gather(session: Session, person_id: UUID, attachments: Attachments) -> Access:
    """Everything: what their record says, each row that names them, papers, acts, the photo.

    Of others no more than their names.
    """
    person = load_person(session, person_id)
    settings = find_settings(session)
    reader = _Reader(session, person_id, settings.zone)
    sections = [reader.record(person), *reader.custom(), *reader.tables(), *reader.journal()]
    wanted = select(Paper).where(papers_about(person_id)).order_by(Paper.position)
    papers = session.scalars(wanted.options(undefer(Paper.pdf))).all()
    return Access(
        number=member_number(person.number),
        name=person.name,
        lab=settings.name,
        sections=tuple(section for section in sections if section.rows),
        photo=_photo(attachments, person.photo),
        papers=tuple((f"{paper.number}.pdf", paper.pdf) for paper in papers),
    )


def _photo(attachments: Attachments, digest: str) -> bytes:
    try:
        return attachments.read(digest) if digest else b""
    except AttachmentError:
        return b""


class _Reader:
    def __init__(self, session: Session, person_id: UUID, zone: Any) -> None:
        self._session = session
        self._id = person_id
        self._zone = zone
        self._names: dict[tuple[str, Any], str] = {}

    def record(self, person: Person) -> Section:
        columns = {one.key: one for one in inspect(type(person)).columns}
        plain = {name: getattr(person, name) for name in OWN}
        pairs = [
            (
                translate(COLUMN_TEXTS.get(name, "")) or column_name(name),
                self._said(columns[name], value),
            )
            for name, value in plain.items()
            if value not in ("", None)
        ]
        pairs.insert(0, (translate(mark("Number")), member_number(person.number)))
        titles = (translate(mark("What")), translate(mark("What is kept")))
        return Section("record", translate(RECORD), titles, tuple(pairs), (_plain(plain),))

    def custom(self) -> Iterator[Section]:
        found = answers_of(self._session, self._id, PartyKind.PERSON)
        answers = [(one.field.label, shown(one.value)) for one in found if one.value is not None]
        titles = (translate(mark("What")), translate(mark("What is kept")))
        plain = tuple({"label": label, "value": value} for label, value in answers)
        yield Section("custom_values", translate(CUSTOM), titles, tuple(answers), plain)

    def tables(self) -> Iterator[Section]:
        """Each table that names them, then what hangs on those rows."""
        places: dict[Table, list[Column[Any]]] = {}
        for table, column in party_references():
            if table.name != "custom_values":
                places.setdefault(table, []).append(column)
        hanging: dict[Table, list[Mapping[str, Any]]] = {}
        for table, columns in places.items():
            rows = self._rows(table, or_(*(column == self._id for column in columns)))
            personal = PERSONAL[table.name]
            yield self._section(table, translate(personal.title), rows, personal.hidden)
            for other, column in references_to(table):
                if other.name in FURTHER and rows and len(table.primary_key) == 1:
                    key = next(iter(table.primary_key)).name
                    for row in rows:
                        found = self._rows(other, column == row[key])
                        hanging.setdefault(other, []).extend(found)
        for other, rows in hanging.items():
            distinct = list({tuple(map(str, row.values())): row for row in rows}.values())
            yield self._section(other, translate(FURTHER[other.name]), distinct, frozenset())

    def journal(self) -> Iterator[Section]:
        rows, plain = [], []
        for change in history(self._session, self._id, MOST_ACTS):
            at = self._zone_text(change.at)
            told = {name: pair for name, pair in change.columns.items() if name not in UNSAID}
            plain.append(
                {
                    "at": change.at.isoformat(),
                    "by": change.account_name,
                    "act": change.service,
                    "reason": change.reason,
                    "changes": told,
                }
            )
            said = "\n".join(
                change_text(column_name(name), *pair, zone=self._zone)
                for name, pair in told.items()
                if name not in ("search", "sort_name")
                and any(one not in ("", None) for one in pair)
            )
            rows.append((at, change.account_name, about(change.service), change.reason, said))
        titles = (mark("When"), mark("By"), mark("About"), mark("Reason"), mark("What changed"))
        columns = tuple(translate(title) for title in titles)
        yield Section("journal", translate(JOURNAL), columns, tuple(rows), tuple(plain))

    def _rows(self, table: Table, condition: Any) -> list[Mapping[str, Any]]:
        wanted = select(table).where(condition).order_by(*table.primary_key)
        return [dict(row) for row in self._session.execute(wanted).mappings()]

    def _section(
        self, table: Table, title: str, rows: Sequence[Mapping[str, Any]], hidden: frozenset[str]
    ) -> Section:
        told_of = [
            column
            for column in table.columns
            if column.name not in UNSAID | hidden and not self._is_bare_key(column)
        ]
        told = tuple(
            tuple(self._said(column, row[column.name]) for column in told_of) for row in rows
        )
        plain = tuple(
            {column.name: self._bare(column, row[column.name]) for column in told_of}
            for row in rows
        )
        filled = [n for n in range(len(told_of)) if any(row[n] for row in told)]
        return Section(
            table.name,
            title,
            tuple(column_name(told_of[n].name) for n in filled),
            tuple(tuple(row[n] for n in filled) for row in told),
            plain,
        )

    def _is_bare_key(self, column: Column[Any]) -> bool:
        """A key that names nothing a reader knows."""
        return isinstance(column.type, KeyType) and not (
            column.foreign_keys or column.name == "person_id"
        )

    def _said(self, column: Column[Any], value: Any) -> str:
        if value is None:
            return ""
        if column.foreign_keys:
            return self._named(next(iter(column.foreign_keys)).column, value)
        return value_text(column.table.name, column.name, value, self._zone)

    def _bare(self, column: Column[Any], value: Any) -> Any:
        return self._said(column, value) if column.foreign_keys else _bare(value)

    def _named(self, target: Column[Any], value: Any) -> str:
        """The name of what a key leads to, and nothing else of it."""
        table: Any = target.table
        if table in (Person.__table__, Organisation.__table__):
            table = Party.__table__
        key = (table.name, value)
        if key not in self._names:
            by = next((name for name in NAMED_BY if name in table.c), None)
            where = table.c[target.name] == value
            found = self._session.scalar(select(table.c[by]).where(where)) if by else None
            self._names[key] = "" if found is None else str(found)
        return self._names[key]

    def _zone_text(self, at: datetime) -> str:
        return value_text("", "at", at, self._zone)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _bare(value) for name, value in values.items()}


def _bare(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case None | bool() | int() | float() | list() | dict():
            return value
    return str(getattr(value, "value", value))
