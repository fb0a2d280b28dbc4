"""Years of arrivals of a large lab at once: to see how its door bears them."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Row, insert, select

from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.agenda.models import Arrival
from fablab_desk.keys import new_key
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act

VISITS_EACH = 4
YEARS = timedelta(days=4 * 365)
SUNDAY = 6
SHARE_OF_COUNTS = 0.03


def let_crowd_in(act: Act, seed: int) -> None:
    """Everybody some four times in the last years, with counts between; one act."""
    random = Random(f"crowd {seed}")
    people = act.session.execute(_GATHERED).all()
    begin = act.day - YEARS
    days = [begin + timedelta(n) for n in range(YEARS.days)]
    days = [day for day in days if day.weekday() != SUNDAY]
    a_day = min(len(people), len(people) * VISITS_EACH // len(days) + 1)
    for day in days:
        drawn = random.sample(people, a_day)
        came = [one for one in drawn if one.birth_date is None or one.birth_date <= day]
        at = datetime.combine(day, time(14), act.zone)
        rows = [_named(person, day, at) for person in came]
        rows += [_count(random, day, at) for _ in range(int(a_day * SHARE_OF_COUNTS))]
        act.session.execute(insert(Arrival), rows)
    act.touch(Arrival)
    act.note("arrivals", len(days) * a_day)


def _named(person: Row[*tuple[Any, ...]], day: date, at: datetime) -> dict[str, Any]:
    born: date | None = person.birth_date
    age = born and day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return {
        **_line(ArrivalKind.PERSON, day, at),
        "person_id": person.id,
        "audience_id": person.audience_id,
        "gender": person.gender,
        "age": age,
        "city": person.city,
        "postal_code": person.postal_code,
        "commune": person.commune,
    }


def _count(random: Random, day: date, at: datetime) -> dict[str, Any]:
    return {**_line(ArrivalKind.COUNT, day, at), "heads": random.randint(1, 9)}


def _line(kind: ArrivalKind, day: date, at: datetime) -> dict[str, Any]:
    role = ArrivalRole.PUBLIC
    return {
        "id": new_key(),
        "kind": kind,
        "role": role,
        "day": day,
        "counted_on": day,
        "at": at,
        "heads": 1,
    }


# No whole records: a hundred thousand of them take more memory than all the rest.
_GATHERED = (
    select(
        Person.id,
        Person.audience_id,
        Person.gender,
        Person.birth_date,
        Person.city,
        Person.postal_code,
        Person.commune,
    )
    .where(Person.import_id.is_not(None))
    .order_by(Person.number)
)
