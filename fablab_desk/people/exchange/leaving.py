"""Members as a table for a file: the columns our own import reads back unchanged."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import CHUNK, chunks
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.identifiers import display_phone
from fablab_desk.lab.models import Audience
from fablab_desk.people.custom_queries import list_custom_fields, values_of
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.exchange.known import FACTS, PARTIES, Known
from fablab_desk.people.exchange.own_fields import cell_of
from fablab_desk.people.kinds import CHORUS_TEXTS, GENDER_TEXTS, ChorusAsks, Gender, PartyKind
from fablab_desk.people.numbers import member_number
from fablab_desk.sheets.writing import Cell, write_csv, write_xlsx

F = ImportField
Columns = tuple[tuple[ImportField, Callable[[Known, "Texts"], Cell]], ...]


class FileKindError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("“{name}” ends neither with .csv nor with .xlsx: choose one of both."), name=name
        )


class Texts:
    """The words of the cells, translated once."""

    def __init__(self, session: Session) -> None:
        self.genders = {gender: translate(text) for gender, text in GENDER_TEXTS.items()}
        self.genders[Gender.NOT_STATED] = ""
        self.chorus = {asks: translate(text) for asks, text in CHORUS_TEXTS.items()}
        self.chorus[ChorusAsks.NOT_SAID] = ""
        rows = session.execute(select(Audience.id, Audience.label))
        self.audiences = {row.id: row.label for row in rows}


def _is_person(row: Known) -> bool:
    return row.kind is PartyKind.PERSON


COLUMNS: Columns = (
    (F.NUMBER, lambda row, _: member_number(row.number)),
    (F.LAST_NAME, lambda row, _: row.last_name or ""),
    (F.FIRST_NAME, lambda row, _: row.first_name or ""),
    (F.ORGANISATION, lambda row, _: "" if _is_person(row) else row.name),
    (F.GENDER, lambda row, texts: texts.genders[row.gender] if _is_person(row) else ""),
    (F.BIRTH_DATE, lambda row, _: row.birth_date),
    (F.EMAIL, lambda row, _: row.email),
    (F.PHONE, lambda row, _: display_phone(row.phone) if row.phone else ""),
    (F.ADDRESS, lambda row, _: row.address),
    (F.POSTAL_CODE, lambda row, _: row.postal_code),
    (F.CITY, lambda row, _: row.city),
    (F.COUNTRY, lambda row, _: row.country),
    (F.DISTRICT, lambda row, _: row.district),
    (F.AUDIENCE, lambda row, texts: texts.audiences.get(row.audience_id, "")),
    (F.PROFESSION, lambda row, _: row.profession or ""),
    (F.CARD, lambda row, _: row.card or ""),
    (F.FIRST_VISIT_ON, lambda row, _: row.first_visit_on),
    (F.EMERGENCY_CONTACT, lambda row, _: row.emergency_contact or ""),
    (F.SIRET, lambda row, _: row.siret or ""),
    (F.VAT_NUMBER, lambda row, _: row.vat_number or ""),
    (F.CHORUS_ASKS, lambda row, texts: texts.chorus.get(row.chorus_asks, "")),
    (F.CHORUS_SERVICES, lambda row, _: row.chorus_services or ""),
    (F.OUTSIDE_NUMBER, lambda row, _: row.outside_number),
    (F.MEMBERSHIP_ENDS_ON, lambda row, _: row.member_until),
)


def list_for_export(session: Session, keys: Sequence[UUID] | None = None) -> list[list[Cell]]:
    """The titles, then these parties in their order, or everybody who is not archived."""
    texts, fields = Texts(session), list_custom_fields(session)
    rows = _everybody(session) if keys is None else _these(session, keys)
    table: list[list[Cell]] = [
        [*(translate(FIELD_TEXTS[field]) for field, _ in COLUMNS), *(one.label for one in fields)]
    ]
    for some in rows:
        said = values_of(session, [row.id for row in some], fields)
        for row in some:
            own = said.get(row.id, {})
            table.append(
                [
                    *(value(row, texts) for _, value in COLUMNS),
                    *(cell_of(own.get(field.id)) for field in fields),
                ]
            )
    return table


def write_export(path: Path, table: Sequence[Sequence[Cell]]) -> None:
    """A CSV or an XLSX, as its name says; texts that look like formulas stay texts."""
    header, *rows = table
    write_table(path, [str(title) for title in header], rows)


def write_table(path: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    match path.suffix.lower():
        case ".csv":
            write_csv(path, header, rows)
        case ".xlsx":
            write_xlsx(path, header, rows, translate(mark("Members")))
        case _:
            raise FileKindError(path.name)


def _everybody(session: Session) -> Iterator[Sequence[Any]]:
    wanted = FACTS.where(PARTIES.c.archived_on.is_(None)).order_by(PARTIES.c.number)
    yield from session.execute(wanted.execution_options(yield_per=CHUNK)).partitions()


def _these(session: Session, keys: Sequence[UUID]) -> Iterator[Sequence[Any]]:
    for chunk in chunks(keys):
        found = {row.id: row for row in session.execute(FACTS.where(PARTIES.c.id.in_(chunk)))}
        yield [found[key] for key in chunk if key in found]
