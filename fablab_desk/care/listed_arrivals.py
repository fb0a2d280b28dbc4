"""A list that was kept on paper and typed in a table: who came, on which day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import ArrivalDraft, HeadCountDraft
from fablab_desk.agenda.heads import looks_like_heads, parse_heads
from fablab_desk.agenda.service import check_in_many, withdraw_arrivals
from fablab_desk.care.balance_errors import UnsureOwnerError
from fablab_desk.care.listed import (
    Listed,
    Listing,
    MissingColumnError,
    cell,
    listing_of,
    match_titles,
    refuse_missing,
)
from fablab_desk.care.near_people import NearPeople, Proposed
from fablab_desk.care.number_book import NumberBook
from fablab_desk.db.chunks import chunks
from fablab_desk.errors import DeskError, Problems, gathered
from fablab_desk.i18n import mark
from fablab_desk.lab.queries import list_audiences
from fablab_desk.people.exchange.making import STEP, say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.merged import list_formers
from fablab_desk.people.models import Party, Person
from fablab_desk.people.naming import name_key
from fablab_desk.people.numbers import member_number
from fablab_desk.people.queries import find_holder
from fablab_desk.sheets.sheet import Sheet, SheetRow
from fablab_desk.staff.act import Act
from fablab_desk.typed import parse_import_day

TITLES = {
    "day": ("date", "jour", "day", "le"),
    "number": ("numero d adherent", "numero", "numero adherent", "member number", "number", "n"),
    "last": ("nom", "nom de famille", "last name", "surname"),
    "first": ("prenom", "first name", "given name"),
    "card": ("carte", "card", "numero de carte"),
    "heads": ("comptage", "comptage sans nom", "head count", "count", "nombre"),
}
WHO = ("number", "last", "card", "heads")
Draft = ArrivalDraft | HeadCountDraft
Dated = tuple[date, Draft]


class NobodyToldError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line names nobody, and counts nobody."))


class NobodyFoundError(DeskError):
    def __init__(self, who: str) -> None:
        super().__init__(mark("Nobody here is “{who}”."), who=who)


class NamesakesError(DeskError):
    def __init__(self, who: str, numbers: list[str]) -> None:
        super().__init__(
            mark("Several people here are “{who}” ({numbers}): give the number of the one."),
            who=who,
            numbers=numbers,
        )


UNSURE = (NobodyFoundError, NamesakesError, UnsureOwnerError)


def read_arrivals(
    session: Session,
    sheet: Sheet,
    today: date,
    day: date | None,
    columns: Mapping[str, int] | None = None,
    chosen: Mapping[int, Proposed] | None = None,
    progress: Progress = say_nothing,
) -> Listing[Dated]:
    """`day` is that of the whole list, where no column tells one.

    `columns`: where each thing stands, if not as the titles tell; `chosen`: who is meant by a line.
    """
    columns = match_titles(sheet, TITLES) if columns is None else columns
    refuse_missing(columns, TITLES, () if day else ("day",))
    if not set(WHO) & set(columns):
        raise MissingColumnError((TITLES["number"][0], TITLES["last"][0], TITLES["heads"][0]))
    listing: Listing[Dated] = listing_of(sheet)
    reader = _Reader(session, columns, (today, day), chosen or {})
    for done, row in enumerate(sheet.rows):
        if done % STEP == 0:
            progress(done, len(sheet.rows))
            reader.look_ahead(sheet.rows[done : done + STEP])
        reader.read(row, listing)
    return listing


def propose_people(
    session: Session,
    sheet: Sheet,
    listing: Listing[Any],
    columns: Mapping[str, int],
    chosen: Collection[int],
    progress: Progress,
) -> None:
    """Whom lines may mean that name nobody for sure; of the `chosen` somebody said it already."""
    near, asked = NearPeople(session), {*chosen, *_unsure(listing)}
    for done, row in enumerate(row for row in sheet.rows if row.line in asked):
        progress(done, len(asked))
        key = name_key(cell(row, columns, "first"), cell(row, columns, "last"))
        if people := near.of(key):
            listing.doubts[row.line] = people
    near.close()


def _unsure(listing: Listing[Any]) -> Iterator[int]:
    for refusal in listing.refused:
        if any(isinstance(reason, UNSURE) for reason in refusal.reasons):
            yield refusal.line


def write_arrivals(
    act: Act, listing: Listing[Dated], progress: Progress = say_nothing
) -> frozenset[int]:
    """The lines of whoever was counted that day already; Problems under the lines' numbers."""
    days: dict[date, list[Listed[Dated]]] = defaultdict(list)
    for one in listing.taken:
        days[one.draft[0]].append(one)
    found: list[tuple[str, DeskError]] = []
    again: set[int] = set()
    done = 0
    for day in sorted(days):
        for ones in chunks(days[day]):
            progress(done, len(listing.taken))
            done += len(ones)
            try:
                told = check_in_many(act, [(one.key, one.draft[1]) for one in ones], day)
                again.update(one.line for one, line in zip(ones, told, strict=True) if line.again)
            except Problems as problems:
                found += _by_line(ones, problems)
    if found:
        raise Problems(found)
    return frozenset(again)


