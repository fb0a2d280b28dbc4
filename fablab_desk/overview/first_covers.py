"""Covers, and requests before the board, as the first screens read them.

The same as `memberships.covered` says in SQLAlchemy.
"""


def until(day: str) -> str:
    last = f"""CASE WHEN covering.earlier_until >= {day}
     THEN covering.earlier_until ELSE covering.due_on END"""
    return f"""CASE WHEN reason = '' AND {last} < coalesce(ends_on, '9999-12-31')
     THEN {last} ELSE ends_on END"""


def since(day: str) -> str:
    return f"""CASE WHEN reason = '' AND coalesce(covering.earlier_until, '') < {day}
     AND covering.member_from > starts_on THEN covering.member_from ELSE starts_on END"""


COVERING = "LEFT JOIN parties AS covering ON covering.id = organisation_id"
KNOWN = "(reason <> '' OR covering.due_on < '9999-12-31')"
_NUMBERS = f"""
  (SELECT covered.number FROM covers JOIN parties AS covered ON covered.id = person_id {COVERING}
   WHERE {KNOWN} AND """
_WAITING = "UNION ALL SELECT asking.number FROM parties AS asking WHERE waiting_on IS NOT NULL"
COVERED = f"{_NUMBERS} {since(':day')} <= :day AND {until(':day')} >= :day {_WAITING})"
COVERED_BEYOND = f"""{_NUMBERS} {since("covered.due_on")} <= covered.due_on
   AND {until("covered.due_on")} > covered.due_on {_WAITING})"""
