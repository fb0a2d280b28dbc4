"""A list that was kept on paper and typed in a table: who came, on which day."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import ArrivalDraft, HeadCountDraft
from fablab_desk.agenda.heads import looks_like_heads, parse_heads
from fablab_desk.agenda.service import check_in_many
from fablab_desk.care.listed import (
    Listed,
    Listing,
    MissingColumnError,
    cell,
    columns_of,
    listing_of,
)
from fablab_desk.errors import DeskError, Problems, gathered
from fablab_desk.i18n import mark
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.people.merged import list_formers
from fablab_desk.people.models import Party, Person
from fablab_desk.people.naming import name_key
from fablab_desk.people.numbers import member_number
from fablab_desk.people.queries import find_by_number, find_holder
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


def read_arrivals(session: Session, sheet: Sheet, today: date, day: date | None) -> Listing[Dated]:
    """`day` is that of the whole list, where no column tells one."""
    columns = columns_of(sheet, TITLES, () if day else ("day",))
    if not set(WHO) & set(columns):
        raise MissingColumnError((TITLES["number"][0], TITLES["last"][0], TITLES["heads"][0]))
    listing: Listing[Dated] = listing_of(sheet)
    audiences = list_audiences(session)
    for row in sheet.rows:
        found: list[tuple[str, DeskError]] = []
        told = cell(row, columns, "day")

        def read_day(told: str = told) -> date:
            return parse_import_day(told, today, serials=True) if told or day is None else day

        def read_who(row: SheetRow = row) -> tuple[str, Draft]:
            return _who(session, row, columns, audiences)

        on, who = gathered(found, "day", read_day), gathered(found, "who", read_who)
        if on is None or who is None:
            listing.refuse(row.line, *(problem for _, problem in found))
        else:
            said, draft = who
            listing.taken.append(Listed(row.line, f"{on:%d/%m/%Y} · {said}", (on, draft)))
    return listing


def write_arrivals(act: Act, listing: Listing[Dated]) -> int:
    """How many of the lines were counted that day already; Problems under the lines' numbers."""
    days: dict[date, list[Listed[Dated]]] = defaultdict(list)
    for one in listing.taken:
        days[one.draft[0]].append(one)
    found: list[tuple[str, DeskError]] = []
    again = 0
    for day, ones in sorted(days.items()):
        try:
            lines = [(one.key, one.draft[1]) for one in ones]
            again += sum(1 for told in check_in_many(act, lines, day) if told.again)
        except Problems as problems:
            found += [(name, problem) for name, problem in _by_line(ones, problems)]
    if found:
        raise Problems(found)
    return again


def _by_line(ones: list[Listed[Dated]], problems: Problems) -> list[tuple[str, DeskError]]:
    """A problem of the day is one of each of its lines."""
    told: list[tuple[str, DeskError]] = []
    for name, problem in problems.found:
        place = name.partition(".")[0]
        lines = [ones[int(place)].line] if place.isdecimal() else [one.line for one in ones]
        told += [(str(line), problem) for line in lines]
    return told


def _who(
    session: Session, row: SheetRow, columns: dict[str, int], audiences: list[AudienceRow]
) -> tuple[str, Draft]:
    said = {name: cell(row, columns, name) for name in TITLES}
    if heads := said["heads"]:
        text = heads if looks_like_heads(heads) else f"+{heads}"
        return text, parse_heads(text, audiences)
    name = " ".join(one for one in (said["first"], said["last"]) if one)
    shown = name or said["number"] or said["card"]
    return shown, ArrivalDraft(person_id=_person(session, said, shown))


def _person(session: Session, said: dict[str, str], shown: str) -> UUID:
    """By number, else by card, else by a name that one person only bears."""
    if said["number"]:
        found = find_by_number(session, said["number"])
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
