"""Covers as the first screens read them; the same as `memberships.covered` says in SQLAlchemy."""

UNTIL = """CASE WHEN reason = '' AND covering.due_on < coalesce(ends_on, '9999-12-31')
     THEN covering.due_on ELSE ends_on END"""
SINCE = """CASE WHEN reason = '' AND covering.earlier_until IS NULL
     AND covering.member_from > starts_on THEN covering.member_from ELSE starts_on END"""
COVERING = "LEFT JOIN parties AS covering ON covering.id = organisation_id"
KNOWN = "(reason <> '' OR covering.due_on < '9999-12-31')"
_NUMBERS = f"""
  (SELECT covered.number FROM covers JOIN parties AS covered ON covered.id = person_id {COVERING}
   WHERE {KNOWN} AND """
COVERED = f"{_NUMBERS} {SINCE} <= :day AND {UNTIL} >= :day)"
COVERED_BEYOND = f"{_NUMBERS} {SINCE} <= covered.due_on AND {UNTIL} > covered.due_on)"
