"""What refers to the people of an import by now, so that it can be undone no more."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.care.balances import used_balances
from fablab_desk.care.import_trace import Trace
from fablab_desk.care.repointing import party_references
from fablab_desk.db.chunks import chunks
from fablab_desk.i18n import mark
from fablab_desk.memberships.models import Membership, MembershipAttestation
from fablab_desk.papers.models import Paper
from fablab_desk.people.kinds import ConsentSource
from fablab_desk.people.models import (
    Consent,
    Household,
    HouseholdMember,
    ImportBatch,
    Party,
    PartyMerge,
)
from fablab_desk.staff.models import AuditEntry, AuditSubject


class Use(StrEnum):
    MEMBERSHIP = "membership"
    DEBT = "debt"
    PAYMENT = "payment"
    ARRIVAL = "arrival"
    PIECE = "piece"
    PAPER = "paper"
    ASSEMBLY = "assembly"
    FAMILY = "family"
    ANSWER = "answer"
    CORRECTION = "correction"
    MERGE = "merge"
    IMPORT = "import"
    OTHER = "other"

    @property
    def label(self) -> str:
        return USE_TEXTS[self]


USE_TEXTS = {
    Use.MEMBERSHIP: mark("a membership entered by hand"),
    Use.DEBT: mark("a debt"),
    Use.PAYMENT: mark("a payment"),
    Use.ARRIVAL: mark("an arrival"),
    Use.PIECE: mark("a piece handed in"),
    Use.PAPER: mark("an issued paper"),
    Use.ASSEMBLY: mark("a general assembly"),
    Use.FAMILY: mark("a tie of family, household, contact or cover"),
    Use.ANSWER: mark("a consent"),
    Use.CORRECTION: mark("a correction"),
    Use.MERGE: mark("a merge"),
    Use.IMPORT: mark("a later import"),
    Use.OTHER: mark("another entry"),
}
BY_TABLE = {
    "memberships": Use.MEMBERSHIP,
    "charges": Use.DEBT,
    "cashings": Use.PAYMENT,
    "invoices": Use.PAPER,
    **dict.fromkeys(("arrivals", "people_on_duty"), Use.ARRIVAL),
    "pieces": Use.PIECE,
    **dict.fromkeys(("assembly_voters", "mandates"), Use.ASSEMBLY),
    **dict.fromkeys(("guardians", "organisation_contacts", "covers"), Use.FAMILY),
    "consents": Use.ANSWER,
    "party_merges": Use.MERGE,
}
BY_SERVICE = {  # a whole room, or one service of it
    "memberships": Use.MEMBERSHIP,
    "memberships.attest_membership": Use.PAPER,
    **dict.fromkeys(
        ("memberships.cover_person", "memberships.correct_cover", "memberships.remove_cover"),
        Use.FAMILY,
    ),
    "charges": Use.DEBT,
    "payments": Use.PAYMENT,
    "invoicing": Use.PAPER,
    "agenda": Use.ARRIVAL,
    "papers": Use.PAPER,
    "assembly": Use.ASSEMBLY,
    "people": Use.CORRECTION,
    **dict.fromkeys(("people.note_piece", "people.withdraw_piece"), Use.PIECE),
    **dict.fromkeys(("people.record_consent", "people.retract_consent"), Use.ANSWER),
    **dict.fromkeys(("people.add_guardian", "people.add_contact"), Use.FAMILY),
    **dict.fromkeys(("care.import_members", "people.import_people"), Use.IMPORT),
    "care.merge_parties": Use.MERGE,
}
SAYING_NOTHING = ("care.tell_apart", "care.hold_alike")
IMPORTS = tuple(service for service, use in BY_SERVICE.items() if use is Use.IMPORT)
# What goes with a record, or whose ties are looked at by themselves.
WITH_THE_RECORD = frozenset({"told_apart", "custom_values", "households", "household_members"})


@dataclass(frozen=True, slots=True)
class Used:
    """Somebody of the import whom something refers to since. `id` is the record's."""

    id: UUID
    number: int
    name: str
    uses: tuple[Use, ...]


def find_uses(session: Session, import_id: UUID, trace: Trace) -> list[Used]:
    """Everybody of the import, those it made and those it only changed; by their numbers."""
    found: dict[UUID, set[Use]] = defaultdict(set)
    for party_id, use in (
        *_of_those_made(session, import_id),
        *_of_their_journal(session, import_id, trace.seq),
        *_of_payers(session, import_id, trace),
        *_of_the_known(session, import_id, trace),
        *_of_memberships(session, import_id),
        *_of_balances(session, import_id),
        *_merged_away(session, import_id),
    ):
        found[party_id].add(use)
    return _named(session, found)


def _of_those_made(session: Session, import_id: UUID) -> Iterator[tuple[UUID, Use]]:
    """Rows that name them and that the import did not write itself."""
    made = Party.import_id == import_id
    for table, column in party_references():
        if table.name in WITH_THE_RECORD:
            continue
        wanted = select(column).join(Party, Party.id == column).where(made)
        for apart in _own_rows(table.name, import_id):
            wanted = wanted.where(apart)
        use = BY_TABLE.get(table.name, Use.OTHER)
        yield from ((party_id, use) for party_id in session.scalars(wanted.distinct()))
    papers = select(Paper.subject_id).join(Party, Party.id == Paper.subject_id).where(made)
    yield from ((party_id, Use.PAPER) for party_id in session.scalars(papers))


