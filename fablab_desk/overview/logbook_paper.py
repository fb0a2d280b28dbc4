"""The logbook of a machine over a period, on paper: every line, what it used, and the sums."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.clock import format_day
from fablab_desk.documents.page import Align, Block, Column, Facts, Page, Paragraph, Table
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.logbook.kinds import OUTCOME_TEXTS, Outcome
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.timeline import LogRow, timeline
from fablab_desk.machines.downtime import Downtime, downtime_between
from fablab_desk.machines.kinds import LOG_TEXTS, LogKind
from fablab_desk.machines.models import LogEntry, Machine
from fablab_desk.money import plain_decimal

A_MINUTE = timedelta(minutes=1)
TITLE = mark("Logbook of a machine")


@dataclass(frozen=True, slots=True)
class LogbookPaper:
    """`rows` the oldest first; `used` and `corrected` by the key of a use."""

    machine: str
    code: str
    first: date
    last: date
    zone: ZoneInfo
    rows: tuple[LogRow, ...]
    used: dict[UUID, tuple[str, ...]]
    corrected: frozenset[UUID]
    downtime: Downtime | None

    @property
    def uses(self) -> tuple[LogRow, ...]:
        return tuple(row for row in self.rows if row.kind is LogKind.USE)


def period_of(session: Session, machine_id: UUID, zone: ZoneInfo, today: date) -> tuple[date, date]:
    """From the first line of the logbook until today, where nobody said otherwise."""
    wanted = select(LogEntry.at).where(LogEntry.machine_id == machine_id).order_by(LogEntry.at)
    first = session.scalars(wanted.limit(1)).first()
    return (first.astimezone(zone).date() if first else today), today


def load_logbook(
    session: Session, machine_id: UUID, first: date, last: date, zone: ZoneInfo, now: datetime
) -> LogbookPaper:
    """Of both days and those between."""
    machine = session.get_one(Machine, machine_id)
    listing = timeline(machine_id, first=first, last=last, zone=zone)
    rows = tuple(reversed(listing.every(session)))
    earlier, later = first - timedelta(days=1), last + timedelta(days=1)  # a day begins late
    of_period = (Use.machine_id == machine_id, Use.day.between(earlier, later))
    materials = session.execute(
        select(UseMaterial.use_id, Article.label, UseMaterial.quantity, Article.unit)
        .join(Use, Use.id == UseMaterial.use_id)
        .join(Article, Article.id == UseMaterial.article_id)
        .where(*of_period)
        .order_by(UseMaterial.id)
    )
    used: dict[UUID, list[str]] = {}
    for key, label, quantity, unit in materials:
        much = f"{plain_decimal(quantity)}\u00a0{unit}".rstrip("\u00a0")
        used.setdefault(key, []).append(f"{label} ({much})")
    wanted = select(Use.id).where(*of_period, Use.corrects_id.is_not(None))
    downtimes = downtime_between(session, zone, first, last, now)
    return LogbookPaper(
        machine.name,
        machine.code,
        first,
        last,
        zone,
        rows,
        {key: tuple(told) for key, told in used.items()},
        frozenset(session.scalars(wanted)),
        next((one for one in downtimes if one.machine_id == machine_id), None),
    )


def lay_out_logbook(paper: LogbookPaper, language: str) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    facts = [
        (said(mark("Machine")), f"{paper.machine} · {paper.code}"),
        (
            said(mark("Period")),
            said(mark("{first} to {last}")).format(
                first=format_day(paper.first, language), last=format_day(paper.last, language)
            ),
        ),
        (said(mark("Uses")), _uses(paper, language)),
    ]
    if (still := paper.downtime) and still.stops:
        facts.append((said(mark("Stood still")), _downtime(still, language)))
    titles = (
        (mark("When"), 2.0),
        (mark("What"), 1.7),
        (mark("Who"), 1.9),
        (mark("Duration"), 1.0),
        (mark("Said"), 2.8),
    )
    columns = tuple(
        Column(said(title), Align.RIGHT if title == "Duration" else Align.LEFT, share)
        for title, share in titles
    )
    blocks: tuple[Block, ...] = (Facts(tuple(facts)),)
    if paper.rows:
        table = Table(columns, tuple(_line(paper, row, language) for row in paper.rows))
        blocks = (*blocks, table)
    else:
        blocks = (*blocks, Paragraph(said(mark("Nothing stands in it for these days."))))
    return Page(
        title=said(TITLE),
        place_and_date=format_day(paper.last, language),
        language=language,
        blocks=blocks,
    )


def _line(paper: LogbookPaper, row: LogRow, language: str) -> tuple[str, ...]:
    at = row.at.astimezone(paper.zone)
    lasted = "" if row.lasted is None else _hours(row.lasted)
    outcome = row.outcome if row.outcome not in (None, Outcome.NOT_SAID) else None
    parts = [
        translate(OUTCOME_TEXTS[outcome], language) if outcome else "",
        row.text,
        ", ".join(paper.used.get(row.fact_id, ())),
        row.note,
    ]
    if row.override:
        allowed = translate(mark("allowed all the same: {reason}"), language)
        parts.append(allowed.format(reason=row.override))
    if row.fact_id in paper.corrected:
        parts.append(translate(mark("corrected; the original is kept"), language))
    return (
        f"{format_day(at.date(), language, short=True)} {at:%H:%M}",
        translate(LOG_TEXTS[row.kind], language),
        row.who,
        lasted,
        " · ".join(part for part in parts if part),
    )


def _uses(paper: LogbookPaper, language: str) -> str:
    """Of those that are over; one that runs is counted when it ends."""
    lengths = [row.lasted for row in paper.uses if row.lasted is not None]
    told = translate_many(mark("{n} use"), mark("{n} uses"), len(paper.uses), language)
    return f"{told} · {_hours(sum(lengths, timedelta()))}"


def _downtime(still: Downtime, language: str) -> str:
    stops = translate_many(mark("{n} stop"), mark("{n} stops"), still.stops, language)
    parts = [f"{_hours(still.stood)} · {stops}"]
    if still.failures:
        told = translate_many(mark("{n} failure"), mark("{n} failures"), still.failures, language)
        parts.append(told)
    return " · ".join(parts)


def _hours(lasted: timedelta) -> str:
    hours, minutes = divmod(round(lasted / A_MINUTE), 60)
    return f"{hours}\u00a0h\u00a0{minutes:02}"
