"""A membership that is recorded and counts: from when its rights hold, or that it waits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.periods import Period


@dataclass(frozen=True, slots=True)
class Known:
    """`asks`: its plan is subject to acceptance now."""

    kind_id: UUID
    statutory: bool
    entered_on: date
    period: Period
    holds_from: date | None
    category_id: UUID | None = None
    acceptance: Acceptance = Acceptance.NOT_ASKED
    asks: bool = False

    @property
    def held(self) -> Period | None:
        """The days on which it gives the rights of a member; None: not one yet."""
        if self.holds_from is None or self.holds_from > self.period.ends_on:
            return None
        return Period(self.holds_from, self.period.ends_on)

    @property
    def waits(self) -> bool:
        return self.acceptance is Acceptance.AWAITED

    @property
    def is_accepted(self) -> bool:
        """Accepted once, or a member by that plan before it was made subject to acceptance."""
        accepted = self.acceptance is Acceptance.ACCEPTED or self.asks
        return accepted and self.holds_from is not None
