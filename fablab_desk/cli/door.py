"""Who comes, told by number, by card or by a count; and what was told wrongly taken back."""

from argparse import Namespace
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import HeadCountDraft
from fablab_desk.agenda.heads import looks_like_heads, parse_heads
from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.agenda.queries import arrivals_on
from fablab_desk.agenda.recording import CheckedIn, find_counted
from fablab_desk.agenda.service import check_in, count_heads, withdraw_arrivals
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.papers import UnknownNumberError
from fablab_desk.cli.station import Station, today_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import list_audiences
from fablab_desk.people.numbers import member_number
from fablab_desk.people.queries import find_by_number, find_holder, names_of
from fablab_desk.typed import parse_day


class TwoHoldersError(DeskError):
    def __init__(self, text: str, holder: str, numbered: str) -> None:
        super().__init__(
            mark(
                "“{text}” is the card of {holder} and the number of {numbered}. "
                "For the number, write M-{text}."
            ),
            text=text,
            holder=holder,
            numbered=numbered,
        )


class NotThereError(DeskError):
    def __init__(self, name: str, day: date) -> None:
        super().__init__(mark("{name} is not counted on {day}."), name=name, day=day)


class NoSuchCountError(DeskError):
    def __init__(self, heads: int, day: date) -> None:
        super().__init__(mark("Nothing of {day} counts {heads} in this way."), heads=heads, day=day)


class CountedWordsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Only a count goes with an audience: write for example +3 students."))


def check_somebody_in(arguments: Namespace, station: Station) -> int:
    """A count where it begins with a sign, else a person."""
    today = station.asks(today_of)
    day = parse_day(arguments.day, today) if arguments.day else today
    role = ArrivalRole(arguments.role)
    if looks_like_heads(arguments.who):
        _count(station, " ".join((arguments.who, *arguments.audience)), role, day, arguments.undo)
    elif arguments.audience:
        raise CountedWordsError
    else:
        _person(station, arguments.who, role, day, arguments.undo)
    return 0


def _count(station: Station, text: str, role: ArrivalRole, day: date, undo: bool) -> None:
    draft = station.asks(lambda session: parse_heads(text, list_audiences(session)))
    if draft.role is ArrivalRole.PUBLIC:
        draft = replace(draft, role=role)
    told = translate_many("{n} person", "{n} people", draft.heads)
    if undo:
        key = station.asks(lambda session: _last_count(session, draft, day))
        station.does(lambda act: withdraw_arrivals(act, [key]))
        tell(about(told, translate(mark("withdrawn."))))
        return
    station.does(lambda act: count_heads(act, new_key(), draft, day))
    tell(about(told, translate(mark("counted."))))


def _person(station: Station, text: str, role: ArrivalRole, day: date, undo: bool) -> None:
    key = station.asks(lambda session: find_somebody(session, text))
    if not undo:
        answer = station.does(lambda act: check_in(act, new_key(), key, role, day))
        tell(_told(answer))
        return
    name = station.asks(lambda session: names_of(session, [key])[key])
    arrival_id = station.asks(lambda session: _arrival(session, key, day))
    if arrival_id is None:
        raise NotThereError(name, day)
    station.does(lambda act: withdraw_arrivals(act, [arrival_id]))
    tell(about(name, translate(mark("withdrawn."))))


def _told(answer: CheckedIn) -> str:
    if answer.again:
        return say(answer.again)
    who = f"{answer.name} ({member_number(answer.number or 0)})"
    first = mark("first visit.") if answer.first else mark("has come again.")
    return about(who, translate(first))


def find_somebody(session: Session, text: str) -> UUID:
    """By card or by number."""
    holder, numbered = find_holder(session, text), find_by_number(session, text)
    if holder and numbered and holder.id != numbered:
        raise TwoHoldersError(text, holder.name, names_of(session, [numbered])[numbered])
    if found := holder.id if holder else numbered:
        return found
    raise UnknownNumberError(text)


def _arrival(session: Session, person_id: UUID, day: date) -> UUID | None:
    found = find_counted(session, person_id, day)
    return found.id if found else None


def _last_count(session: Session, draft: HeadCountDraft, day: date) -> UUID:
    said = (draft.heads, draft.audience_id, draft.gender, draft.newcomers, draft.role)
    for row in arrivals_on(day).every(session):
        own = (row.heads, row.audience_id, row.gender, row.newcomers, row.role)
        if row.kind is ArrivalKind.COUNT and own == said:
            return row.id
    raise NoSuchCountError(draft.heads, day)
