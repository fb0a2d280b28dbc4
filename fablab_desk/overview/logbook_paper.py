"""The logbook of a machine over a period, on paper: every line, what it used, and the sums.

Hours are clipped to the working days of the period, as those of meters and figures are, so that
months add up to the year: a use across its edge stands on both papers, each with its own part.
Uses and their material count where they begin.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.clock import format_day
from fablab_desk.db.listing import Listing
from fablab_desk.documents.page import Align, Block, Column, Facts, Heading, Page, Paragraph, Table
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.lab.queries import find_settings
from fablab_desk.logbook.kinds import OUTCOME_TEXTS, Outcome
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.timeline import TIMELINE, LogRow, timeline
from fablab_desk.machines.downtime import Downtime, downtime_between
from fablab_desk.machines.kinds import LOG_TEXTS, LogKind
from fablab_desk.machines.models import LogEntry, Machine, UseDay
from fablab_desk.money import plain_decimal

A_MINUTE = timedelta(minutes=1)
TITLE = mark("Logbook of a machine")


@dataclass(frozen=True, slots=True)
class Part:
    """What of a use lies within the period, and whether it begins there."""

    lasted: timedelta
    begins: bool


@dataclass(frozen=True, slots=True)
class LogbookPaper:
    """`rows` the oldest first; `used`, `corrected` and `parts` by the key of a use."""

    machine: str
    code: str
    first: date
    last: date
    zone: ZoneInfo
    rows: tuple[LogRow, ...]
    used: dict[UUID, tuple[str, ...]]
    corrected: frozenset[UUID]
    parts: dict[UUID, Part]
    material: tuple[str, ...]  # of all that begin in the period, article by article
    downtime: Downtime | None

    @property
    def begun(self) -> int:
        uses = (row.fact_id for row in self.rows if row.kind is LogKind.USE)
        return sum(key not in self.parts or self.parts[key].begins for key in uses)

    @property
    def hours(self) -> timedelta:
        """Of uses that are over: one that runs is counted when it ends."""
        return sum((part.lasted for part in self.parts.values()), timedelta())


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
    inside = UseDay.machine_id == machine_id, UseDay.day.between(first, last)
    days = session.execute(
        select(UseDay.use_id, func.sum(UseDay.seconds), func.count().filter(UseDay.first))
        .where(*inside)
        .group_by(UseDay.use_id)
    )
    parts = {key: Part(timedelta(seconds=int(lasted)), bool(at)) for key, lasted, at in days}
    touching = Use.id.in_(select(UseDay.use_id).where(*inside))
    wanted = select(Use.id).where(touching, Use.corrects_id.is_not(None))
    downtimes = downtime_between(session, zone, first, last, now)
    ends = find_settings(session).day_ends_at
    lines = timeline(machine_id, first=first, last=last, zone=zone, day_ends_at=ends)
    return LogbookPaper(
        machine.name,
        machine.code,
        first,
        last,
        zone,
        _rows(session, lines, inside, parts),
        _used(session, touching),
        frozenset(session.scalars(wanted)),
        parts,
        _material(session, Use.id.in_(select(UseDay.use_id).where(*inside, UseDay.first))),
        next((one for one in downtimes if one.machine_id == machine_id), None),
    )


def _rows(
    session: Session,
    of_dates: Listing[LogRow],
    inside: tuple[ColumnElement[bool], ...],
    parts: dict[UUID, Part],
) -> tuple[LogRow, ...]:
    """Uses by their working days, which begin late; all else by its date."""
    rows = [
        row
        for row in of_dates.every(session)
        if row.kind is not LogKind.USE or row.until is None or row.fact_id in parts
    ]
    there = {row.fact_id for row in rows}
    of_uses = TIMELINE.narrowed(
        LogEntry.kind == LogKind.USE, LogEntry.fact_id.in_(select(UseDay.use_id).where(*inside))
    )
    rows += [row for row in of_uses.every(session) if row.fact_id not in there]
    return tuple(sorted(rows, key=lambda row: (row.at, row.id)))


def _used(session: Session, touching: ColumnElement[bool]) -> dict[UUID, tuple[str, ...]]:
    found = session.execute(
        select(UseMaterial.use_id, Article.label, UseMaterial.quantity, Article.unit)
        .join(Use, Use.id == UseMaterial.use_id)
        .join(Article, Article.id == UseMaterial.article_id)
        .where(touching)
        .order_by(UseMaterial.id)
    )
    used: dict[UUID, list[str]] = {}
    for key, label, quantity, unit in found:
        used.setdefault(key, []).append(_much(label, quantity, unit))
    return {key: tuple(told) for key, told in used.items()}


def _material(session: Session, begun: ColumnElement[bool]) -> tuple[str, ...]:
    found = session.execute(
        select(Article.label, func.sum(UseMaterial.quantity), Article.unit)
        .join(Article, Article.id == UseMaterial.article_id)
        .join(Use, Use.id == UseMaterial.use_id)
        .where(begun)
        .group_by(Article.id, Article.label, Article.unit)
        .order_by(Article.label, Article.id)
    )
    return tuple(_much(*row) for row in found)


def _much(label: str, quantity: Decimal, unit: str) -> str:
    much = f"{plain_decimal(quantity)}\u00a0{unit}".rstrip("\u00a0")
    return f"{label} ({much})"


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
    ]
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
        sums = Heading(said(mark("Sums of the period"))), Facts(_sums(paper, language))
        blocks = (*blocks, table, *sums)
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
    part = paper.parts.get(row.fact_id)
    if part and row.lasted and part.lasted != timedelta(seconds=int(row.lasted.total_seconds())):
        within = translate(mark("{hours} of it within the period"), language)
        parts.append(within.format(hours=_hours(part.lasted)))
    if row.fact_id in paper.corrected:
        parts.append(translate(mark("corrected; the original is kept"), language))
    return (
        f"{format_day(at.date(), language, short=True)} {at:%H:%M}",
        translate(LOG_TEXTS[row.kind], language),
        row.who,
        lasted,
        " · ".join(part for part in parts if part),
    )


def _sums(paper: LogbookPaper, language: str) -> tuple[tuple[str, str], ...]:
    told = translate_many(mark("{n} use"), mark("{n} uses"), paper.begun, language)
    sums = [(translate(mark("Uses"), language), f"{told} · {_hours(paper.hours)}")]
    if paper.material:
        sums.append((translate(mark("Material used"), language), ", ".join(paper.material)))
    if (still := paper.downtime) and still.stops:
        sums.append((translate(mark("Stood still"), language), _downtime(still, language)))
    return tuple(sums)


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
