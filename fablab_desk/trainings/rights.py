"""Who may do what on which machine, as of a day: one person, all of a machine, or a table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.machines.kinds import DocumentKind
from fablab_desk.machines.models import Machine, MachineDocument, UseDay
from fablab_desk.people.models import Party
from fablab_desk.trainings.models import Certification, CertificationEvent, Course, CourseTarget
from fablab_desk.trainings.standing import (
    Decision,
    Event,
    Grant,
    Sheet,
    State,
    UseMark,
    decide,
    state_of,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A machine as certifications see it; `asked`: a course certifies for it, and it asks so."""

    id: UUID
    name: str
    family_id: UUID | None
    asked: bool


@dataclass
class Register:
    """The certifications of some people, their uses and the sheets, read in a few questions."""

    day: date
    targets: Mapping[UUID, Target]
    grants: Mapping[UUID, Sequence[Grant]]  # by person
    uses: Mapping[tuple[UUID, UUID], Sequence[UseMark]]  # by person and machine
    sheets: Mapping[UUID, Sequence[Sheet]]  # by machine
    families: Mapping[UUID, Sequence[UUID]]  # the machines of each
    _kept: dict[tuple[UUID, UUID], Decision] = field(default_factory=dict)

    def right(self, person_id: UUID, machine_id: UUID) -> Decision:
        key = person_id, machine_id
        if key not in self._kept:
            target = self.targets[machine_id]
            held = [
                (grant, self.state(grant, machine_id))
                for grant in self.grants.get(person_id, ())
                if machine_id == grant.machine_id
                or (grant.family_id and grant.family_id == target.family_id)
            ]
            self._kept[key] = decide(held, asked=target.asked)
        return self._kept[key]

    def state(self, grant: Grant, machine_id: UUID | None = None) -> State:
        """On that machine; without one, a family's is what it is where no sheet falls."""
        machine_id = machine_id or grant.machine_id
        sheets = self.sheets.get(machine_id, ()) if machine_id else ()
        return state_of(grant, self.day, self._used(grant), sheets)

    def _used(self, grant: Grant) -> list[UseMark]:
        if grant.disuse_months is None:
            return []
        machines: Iterable[UUID] = (grant.machine_id,) if grant.machine_id else ()
        if grant.family_id:
            machines = self.families.get(grant.family_id, ())
        return [use for one in machines for use in self.uses.get((grant.person_id, one), ())]


def right_of(session: Session, person_id: UUID, machine_id: UUID, day: date) -> Decision:
    """Of one person on one machine."""
    return load_register(session, [person_id], [machine_id], day).right(person_id, machine_id)


def load_register(
    session: Session, people: Collection[UUID], machines: Collection[UUID] | None, day: date
) -> Register:
    """For those people and machines; None: every machine, those that are retired too."""
    targets = load_targets(session, machines, day)
    families = {one.family_id for one in targets.values() if one.family_id}
    grants = _grants(session, people)
    if machines is not None:
        # Asked of the base, it would walk all that the machine has rather than what they have.
        grants = {
            person: [one for one in held if one.machine_id in targets or one.family_id in families]
            for person, held in grants.items()
        }
    held = [grant for those in grants.values() for grant in those]
    disused = [grant for grant in held if grant.disuse_months is not None]
    by_family = _members(session, {one.family_id for one in disused if one.family_id})
    used_on = {one.machine_id for one in disused if one.machine_id}
    used_on |= {machine for those in by_family.values() for machine in those}
    return Register(
        day=day,
        targets=targets,
        grants=grants,
        uses=_uses(session, {one.person_id for one in disused}, used_on, day),
        sheets=_sheets(session, targets) if held else {},
        families=by_family,
    )


def load_targets(
    session: Session, machines: Collection[UUID] | None, day: date
) -> dict[UUID, Target]:
    """`asked` where a course that was taught that day certifies for the machine or its family."""
    certified = select(CourseTarget.machine_id, CourseTarget.family_id).join(
        Course, Course.id == CourseTarget.course_id
    )
    of_it = certified.where(
        or_(Course.archived_on.is_(None), Course.archived_on > day),
        or_(CourseTarget.machine_id == Machine.id, CourseTarget.family_id == Machine.family_id),
    ).exists()
    wanted = select(Machine.id, Machine.name, Machine.family_id, Machine.needs_training, of_it)
    if machines is not None:
        wanted = wanted.where(Machine.id.in_(machines))
    return {
        key: Target(key, name, family, asks and taught)
        for key, name, family, asks, taught in session.execute(wanted.order_by(Machine.sort_name))
    }


