"""Years of machine uses at once: to see how the logbooks bear them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select

from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.logbook.kinds import Outcome, UseSource, UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.models import LogEntry, Machine, UseDay
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy
from fablab_desk.occupancy.models import Occupancy
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act

YEARS = timedelta(days=3 * 365)
OPENS, MINUTES = time(9), 720  # the part of a day that uses are laid into
LONGEST, USUAL = 240, 40  # minutes
SUNDAY, MONDAY = 6, 0
REGULARS = 0.35  # of the people do most of the uses
OUTCOMES = (Outcome.DONE,) * 14 + (Outcome.FAILED, Outcome.NOT_SAID)
GROUPS, GROUP_SHARE = ("Classe de 4e", "Atelier du mercredi", "Centre social"), 0.02


@dataclass(frozen=True, slots=True)
class _Filled:
    uses: list[dict[str, Any]]
    days: list[dict[str, Any]]
    taken: list[dict[str, Any]]
    lines: list[dict[str, Any]]


def log_crowd(act: Act, many: int, seed: int, before: date) -> None:
    """So many uses of the machines that are there, in the three years before a day; one act.

    They are a history taken over: nothing is charged for them.
    """
    random = Random(f"uses {seed}")
    machines = act.session.execute(_MACHINES).all()
    people = act.session.execute(_PEOPLE).all()
    purposes = list(act.session.scalars(_PURPOSES))
    if not (many and machines and people):
        return
    begin = before - YEARS
    days = [begin + timedelta(n) for n in range(YEARS.days)]
    days = [day for day in days if day.weekday() not in (SUNDAY, MONDAY)]
    weights = [random.uniform(0.4, 2.0) for _ in machines]
    regulars = random.sample(people, max(1, int(len(people) * REGULARS)))
    written = 0
    for place, day in enumerate(days):
        due = many * (place + 1) // len(days) - written
        counts = _spread(random, due, weights)
        filled = _Filled([], [], [], [])
        for machine, count in zip(machines, counts, strict=True):
            there = count if machine.commissioned_on <= day else 0
            for start, end in _slots(random, act, day, there):
                whom = random.choice(regulars if random.random() < 0.8 else people)
                _add(filled, machine.id, whom, day, start, end, act, random, purposes)
        written += due
        if filled.uses:
            for model, rows in (
                (Use, filled.uses),
                (UseDay, filled.days),
                (Occupancy, filled.taken),
                (LogEntry, filled.lines),
            ):
                act.session.execute(insert(model), rows)
    act.touch(Use, UseDay, Occupancy, LogEntry)
    act.note("uses", written)


def _spread(random: Random, due: int, weights: list[float]) -> list[int]:
    """So many among the machines, the rest by chance."""
    total = sum(weights)
    counts = [int(due * weight / total) for weight in weights]
    for _ in range(due - sum(counts)):
        counts[random.choices(range(len(weights)), weights)[0]] += 1
    return counts


def _slots(random: Random, act: Act, day: date, count: int) -> Iterator[tuple[datetime, datetime]]:
    """One after the other, none into the next: the base would refuse it."""
    if not count:
        return
    opens = datetime.combine(day, OPENS, act.zone).astimezone(UTC)
    width = MINUTES / count
    for at in range(count):
        lasts = min(random.triangular(8, LONGEST, USUAL), width * random.uniform(0.4, 0.9))
        start = opens + timedelta(seconds=int((at * width + random.uniform(0, 0.08) * width) * 60))
        yield start, start + timedelta(seconds=max(30, int(lasts * 60)))


def _add(
    filled: _Filled,
    machine_id: UUID,
    person: Row[*tuple[Any, ...]],
    day: date,
    start: datetime,
    end: datetime,
    act: Act,
    random: Random,
    purposes: list[UUID],
) -> None:
    key = new_key()
    group = random.random() < GROUP_SHARE
    user = None if group else person.id
    filled.uses.append(
        {
            "id": key,
            "version": 1,
            "machine_id": machine_id,
            "state": UseState.OVER,
            "source": UseSource.SHEET,
            "starts_at": start,
            "ends_at": end,
            "day": day,
            "user_id": user,
            "label": random.choice(GROUPS) if group else "",
            "heads": random.randint(6, 14) if group else 1,
            "operator_id": user,
            "purpose_id": random.choice(purposes) if purposes else None,
            "outcome": random.choice(OUTCOMES),
            "recorded_at": end,
            "recorded_by": act.actor.id,
            "answers": [],
            "refusals": [],
            "audience_id": None if group else person.audience_id,
            "gender": person.gender,
            "age": None
            if group or person.birth_date is None
            else day.year - person.birth_date.year,
            "commune": "" if group else person.commune,
            "district": "" if group else person.district,
        }
    )
    seconds = int((end - start).total_seconds())
    filled.days.append(
        {
            "use_id": key,
            "day": day,
            "machine_id": machine_id,
            "operator_id": user,
            "seconds": seconds,
            "first": True,
            "override": False,
        }
    )
    filled.taken.append(
        {
            "id": new_key(),
            "resource_id": machine_id,
            "resource_kind": ResourceKind.MACHINE,
            "fact_id": key,
            "taken_by": TakenBy.USE,
            "starts_at": start,
            "ends_at": end,
        }
    )
    filled.lines.append(
        {
            "id": new_key(),
            "machine_id": machine_id,
            "kind": LogKind.USE,
            "at": start,
            "until": end,
            "fact_id": key,
            "party_id": user,
        }
    )


_MACHINES = (
    select(Machine.id, Machine.commissioned_on)
    .where(Machine.retired_on.is_(None))
    .order_by(Machine.code)
)
_PURPOSES = (
    select(ListEntry.id).where(ListEntry.kind == ListKind.PURPOSE).order_by(ListEntry.position)
)
# No whole records: a hundred thousand of them take more memory than all the rest.
_PEOPLE = (
    select(
        Person.id,
        Person.audience_id,
        Person.gender,
        Person.birth_date,
        Person.commune,
        Person.district,
    )
    .where(Person.archived_on.is_(None))
    .order_by(Person.number)
)
