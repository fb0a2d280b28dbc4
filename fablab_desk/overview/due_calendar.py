"""Upkeep by the day it is expected on: what is due first of each plan, and what follows by days."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.due import Due, list_due
from fablab_desk.machines.upkeep_models import UpkeepPlan

MOST = 120  # occurrences of one plan


@dataclass(frozen=True, slots=True)
class DueDay:
    """`follows`: only once those before it are done; `late`: it was due earlier than today."""

    on: date
    due: Due
    follows: bool
    late: bool

    @property
    def id(self) -> UUID:
        """One for each day of a plan: lists tell their rows apart by it."""
        return UUID(int=self.due.plan_id.int ^ self.on.toordinal())


def calendar_of(session: Session, today: date, first: date, last: date) -> list[DueDay]:
    """Both days included. What is late stands on today; hours of use are told by their pace."""
    every = dict(session.execute(select(UpkeepPlan.id, UpkeepPlan.every_days)).all())
    found = []
    for due in list_due(session, today):
        if due.expected_on is None:
            continue
        late = due.is_due and due.expected_on < today
        on = max(due.expected_on, today) if due.is_due else due.expected_on
        if first <= on <= last:
            found.append(DueDay(on, due, follows=False, late=late))
        days = every.get(due.plan_id)
        for again in range(1, MOST if days else 1):
            on_again = on + timedelta(days=again * days) if days else on
            if on_again > last:
                break
            if on_again >= first:
                found.append(DueDay(on_again, due, follows=True, late=False))
    return sorted(found, key=lambda one: (one.on, one.follows, one.due.machine, one.due.label))