def grants_of(session: Session, person_id: UUID) -> Sequence[Grant]:
    """All that a person was ever granted, what was withdrawn too, the first one first."""
    return _grants(session, [person_id], withdrawn=True).get(person_id, ())


def certified_people(
    session: Session, machine_id: UUID, day: date, most: int | None = None
) -> list[UUID]:
    """Whoever was ever certified for it by that day, in the order of their names."""
    family = select(Machine.family_id).where(Machine.id == machine_id).scalar_subquery()
    wanted = (
        select(Party.id)
        .where(
            Party.id.in_(
                select(Certification.person_id).where(
                    or_(Certification.machine_id == machine_id, Certification.family_id == family),
                    Certification.withdrawn.is_(False),
                    Certification.granted_on <= day,
                )
            ),
            Party.archived_on.is_(None),
        )
        .order_by(Party.sort_name, Party.id)
        .limit(most)
    )
    return list(session.scalars(wanted))


def _grants(
    session: Session,
    people: Collection[UUID],
    *,
    withdrawn: bool = False,
) -> dict[UUID, list[Grant]]:
    wanted = select(Certification).where(Certification.person_id.in_(people))
    if not withdrawn:
        wanted = wanted.where(Certification.withdrawn.is_(False))
    rows = session.execute(
        wanted.with_only_columns(
            Certification.id,
            Certification.person_id,
            Certification.level,
            Certification.granted_on,
            Certification.machine_id,
            Certification.family_id,
            Certification.course_id,
            Certification.fixed_until,
            Certification.disuse_months,
            Certification.withdrawn,
        ).order_by(Certification.granted_on, Certification.id)
    ).all()
    events = _events(session, [row.id for row in rows])
    found: dict[UUID, list[Grant]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(
            Grant(
                id=row.id,
                person_id=row.person_id,
                level=row.level,
                granted_on=row.granted_on,
                machine_id=row.machine_id,
                family_id=row.family_id,
                course_id=row.course_id,
                fixed_until=row.fixed_until,
                disuse_months=row.disuse_months,
                events=tuple(events.get(row.id, ())),
                withdrawn=row.withdrawn,
            )
        )
    return found


def _events(session: Session, keys: Collection[UUID]) -> dict[UUID, list[Event]]:
    found: dict[UUID, list[Event]] = defaultdict(list)
    if not keys:
        return found
    wanted = (
        select(
            CertificationEvent.certification_id,
            CertificationEvent.kind,
            CertificationEvent.starts_on,
            CertificationEvent.until,
            CertificationEvent.reason,
        )
        .where(
            CertificationEvent.certification_id.in_(keys), CertificationEvent.withdrawn.is_(False)
        )
        .order_by(CertificationEvent.starts_on, CertificationEvent.at, CertificationEvent.id)
    )
    for key, kind, starts_on, until, reason in session.execute(wanted):
        found[key].append(Event(kind, starts_on, until, reason))
    return found


def _members(session: Session, families: Collection[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    if families:
        wanted = select(Machine.family_id, Machine.id).where(Machine.family_id.in_(families))
        for family, machine in session.execute(wanted):
            if family:
                found[family].append(machine)
    return found


def _uses(
    session: Session, people: Collection[UUID], machines: Collection[UUID], day: date
) -> dict[tuple[UUID, UUID], list[UseMark]]:
    """The last plain use of each, and every day that was allowed all the same."""
    found: dict[tuple[UUID, UUID], list[UseMark]] = defaultdict(list)
    if not people or not machines:
        return found
    theirs = (
        UseDay.operator_id.in_(people),
        UseDay.machine_id.in_(machines),
        UseDay.day <= day,
    )
    each = UseDay.operator_id, UseDay.machine_id
    plain = select(*each, func.max(UseDay.day)).where(*theirs, UseDay.override.is_(False))
    for person, machine, last in session.execute(plain.group_by(*each)):
        if person:
            found[person, machine].append(UseMark(last, override=False))
    allowed = select(*each, UseDay.day).where(*theirs, UseDay.override.is_(True)).distinct()
    for person, machine, at in session.execute(allowed):
        if person:
            found[person, machine].append(UseMark(at, override=True))
    return found


def _sheets(session: Session, machines: Collection[UUID]) -> dict[UUID, list[Sheet]]:
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    wanted = select(
        MachineDocument.machine_id,
        MachineDocument.valid_from,
        MachineDocument.major,
        MachineDocument.archived_on,
    ).where(
        MachineDocument.kind == DocumentKind.SAFETY_SHEET,
        MachineDocument.machine_id.in_(machines),
    )
    for machine, valid_from, major, archived_on in session.execute(wanted):
        found[machine].append(Sheet(valid_from, major, archived_on))
    return found
