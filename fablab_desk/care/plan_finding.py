"""Which plan a line of a file means, whatever the file calls it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.prices import find_price
from fablab_desk.db.search import normalise
from fablab_desk.memberships.models import MembershipKind, MembershipPlan
from fablab_desk.money import to_cent
from fablab_desk.people.exchange.reading import MembershipReading

# What a file calls a plan → the plan chosen by hand, or None where it is to be left out.
Plans = Mapping[str, UUID | None]

plan_key = lru_cache(maxsize=1024)(normalise)


class PlanFinder:
    """By hand, by name, by a price that one plan has, by its words, or as the only plan."""

    def __init__(self, session: Session, chosen: Plans, today: date) -> None:
        wanted = select(MembershipPlan).where(MembershipPlan.archived_on.is_(None))
        self._plans = list(session.scalars(wanted))
        self.has_plans = bool(self._plans)
        self._by_id = {plan.id: plan for plan in self._plans}
        self._chosen = {plan_key(label): plan_id for label, plan_id in chosen.items()}
        self._session, self._today = session, today
        self._prices: dict[tuple[Any, ...], Decimal | None] = {}
        self._alike: dict[tuple[str, bool], MembershipPlan | None] = {}
        kinds = session.execute(select(MembershipKind.id, MembershipKind.statutory))
        self.statutory = {row.id: row.statutory for row in kinds}

    def is_chosen(self, label: str) -> bool:
        """Whether somebody said by hand what this name means."""
        return plan_key(label) in self._chosen

    def find(
        self, reading: MembershipReading, audience_id: UUID | None, for_organisation: bool
    ) -> MembershipPlan | None:
        key = plan_key(reading.label)
        if key in self._chosen:
            chosen = self._chosen[key]
            return None if chosen is None else self._by_id.get(chosen)
        fitting = [plan for plan in self._plans if plan.for_organisations is for_organisation]
        named = [plan for plan in fitting if plan_key(plan.label) == key]
        if named:
            return named[-1]
        if reading.amount is not None:
            day = min(reading.starts_on or self._today, self._today)
            priced = [
                one for one in fitting if self._price(one, audience_id, day) == reading.amount
            ]
            if len(priced) == 1:
                return priced[0]
        if (key, for_organisation) not in self._alike:
            found = fitting[0] if len(fitting) == 1 else _alike(key, fitting)
            self._alike[key, for_organisation] = found
        return self._alike[key, for_organisation]

    def _price(self, plan: MembershipPlan, audience_id: UUID | None, day: date) -> Decimal | None:
        key = (plan.article_id, audience_id, day)
        if key not in self._prices:
            found = find_price(self._session, *key)
            self._prices[key] = to_cent(found.to_pay) if found else None
        return self._prices[key]


def _alike(key: str, plans: list[MembershipPlan]) -> MembershipPlan | None:
    """The plan that shares most words, where one name holds all words of the other."""
    words = set(key.split())
    shared = {plan.id: _shared(words, set(plan_key(plan.label).split())) for plan in plans}
    most = max(shared.values(), default=0)
    found = [plan for plan in plans if shared[plan.id] == most]
    return found[0] if most and len(found) == 1 else None


def _shared(one: set[str], other: set[str]) -> int:
    both = one & other
    return len(both) if both in (one, other) else 0
