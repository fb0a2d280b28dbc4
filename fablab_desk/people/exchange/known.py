"""What the base already knows of those a file names: fetched at once, then looked up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import merge
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks, let_go
from fablab_desk.people.exchange.reading import Reading
from fablab_desk.people.merged import Former, list_formers, list_merged_into
from fablab_desk.people.models import Organisation, Party, Person

PARTIES, PEOPLE, ORGANISATIONS = Party.__table__, Person.__table__, Organisation.__table__
FACTS = select(
    PARTIES,
    *(column for column in PEOPLE.c if column.name != "id"),
    *(column for column in ORGANISATIONS.c if column.name != "id"),
).select_from(
    PARTIES.outerjoin(PEOPLE, PEOPLE.c.id == PARTIES.c.id).outerjoin(
        ORGANISATIONS, ORGANISATIONS.c.id == PARTIES.c.id
    )
)
Known = Row[Any]


class KnownParties:
    """The parties that share a name, a number, a SIRET or a card with lines of a file."""

    def __init__(self, session: Session, readings: Sequence[Reading]) -> None:
        self._session = session
        self._rows: dict[UUID, Known] = {}
        self._former_by_kept: dict[UUID, list[Former]] = {}
        payers = [reading.payer.key for reading in readings if reading.payer]
        self._fetch(PARTIES.c.sort_name, [*(reading.key for reading in readings), *payers])
        self._fetch(PARTIES.c.number, [reading.number for reading in readings])
        for name in ("outside_number", "card"):
            self._fetch(PARTIES.c[name], [reading.columns.get(name) for reading in readings])
        self._fetch(ORGANISATIONS.c.siret, [reading.columns.get("siret") for reading in readings])
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        self.by_outside: dict[str, list[Known]] = defaultdict(list)
        self.by_siret: dict[str, Known] = {}
        self.by_number: dict[int, Known] = {}
        self.by_card: dict[str, Known] = {}
        formers = self._formers(readings, payers)
        runs = (sorted(some, key=_number) for some in chunks(self._rows.values()))
        for row in merge(*runs, key=_number):
            self._file(row)
        for former in formers:
            self._file_former(former)

    def close(self) -> None:
        """Nobody asks any more."""
        let_go(self.by_key, self.by_outside, self.by_siret, self.by_number, self.by_card)
        let_go(self._rows, self._former_by_kept)

    def formers_of(self, row: Known) -> Sequence[Former]:
        """The records that were merged into this one."""
        return self._former_by_kept.get(row.id, ())

    def emails_of(self, row: Known) -> set[str]:
        told = (one for former in self.formers_of(row) for one in former.told)
        return {row.email.casefold(), *(one.email for one in told)}

    def _formers(self, readings: Sequence[Reading], payers: Sequence[str]) -> list[Former]:
        """Merged records that the file still names; those that were kept are fetched with them."""
        found = list_formers(
            self._session,
            {*(reading.key for reading in readings), *payers},
            {reading.number for reading in readings if reading.number is not None},
            {str(reading.columns.get("outside_number", "")) for reading in readings} - {""},
        )
        self._fetch(PARTIES.c.id, [former.kept_id for former in found])
        return list_merged_into(self._session, self._rows)

    def _file_former(self, former: Former) -> None:
        row = self._rows[former.kept_id]
        self._former_by_kept.setdefault(row.id, []).append(former)
        self.by_number.setdefault(former.number, row)
        for files, key in (
            (self.by_key, former.sort_name),
            (self.by_outside, former.outside_number),
        ):
            if key and row not in files[key]:
                files[key].append(row)

    def _fetch(self, column: ColumnElement[Any], values: Iterable[object]) -> None:
        wanted = dict.fromkeys(value for value in values if value)
        for chunk in chunks(wanted):
            for row in self._session.execute(FACTS.where(column.in_(chunk))):
                self._rows[row.id] = row

    def _file(self, row: Known) -> None:
        self.by_key[row.sort_name].append(row)
        self.by_number[row.number] = row
        if row.outside_number:
            self.by_outside[row.outside_number].append(row)
        if row.siret:
            self.by_siret.setdefault(row.siret, row)
        if row.card:
            self.by_card[row.card] = row


def _number(row: Known) -> int:
    number: int = row.number
    return number
