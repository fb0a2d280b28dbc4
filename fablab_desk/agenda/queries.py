"""Who came and when the lab was open, as screens show it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, null, or_, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.agenda.models import Arrival, OnDuty, Permanence
from fablab_desk.db.listing import Listing
from fablab_desk.lab.models import Audience
from fablab_desk.people.kinds import Gender, MemberState, member_state
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number
from fablab_desk.staff.models import Account

SHOWN = frozenset({Arrival, Party, Audience})
LAST = 12


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A person, a count or a group; `first` is None where nobody can know it of that line."""

    id: UUID
    kind: ArrivalKind
    day: date
    at: datetime | None
    role: ArrivalRole
    heads: int
    adults: int
    newcomers: int | None
    first: bool | None
    party_id: UUID | None  # the person, or the organisation of a group
    number: int | None
    name: str  # of a count: nothing
    photo: str
    alert: str
    member_from: date | None
    member_until: date | None
    earlier_until: date | None
    waiting_on: date | None
    audience_id: UUID | None
    audience: str
    gender: Gender
    age: int | None

    @property
    def shown_number(self) -> str:
        return "" if self.number is None else member_number(self.number)

    @property
    def pupils(self) -> int:
        return self.heads - self.adults if self.kind is ArrivalKind.GROUP else 0

    def state_on(self, day: date) -> MemberState:
        return member_state(
            self.member_from, self.member_until, day, self.earlier_until, self.waiting_on
        )


@dataclass(frozen=True, slots=True)
class PermanenceRow:
    """One opening of the lab; `on_duty` are keys and names, in the order of names."""

    id: UUID
    day: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    remark: str
    version: int
    on_duty: tuple[tuple[UUID, str], ...]


_Earlier = aliased(Arrival, name="earlier")
FIRST: ColumnElement[bool] = and_(
    or_(Party.first_visit_on.is_(None), Party.first_visit_on >= Arrival.day),
    ~select(_Earlier.id)
    .where(_Earlier.person_id == Arrival.person_id, _Earlier.counted_on < Arrival.day)
    .correlate(Arrival)
    .exists(),
)
ARRIVALS: Listing[ArrivalRow] = Listing(
    wanted=select(
        Arrival.id,
        Arrival.kind,
        Arrival.day,
        Arrival.at,
        Arrival.role,
        Arrival.heads,
        Arrival.adults,
        Arrival.newcomers,
        case((Arrival.person_id.is_(None), null()), else_=FIRST),
        Party.id,
        Party.number,
        func.coalesce(Party.name, Arrival.label),
        func.coalesce(Party.photo, ""),
        func.coalesce(Party.alert, ""),
        Party.member_from,
        Party.member_until,
        Party.earlier_until,
        Party.waiting_on,
        Arrival.audience_id,
        func.coalesce(Audience.label, ""),
        Arrival.gender,
        Arrival.age,
    )
    .outerjoin(Party, Party.id == func.coalesce(Arrival.person_id, Arrival.organisation_id))
    .outerjoin(Audience, Audience.id == Arrival.audience_id),
    make_row=ArrivalRow,
    key=Arrival.id,
    orders={"entered": (Arrival.id,)},
    shows=SHOWN,
)


@lru_cache(maxsize=32)
def arrivals_on(day: date) -> Listing[ArrivalRow]:
    """Who came on a day, the last entered first."""
    return ARRIVALS.ordered("entered", descending=True).narrowed(Arrival.counted_on == day)


def arrivals_of(session: Session, person_id: UUID, most: int = LAST) -> list[ArrivalRow]:
    """A person's last days here, the newest first; a role may be any."""
    wanted = ARRIVALS.wanted.where(
        Arrival.person_id == person_id, Arrival.counted_on.is_not(None)
    ).order_by(Arrival.counted_on.desc())
    return [ArrivalRow(*row) for row in session.execute(wanted.limit(most))]


def groups_of(session: Session, organisation_id: UUID, most: int = LAST) -> list[ArrivalRow]:
    """The last groups an organisation came with."""
    wanted = ARRIVALS.wanted.where(
        Arrival.organisation_id == organisation_id, Arrival.counted_on.is_not(None)
    ).order_by(Arrival.counted_on.desc(), Arrival.id.desc())
    return [ArrivalRow(*row) for row in session.execute(wanted.limit(most))]


def count_visits(session: Session, person_id: UUID) -> int:
    """On how many days a person came."""
    counted = select(func.count(Arrival.counted_on)).where(Arrival.person_id == person_id)
    return session.scalar(counted) or 0


def load_arrival(session: Session, arrival_id: UUID) -> ArrivalRow:
    return ArrivalRow(*session.execute(ARRIVALS.wanted.where(Arrival.id == arrival_id)).one())


def find_open_permanence(session: Session) -> PermanenceRow | None:
    """The one that runs; its day tells whether it was forgotten."""
    return next(iter(_permanences(session, Permanence.running == 1)), None)


def permanences_on(session: Session, day: date) -> list[PermanenceRow]:
    """The openings of a day, in their order."""
    return _permanences(session, Permanence.day == day)


def load_permanence(session: Session, permanence_id: UUID) -> PermanenceRow:
    (found,) = _permanences(session, Permanence.id == permanence_id)
    return found


def last_on_duty(session: Session, day: date) -> tuple[tuple[UUID, str], ...]:
    """Who was on duty the last time on that weekday, or the last time at all: to be proposed."""
    wanted = select(Permanence.id, Permanence.day).where(Permanence.day < day)
    recent = session.execute(wanted.order_by(Permanence.day.desc(), Permanence.id).limit(20)).all()
    same = [row for row in recent if row.day.weekday() == day.weekday()]
    return load_permanence(session, (same or recent)[0].id).on_duty if recent else ()


def _permanences(session: Session, *conditions: ColumnElement[bool]) -> list[PermanenceRow]:
    closer = aliased(Account)
    wanted = (
        select(
            Permanence.id,
            Permanence.day,
            Permanence.opened_at,
            Account.name,
            Permanence.closed_at,
            func.coalesce(closer.name, ""),
            Permanence.remark,
            Permanence.version,
        )
        .join(Account, Account.id == Permanence.opened_by)
        .outerjoin(closer, closer.id == Permanence.closed_by)
        .where(*conditions)
        .order_by(Permanence.opened_at, Permanence.id)
    )
    found = session.execute(wanted).all()
    there: dict[UUID, list[tuple[UUID, str]]] = {row.id: [] for row in found}
    people = (
        select(OnDuty.permanence_id, Party.id, Party.name)
        .join(Party, Party.id == OnDuty.person_id)
        .where(OnDuty.permanence_id.in_(list(there)))
        .order_by(Party.sort_name, Party.number)
    )
    for permanence_id, key, name in session.execute(people):
        there[permanence_id].append((key, name))
    return [PermanenceRow(*row, tuple(there[row.id])) for row in found]
