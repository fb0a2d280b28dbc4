"""The covers that ended lately, for the desk to be told: the payer is the one of before again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.memberships.covered import BY, PERSON, numbers_covered, said_of, since, until
from fablab_desk.memberships.covers import told_between
from fablab_desk.memberships.models import Cover, Membership

SHOWS = frozenset({Cover, Membership})


@dataclass(frozen=True, slots=True)
class EndedCover:
    """Of one person, or of several that an organisation covered until the same day."""

    id: UUID  # the record it leads to
    name: str  # empty: of several people
    by: str
    people: int
    until: date


def list_ended(session: Session, day: date) -> tuple[EndedCover, ...]:
    """The newest first; whoever is covered by something else by now is left out."""
    last = until(day)
    wanted = (
        select(
            Cover.organisation_id,
            Cover.reason,
            last.label("until"),
            PERSON.id,
            PERSON.name,
            func.coalesce(BY.name, ""),
        )
        .join(PERSON, PERSON.id == Cover.person_id)
        .outerjoin(BY, BY.id == Cover.organisation_id)
        .where(
            last.between(*told_between(day)),
            since(day) <= last,
            PERSON.archived_on.is_(None),
            PERSON.number.not_in(numbers_covered(day)),
        )
        .order_by(last.desc(), Cover.organisation_id, Cover.reason, PERSON.sort_name)
    )
    return tuple(_gathered(session.execute(wanted)))


def _gathered(found: Any) -> Iterator[EndedCover]:
    for (organisation, reason, last), lines in groupby(found, key=lambda line: tuple(line[:3])):
        rows = [tuple(line[3:]) for line in lines]
        by = said_of(rows[0][2], reason)
        if organisation and len(rows) > 1:
            yield EndedCover(organisation, "", by, len(rows), last)
        else:
            for key, name, _ in rows:
                yield EndedCover(key, name, by, 1, last)
