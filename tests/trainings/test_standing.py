"""Certifications by their dates, each case worked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from fablab_desk.keys import new_key
from fablab_desk.trainings.kinds import Answer, EventKind, Level, Standing
from fablab_desk.trainings.standing import (
    Event,
    Grant,
    Sheet,
    State,
    UseMark,
    decide,
    state_of,
)

MACHINE, FAMILY = new_key(), new_key()


def day(text: str) -> date:
    """“15.5.24”."""
    of_month, month, year = text.split(".")
    return date(2000 + int(year), int(month), int(of_month))


def granted(
    on: str,
    *,
    until: str = "",
    disuse: int | None = None,
    level: Level = Level.AUTONOMOUS,
    events: Sequence[Event] = (),
    family: bool = False,
) -> Grant:
    return Grant(
        id=new_key(),
        person_id=new_key(),
        level=level,
        granted_on=day(on),
        machine_id=None if family else MACHINE,
        family_id=FAMILY if family else None,
        fixed_until=day(until) if until else None,
        disuse_months=disuse,
        events=tuple(events),
    )


def suspended(on: str, until: str = "") -> Event:
    return Event(EventKind.SUSPENDED, day(on), day(until) if until else None, "imprudence")


def restored(on: str) -> Event:
    return Event(EventKind.RESTORED, day(on), None, "entretien")


def revoked(on: str) -> Event:
    return Event(EventKind.REVOKED, day(on), None, "capot ouvert")


def used(*days: str) -> list[UseMark]:
    """“1.3.24” or, allowed all the same, “1.3.24!”."""
    return [UseMark(day(one.removesuffix("!")), one.endswith("!")) for one in days]


def sheets(*those: tuple[str, int]) -> list[Sheet]:
    return [Sheet(day(on), major, None) for on, major in those]


IN, LAPSED, DISUSED = Standing.IN_FORCE, Standing.LAPSED, Standing.DISUSED
SUSPENDED, REVOKED, SHEET = Standing.SUSPENDED, Standing.REVOKED, Standing.SHEET

# What was granted, on which day it is asked; how it stands, since when, and until when.
CASES = {
    # Fixed validity: “valable jusqu’au” includes that day.
    "the day before it is granted": (
        granted("15.5.24"),
        "14.5.24",
        Standing.NOT_YET,
        "15.5.24",
        "",
    ),
    "the day it is granted": (granted("15.5.24"), "15.5.24", IN, "15.5.24", ""),
    "for ever": (granted("15.5.04"), "15.5.40", IN, "15.5.04", ""),
    "last day of 12 months": (
        granted("15.5.24", until="15.5.25"),
        *("15.5.25", IN, "15.5.24", "15.5.25"),
    ),
    "the day after": (granted("15.5.24", until="15.5.25"), "16.5.25", LAPSED, "16.5.25", ""),
    "one day valid": (granted("1.1.24", until="1.1.24"), "1.1.24", IN, "1.1.24", "1.1.24"),
    "years after": (granted("15.5.14", until="15.5.15"), "1.1.24", LAPSED, "16.5.15", ""),
    # Disuse: max(last use, granted) + N months, that day included, month ends clamped.
    "never used, last day": (granted("10.1.24", disuse=6), "10.7.24", IN, "10.1.24", "10.7.24"),
    "never used, the day after": (granted("10.1.24", disuse=6), "11.7.24", DISUSED, "11.7.24", ""),
    "granted on 31 August, 6 months": (
        granted("31.8.23", disuse=6),
        *("29.2.24", IN, "31.8.23", "29.2.24"),
    ),
    "granted on 31 August, the first of March": (
        granted("31.8.23", disuse=6),
        *("1.3.24", DISUSED, "1.3.24", ""),
    ),
    "granted on 31 August before a common year": (
        granted("31.8.24", disuse=6),
        *("28.2.25", IN, "31.8.24", "28.2.25"),
    ),
    "granted on 29 February, 12 months": (
        granted("29.2.24", disuse=12),
        *("28.2.25", IN, "29.2.24", "28.2.25"),
    ),
    "granted on 29 February, the first of March": (
        granted("29.2.24", disuse=12),
        *("1.3.25", DISUSED, "1.3.25", ""),
    ),
}
USED = {
    "a use prolongs it": ("10.1.24", used("1.6.24"), "1.12.24", IN, "10.1.24", "1.12.24"),
    "of several the last counts": (
        *("10.1.24", used("1.3.24", "1.6.24", "2.2.24")),
        *("2.12.24", DISUSED, "2.12.24", ""),
    ),
    "a use of a later day is not known yet": (
        *("10.1.24", used("1.6.24"), "20.5.24", IN, "10.1.24", "10.7.24"),
    ),
    "a use before it was granted counts for nothing": (
        *("10.1.24", used("1.1.24"), "11.7.24", DISUSED, "11.7.24", ""),
    ),
    "a use on the last day": ("10.1.24", used("10.7.24"), "10.1.25", IN, "10.1.24", "10.1.25"),
    "allowed all the same while alive keeps it": (
        *("10.1.24", used("1.6.24!"), "1.12.24", IN, "10.1.24", "1.12.24"),
    ),
    "allowed all the same revives nothing": (
        *("10.1.24", used("1.9.24!"), "2.9.24", DISUSED, "11.7.24", ""),
    ),
    "allowed on the last day keeps it": (
        *("10.1.24", used("10.7.24!"), "10.1.25", IN, "10.1.24", "10.1.25"),
    ),
    "allowed a day late revives nothing": (
        *("10.1.24", used("11.7.24!"), "11.7.24", DISUSED, "11.7.24", ""),
    ),
    "a chain of both": (
        *("10.1.24", used("1.6.24", "1.11.24!", "1.4.25!")),
        *("1.10.25", IN, "10.1.24", "1.10.25"),
    ),
    "the last of 31 March": ("10.1.24", used("31.3.24"), "30.9.24", IN, "10.1.24", "30.9.24"),
}
ENDED = {
    "suspended for good": ([suspended("1.3.24")], "1.9.24", SUSPENDED, "1.3.24", ""),
    "suspended, the day before": ([suspended("1.3.24")], "29.2.24", IN, "10.1.24", "10.1.25"),
    "last day of its term": (
        *([suspended("1.3.24", "31.3.24")], "31.3.24", SUSPENDED, "1.3.24", "31.3.24"),
    ),
    "the day after its term": (
        *([suspended("1.3.24", "31.3.24")], "1.4.24", IN, "10.1.24", "10.1.25"),
    ),
    "restored before its term": (
        *([suspended("1.3.24", "31.3.24"), restored("15.3.24")], "15.3.24", IN),
        *("10.1.24", "10.1.25"),
    ),
    "the day before it is restored": (
        *([suspended("1.3.24"), restored("15.3.24")], "14.3.24", SUSPENDED, "1.3.24", ""),
    ),
    "suspended a second time": (
        *([suspended("1.3.24"), restored("15.3.24"), suspended("1.6.24")], "2.6.24", SUSPENDED),
        *("1.6.24", ""),
    ),
    "suspension does not stop the clocks": (
        *([suspended("1.3.24", "31.12.24")], "11.1.25", LAPSED, "11.1.25", ""),
    ),
    "still suspended when its term passes": (
        *([suspended("1.3.24")], "11.1.25", SUSPENDED, "1.3.24", ""),
    ),
    "revoked": ([revoked("1.3.24")], "1.3.24", REVOKED, "1.3.24", ""),
    "revoked, the day before": ([revoked("1.3.24")], "29.2.24", IN, "10.1.24", "10.1.25"),
    "revoked while suspended": (
        *([suspended("1.2.24"), revoked("1.3.24")], "2.3.24", REVOKED, "1.3.24", ""),
    ),
    "revoked for good, also past its term": ([revoked("1.3.24")], "1.6.26", REVOKED, "1.3.24", ""),
}
LEARNT = {
    "a new major version": ([("1.1.20", 1), ("1.6.24", 2)], "1.6.24", SHEET, "1.6.24"),
    "the day before": ([("1.1.20", 1), ("1.6.24", 2)], "31.5.24", IN, "10.1.24"),
    "a minor one": ([("1.1.20", 1), ("1.6.24", 1)], "2.6.24", IN, "10.1.24"),
    "learnt on its first day": ([("1.1.20", 1), ("10.1.24", 2)], "2.6.24", IN, "10.1.24"),
    "the first sheet is no new version": ([("1.6.24", 1)], "2.6.24", IN, "10.1.24"),
    "two new ones: the first fells it": (
        *([("1.1.20", 1), ("1.6.24", 2), ("1.7.24", 3)], "2.8.24", SHEET, "1.6.24"),
    ),
}


def shown(state: State) -> tuple[Standing, date, date | None]:
    return state.standing, state.since, state.until


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_terms_include_their_last_day(case: tuple[Grant, str, Standing, str, str]) -> None:
    grant, asked, standing, since, until = case
    expected = standing, day(since), day(until) if until else None
    assert shown(state_of(grant, day(asked))) == expected


@pytest.mark.parametrize("case", USED.values(), ids=USED)
def test_uses_keep_it_alive_for_six_months(
    case: tuple[str, list[UseMark], str, Standing, str, str],
) -> None:
    on, uses, asked, standing, since, until = case
    expected = standing, day(since), day(until) if until else None
    assert shown(state_of(granted(on, disuse=6), day(asked), uses)) == expected


@pytest.mark.parametrize("case", ENDED.values(), ids=ENDED)
def test_it_is_suspended_restored_and_revoked(
    case: tuple[list[Event], str, Standing, str, str],
) -> None:
    events, asked, standing, since, until = case
    grant = granted("10.1.24", until="10.1.25", events=events)
    expected = standing, day(since), day(until) if until else None
    assert shown(state_of(grant, day(asked))) == expected


@pytest.mark.parametrize("case", LEARNT.values(), ids=LEARNT)
def test_a_new_major_safety_sheet_fells_it(
    case: tuple[list[tuple[str, int]], str, Standing, str],
) -> None:
    versions, asked, standing, since = case
    state = state_of(granted("10.1.24"), day(asked), sheets=sheets(*versions))
    assert (state.standing, state.since) == (standing, day(since))


def test_a_sheet_put_away_again_felled_nothing_after() -> None:
    versions = [Sheet(day("1.1.20"), 1, None), Sheet(day("1.6.24"), 2, day("5.6.24"))]
    grant = granted("10.1.24")
    assert state_of(grant, day("4.6.24"), sheets=versions).standing is SHEET
    assert state_of(grant, day("5.6.24"), sheets=versions).standing is IN


def test_whatever_ended_it_first_is_told() -> None:
    grant = granted("10.1.24", until="10.1.25", disuse=6)
    versions = sheets(("1.1.20", 1), ("1.12.24", 2))
    assert shown(state_of(grant, day("1.2.25"), (), versions)) == (DISUSED, day("11.7.24"), None)
    kept = used("1.12.24")
    assert shown(state_of(grant, day("1.2.25"), kept, versions)) == (SHEET, day("1.12.24"), None)
    assert shown(state_of(grant, day("1.2.25"), kept)) == (LAPSED, day("11.1.25"), None)


def test_what_was_entered_by_mistake_counts_never() -> None:
    state = state_of(replace(granted("10.1.24"), withdrawn=True), day("1.2.24"))
    assert state.standing is Standing.WITHDRAWN


def answer(asked: str, *grants: Grant) -> tuple[Answer, Standing | None]:
    decision = decide([(one, state_of(one, day(asked))) for one in grants])
    return decision.answer, decision.state.standing if decision.state else None


LOW, HIGH, TRAINER = Level.ACCOMPANIED, Level.AUTONOMOUS, Level.TRAINER
ANSWERS = {
    "nothing": ([], Answer.TO_TRAIN, None),
    "accompanied": ([granted("1.1.24", level=LOW)], Answer.WITH_ANIMATOR, IN),
    "autonomous": ([granted("1.1.24", level=HIGH)], Answer.AUTONOMOUS, IN),
    "a trainer is autonomous": ([granted("1.1.24", level=TRAINER)], Answer.AUTONOMOUS, IN),
    "of two levels the higher": (
        *([granted("1.1.24", level=HIGH), granted("1.3.24", level=LOW)], Answer.AUTONOMOUS, IN),
    ),
    "of the machine beats the family, also when lower": (
        [granted("1.1.24", level=HIGH, family=True), granted("1.3.24", level=LOW)],
        *(Answer.WITH_ANIMATOR, IN),
    ),
    "when that of the machine ends, the family's does not come back": (
        [granted("1.1.24", family=True), granted("1.3.24", until="1.4.24")],
        *(Answer.TO_TRAIN, LAPSED),
    ),
    "lapsed is a training to be followed": (
        *([granted("1.1.23", until="1.1.24")], Answer.TO_TRAIN, LAPSED),
    ),
    "lapsed above a level that holds leaves that level": (
        [granted("1.1.23", until="1.1.24"), granted("1.1.22", level=LOW)],
        *(Answer.WITH_ANIMATOR, IN),
    ),
    "suspended takes the level below along": (
        [granted("1.1.23", events=[suspended("1.3.24")]), granted("1.1.22", level=LOW)],
        *(Answer.TO_TRAIN, SUSPENDED),
    ),
    "revoked takes an equal one along": (
        [granted("1.1.23", events=[revoked("1.3.24")]), granted("1.1.22")],
        *(Answer.TO_TRAIN, REVOKED),
    ),
    "granted anew after it was revoked": (
        [granted("1.1.23", events=[revoked("1.3.24")]), granted("1.4.24", level=LOW)],
        *(Answer.WITH_ANIMATOR, IN),
    ),
    "a trainer's suspension says nothing of a later level": (
        [granted("1.1.23", level=TRAINER, events=[suspended("1.3.24")]), granted("2.3.24")],
        *(Answer.AUTONOMOUS, IN),
    ),
    "a level of a later day": ([granted("1.1.25")], Answer.TO_TRAIN, None),
}


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_what_they_may_do_by_all_they_hold(
    case: tuple[list[Grant], Answer, Standing | None],
) -> None:
    grants, expected, standing = case
    assert answer("1.6.24", *grants) == (expected, standing)


def test_a_lower_course_after_a_higher_level_changes_neither_level_nor_term() -> None:
    high = granted("1.1.24", until="1.1.25", level=HIGH)
    low = granted("1.6.24", until="1.6.26", level=LOW)
    held = [(one, state_of(one, day("1.7.24"))) for one in (high, low)]
    decision = decide(held)
    assert (decision.grant, decision.state and decision.state.until) == (high, day("1.1.25"))


def test_where_nothing_certifies_nobody_is_asked() -> None:
    assert decide([], asked=False).answer is Answer.NOT_ASKED
