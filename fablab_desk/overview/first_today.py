"""The first screen's figures, read before the program that keeps them is loaded.

The same as `today.load_today` and `counter.load_todays_till` give: a test holds them together.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from fablab_desk.db.glimpse import glimpse
from fablab_desk.money import ZERO
from fablab_desk.overview.first_covers import COVERED, COVERED_BEYOND
from fablab_desk.overview.first_lab import FirstLab, find_first_lab
from fablab_desk.overview.today_rows import (
    LATELY,
    SHOWN,
    DueRow,
    EnrolledRow,
    OwedRow,
    Today,
    TodaysTill,
)
from fablab_desk.people.kinds import SOON

_CURRENT = """
SELECT count(*) FROM parties WHERE archived_on IS NULL AND due_on >= :day
  AND due_on < '9999-12-31' AND (member_from <= :day OR earlier_until >= :day)
"""
_DUE = "archived_on IS NULL AND due_on BETWEEN :first AND :last"
_DUE_COUNT = f"SELECT count(*) FROM parties WHERE {_DUE} AND number NOT IN {{spared}}"
_DUE_ROWS = f"""
SELECT id, name, due_on FROM parties WHERE {_DUE} AND number NOT IN {{spared}}
ORDER BY due_on {{way}}, number {{way}} LIMIT {SHOWN}
"""
_ENROLLED = """
SELECT memberships.id, parties.id, parties.name, membership_plans.label, memberships.ends_on
FROM memberships JOIN parties ON parties.id = party_id
JOIN membership_plans ON membership_plans.id = plan_id
WHERE entered_on = :day AND cancelled_at IS NULL AND NOT taken_over ORDER BY memberships.id DESC
"""
_OWED = """
SELECT payer_id, coalesce(name, ''), sum(amount - paid), min(owed_on)
FROM charges LEFT JOIN parties ON parties.id = payer_id
WHERE state = 'open' GROUP BY payer_id, name ORDER BY min(owed_on), name
"""
_BACKUP = "SELECT at, proved FROM backup_records ORDER BY at DESC LIMIT 1"
_WAITING = "SELECT count(*) FROM parties WHERE waiting_on IS NOT NULL AND archived_on IS NULL"
_TO_SIGN = "SELECT count(*) FROM self_acts WHERE signed_by IS NULL"
_OPENED = """
SELECT opened_at, opening_amount, (
  SELECT coalesce(sum(amount), 0) FROM payments
  JOIN cashings ON cashings.id = cashing_id JOIN payment_methods ON payment_methods.id = method_id
  WHERE till_session_id = till_sessions.id AND kind = 'cash')
FROM till_sessions WHERE open_till_id = (
  SELECT id FROM tills WHERE archived_on IS NULL ORDER BY label LIMIT 1)
"""
_METHODS = """
SELECT label, sum(amount), kind <> 'offered'
FROM payments JOIN cashings ON cashings.id = cashing_id
JOIN payment_methods ON payment_methods.id = method_id
WHERE day = :day GROUP BY position, label, kind ORDER BY position, label, kind
"""
_CASHINGS = "SELECT count(id) - count(corrects_id) FROM cashings WHERE day = :day"


@dataclass(frozen=True)
class FirstToday:
    lab: FirstLab
    today: Today
    till: TodaysTill


def find_first_today(place: Path, now: datetime) -> FirstToday | None:
    """None where it cannot be read at once, or is for nobody who has not sat down first."""

    def read(connection: Any) -> FirstToday | None:
        lab = find_first_lab(connection, now)
        if lab is None:
            return None
        return FirstToday(lab, _today(connection, lab.today), _till(connection, lab.today))

    return glimpse(place, read)


def _today(connection: Any, day: date) -> Today:
    this = {"day": day.isoformat()}
    soon = {"first": day.isoformat(), "last": (day + SOON).isoformat()}
    late = {
        "first": (day - LATELY).isoformat(),
        "last": (day - timedelta(days=1)).isoformat(),
    }
    enrolled = connection.execute(_ENROLLED, this).fetchall()
    owed = [_owed(*row) for row in connection.execute(_OWED)]
    at, proved = connection.execute(_BACKUP).fetchone() or (None, False)
    return Today(
        day=day,
        current=_one(connection, _CURRENT, this),
        due_soon=_one(connection, _DUE_COUNT.format(spared=COVERED_BEYOND), soon),
        due_soon_rows=_due(connection, soon, "ASC", COVERED_BEYOND),
        late=_one(connection, _DUE_COUNT.format(spared=COVERED), this | late),
        late_rows=_due(connection, this | late, "DESC", COVERED),
        enrolled=len(enrolled),
        enrolled_rows=tuple(_enrolled(*row) for row in enrolled),
        owed=sum((row.due for row in owed), ZERO),
        owing=len(owed),
        owed_rows=tuple(owed[:SHOWN]),
        waiting=_one(connection, _WAITING, {}),
        to_sign=_one(connection, _TO_SIGN, {}),
        last_backup=_instant(at) if at else None,
        backup_proved=bool(proved),
    )


def _till(connection: Any, day: date) -> TodaysTill:
    this = {"day": day.isoformat()}
    opened_at, *drawer = connection.execute(_OPENED).fetchone() or (None, 0)
    methods = connection.execute(_METHODS, this).fetchall()
    return TodaysTill(
        opened_at=_instant(opened_at) if opened_at else None,
        cash=_amount(sum(drawer)),
        taken=sum((_amount(cents) for _, cents, is_money in methods if is_money), ZERO),
        cashings=_one(connection, _CASHINGS, this),
        methods=tuple((label, _amount(cents)) for label, cents, _ in methods),
    )


def _one(connection: Any, wanted: str, values: dict[str, str]) -> int:
    ((found,),) = connection.execute(wanted, values)
    return int(found)


def _due(connection: Any, days: dict[str, str], way: str, spared: str) -> tuple[DueRow, ...]:
    rows = connection.execute(_DUE_ROWS.format(way=way, spared=spared), days)
    return tuple(
        DueRow(UUID(bytes=key), name, date.fromisoformat(until)) for key, name, until in rows
    )


def _enrolled(key: bytes, party: bytes, name: str, plan: str, until: str) -> EnrolledRow:
    return EnrolledRow(UUID(bytes=key), UUID(bytes=party), name, plan, date.fromisoformat(until))


def _owed(payer: bytes | None, name: str, cents: int, since: str) -> OwedRow:
    key = UUID(bytes=payer) if payer else None
    return OwedRow(key, name, _amount(cents), date.fromisoformat(since))


def _amount(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)
