"""Everything the card of one person or organisation shows, in four queries."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, with_polymorphic

from fablab_desk.lab.models import Audience
from fablab_desk.people.answers import Agreement, Said, agreed, where_shown
from fablab_desk.people.custom_queries import CustomAnswer, answers_of
from fablab_desk.people.drafts import NOT_STORED, OrganisationDraft, PersonDraft
from fablab_desk.people.errors import UnknownPartyError
from fablab_desk.people.kinds import (
    ConsentKind,
    LinkRole,
    Medium,
    MemberState,
    PartyKind,
    member_state,
)
from fablab_desk.people.links import HouseholdRow, Relative, list_households, list_relatives
from fablab_desk.people.models import Consent, ConsentRetraction, Organisation, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.pieces import FOR_EVER
from fablab_desk.people.versions import Versions

# Made once, as each new alias would be compiled anew.
WHOLE = with_polymorphic(Party, [Person, Organisation])
CARD = select(WHOLE, Audience.label).outerjoin(Audience, Audience.id == WHOLE.audience_id)


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """An answer; of a minor, each guardian has their own."""

    id: UUID
    kind: ConsentKind
    given: bool
    given_on: date
    wording: str
    source: str
    by_guardian_id: UUID | None
    media: frozenset[Medium]
    until: date  # included
    version: str  # of the wording, where it is one of the lab's


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What stands about a party; `draft` holds the fields a form begins with."""

    id: UUID
    as_of: date
    kind: PartyKind
    number: int
    name: str
    draft: PersonDraft | OrganisationDraft
    audience: str
    photo: str
    member_from: date | None
    member_until: date | None
    earlier_until: date | None
    waiting_on: date | None
    created_on: date
    archived_on: date | None
    version: int
    age: int | None
    is_minor: bool
    intercommunality: str
    households: tuple[HouseholdRow, ...]
    relatives: tuple[Relative, ...]
    consents: tuple[ConsentRow, ...]  # the newest answer of each kind and guardian
    custom: tuple[CustomAnswer, ...]  # in the lab's own fields, in their order

    @property
    def shown_number(self) -> str:
        return member_number(self.number)

    @property
    def household(self) -> HouseholdRow | None:
        """The one the person belongs to."""
        return next((row for row in self.households if self.id in row.member_ids), None)

    @property
    def payer_id(self) -> UUID:
        return self.household.payer_id if self.household else self.id

    def related(self, role: LinkRole) -> list[Relative]:
        return [relative for relative in self.relatives if relative.role is role]

    def state_on(self, day: date) -> MemberState:
        return member_state(
            self.member_from, self.member_until, day, self.earlier_until, self.waiting_on
        )

    def allows(self, kind: ConsentKind) -> bool | None:
        """None while the question is open (`answers.agreed`)."""
        return self.agreement(kind).given

    def agreement(self, kind: ConsentKind) -> Agreement:
        answers = {
            row.by_guardian_id: Said(row.given, row.media, row.until)
            for row in self.consents
            if row.kind is kind
        }
        return agreed(
            answers,
            self.related(LinkRole.GUARDIAN),
            born=self.draft.born if isinstance(self.draft, PersonDraft) else None,
            day=self.as_of,
            all_known=kind is ConsentKind.IMAGE,
        )


def load_record(session: Session, party_id: UUID, day: date) -> PersonRecord:
    """The whole card of a party as of that day."""
    found = session.execute(CARD.where(WHOLE.id == party_id)).one_or_none()
    if found is None:
        raise UnknownPartyError
    party, audience = found
    custom = answers_of(session, party_id, party.kind)
    return PersonRecord(
        id=party.id,
        as_of=day,
        kind=party.kind,
        number=party.number,
        name=party.name,
        draft=draft_of(party, custom),
        audience=audience or "",
        photo=party.photo,
        member_from=party.member_from,
        member_until=party.member_until,
        earlier_until=party.earlier_until,
        waiting_on=party.waiting_on,
        created_on=party.created_on,
        archived_on=party.archived_on,
        version=party.version,
        age=party.age_on(day) if isinstance(party, Person) else None,
        is_minor=isinstance(party, Person) and party.is_minor_on(day),
        intercommunality=party.intercommunality,
        households=tuple(list_households(session, party_id)),
        relatives=tuple(list_relatives(session, party_id)),
        consents=tuple(_consents(session, party_id)),
        custom=tuple(custom),
    )


def draft_of(party: Party, custom: Sequence[CustomAnswer]) -> PersonDraft | OrganisationDraft:
    """The fields of a record as its form shows them; of the lab's own those still asked for."""
    kind = PersonDraft if isinstance(party, Person) else OrganisationDraft
    said = {
        field.name: getattr(party, field.name)
        for field in fields(kind)
        if field.name not in NOT_STORED
    }
    asked = {one.field.id: one.value for one in custom if one.field.archived_on is None}
    return kind(**{**said, "card": party.card or "", "custom": asked})


def _consents(session: Session, person_id: UUID) -> list[ConsentRow]:
    wanted = (
        select(Consent)
        .outerjoin(ConsentRetraction, ConsentRetraction.consent_id == Consent.id)
        .where(Consent.person_id == person_id, ConsentRetraction.consent_id.is_(None))
        .order_by(Consent.given_on, Consent.id)
    )
    newest = {(row.kind, row.by_guardian_id): row for row in session.scalars(wanted)}
    images = any(row.kind is ConsentKind.IMAGE for row in newest.values())
    versions = Versions.of(session, ConsentKind.IMAGE) if images else Versions()
    return [_told(row, versions) for row in newest.values()]


def _told(row: Consent, versions: Versions) -> ConsentRow:
    last = versions.last_day(row.wording_id, row.given_on, row.valid_until)
    return ConsentRow(
        id=row.id,
        kind=row.kind,
        given=row.given,
        given_on=row.given_on,
        wording=row.wording,
        source=row.source,
        by_guardian_id=row.by_guardian_id,
        media=where_shown(row.media),
        until=last if row.given else FOR_EVER,
        version=versions.label(row.wording_id),
    )
