"""Writing who came, with what was true of them on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import ArrivalDraft, Draft, Found, GroupDraft, HeadCountDraft
from fablab_desk.agenda.errors import (
    AlreadyThereError,
    AncientDayError,
    ComingDayError,
    UnbornError,
    UnknownOrganisationError,
)
from fablab_desk.agenda.kinds import ArrivalKind
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
    keys = [key for key, _ in lines]
    named = [draft.person_id for _, draft in lines if isinstance(draft, ArrivalDraft)]
    written = list(session.scalars(select(Arrival).where(Arrival.id.in_(keys))))
    named += [arrival.person_id for arrival in written if arrival.person_id]
    theirs = Arrival.person_id.in_(named)
    earlier = select(Arrival.person_id).where(theirs, Arrival.counted_on < day).distinct()
    counted = session.scalars(select(Arrival).where(theirs, Arrival.counted_on == day))
    people = session.scalars(select(Person).where(Person.id.in_(named)))
    return _Known(
        people={person.id: person for person in people} if named else {},
        written={arrival.id: arrival for arrival in written},
        counted={one.person_id: one for one in counted if one.person_id} if named else {},
        before={key for key in session.scalars(earlier) if key} if named else set(),
    )


def _line(
    act: Act, key: UUID, draft: Draft, day: date, known: _Known, found: Found
) -> CheckedIn | None:
    draft, problems = draft.checked()
    found += problems
    match draft:
        case ArrivalDraft():
            return gathered(found, "person_id", lambda: _write_person(act, key, draft, day, known))
        case HeadCountDraft():
            gathered(found, "audience_id", lambda: _refuse_audience(act, draft.audience_id))
            return None if found else _write_heads(act, key, draft, day)
        case GroupDraft():
            gathered(found, "audience_id", lambda: _refuse_audience(act, draft.audience_id))
            name = gathered(found, "organisation_id", lambda: _group_name(act, draft))
            return None if found or name is None else _write_group(act, key, draft, day, name)


def _write_person(act: Act, key: UUID, draft: ArrivalDraft, day: date, known: _Known) -> CheckedIn:
    person = load_present(act.session, Person, draft.person_id)
    if person.birth_date and person.birth_date > day:
        raise UnbornError(person.name, day)
    if person.id in known.counted:
        return _told(act, known.counted[person.id], known, again=True)
    arrival = Arrival(
        id=key,
        kind=ArrivalKind.PERSON,
        day=day,
        counted_on=day,
        at=_instant(act, day),
        role=draft.role,
        person_id=person.id,
        audience_id=person.audience_id,
        gender=person.gender,
        age=person.age_on(day),
        city=person.city,
        postal_code=person.postal_code,
        commune=person.commune,
        district=person.district,
    )
    known.counted[person.id] = arrival
    act.session.add(arrival)
    act.about(person.id)
    return _told(act, arrival, known)


def _write_heads(act: Act, key: UUID, draft: HeadCountDraft, day: date) -> CheckedIn:
    act.session.add(
        Arrival(
            id=key,
            kind=ArrivalKind.COUNT,
            day=day,
            counted_on=day,
            at=_instant(act, day),
            role=draft.role,
            heads=draft.heads,
            newcomers=draft.newcomers,
            audience_id=draft.audience_id,
            gender=draft.gender,
        )
    )
    return CheckedIn(key, day, draft.heads)


def _write_group(act: Act, key: UUID, draft: GroupDraft, day: date, name: str) -> CheckedIn:
    act.session.add(
        Arrival(
            id=key,
            kind=ArrivalKind.GROUP,
            day=day,
            counted_on=day,
            at=_instant(act, day),
            role=draft.role,
            heads=draft.heads,
            adults=draft.adults,
            newcomers=draft.newcomers,
            organisation_id=draft.organisation_id,
            label=draft.label,
            audience_id=draft.audience_id,
        )
    )
    if draft.organisation_id:
        act.about(draft.organisation_id)
    return CheckedIn(key, day, draft.heads, name)


def _instant(act: Act, day: date) -> datetime | None:
    return act.now if day == act.day else None


def _group_name(act: Act, draft: GroupDraft) -> str:
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
