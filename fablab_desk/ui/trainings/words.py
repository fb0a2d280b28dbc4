"""What is said of sessions and certifications: when, how many, and in which state."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.trainings import SessionRow
from fablab_desk.trainings.kinds import (
    ANSWER_TEXTS,
    SESSION_TEXTS,
    STANDING_TEXTS,
    Answer,
    EnrolmentState,
    Presence,
    Result,
    SessionState,
    Standing,
)
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone

ANSWER_TONES = {
    Answer.NOT_ASKED: Tone.GREY,
    Answer.AUTONOMOUS: Tone.OK,
    Answer.WITH_ANIMATOR: Tone.INFO,
    Answer.TO_TRAIN: Tone.WARN,
}
STANDING_TONES = {
    Standing.NOT_YET: Tone.GREY,
    Standing.IN_FORCE: Tone.OK,
    Standing.LAPSED: Tone.WARN,
    Standing.DISUSED: Tone.WARN,
    Standing.SHEET: Tone.WARN,
    Standing.SUSPENDED: Tone.BAD,
    Standing.REVOKED: Tone.BAD,
    Standing.WITHDRAWN: Tone.GREY,
}
RESULT_TONES = {
    Result.NOT_ASSESSED: Tone.GREY,
    Result.PASSED: Tone.OK,
    Result.FAILED: Tone.WARN,
}
ENROLMENT_TONES = {
    EnrolmentState.ENROLLED: Tone.OK,
    EnrolmentState.WAITING: Tone.WARN,
    EnrolmentState.WITHDRAWN: Tone.GREY,
}
PRESENCE_LETTERS = {
    Presence.NOT_NOTED: "·",
    Presence.PRESENT: mark("P"),
    Presence.ABSENT: mark("A"),
    Presence.EXCUSED: mark("E"),
}


def hours_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """“9:00–12:30”."""
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return f"{begins:%H:%M}–{ends:%H:%M}"


def when(row: SessionRow, zone: ZoneInfo) -> str:
    """“12 mars 2026, 9:00–12:00”, or from one day to another with its half-days."""
    begins = format_day(row.begins_on, current())
    if row.halves == 1:
        return f"{begins}, {hours_of(row.starts_at, row.ends_at, zone)}"
    halves = translate_many(mark("{n} half-day"), mark("{n} half-days"), row.halves)
    if row.begins_on == row.ends_on:
        return f"{begins}, {halves}"
    said = translate(mark("{first} to {last}, {halves}"))
    last = format_day(row.ends_on, current())
    return said.format(first=begins, last=last, halves=halves)


def seats(row: SessionRow) -> str:
    """“6 sur 8”, and who waits."""
    said = translate(mark("{enrolled} of {seats}")).format(enrolled=row.enrolled, seats=row.seats)
    if row.waiting:
        waits = translate_many(mark("{n} waits"), mark("{n} wait"), row.waiting)
        return f"{said} · {waits}"
    return said


def chip_of(row: SessionRow, now: datetime, day: object = None) -> Chip:
    if row.state is SessionState.PLANNED and row.ends_at <= now:
        return Chip(translate(mark("To be closed")), Tone.WARN)
    if row.state is SessionState.PLANNED and row.is_short(now.date()):
        return Chip(translate(mark("Too few")), Tone.BAD)
    if row.state is SessionState.PLANNED and row.enrolled >= row.seats:
        return Chip(translate(mark("Full")), Tone.INFO)
    tones = {
        SessionState.PLANNED: Tone.OK,
        SessionState.CLOSED: Tone.GREY,
        SessionState.CANCELLED: Tone.BAD,
    }
    return Chip(translate(SESSION_TEXTS[row.state]), tones[row.state])


def answer_chip(answer: Answer) -> Chip:
    return Chip(translate(ANSWER_TEXTS[answer]), ANSWER_TONES[answer])


def standing_chip(standing: Standing) -> Chip:
    return Chip(translate(STANDING_TEXTS[standing]), STANDING_TONES[standing])
