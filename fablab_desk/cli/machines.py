"""Uses and faults told by a command, logbooks and labels written to a file."""

from argparse import Namespace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.cli.door import find_somebody
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.station import Station, today_of
from fablab_desk.clock import format_day
from fablab_desk.documents.card_sheet import draw_cards
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.kinds import OUTCOME_TEXTS
from fablab_desk.logbook.service import record_use
from fablab_desk.logbook.timeline import LogRow, timeline
from fablab_desk.machines.kinds import LOG_TEXTS, Severity
from fablab_desk.machines.models import Machine
from fablab_desk.machines.service_faults import report_fault
from fablab_desk.machines.upkeep_drafts import FaultDraft
from fablab_desk.overview.machine_papers import load_labels
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.people.queries import names_of
from fablab_desk.sheets.writing import write_csv, write_xlsx
from fablab_desk.typed import parse_day, parse_duration, parse_hour


class UnknownMachineCodeError(DeskError):
    def __init__(self, code: str) -> None:
        super().__init__(mark("No machine has the code “{code}”."), code=code)


def log_use(arguments: Namespace, station: Station) -> int:
    """A use that is over, judged as of its own day."""
    today = station.asks(today_of)
    day = parse_day(arguments.day, today) if arguments.day else today
    hour, minutes = parse_hour(arguments.start), parse_duration(arguments.duration)
    machine_id, name = station.asks(lambda session: find_machine(session, arguments.machine))
    person = station.asks(lambda session: find_somebody(session, arguments.person))
    who = station.asks(lambda session: names_of(session, [person])[person])
    zone = station.asks(lambda session: find_settings(session).zone)
    start = datetime.combine(day, hour, zone)
    draft = UseDraft(
        machine_id=machine_id,
        user_id=person,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        unattended=arguments.unattended,
        override_reason=arguments.allow or "",
    )
    done = station.does(lambda act: record_use(act, new_key(), draft))
    said = translate(mark("{machine}, {minutes} min noted."))
    tell(about(who, said.format(machine=name, minutes=done.minutes)))
    return 0


def log_fault(arguments: Namespace, station: Station) -> int:
    machine_id, name = station.asks(lambda session: find_machine(session, arguments.machine))
    draft = FaultDraft(
        machine_id=machine_id,
        text=arguments.text,
        severity=Severity(arguments.severity),
        stops=arguments.stops,
    )
    station.does(lambda act: report_fault(act, new_key(), draft))
    told = mark("out of order.") if arguments.stops else mark("the fault is noted.")
    tell(about(name, translate(told)))
    return 0


def export_logbook(arguments: Namespace, station: Station) -> int:
    """What its timeline shows, the oldest line first."""
    today = station.asks(today_of)
    machine_id, name = station.asks(lambda session: find_machine(session, arguments.machine))
    first = parse_day(arguments.first, today) if arguments.first else None
    last = parse_day(arguments.last, today) if arguments.last else None
    settings = station.asks(find_settings)
    zone, ends = settings.zone, settings.day_ends_at
    listing = timeline(machine_id, first=first, last=last, zone=zone, day_ends_at=ends)
    rows = station.asks(listing.ordered("at").every)
    header = [translate(one) for one in HEADER]
    lines = [_line(row, row.at.astimezone(zone)) for row in rows]
    file = Path(arguments.file).expanduser()
    if file.suffix.lower() == ".xlsx":
        write_xlsx(file, header, lines, name)
    else:
        write_csv(file, header, lines)
    tell(about(file, translate_many("{n} line", "{n} lines", len(rows))))
    return 0


def print_labels(arguments: Namespace, station: Station) -> int:
    chosen: list[UUID] | None = None
    if arguments.machines:
        chosen = [station.asks(partial(find_machine, code=code))[0] for code in arguments.machines]
    lab, faces = station.asks(
        lambda session: (find_settings(session).name, load_labels(session, chosen))
    )
    title = translate(mark("Labels of machines"))
    file = Path(arguments.file).expanduser()
    pdf = draw_cards(faces, lab, title, language=current())
    try:
        file.write_bytes(pdf)
    except OSError as problem:
        raise UnwritableFileError(file) from problem
    tell(about(file, translate_many(mark("{n} label"), mark("{n} labels"), len(faces))))
    return 0


HEADER = (
    mark("Day"),
    mark("Hour"),
    mark("What"),
    mark("Who"),
    mark("Minutes"),
    mark("Outcome"),
    mark("Said"),
)


def find_machine(session: Session, code: str) -> tuple[UUID, str]:
    wanted = select(Machine.id, Machine.name).where(
        func.upper(Machine.code) == code.strip().upper()
    )
    found = session.execute(wanted).first()
    if found is None:
        raise UnknownMachineCodeError(code)
    return found.id, found.name


def _line(row: LogRow, at: datetime) -> list[str | int | None]:
    minutes = round(row.lasted / timedelta(minutes=1)) if row.lasted else None
    outcome = translate(OUTCOME_TEXTS[row.outcome]) if row.outcome else ""
    said = " · ".join(part for part in (row.text, row.note, row.override) if part)
    day: date = at.date()
    return [
        format_day(day, current(), short=True),
        f"{at:%H:%M}",
        translate(LOG_TEXTS[row.kind]),
        row.who,
        minutes,
        outcome,
        said,
    ]
