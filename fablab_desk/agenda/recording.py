"""Writing who came, with what was true of them on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import ArrivalDraft, Draft, Found, GroupDraft, HeadCountDraft
from fablab_desk.agenda.errors import (
    AlreadyThereError,
    AncientDayError,
    ComingDayError,
    UnbornError,
    UnknownOrganisationError,
)
from fablab_desk.agenda.models import Arrival
from fablab_desk.errors import gathered, refuse
from fablab_desk.lab.kinds import FIRST_DAY, LockKind
from fablab_desk.lab.models import Audience
from fablab_desk.people.errors import UnknownAudienceError
from fablab_desk.people.models import Organisation, Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What became of one line; `again` is told where the person was counted that day already."""

    arrival_id: UUID
    day: date
    heads: int
    name: str = ""
    number: int | None = None
    first: bool | None = None  # of a person: nobody knows of an earlier visit
    again: AlreadyThereError | None = None


def refuse_day(act: Act, day: date) -> None:
    """Nobody comes on a day to come, before any record, or in a period that is closed."""
    if day > act.day:
        raise ComingDayError(day)
    if day < FIRST_DAY:
        raise AncientDayError(day)
    act.refuse_if_locked(LockKind.ARRIVALS, day)


def write_lines(
    act: Act, lines: Sequence[tuple[UUID, Draft]], day: date, *, alone: bool = False
) -> list[CheckedIn]:
    """All lines or none; a problem's field is “2.heads” for the third line, or “heads” `alone`."""
    found: Found = []
    gathered(found, "day", lambda: refuse_day(act, day))
    known = _look_up(act.session, lines, day)
    told: list[CheckedIn] = []
    for place, (key, draft) in enumerate(lines):
        own: Found = []
        written = known.written.get(key)
        line = _told(act, written, known) if written else _line(act, key, draft, day, known, own)
        if line is not None:
            told.append(line)
        found += own if alone else [(f"{place}.{name}", problem) for name, problem in own]
    refuse(found)
    return told


