"""Somebody in the list of members: a person's row, and what it owes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fablab_desk.money import ZERO
from fablab_desk.people.kinds import MemberState
from fablab_desk.people.rows import PersonRow


@dataclass(frozen=True, slots=True)
class MemberRow(PersonRow):
    owed: Decimal = ZERO  # what the party itself has to pay; its household's is on the record
    # What covers the person that day, by somebody else's membership or the like.
    covered_from: date | None = None
    covered_until: date | None = None
    category: str = ""  # of the newest membership

    def state_on(self, day: date) -> MemberState:
        own = PersonRow.state_on(self, day)  # a class with slots is made anew: no `super()`
        is_covered = own is not MemberState.CURRENT and self._covered_on(day)
        return MemberState.COVERED if is_covered else own

    def until(self, day: date) -> date | None:
        is_covered = self.state_on(day) is MemberState.COVERED
        return self.covered_until if is_covered else PersonRow.until(self, day)

    def _covered_on(self, day: date) -> bool:
        first, last = self.covered_from, self.covered_until
        return first is not None and last is not None and first <= day <= last
