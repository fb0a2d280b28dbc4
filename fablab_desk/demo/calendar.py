"""When the demo lab was open, and who came to enrol on which of these days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from fablab_desk.clock import add_months

SATURDAY, WEDNESDAY = 5, 2
SEASONS = 3
RETURN = 0.62  # share of members who come back the season after
WITHOUT_MEMBERSHIP = 0.12
BUSY_MONTHS = {9: 4, 10: 3, 1: 2}  # open days a month on which somebody enrols; else one


@dataclass
class Visit:
    """One day in the life of the lab: who enrols, as places in the list of people."""

    day: date
    enrolling: list[int] = field(default_factory=list)
    arriving: list[int] = field(default_factory=list)  # recorded without a membership


@dataclass
class Life:
    """A first season known from a list kept elsewhere, then two lived with the program."""

    before: list[tuple[int, date]]
    visits: list[Visit]


def moved_in_on(today: date) -> date:
    """The day before the season that preceded the running one: the program comes to the lab."""
    running = today.year - (today < date(today.year, 9, 1))
    return date(running - 1, 8, 31)


def plan_life(random: Random, people: int, today: date) -> Life:
    moved_in = moved_in_on(today)
    visits = [Visit(day) for day in _open_days(moved_in + timedelta(days=1), today)]
    turn = date(moved_in.year + 1, 9, 1)
    seasons = [[v for v in visits if v.day < turn], [v for v in visits if v.day >= turn]]
    life = Life([], visits)
    for person in range(people):
        season = random.choice((0, 0, 0, 1, 1, 1, 2))
        if season and random.random() < WITHOUT_MEMBERSHIP:
            random.choice(seasons[season - 1] or visits).arriving.append(person)
            continue
        if season == 0:
            entered_on = moved_in - timedelta(days=random.choice((30, 120, 240, 330, 350, 360)))
            life.before.append((person, entered_on))
            season = 1 if random.random() < RETURN else 3
        while season < SEASONS and seasons[season - 1]:
            random.choice(seasons[season - 1]).enrolling.append(person)
            season = season + 1 if random.random() < RETURN else SEASONS
    return life


def _open_days(begin: date, today: date) -> list[date]:
    days, month = [], begin
    while month <= today:
        after = add_months(month, 1)
        open_days = [
            day
            for day in (month + timedelta(days=n) for n in range((after - month).days))
            if day.weekday() in (WEDNESDAY, SATURDAY) and day < today
        ]
        days += open_days[: BUSY_MONTHS.get(month.month, 1)]
        month = after
    return [*days, today]
