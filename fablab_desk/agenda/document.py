"""How the attestation of somebody's presence is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fablab_desk.agenda.kinds import ROLE_TEXTS
from fablab_desk.agenda.presence import NO_TIME, Presence
from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Facts,
    Page,
    Paragraph,
    Spacer,
    Table,
    strong,
)
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.papers.frame import lay_out_attestation
from fablab_desk.papers.issue import Issued
from fablab_desk.people.numbers import member_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """What the attestation says of a person and of a period, both its days included."""

    name: str
    number: int
    first: date
    last: date
    presences: Sequence[Presence]
    lab: str
    carrier: str
    zone: ZoneInfo


def lay_out(said: Attested, issued: Issued, city: str, language: str) -> Page:
    body = (_sentence(said, language), _facts(said, language), Spacer(2), _table(said, language))
    return lay_out_attestation(mark("Attestation of presence"), body, issued, city, language)


def _sentence(said: Attested, language: str) -> Block:
    """Each name once: mostly the lab and who carries it are one."""
    if said.lab == said.carrier:
        template = mark(
            "{carrier} attests that {name} was present on the days below, "
            "between {first} and {last} inclusive."
        )
    else:
        template = mark(
            "{carrier} attests that {name} was present in its lab, {lab}, on the days below, "
            "between {first} and {last} inclusive."
        )
    return Paragraph(
        strong(
            translate(template, language),
            carrier=said.carrier,
            name=said.name,
            lab=said.lab,
            first=format_day(said.first, language),
            last=format_day(said.last, language),
        )
    )


def _facts(said: Attested, language: str) -> Facts:
    days = len({one.day for one in said.presences})
    pairs = [
        (translate("Person", language), f"{said.name} ({member_number(said.number)})"),
        (
            translate("Days of presence", language),
            translate_many("{n} day", "{n} days", days, language),
        ),
    ]
    on_duty = sum((one.lasted for one in said.presences), NO_TIME)
    if on_duty:
        minutes = round(on_duty.total_seconds() / 60)
        told = translate("{hours} h {minutes:02}", language)
        hours = told.format(hours=minutes // 60, minutes=minutes % 60)
        pairs.append((translate("Lab kept open", language), hours))
    return Facts(tuple(pairs))


def _table(said: Attested, language: str) -> Table:
    titles = (mark("Day"), mark("Hours"), mark("As"))
    shares = (2.0, 2.0, 3.0)
    rows = tuple(
        (
            format_day(one.day, language),
            _hours(one, said.zone, language),
            translate(ROLE_TEXTS[one.role] if one.role else mark("Kept the lab open"), language),
        )
        for one in said.presences
    )
    columns = zip(titles, shares, strict=True)
    return Table(
        tuple(Column(translate(title, language), Align.LEFT, share=s) for title, s in columns), rows
    )


def _hours(one: Presence, zone: ZoneInfo, language: str) -> str:
    """From when to when, or since when; nothing where no hour was kept."""
    begins, ends = _hour(one.begins_at, zone), _hour(one.ends_at, zone)
    if begins and not ends:
        return translate("arrival at {time}", language).format(time=begins)
    return f"{begins} – {ends}" if ends else ""


def _hour(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}" if at else ""
