"""How people and organisations stand in lists."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fablab_desk.clock import add_months
from fablab_desk.people.kinds import MemberState, PartyKind, member_state
from fablab_desk.people.numbers import member_number


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person or an organisation in a list."""

    id: UUID
    kind: PartyKind
    number: int
    name: str
    email: str
    phone: str
    city: str
    birth_date: date | None
    photo: str
    card: str | None
    alert: str
    member_from: date | None
    member_until: date | None
    earlier_until: date | None
    waiting_on: date | None
    archived_on: date | None
    version: int

    @property
    def shown_number(self) -> str:
        return member_number(self.number)

    def state_on(self, day: date) -> MemberState:
        return member_state(
            self.member_from, self.member_until, day, self.earlier_until, self.waiting_on
        )

    def until(self, day: date) -> date | None:
        """The last day of the membership that goes on, or else of the last one."""
        if self.earlier_until and self.earlier_until >= day:
            return self.earlier_until
        return self.member_until

    def is_minor_on(self, day: date) -> bool:
        return self.birth_date is not None and self.birth_date > born_for_majority(day)


def born_for_majority(day: date) -> date:
    """Whoever was born on that date or before is of age; on 29 February, from 1 March on."""
    return add_months(day, -18 * 12)