def _own_rows(table: str, import_id: UUID) -> Iterator[ColumnElement[bool]]:
    if table == Membership.__tablename__:
        cancelled = Membership.cancelled_at.is_not(None)
        yield or_(Membership.import_id.is_(None), Membership.import_id != import_id, cancelled)
    elif table == Consent.__tablename__:
        yield Consent.source != ConsentSource.IMPORT.value


def _of_their_journal(session: Session, import_id: UUID, seq: int) -> Iterator[tuple[UUID, Use]]:
    """What changed those it made; the rest of what was done about them left rows."""
    about = _later(seq).join(Party, Party.id == AuditSubject.record_id)
    changed = or_(AuditEntry.service.like("people.%"), AuditEntry.service.in_(IMPORTS))
    for party_id, service in session.execute(about.where(Party.import_id == import_id, changed)):
        yield party_id, _use_of(service)


def _of_payers(session: Session, import_id: UUID, trace: Trace) -> Iterator[tuple[UUID, Use]]:
    """Those it made who pay by now for somebody it said nothing of."""
    payer = aliased(Party)
    paying = (
        select(Household.payer_id, HouseholdMember.person_id)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .join(payer, payer.id == Household.payer_id)
        .join(Party, Party.id == HouseholdMember.person_id)
        .where(
            payer.import_id == import_id,
            or_(Party.import_id.is_(None), Party.import_id != import_id),
        )
    )
    for payer_id, person_id in session.execute(paying):
        if person_id not in trace.paid_for:
            yield payer_id, Use.FAMILY


def _of_the_known(session: Session, import_id: UUID, trace: Trace) -> Iterator[tuple[UUID, Use]]:
    """Whatever was done about those it changed, or brought a membership to, is in the journal."""
    brought = (
        select(Membership.party_id)
        .join(Party, Party.id == Membership.party_id)
        .where(
            Membership.import_id == import_id,
            or_(Party.import_id.is_(None), Party.import_id != import_id),
        )
    )
    for chunk in chunks({**dict.fromkeys(trace.was), **dict.fromkeys(session.scalars(brought))}):
        about = _later(trace.seq).where(AuditSubject.record_id.in_(chunk))
        for party_id, service in session.execute(about):
            yield party_id, _use_of(service)


def _use_of(service: str) -> Use:
    return BY_SERVICE.get(service, BY_SERVICE.get(service.partition(".")[0], Use.OTHER))


def _of_memberships(session: Session, import_id: UUID) -> Iterator[tuple[UUID, Use]]:
    attested = (
        select(Membership.party_id)
        .join(MembershipAttestation, MembershipAttestation.membership_id == Membership.id)
        .where(Membership.import_id == import_id)
    )
    yield from ((party_id, Use.PAPER) for party_id in session.scalars(attested))


def _of_balances(session: Session, import_id: UUID) -> Iterator[tuple[UUID, Use]]:
    """Debts it took over that were paid since, or are no longer asked for."""
    for party_id, is_paid in used_balances(session, import_id):
        yield party_id, Use.PAYMENT if is_paid else Use.CORRECTION


def _merged_away(session: Session, import_id: UUID) -> Iterator[tuple[UUID, Use]]:
    since = select(ImportBatch.at).where(ImportBatch.id == import_id).scalar_subquery()
    merges = select(PartyMerge.kept_id, PartyMerge.was).where(PartyMerge.at >= since)
    for kept_id, was in session.execute(merges):
        if was.get("import_id") == str(import_id):
            yield kept_id, Use.MERGE


def _later(seq: int) -> Select[UUID, str]:
    """What was done since, but imports that were undone again, and what says nothing of anybody."""
    undone = (
        select(AuditSubject.seq)
        .join(ImportBatch, ImportBatch.id == AuditSubject.record_id)
        .where(ImportBatch.undone_at.is_not(None))
    )
    return (
        select(AuditSubject.record_id, AuditEntry.service)
        .join(AuditEntry, AuditEntry.seq == AuditSubject.seq)
        .where(
            and_(AuditSubject.seq > seq, AuditSubject.seq.not_in(undone)),
            AuditEntry.service.not_in(SAYING_NOTHING),
        )
    )


def _named(session: Session, found: Mapping[UUID, Collection[Use]]) -> list[Used]:
    told: list[Used] = []
    merged: dict[UUID, tuple[int, str]] = {}
    rows: dict[UUID, tuple[int, str]] = {}
    for chunk in chunks(found):
        known = select(Party.id, Party.number, Party.name).where(Party.id.in_(chunk))
        rows |= {key: (number, name) for key, number, name in session.execute(known)}
        gone = select(PartyMerge.gone_id, PartyMerge.number, PartyMerge.was)
        for key, number, was in session.execute(gone.where(PartyMerge.gone_id.in_(chunk))):
            merged[key] = (number, str(was.get("name", "")))
    for key, uses in found.items():
        number, name = rows.get(key) or merged.get(key, (0, ""))
        told.append(Used(key, number, name, tuple(use for use in Use if use in uses)))
    return sorted(told, key=lambda one: one.number)
