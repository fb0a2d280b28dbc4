"""What the forms of a use need of a machine, read at once; and what it would cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.prices import find_price
from fablab_desk.catalogue.time_price import TimePrice, price_time
from fablab_desk.db.search import normalise
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_queries import list_entries
from fablab_desk.logbook.asking import Asked, questions_of
from fablab_desk.logbook.charging import minutes_of, time_rate
from fablab_desk.logbook.kinds import Outcome, UseState
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.machines.models import Machine
from fablab_desk.people.models import Party
from fablab_desk.projects.models import Project
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.models import StockLevel

SHOWS = frozenset({Use, UseMaterial, Machine})


@dataclass(frozen=True, slots=True)
class MachineChoice:
    id: UUID
    code: str
    name: str
    may_run_alone: bool


@dataclass(frozen=True, slots=True)
class MaterialChoice:
    """`left` None: it is not kept in stock."""

    id: UUID
    code: str
    label: str
    unit: str
    price: Decimal | None
    left: Decimal | None


@dataclass(frozen=True, slots=True)
class Using:
    """Everything that is chosen from in a form of a use."""

    machines: tuple[MachineChoice, ...]
    purposes: tuple[tuple[UUID, str], ...]
    projects: tuple[tuple[UUID, str], ...]
    materials: tuple[MaterialChoice, ...]
    questions: tuple[Asked, ...]
    may_override: bool

    def with_own(self, use: "UseDetail") -> "Using":
        """With the machine and the material of a use, retired or no longer kept since."""
        machines, materials = self.machines, self.materials
        if use.machine_id not in {one.id for one in machines}:
            own = MachineChoice(use.machine_id, "", use.machine, may_run_alone=use.unattended)
            machines = (own, *machines)
        there = {one.id for one in materials}
        gone = {key: label for key, label, *_ in use.materials if key not in there}
        kept = tuple(MaterialChoice(key, "", label, "", None, None) for key, label in gone.items())
        return replace(self, machines=machines, materials=(*materials, *kept))


@dataclass(frozen=True, slots=True)
class UseDetail:
    """One use, as a form is filled with it."""

    id: UUID
    machine_id: UUID
    machine: str
    state: UseState
    starts_at: datetime
    ends_at: datetime | None
    day: date
    user: tuple[UUID, str] | None
    label: str
    heads: int
    operator: tuple[UUID, str] | None
    animator: tuple[UUID, str] | None
    purpose_id: UUID | None
    project_id: UUID | None
    unattended: bool
    planned_end: datetime | None
    outcome: Outcome
    note: str
    materials: tuple[tuple[UUID, str, Decimal, bool, bool, str], ...]
    override_reason: str
    version: int

    @property
    def who(self) -> str:
        return self.user[1] if self.user else self.label


def load_using(
    session: Session, machine_id: UUID | None, day: date, *, may_override: bool = True
) -> Using:
    machine = session.get(Machine, machine_id) if machine_id else None
    return Using(
        tuple(list_usable(session, day)),
        tuple(
            (row.id, row.label)
            for row in list_entries(session, ListKind.PURPOSE)
            if row.archived_on is None
        ),
        tuple(
            (key, title)
            for key, title in session.execute(
                select(Project.id, Project.title)
                .where(Project.archived_on.is_(None))
                .order_by(Project.sort_name)
            )
        ),
        tuple(list_materials(session, day)),
        tuple(questions_of(session, machine)) if machine else (),
        may_override,
    )


def list_usable(session: Session, day: date) -> list[MachineChoice]:
    wanted = select(Machine.id, Machine.code, Machine.name, Machine.may_run_alone).where(
        (Machine.retired_on.is_(None)) | (Machine.retired_on > day)
    )
    return [MachineChoice(*row) for row in session.execute(wanted.order_by(Machine.sort_name))]


def list_materials(session: Session, day: date) -> list[MaterialChoice]:
    """What is kept in the lab's stock; what else has a price may be typed too, further down."""
    wanted = (
        select(Article.id, Article.code, Article.label, Article.unit, StockLevel.quantity)
        .join(StockLevel, StockLevel.article_id == Article.id)
        .where(
            StockLevel.store == Store.LAB,
            StockLevel.archived_on.is_(None),
            Article.archived_on.is_(None),
        )
        .order_by(Article.label)
    )
    found = []
    for key, code, label, unit, left in session.execute(wanted):
        price = find_price(session, key, None, day)
        found.append(MaterialChoice(key, code, label, unit, price.to_pay if price else None, left))
    return found


def load_use(session: Session, use_id: UUID) -> UseDetail | None:
    use = session.get(Use, use_id)
    if use is None:
        return None

    def named(key: UUID | None) -> tuple[UUID, str] | None:
        party = session.get(Party, key) if key else None
        return (party.id, party.name) if party else None

    lines = session.execute(
        select(
            UseMaterial.article_id,
            Article.label,
            UseMaterial.quantity,
            UseMaterial.offered,
            UseMaterial.own,
            UseMaterial.offered_reason,
        )
        .join(Article, Article.id == UseMaterial.article_id)
        .where(UseMaterial.use_id == use_id)
        .order_by(UseMaterial.id)
    )
    return UseDetail(
        use.id,
        use.machine_id,
        session.get_one(Machine, use.machine_id).name,
        use.state,
        use.starts_at,
        use.ends_at,
        use.day,
        named(use.user_id),
        use.label,
        use.heads,
        named(use.operator_id) if use.operator_id != use.user_id else None,
        named(use.animator_id),
        use.purpose_id,
        use.project_id,
        use.unattended,
        use.planned_end,
        use.outcome,
        use.note,
        tuple((*row,) for row in lines),
        use.override_reason,
        use.version,
    )


def find_price_of(
    session: Session,
    machine_id: UUID,
    user_id: UUID | None,
    day: date,
    lasted: timedelta | None,
) -> TimePrice | None:
    """What the time would cost that user, line by line; without a length, the least it can be."""
    machine = session.get(Machine, machine_id)
    if machine is None:
        return None
    user = session.get(Party, user_id) if user_id else None
    rate = time_rate(session, machine, user.audience_id if user else None, day)
    if rate is None:
        return None
    return price_time(rate, minutes_of(lasted) if lasted and lasted > timedelta() else 0)


def find_materials(materials: Sequence[MaterialChoice], typed: str) -> list[MaterialChoice]:
    """By code first, then by the beginnings of its words."""
    words = normalise(typed).split()
    exact = [one for one in materials if normalise(one.code) == normalise(typed)]
    return exact or [
        one
        for one in materials
        if all(
            any(part.startswith(word) for part in normalise(f"{one.code} {one.label}").split())
            for word in words
        )
    ]


def list_forgotten(session: Session, day: date) -> list[UseDetail]:
    """What was begun before that day and never stopped; none that is said to run on."""
    wanted = (
        select(Use.id)
        .select_from(Machine)
        .outerjoin(Use, Use.running_machine_id == Machine.id)
        .order_by(Use.starts_at)
    )
    found = [load_use(session, key) for key in session.scalars(wanted) if key]
    return [one for one in found if one and one.day <= day]
