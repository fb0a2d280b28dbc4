"""The first screen of the list of members, read before the program that keeps it is loaded.

The same rows as `members.members_of` gives: a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from fablab_desk.db.glimpse import glimpse
from fablab_desk.db.start import Start
from fablab_desk.overview.first_covers import COVERING, KNOWN, since, until
from fablab_desk.overview.first_lab import FirstLab, find_first_lab
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.kinds import PartyKind

ORDERS = {"name": "sort_name {way}, number {way}", "due": "due_on {way}, number {way}"}
_COUNT = "SELECT count(*) FROM parties"
_SINCE, _UNTIL = since(":day"), until(":day")
_COVER = f"""(SELECT {{wanted}} FROM covers {COVERING}
   WHERE person_id = parties.id AND {KNOWN} AND {_SINCE} <= :day AND {_UNTIL} >= :day
   ORDER BY {_UNTIL} DESC, covers.id LIMIT 1)"""
_ROWS = f"""
SELECT parties.id, kind, number, name, email, phone, city, people.birth_date, photo, card, alert,
  member_from, member_until, earlier_until, waiting_on, archived_on, version,
  (SELECT coalesce(sum(amount - paid), 0) FROM charges
   WHERE payer_id = parties.id AND state = 'open'),
  {_COVER.format(wanted=_SINCE)},
  {_COVER.format(wanted=_UNTIL)},
  coalesce((SELECT label FROM list_entries WHERE id = parties.category_id), '')
FROM parties LEFT JOIN people ON people.id = parties.id
ORDER BY {{order}} LIMIT :most
"""


@dataclass(frozen=True)
class FirstMembers:
    """What stood there at the moment of reading."""

    lab: FirstLab
    start: Start[MemberRow]


def find_first_members(
    place: Path, now: datetime, order: str, descending: bool, most: int
) -> FirstMembers | None:
    """None where they cannot be read at once, or are for nobody who has not sat down first."""

    def read(connection: Any) -> FirstMembers | None:
        lab = find_first_lab(connection, now)
        if lab is None:
            return None
        ((count,),) = connection.execute(_COUNT)
        way = "DESC" if descending else "ASC"
        wanted = _ROWS.format(order=ORDERS.get(order, ORDERS["name"]).format(way=way))
        asked = {"most": most, "day": lab.today.isoformat()}
        rows = [_row(*values) for values in connection.execute(wanted, asked)]
        return FirstMembers(lab, Start(count, None, 0, rows))

    return glimpse(place, read)


def _row(key: bytes, kind: str, *values: Any) -> MemberRow:
    number, name, email, phone, city, born, photo, card, alert, *rest = values
    *days, version, cents, since, until, category = rest
    first, last, earlier, waiting, archived = map(_day, days)
    return MemberRow(
        id=UUID(bytes=key),
        kind=PartyKind(kind),
        number=number,
        name=name,
        email=email,
        phone=phone,
        city=city,
        birth_date=_day(born),
        photo=photo,
        card=card,
        alert=alert,
        member_from=first,
        member_until=last,
        earlier_until=earlier,
        waiting_on=waiting,
        archived_on=archived,
        version=version,
        owed=Decimal(cents).scaleb(-2),
        covered_from=_day(since),
        covered_until=_day(until),
        category=category,
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
