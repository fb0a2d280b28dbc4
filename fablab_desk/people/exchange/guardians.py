"""Nobody answers for somebody older: a birth date in a file is held against the known ties."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.db.chunks import chunks
from fablab_desk.people.exchange.errors import FieldError
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.known import Known
from fablab_desk.people.exchange.reading import Reading
from fablab_desk.people.models import Guardian, Person
from fablab_desk.people.piece_errors import YoungGuardianError

Match = tuple[Reading, tuple[UUID, Known | None]]
BORN = ImportField.BIRTH_DATE


class _Born(NamedTuple):
    id: UUID
    name: str
    born: date | None


def refuse_young_guardians(session: Session, found: Sequence[Match]) -> list[Match]:
    """The lines that stay; the others are given their reasons."""
    told = {
        key: reading for reading, (key, row) in found if row is not None and _tells(reading, row)
    }
    births = {key: reading.columns[BORN.value] for key, reading in told.items()}
    for child, guardian in _ties(session, births):
        born, elder_born = births.get(child.id, child.born), births.get(guardian.id, guardian.born)
        if born is None or elder_born is None or elder_born < born:
            continue
        problem = FieldError(BORN, YoungGuardianError(guardian.name, child.name))
        for key in {child.id, guardian.id} & told.keys():
            told[key].reasons.append(problem)
    return [one for one in found if not one[0].reasons]


def _tells(reading: Reading, row: Known) -> bool:
    said = reading.columns.get(BORN.value)
    return said is not None and said != row.birth_date


def _ties(session: Session, births: Mapping[UUID, date]) -> Iterator[tuple[_Born, _Born]]:
    """Each tie of any of them once: the child, the guardian."""
    child, guardian = aliased(Person), aliased(Person)
    seen: set[UUID] = set()
    wanted = (
        select(
            Guardian.id,
            *(child.id, child.name, child.birth_date),
            *(guardian.id, guardian.name, guardian.birth_date),
        )
        .join(child, child.id == Guardian.child_id)
        .join(guardian, guardian.id == Guardian.guardian_id)
    )
    for chunk in chunks(births):
        either = or_(Guardian.child_id.in_(chunk), Guardian.guardian_id.in_(chunk))
        for key, one, name, born, elder, elder_name, elder_born in session.execute(
            wanted.where(either)
        ):
            if key not in seen:
                seen.add(key)
                yield _Born(one, name, born), _Born(elder, elder_name, elder_born)
