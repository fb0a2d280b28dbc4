"""Who a person or organisation is tied to: household, guardians, wards, contacts."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, false, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from fablab_desk.people.kinds import GuardianRelation, LinkRole
from fablab_desk.people.models import (
    Guardian,
    Household,
    HouseholdMember,
    OrganisationContact,
    Party,
)

PAYER = aliased(Party)  # made once: each new alias would be compiled anew


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody a record leads to; `link_id` is the row between the two, to take it back."""

    role: LinkRole
    link_id: UUID
    id: UUID
    name: str
    number: int
    archived: bool
    detail: str  # the role of a contact
    relation: GuardianRelation | None
    sole_holder: bool
    may_fetch: bool


@dataclass(frozen=True, slots=True)
class Beneficiary:
    id: UUID
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """Who pays for whom. The payer may be an organisation, or a relative outside the household."""

    id: UUID
    label: str
    payer_id: UUID
    payer_name: str
    payer_number: int
    members: tuple[Beneficiary, ...]
    version: int

    @property
    def member_ids(self) -> tuple[UUID, ...]:
        return tuple(member.id for member in self.members)


def list_relatives(session: Session, party_id: UUID) -> list[Relative]:
    links = union_all(
        _guardians(LinkRole.GUARDIAN, Guardian.guardian_id).where(Guardian.child_id == party_id),
        _guardians(LinkRole.WARD, Guardian.child_id).where(Guardian.guardian_id == party_id),
        _contacts(LinkRole.CONTACT, OrganisationContact.person_id).where(
            OrganisationContact.organisation_id == party_id
        ),
        _contacts(LinkRole.SPEAKS_FOR, OrganisationContact.organisation_id).where(
            OrganisationContact.person_id == party_id
        ),
    ).subquery()
    wanted = (
        select(links, Party.name, Party.number, Party.archived_on)
        .join(Party, Party.id == links.c.other_id)
        .order_by(Party.sort_name, Party.number)
    )
    return [
        Relative(
            role=LinkRole(row.role),
            link_id=row.link_id,
            id=row.other_id,
            name=row.name,
            number=row.number,
            archived=row.archived_on is not None,
            detail=row.detail,
            relation=GuardianRelation(row.relation) if row.relation else None,
            sole_holder=bool(row.sole_holder),
            may_fetch=bool(row.may_fetch),
        )
        for row in session.execute(wanted)
    ]


def list_households(session: Session, party_id: UUID) -> list[HouseholdRow]:
    """Those the party belongs to or pays for."""
    own = select(HouseholdMember.household_id).where(HouseholdMember.person_id == party_id)
    wanted = (
        select(
            Household.id,
            Household.label,
            Household.payer_id,
            PAYER.name.label("payer_name"),
            PAYER.number.label("payer_number"),
            Household.version,
            Party.id.label("member_id"),
            Party.name.label("member_name"),
            Party.number.label("member_number"),
        )
        .join(PAYER, PAYER.id == Household.payer_id)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .join(Party, Party.id == HouseholdMember.person_id)
        .where(or_(Household.id.in_(own), Household.payer_id == party_id))
        .order_by(Household.id, Party.sort_name, Party.number)
    )
    found = []
    for _, lines in groupby(session.execute(wanted), key=lambda row: row.id):
        rows = list(lines)
        first = rows[0]
        members = tuple(Beneficiary(r.member_id, r.member_name, r.member_number) for r in rows)
        found.append(
            HouseholdRow(
                first.id,
                first.label,
                first.payer_id,
                first.payer_name,
                first.payer_number,
                members,
                first.version,
            )
        )
    return found


def _guardians(role: LinkRole, other: InstrumentedAttribute[UUID]) -> Select[*tuple[Any, ...]]:
    return select(
        literal(role.value).label("role"),
        Guardian.id.label("link_id"),
        other.label("other_id"),
        literal("").label("detail"),
        type_coerce(Guardian.relation, String).label("relation"),
        Guardian.sole_holder,
        Guardian.may_fetch,
    )


def _contacts(role: LinkRole, other: InstrumentedAttribute[UUID]) -> Select[*tuple[Any, ...]]:
    return select(
        literal(role.value).label("role"),
        OrganisationContact.id.label("link_id"),
        other.label("other_id"),
        OrganisationContact.role.label("detail"),
        literal("").label("relation"),
        false().label("sole_holder"),
        false().label("may_fetch"),
    )
