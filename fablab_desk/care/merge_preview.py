"""What merging two records would do, told before anything is written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, Table, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.care import merge_errors as errors
from fablab_desk.care.merge_choice import FieldChoice
from fablab_desk.care.merge_fields import choices_between
from fablab_desk.care.merge_households import plan_households
from fablab_desk.care.repointing import find_doubles, party_references
from fablab_desk.errors import DeskError
from fablab_desk.invoicing.models import Invoice
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.papers.models import Paper
from fablab_desk.payments.models import Cashing
from fablab_desk.people.models import Guardian, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.records import load_party, load_present, refuse_out_of_reach

SETTLED = frozenset(  # those whose doubles have their own rules
    {
        "households",
        "household_members",
        "guardians",
        "told_apart",
        "assembly_voters",
        "custom_values",
    }
)
PAPERS = Paper.__tablename__


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records."""

    id: UUID
    number: int
    name: str
    created_on: date
    archived_on: date | None
    version: int

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """`moves` counts by table what changes hands; `told` warns and stops nobody."""

    kept: Side
    gone: Side
    choices: tuple[FieldChoice, ...]
    moves: tuple[tuple[str, int], ...]
    told: tuple[DeskError, ...]

    @property
    def seen(self) -> tuple[int, int]:
        """The versions on which this was decided."""
        return self.kept.version, self.gone.version

    @property
    def proposed(self) -> frozenset[str]:
        return frozenset(one.name for one in self.choices if one.takes_gone)


def load_pair(session: Session, kept_id: UUID, gone_id: UUID) -> tuple[Party, Party]:
    """Both records, or why they stay two. The kept one is present, the other may be archived."""
    kept, gone = load_present(session, Party, kept_id), load_party(session, Party, gone_id)
    refuse_out_of_reach(session, gone_id)
    if kept.id == gone.id:
        raise errors.SameRecordError(kept.name)
    if kept.kind is not gone.kind:
        person, other = (kept, gone) if isinstance(kept, Person) else (gone, kept)
        raise errors.OtherKindOfRecordError(person.name, other.name)
    return kept, gone


def preview_merge(session: Session, kept_id: UUID, gone_id: UUID) -> MergePreview:
    kept, gone = load_pair(session, kept_id, gone_id)
    moves, doubles = _moves(session, kept_id, gone_id)
    return MergePreview(
        kept=_side(kept),
        gone=_side(gone),
        choices=choices_between(session, kept, gone),
        moves=tuple(moves.items()),
        told=tuple(_told(session, kept, gone, doubles)),
    )


def _side(party: Party) -> Side:
    return Side(
        party.id, party.number, party.name, party.created_on, party.archived_on, party.version
    )


def _moves(session: Session, kept_id: UUID, gone_id: UUID) -> tuple[dict[str, int], int]:
    """By table, how many rows change hands, and how many stand for both and stay once only."""
    places: dict[Table, list[Column[Any]]] = defaultdict(list)
    for table, column in party_references():
        places[table].append(column)
    moves: dict[str, int] = {}
    doubles = 0
    for table, columns in places.items():
        named = or_(*(column == gone_id for column in columns))
        many = session.scalar(select(func.count()).select_from(table).where(named)) or 0
        if not many:
            continue
        moves[table.name] = many
        if table.name not in SETTLED:
            for column in columns:
                doubles += len(list(find_doubles(session, table, column, gone_id, kept_id)))
    if papers := session.scalar(_papers_of(gone_id)):
        moves[PAPERS] = papers
    return moves, doubles


def _papers_of(party_id: UUID) -> Select[int]:
    """They are no row of hers, and stay as they were issued: what they are about moves."""
    memberships = select(Membership.id).where(Membership.party_id == party_id)
    cashings = select(Cashing.id).where(Cashing.payer_id == party_id)
    invoices = select(Invoice.id).where(Invoice.buyer_id == party_id)
    about = or_(
        Paper.subject_id == party_id,
        Paper.subject_id.in_(memberships),
        Paper.subject_id.in_(cashings),
        Paper.subject_id.in_(invoices),
    )
    return select(func.count()).select_from(Paper).where(about)


def _told(session: Session, kept: Party, gone: Party, doubles: int) -> Iterator[DeskError]:
    if isinstance(kept, Person) and isinstance(gone, Person):
        born, other = kept.birth_date, gone.birth_date
        if born and other and born != other:
            yield errors.TwoBirthDatesError(born, other)
    if kept.card and gone.card:
        yield errors.TwoCardsError()
    yield from _overlaps(session, kept.id, gone.id)
    yield from plan_households(session, kept.id, gone.id).told
    between = or_(
        (Guardian.child_id == kept.id) & (Guardian.guardian_id == gone.id),
        (Guardian.child_id == gone.id) & (Guardian.guardian_id == kept.id),
    )
    if session.scalar(select(Guardian.id).where(between).limit(1)) is not None:
        yield errors.OwnGuardianError(kept.name)
    if doubles:
        yield errors.DoublesError(doubles)


def _overlaps(session: Session, kept_id: UUID, gone_id: UUID) -> Iterator[DeskError]:
    wanted = (
        select(Membership, MembershipPlan.label)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .where(Membership.cancelled_at.is_(None), Membership.party_id.in_((kept_id, gone_id)))
        .order_by(Membership.starts_on)
    )
    rows = session.execute(wanted).all()
    own = [row for row in rows if row.Membership.party_id == kept_id]
    others = [row for row in rows if row.Membership.party_id == gone_id]
    for (one, plan), (two, other) in product(own, others):
        if one.kind_id == two.kind_id and one.period.meets(two.period):
            starts_on = max(one.starts_on, two.starts_on)
            ends_on = min(one.ends_on, two.ends_on)
            yield errors.TwoMembershipsError(plan, other, starts_on, ends_on)
