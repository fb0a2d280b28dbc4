"""From a sheet to the preview of its import. Nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import file_digest
from itertools import chain
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import list_audiences
from fablab_desk.people.communes import FRANCE, official_town
from fablab_desk.people.exchange import errors
from fablab_desk.people.exchange.columns import NAMING, Columns, readable
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.guardians import refuse_young_guardians
from fablab_desk.people.exchange.identifying import Identifier, differences
from fablab_desk.people.exchange.known import Known, KnownParties
from fablab_desk.people.exchange.own_fields import OwnColumns
from fablab_desk.people.exchange.payers import Payers
from fablab_desk.people.exchange.preview import (
    Change,
    Preview,
    Progress,
    Proposal,
    Refusal,
    Source,
    Verdict,
)
from fablab_desk.people.exchange.reading import Reading, RowReader
from fablab_desk.people.exchange.towns import Towns
from fablab_desk.people.first_visit import ClosedVisits
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number
from fablab_desk.people.rows import born_for_majority
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.sheets.sheet import Sheet

STEP = 250  # lines between two words on how far it is


def open_file(path: Path) -> tuple[Sheet, Source]:
    """The table of a file, and what is kept of the file: its name and digest."""
    sheet = read_sheet(path)
    with path.open("rb") as file:
        return sheet, Source(path.name, file_digest(file, "sha256").hexdigest())


def say_nothing(_done: int, _total: int) -> None:
    """The progress of a caller who does not ask."""


def preview_members(
    session: Session,
    sheet: Sheet,
    source: Source,
    columns: Columns,
    today: date,
    confirmed: frozenset[int] = frozenset(),
    progress: Progress = say_nothing,
) -> Preview:
    """What taking the file in would do. `confirmed` are the lines told by hand to be nobody known.

    `progress` is called through the reading and the comparing, and may raise to stop.
    """
    columns = readable(sheet, columns)
    if not NAMING & set(columns.values()):
        raise errors.NoNameColumnError(sheet.header)
    own = OwnColumns(session, sheet, columns, today)
    readings = _read(session, sheet, columns, own, today, progress)
    known = KnownParties(session, [reading for reading in readings if not reading.reasons])
    identifier = Identifier(known, confirmed, ClosedVisits(session))
    found = _identified(readings, identifier, progress)
    found = refuse_young_guardians(session, found)
    payers = _payers(session, known, found)
    refused = [
        *(Refusal(note.line, (note.problem,)) for note in sheet.notes),
        *(Refusal(one.line, tuple(one.reasons), one.name) for one in readings if one.reasons),
    ]
    del readings
    proposals = _proposals(today, found, payers, own)
    known.close()
    return Preview(
        id=new_key(),
        source=source,
        day=today,
        last_number=session.scalar(select(func.max(Party.number))) or 0,
        proposals=proposals,
        payers=tuple(payers.new.values()),
        refused=tuple(sorted(refused, key=lambda refusal: refusal.line)),
    )


def _read(
    session: Session,
    sheet: Sheet,
    columns: Columns,
    own: OwnColumns,
    today: date,
    progress: Progress,
) -> list[Reading]:
    audiences = {normalise(row.label): row.id for row in list_audiences(session)}
    reader = RowReader(sheet, columns, today, audiences, _towns(session, sheet, columns))
    readings, total = [], 2 * len(sheet.rows)
    for done, row in enumerate(sheet.rows):
        if done % STEP == 0:
            progress(done, total)
        reading = reader.read(row)
        own.read(reading, row)
        readings.append(reading)
    return readings


def _towns(session: Session, sheet: Sheet, columns: Columns) -> Towns:
    here = [place for place, title in enumerate(sheet.header) if columns.get(title) is CITY]
    spelt = list(session.scalars(select(Party.city).distinct().where(Party.city != "")))
    told = (row.cells[place].strip() for place in here for row in sheet.rows)
    return Towns(chain(spelt, told))


CITY = ImportField.CITY
Match = tuple[Reading, tuple[UUID, Known | None]]


def _identified(
    readings: Sequence[Reading], identifier: Identifier, progress: Progress
) -> list[Match]:
    """The lines that can be taken, each with the key of its record, known or to come."""
    found: list[Match] = []
    for done, reading in enumerate(readings):
        if done % STEP == 0:
            progress(len(readings) + done, 2 * len(readings))
        if reading.reasons:
            continue
        row = identifier.identify(reading)
        if reading.reasons:
            continue
        if row is None and (namesake := identifier.namesake(reading)) is not None:
            number = member_number(namesake.number)
            reading.notes.append(errors.NamesakeError(namesake.name, number))
        found.append((reading, (new_key() if row is None else row.id, row)))
    return found


def _payers(session: Session, known: KnownParties, found: Sequence[Match]) -> Payers:
    enrolled: dict[tuple[str, str], UUID] = {}
    for reading, (party_id, row) in found:
        if not reading.is_organisation:
            email = reading.columns.get("email") or (row.email if row is not None else "")
            enrolled.setdefault((reading.key, email.casefold()), party_id)
    payers = Payers(session, known, enrolled)
    payers.look_up(
        party_id for reading, (party_id, row) in found if row is not None and reading.payer
    )
    return payers


def _proposals(
    today: date, found: list[Match], payers: Payers, own: OwnColumns
) -> tuple[Proposal, ...]:
    """Each line is let go of as it is read: all at once would hold every thread for long."""
    there = own.known([party_id for reading, (party_id, _) in found if reading.custom])
    proposals: list[Proposal] = []
    found.reverse()
    while found:
        reading, match = found.pop()
        noted = dict(own.changes(reading.custom, there.get(match[0], {})))
        proposals.append(_proposal(today, reading, match, payers, noted))
    return tuple(proposals)


def _proposal(
    today: date,
    reading: Reading,
    match: tuple[UUID, Known | None],
    payers: Payers,
    noted: Mapping[UUID, Change],
) -> Proposal:
    party_id, row = match
    payer_id, notes = None, list[DeskError]()
    if reading.payer is not None:
        payer_id, notes = payers.settle(party_id, reading.payer)
    changes = tuple(_changes(row, reading.columns))
    if payer_id is not None and row is not None and reading.payer is not None:
        changes = (*changes, Change("payer", "", reading.payer.name))
    if row is not None:
        changes = (*changes, *noted.values())
    verdict = Verdict.NEW if row is None else Verdict.CHANGED if changes else Verdict.UNCHANGED
    if verdict is Verdict.NEW and _is_minor(reading, today):
        notes.append(errors.GuardianWantedError())
    return Proposal(
        line=reading.line,
        verdict=verdict,
        party_id=party_id,
        number=None if row is None else row.number,
        version=0 if row is None else row.version,
        is_organisation=reading.is_organisation,
        name=reading.name if row is None or reading.name else row.name,
        columns=_new_columns(reading)
        if row is None
        else {c.column: c.new for c in changes if c.column},
        changes=changes,
        payer_id=payer_id,
        payer_name=reading.payer.name if reading.payer and payer_id else "",
        membership=reading.membership,
        newsletter=reading.newsletter,
        notes=(*reading.notes, *notes),
        custom={field_id: change.new for field_id, change in noted.items()},
    )


def _changes(row: Known | None, said: Mapping[str, object]) -> Iterator[Change]:
    if row is not None:
        for column, (old, new) in differences(row, said):
            yield Change(column, old, new)


def _new_columns(reading: Reading) -> dict[str, object]:
    said = reading.columns
    note = {"note": reading.contact} if reading.contact else {}
    code = said.get("postal_code", "")
    town = official_town(said.get("country", FRANCE), code, said.get("city", ""))
    return {**said, **({"city": town} if town else {}), **note}


def _is_minor(reading: Reading, today: date) -> bool:
    born = reading.columns.get("birth_date")
    return born is not None and born > born_for_majority(today)
