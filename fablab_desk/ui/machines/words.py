"""What is said of a machine: one sentence of what it does, one of its upkeep."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.machines.due import Due
from fablab_desk.machines.kinds import STATE_TEXTS, MachineState
from fablab_desk.money import plain_decimal
from fablab_desk.overview.machines import MachineRow, RunningUse
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone

TONES = {
    MachineState.RETIRED: Tone.GREY,
    MachineState.ON_LOAN: Tone.INFO,
    MachineState.OUT_OF_ORDER: Tone.BAD,
    MachineState.IN_MAINTENANCE: Tone.WARN,
    MachineState.NEEDS_STOPPED: Tone.WARN,
    MachineState.NOT_YET: Tone.GREY,
    MachineState.IN_USE: Tone.INFO,
    MachineState.FREE: Tone.OK,
}
SHORT_TEXTS = {**STATE_TEXTS, MachineState.NEEDS_STOPPED: mark("Stopped")}
RECENT = timedelta(days=6)
TEN = 10  # hours: below, one decimal is told


def chip_of(row: MachineRow) -> Chip:
    state = row.state
    return Chip(translate(SHORT_TEXTS[state]), TONES[state])


def sentence_of(row: MachineRow, now: datetime, zone: ZoneInfo) -> str:
    """“Éloïse D. depuis 0 h 42”, “En panne depuis mardi : lentille fêlée”."""
    standing, state = row.standing, row.state
    if row.running and (state is MachineState.IN_USE or not standing.is_usable):
        said = running_sentence(row.running, now, zone)
        if state is MachineState.IN_USE:
            return said
        return f"{said} · {_stopped(row, now, zone)}"
    if state is MachineState.FREE:
        if standing.partly:
            text = translate(mark("Free, without {needed}"))
            return text.format(needed=", ".join(standing.partly))
        return translate(mark("Free to use"))
    return _stopped(row, now, zone)


def running_sentence(use: RunningUse, now: datetime, zone: ZoneInfo) -> str:
    elapsed = write_elapsed(use.elapsed(now))
    if use.unattended and use.planned_end:
        end = said_instant(use.planned_end, now, zone)
        text = translate(mark("{who}, unattended since {elapsed}, planned end {end}"))
        return text.format(who=use.who, elapsed=elapsed, end=end)
    return translate(mark("{who} for {elapsed}")).format(who=use.who, elapsed=elapsed)


def upkeep_of(row: MachineRow, day: date) -> tuple[str, str]:
    """What is due first, and when; open faults before it."""
    parts = []
    if row.faults:
        parts.append(translate_many(mark("{n} open fault"), mark("{n} open faults"), row.faults))
    if row.due:
        parts.append(row.due.label)
    return " · ".join(parts), due_when(row.due, day) if row.due else ""


def due_when(due: Due, day: date) -> str:
    if due.order_id:
        return translate(mark("under way"))
    if due.on and due.on <= day:
        late = (day - due.on).days
        if late:
            return translate_many(mark("due for {n} day"), mark("due for {n} days"), late)
        return translate(mark("due today"))
    if due.left_hours is not None and due.left_hours <= 0:
        over = plain_decimal(round(-due.left_hours, 1))
        return translate(mark("due, {hours} h of use over")).format(hours=over)
    if due.left_units is not None and due.left_units <= 0:
        over = plain_decimal(round(-due.left_units, 1))
        return translate(mark("due, {units} {unit} over")).format(units=over, unit=due.unit)
    return _to_come(due, day)


def _to_come(due: Due, day: date) -> str:
    parts = []
    if due.on and due.left_hours is not None and due.left_units is None:
        text = translate(mark("in {days} d or {hours} h of use"))
        return text.format(days=(due.on - day).days, hours=_hours(due.left_hours))
    if due.on:
        days = (due.on - day).days
        parts.append(translate_many(mark("in {n} day"), mark("in {n} days"), days))
    if due.left_hours is not None:
        parts.append(translate(mark("in {hours} h of use")).format(hours=_hours(due.left_hours)))
    if due.left_units is not None:
        left = plain_decimal(round(due.left_units, 1))
        parts.append(translate(mark("in {units} {unit}")).format(units=left, unit=due.unit))
    return translate(mark(" or ")).join(parts)


def _hours(left: Decimal) -> str:
    return plain_decimal(round(left, 1 if left < TEN else 0))


def _stopped(row: MachineRow, now: datetime, zone: ZoneInfo) -> str:
    standing = row.standing
    since = said_instant(standing.since, now, zone) if standing.since else ""
    match standing.state:
        case MachineState.OUT_OF_ORDER:
            text = mark("Out of order since {since}: {text}")
        case MachineState.IN_MAINTENANCE:
            text = mark("In maintenance since {since}: {text}")
        case MachineState.NEEDS_STOPPED:
            text = mark("Waits for {needed}, which is stopped")
        case MachineState.ON_LOAN:
            text = mark("Lent to {who} until {until}") if standing.due_on else mark("Lent to {who}")
        case MachineState.NOT_YET:
            text = mark("In service from {day}")
        case MachineState.RETIRED:
            text = mark("Retired since {day}")
        case _:
            text = mark("Free to use")
    return translate(text).format(
        since=since,
        text=standing.text.splitlines()[0] if standing.text else "",
        needed=standing.needed,
        who=standing.borrower,
        until=_day(standing.due_on),
        day=_day(standing.since_day),
    )


def said_instant(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """“14:20” today, “mardi 14:20” of late, else the day."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    hour = f"{local:%H:%M}"
    if local.date() == today.date():
        return hour
    if abs(local - today) < RECENT:
        return f"{format_date(local.date(), 'EEEE', current())} {hour}"
    return format_day(local.date(), current())


def write_elapsed(lasted: timedelta) -> str:
    minutes = int(lasted.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}"


def written_hours(seconds: int) -> str:
    return plain_decimal(round(Decimal(seconds) / 3600, 1))


def _day(day: date | None) -> str:
    return format_day(day, current()) if day else ""