def find_counted(session: Session, person_id: UUID, day: date) -> Arrival | None:
    """The person's arrival of that day, if it counts."""
    wanted = select(Arrival).where(Arrival.person_id == person_id, Arrival.counted_on == day)
    return session.scalars(wanted).one_or_none()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the base says of all lines, asked once: a paper list has dozens."""

    people: dict[UUID, Person]
    written: dict[UUID, Arrival]
    counted: dict[UUID, Arrival]  # of that day, by person
    before: set[UUID]  # who came on an earlier day


def _look_up(session: Session, lines: Sequence[tuple[UUID, Draft]], day: date) -> _Known:
    keys = {key for key, _ in lines}
    named = {draft.person_id for _, draft in lines if isinstance(draft, ArrivalDraft)}
    asked: dict[str, Any] = {"keys": list(keys), "people": list(named), "day": day}
    there = list(session.scalars(_WRITTEN, asked))
    named |= {arrival.person_id for arrival in there if arrival.person_id}
    asked["people"] = list(named)
    people = session.execute(_PEOPLE, asked).all() if named else ()
    counted = (arrival for arrival in there if arrival.counted_on == day)
    return _Known(
        people={person.id: person for person, _ in people},
        written={arrival.id: arrival for arrival in there if arrival.id in keys},
        counted={arrival.person_id: arrival for arrival in counted if arrival.person_id},
        before={person.id for person, came_before in people if came_before},
    )


def _line(
    act: Act, key: UUID, draft: Draft, day: date, known: _Known, found: Found
) -> CheckedIn | None:
    draft, problems = draft.checked()
    found += problems
    match draft:
        case ArrivalDraft():
            return gathered(found, "person_id", lambda: _write_person(act, key, draft, day, known))
        case HeadCountDraft() | GroupDraft():
            gathered(found, "audience_id", lambda: _refuse_audience(act, draft.audience_id))
            name = gathered(found, "organisation_id", lambda: _group_name(act, draft))
            return None if found or name is None else _write_unnamed(act, key, draft, day, name)


def _write_person(act: Act, key: UUID, draft: ArrivalDraft, day: date, known: _Known) -> CheckedIn:
    person = load_present(act.session, Person, draft.person_id)
    if person.birth_date and person.birth_date > day:
        raise UnbornError(person.name, day)
    if person.id in known.counted:
        return _told(act, known.counted[person.id], known, again=True)
    arrival = _begun(act, key, draft, day)
    arrival.person_id = person.id
    arrival.audience_id = person.audience_id
    arrival.gender = person.gender
    arrival.age = person.age_on(day)
    arrival.city, arrival.postal_code = person.city, person.postal_code
    arrival.commune, arrival.district = person.commune, person.district
    known.counted[person.id] = arrival
    act.session.add(arrival)
    act.about(person.id)
    return _told(act, arrival, known)


def _write_unnamed(
    act: Act, key: UUID, draft: HeadCountDraft | GroupDraft, day: date, name: str
) -> CheckedIn:
    arrival = _begun(act, key, draft, day)
    arrival.heads, arrival.newcomers = draft.heads, draft.newcomers
    arrival.audience_id = draft.audience_id
    if isinstance(draft, HeadCountDraft):
        arrival.gender = draft.gender
    else:
        arrival.adults, arrival.label = draft.adults, draft.label
        arrival.organisation_id = draft.organisation_id
        if draft.from_there and draft.organisation_id:
            school = act.session.get_one(Organisation, draft.organisation_id)
            arrival.city, arrival.postal_code = school.city, school.postal_code
            arrival.commune, arrival.district = school.commune, school.district
        act.about(*filter(None, [draft.organisation_id]))
    act.session.add(arrival)
    return CheckedIn(key, day, draft.heads, name)


def _begun(act: Act, key: UUID, draft: Draft, day: date) -> Arrival:
    at = act.now if day == act.day else None
    return Arrival(id=key, kind=draft.kind, day=day, counted_on=day, at=at, role=draft.role)


def _group_name(act: Act, draft: HeadCountDraft | GroupDraft) -> str:
    if isinstance(draft, HeadCountDraft):
        return ""
    if draft.organisation_id is None:
        return draft.label
    if act.session.get(Organisation, draft.organisation_id) is None:
        raise UnknownOrganisationError
    return load_present(act.session, Organisation, draft.organisation_id).name


def _refuse_audience(act: Act, audience_id: UUID | None) -> None:
    if audience_id and act.session.get(Audience, audience_id) is None:
        raise UnknownAudienceError


def _told(act: Act, arrival: Arrival, known: _Known, *, again: bool = False) -> CheckedIn:
    """Of a line that is written, now or before."""
    if arrival.person_id is None:
        name = arrival.label
        if arrival.organisation_id:
            name = act.session.get_one(Organisation, arrival.organisation_id).name
        return CheckedIn(arrival.id, arrival.day, arrival.heads, name)
    person = known.people[arrival.person_id]
    visited_on = person.first_visit_on
    first = person.id not in known.before and (visited_on is None or visited_on >= arrival.day)
    at = arrival.at and arrival.at.astimezone(act.zone)
    notice = AlreadyThereError(person.name, arrival.day, at, arrival.role) if again else None
    return CheckedIn(arrival.id, arrival.day, 1, person.name, person.number, first, notice)


_THEIRS = Arrival.person_id.in_(bindparam("people", expanding=True))
_WRITTEN = select(Arrival).where(
    or_(
        Arrival.id.in_(bindparam("keys", expanding=True)),
        and_(_THEIRS, Arrival.counted_on == bindparam("day")),
    )
)
_EARLIER = select(Arrival.id).where(
    Arrival.person_id == Person.id, Arrival.counted_on < bindparam("day")
)
_PEOPLE = select(Person, _EARLIER.exists()).where(
    Person.id.in_(bindparam("people", expanding=True))
)
