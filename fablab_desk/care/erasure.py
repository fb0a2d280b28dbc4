"""What erasing a person would do, told before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.assembly.models import Mandate
from fablab_desk.care import erasure_errors as errors
from fablab_desk.care.personal_tables import PAPERS, PERSONAL, Fate
from fablab_desk.care.repointing import party_references
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError
from fablab_desk.invoicing.models import Invoice
from fablab_desk.memberships.models import Cover, Membership, MembershipPlan
from fablab_desk.papers.models import Paper
from fablab_desk.payments.models import Cashing
from fablab_desk.people.erasure_models import PartyErasure, SealedRecord
from fablab_desk.people.errors import ErasedRecordError
from fablab_desk.people.models import Guardian, Organisation, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.queries import names_paid_for
from fablab_desk.people.records import load_party, refuse_out_of_reach
from fablab_desk.staff.models import Account, AuditSubject
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right

LEGAL_YEARS = 10  # that what belongs to the accounts is kept, from the end of its year


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """By table, how many rows meet which end; while something `hinders` nothing is erased."""

    id: UUID
    number: str
    name: str
    version: int
    fates: tuple[tuple[str, Fate, int], ...]
    acts: int  # of the journal, whose values are blanked
    kept_until: date | None
    hinders: tuple[DeskError, ...]

    def told(self, *fates: Fate) -> list[tuple[str, int]]:
        return [(table, n) for table, fate, n in self.fates if fate in fates]


def load_person(session: Session, person_id: UUID) -> Person:
    """A person whose record still says who they are."""
    person = load_any_person(session, person_id)
    refuse_out_of_reach(session, person_id)
    return person


def load_any_person(session: Session, person_id: UUID) -> Person:
    """One of the restricted archive too."""
    party = load_party(session, Party, person_id)
    if not isinstance(party, Person):
        raise errors.NoPersonToEraseError(party.name)
    if (erased := session.get(PartyErasure, person_id)) is not None:
        raise ErasedRecordError(erased.at)
    return party


def preview_erasure(session: Session, person_id: UUID, day: date) -> ErasurePreview:
    person = load_any_person(session, person_id)
    sealed = session.get(SealedRecord, person_id)
    acts = select(func.count()).where(AuditSubject.record_id == person_id)
    return ErasurePreview(
        id=person.id,
        number=member_number(person.number),
        name=str(sealed.was["name"]) if sealed else person.name,
        version=person.version,
        fates=tuple(_fates(session, person_id)),
        acts=session.scalar(acts) or 0,
        kept_until=kept_until(session, person_id),
        hinders=tuple(hindrances(session, person_id, day)),
    )


def show_erasure(session: Session, reader_id: UUID, person_id: UUID, day: date) -> ErasurePreview:
    """The preview, to whom it may be shown: it names people of the restricted archive too."""
    refuse_without(session, reader_id, Right.ANSWER_REQUESTS)
    return preview_erasure(session, person_id, day)


def kept_until(session: Session, person_id: UUID) -> date | None:
    """The last day of the legal term of what was paid, owed or issued; None where nothing was."""
    paid = select(func.max(Cashing.day)).where(Cashing.payer_id == person_id)
    named = or_(Charge.payer_id == person_id, Charge.beneficiary_id == person_id)
    owed = select(func.max(Charge.owed_on)).where(named)
    issued = select(func.max(Paper.issued_on)).where(papers_about(person_id))
    days = [day for wanted in (paid, owed, issued) if (day := session.scalar(wanted))]
    return date(max(days).year + LEGAL_YEARS, 12, 31) if days else None


def papers_about(person_id: UUID) -> ColumnElement[bool]:
    """Papers name no person by a key: they are about them, or a record that is theirs."""
    memberships = select(Membership.id).where(Membership.party_id == person_id)
    cashings = select(Cashing.id).where(Cashing.payer_id == person_id)
    invoices = select(Invoice.id).where(Invoice.buyer_id == person_id)
    return or_(
        Paper.subject_id == person_id,
        Paper.subject_id.in_(memberships),
        Paper.subject_id.in_(cashings),
        Paper.subject_id.in_(invoices),
    )


def hindrances(session: Session, person_id: UUID, day: date) -> Iterator[DeskError]:
    """All at once: what has to be settled before."""
    running = (
        select(MembershipPlan.label, Membership.ends_on)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .where(Membership.party_id == person_id, Membership.cancelled_at.is_(None))
        .where(Membership.ends_on >= day)
    )
    for plan, until in session.execute(running):
        yield errors.RunningMembershipError(plan, until)
    named = or_(Charge.payer_id == person_id, Charge.beneficiary_id == person_id)
    owed = select(func.count()).where(named, Charge.state == ChargeState.OPEN)
    if many := session.scalar(owed):
        yield errors.OpenDebtsError(many)
    if names := names_paid_for(session, person_id):
        yield errors.StillPaysError(names)
    yield from _ties(session, person_id, day)


def _ties(session: Session, person_id: UUID, day: date) -> Iterator[DeskError]:
    wards = (
        select(Person)
        .join(Guardian, Guardian.child_id == Person.id)
        .where(Guardian.guardian_id == person_id, Person.archived_on.is_(None))
    )
    for child in session.scalars(wards):
        if child.is_minor_on(day):
            yield errors.GuardsMinorError(child.name)
    covers = (
        select(Organisation.name, Cover.reason)
        .select_from(Cover)
        .outerjoin(Organisation, Organisation.id == Cover.organisation_id)
        .where(Cover.person_id == person_id)
        .where(or_(Cover.ends_on.is_(None), Cover.ends_on >= day))
    )
    for organisation, reason in session.execute(covers):
        yield errors.RunningCoverError(organisation or reason)
    accounts = select(Account.login).where(
        Account.person_id == person_id, Account.closed_on.is_(None)
    )
    for login in session.scalars(accounts):
        yield errors.OpenAccountError(login)
    mandates = select(Mandate.ends_on).where(
        Mandate.person_id == person_id, Mandate.ends_on >= day, Mandate.resigned_on.is_(None)
    )
    for until in session.scalars(mandates):
        yield errors.RunningMandateError(until)


def _fates(session: Session, person_id: UUID) -> Iterator[tuple[str, Fate, int]]:
    places: dict[Table, list[Column[Any]]] = {}
    for table, column in party_references():
        places.setdefault(table, []).append(column)
    for table, columns in places.items():
        named = or_(*(column == person_id for column in columns))
        if many := session.scalar(select(func.count()).select_from(table).where(named)):
            yield table.name, PERSONAL[table.name].fate, many
    if many := session.scalar(select(func.count()).where(papers_about(person_id))):
        yield PAPERS, Fate.KEPT, many