def take_arrivals_back(act: Act, keys: Sequence[UUID], progress: Progress = say_nothing) -> None:
    done = 0
    for chunk in chunks(keys):
        progress(done, len(keys))
        done += len(chunk)
        withdraw_arrivals(act, chunk)


def _by_line(ones: Sequence[Listed[Dated]], problems: Problems) -> list[tuple[str, DeskError]]:
    """A problem of the day is one of each of its lines."""
    told: list[tuple[str, DeskError]] = []
    for name, problem in problems.found:
        place = name.partition(".")[0]
        lines = [ones[int(place)].line] if place.isdecimal() else [one.line for one in ones]
        told += [(str(line), problem) for line in lines]
    return told


class _Reader:
    def __init__(
        self,
        session: Session,
        columns: Mapping[str, int],
        days: tuple[date, date | None],
        chosen: Mapping[int, Proposed],
    ) -> None:
        """`days` are today and that of the whole list."""
        self._session, self._columns, self._chosen = session, columns, chosen
        self._today, self._day = days
        self._audiences = list_audiences(session)
        self._numbers = NumberBook(session)

    def look_ahead(self, rows: Sequence[SheetRow]) -> None:
        self._numbers.look_ahead(cell(row, self._columns, "number") for row in rows)

    def read(self, row: SheetRow, listing: Listing[Dated]) -> None:
        found: list[tuple[str, DeskError]] = []
        said = {name: cell(row, self._columns, name) for name in TITLES}
        shown = self._shown(row.line, said)
        on = gathered(found, "day", lambda: self._on(said["day"]))
        draft = gathered(found, "who", lambda: self._draft(row.line, said, shown))
        if on is None or draft is None:
            listing.refuse(row.line, *(problem for _, problem in found), name=shown)
        else:
            listing.taken.append(Listed(row.line, f"{on:%d/%m/%Y} · {shown}", (on, draft)))

    def _shown(self, line: int, said: Mapping[str, str]) -> str:
        if line in self._chosen:
            return self._chosen[line].name
        if heads := said["heads"]:
            return heads if looks_like_heads(heads) else f"+{heads}"
        name = " ".join(one for one in (said["first"], said["last"]) if one)
        return name or said["number"] or said["card"]

    def _on(self, told: str) -> date:
        if told or self._day is None:
            return parse_import_day(told, self._today, serials=True)
        return self._day

    def _draft(self, line: int, said: Mapping[str, str], shown: str) -> Draft:
        if line in self._chosen:
            return ArrivalDraft(person_id=self._chosen[line].id)
        if said["heads"]:
            return parse_heads(shown, self._audiences)
        return ArrivalDraft(person_id=person_told(self._session, self._numbers, said, shown))


def person_told(session: Session, numbers: NumberBook, said: Mapping[str, str], shown: str) -> UUID:
    """By number, else by card, else by a name that one person only bears."""
    if said["number"]:
        found = numbers.find(said["number"])
    elif said["card"]:
        holder = find_holder(session, said["card"])
        found = holder.id if holder else None
    elif said["last"] or said["first"]:
        found = _named(session, name_key(said["first"], said["last"]), shown)
    else:
        raise NobodyToldError
    if found is None:
        raise NobodyFoundError(shown)
    return found


def _named(session: Session, key: str, shown: str) -> UUID | None:
    wanted = select(Person.id, Person.number).where(
        Party.sort_name == key, Party.archived_on.is_(None)
    )
    rows = {row.id: row.number for row in session.execute(wanted)}
    if len(rows) > 1:
        raise NamesakesError(shown, [member_number(number) for number in sorted(rows.values())])
    if not rows:
        return next((one.kept_id for one in list_formers(session, [key], [], [])), None)
    found: UUID = next(iter(rows))
    return found
