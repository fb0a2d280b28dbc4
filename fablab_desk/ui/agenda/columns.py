"""How arrivals stand in the list of a day, and people among those who may be let in."""

from collections.abc import Callable
from datetime import datetime

from fablab_desk.agenda.kinds import ROLE_TEXTS, ArrivalKind, ArrivalRole
from fablab_desk.agenda.queries import ArrivalRow
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.door import Comer
from fablab_desk.people.kinds import GENDER_TEXTS, Gender
from fablab_desk.ui.cells import Cell, Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.columns import state_chip

Hour = Callable[[datetime | None], str]


def arrival_columns(hour: Hour) -> list[Column[ArrivalRow]]:
    return [
        Column(
            mark("Who"),
            lambda row: TwoLines(said_of(row), _detail(row), avatar=row.name or str(row.heads)),
            width=190,
            stretch=True,
            export=said_of,
        ),
        Column(mark("Hour"), lambda row: Muted(hour(row.at)) if row.at else "", width=76),
        Column(mark("Visit"), _visit, width=140, export=_newcomers),
        Column(mark("Comes as"), _role, width=120, spare=True),
        Column(
            mark("Heads"),
            lambda row: str(row.heads),
            width=84,
            numeric=True,
            spare=True,
            export=lambda row: row.heads,
        ),
    ]


def comer_columns(hour: Hour) -> list[Column[Comer]]:
    return [
        Column(
            mark("Found"),
            lambda row: TwoLines(row.name, _about(row), avatar=row.name),
            width=190,
            stretch=True,
        ),
        Column(mark("That day"), lambda row: _here(row, hour), width=190),
        Column(mark("To know"), _to_know, width=150, spare=True),
        Column(mark("Membership"), lambda row: state_chip(row.state), width=150, spare=True),
    ]


def said_of(row: ArrivalRow) -> str:
    """A name, or how many of whom."""
    if row.kind is ArrivalKind.PERSON:
        return row.name
    counted = translate(mark("{n} × {whom}"))
    if row.kind is ArrivalKind.GROUP:
        return counted.format(n=row.heads, whom=row.name)
    return counted.format(n=row.heads, whom=row.audience or translate(mark("not stated")))


def _detail(row: ArrivalRow) -> str:
    parts = [row.shown_number] if row.kind is ArrivalKind.PERSON else []
    if row.kind is ArrivalKind.GROUP:
        parts.append(translate_many("{n} pupil", "{n} pupils", row.pupils))
        parts.append(translate_many("{n} adult", "{n} adults", row.adults))
    elif row.kind is ArrivalKind.COUNT:
        parts.append(translate(mark("Head-count")))
        if row.gender is not Gender.NOT_STATED:
            parts.append(translate(GENDER_TEXTS[row.gender]))
    if row.age is not None and row.age < 18:
        parts.append(translate_many("{n} year old", "{n} years old", row.age))
    if row.kind is not ArrivalKind.COUNT:
        parts.append(row.audience)
    return " · ".join(part for part in parts if part)


def _visit(row: ArrivalRow) -> Cell:
    if row.first is not None:
        first = Chip(translate(mark("First visit")), Tone.INFO)
        return first if row.first else Chip(translate(mark("Returns")))
    if row.newcomers is None:
        return Muted(translate(mark("Not asked")))
    return Chip(translate_many("{n} new", "{n} new", row.newcomers), Tone.INFO, dot=False)


def _newcomers(row: ArrivalRow) -> int | None:
    return row.newcomers if row.first is None else int(row.first)


def _role(row: ArrivalRow) -> Cell:
    said = translate(ROLE_TEXTS[row.role])
    return Muted(said) if row.role is ArrivalRole.PUBLIC else Chip(said, Tone.OK, dot=False)


def _about(row: Comer) -> str:
    age = ""
    if row.age is not None:
        age = translate_many("{n} year old", "{n} years old", row.age)
    minor = translate(mark("Minor")) if row.is_minor else ""
    alert = translate(mark("Alert")) if row.alert else ""
    return " · ".join(part for part in (row.shown_number, age, minor, alert) if part)


def _here(row: Comer, hour: Hour) -> Cell:
    if not row.is_here:
        return ""
    said = translate(mark("Counted already"))
    if row.here_since:
        said = translate(mark("Here since {time}")).format(time=hour(row.here_since))
    return Chip(said, Tone.OK)


def _to_know(row: Comer) -> Cell:
    if row.alert:
        return Chip(translate(mark("Alert")), Tone.WARN)
    return Chip(translate(mark("Minor")), Tone.INFO) if row.is_minor else ""
