"""Somebody in the list of members: a person's row, and what it owes."""

from dataclasses import dataclass
from decimal import Decimal

from fablab_desk.money import ZERO
from fablab_desk.people.rows import PersonRow


@dataclass(frozen=True, slots=True)
class MemberRow(PersonRow):
    owed: Decimal = ZERO  # what the party itself has to pay; its household's is on the record
