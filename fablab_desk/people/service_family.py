"""Guardians of minors, their answers, and who speaks for an organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems, beside
from fablab_desk.people.drafts import Findings, checked, tidy, tidy_lines
from fablab_desk.people.errors import (
    AlreadyContactError,
    AlreadyGuardianError,
    BlankWordingError,
    EndedAnswerError,
    FutureAnswerError,
    MinorGuardianError,
    NotAMinorError,
    NotTheirGuardianError,
    NowhereError,
    SecondHolderError,
    TrustedHolderError,
    UnknownAgeError,
)
from fablab_desk.people.kinds import ConsentKind, ConsentSource, GuardianRelation, Medium
from fablab_desk.people.models import (
    Consent,
    ConsentRetraction,
    Guardian,
    Organisation,
    OrganisationContact,
    Person,
)
from fablab_desk.people.piece_models import PieceWording
from fablab_desk.people.piece_standing import renew_pieces
from fablab_desk.people.queries import guardians_of
from fablab_desk.people.records import load_present
from fablab_desk.people.versions import is_same_text
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@dataclass(frozen=True, kw_only=True)
class GuardianDraft:
    child_id: UUID
    guardian_id: UUID
    relation: GuardianRelation = GuardianRelation.PARENT
    sole_holder: bool = False
    may_fetch: bool = True


@dataclass(frozen=True, kw_only=True)
class ConsentDraft:
    """An answer; `given_on` is today unless an older paper is entered.

    Of a yes about pictures, `media` None: wherever the wording says; `valid_until` is included.
    """

    person_id: UUID
    kind: ConsentKind
    given: bool
    wording: str
    source: ConsentSource
    by_guardian_id: UUID | None = None
    given_on: date | None = None
    media: frozenset[Medium] | None = None
    valid_until: date | None = None
    wording_id: UUID | None = None


@needs(Right.CORRECT_PERSON, inverse="people.remove_guardian")
def add_guardian(act: Act, link_id: UUID, draft: GuardianDraft) -> None:
    """Name who answers for a minor: somebody of age, and both birth dates are known."""
    if act.session.get(Guardian, link_id) is not None:
        return
    child = load_present(act.session, Person, draft.child_id)
    _refuse_age(child, act.day)
    with beside("guardian_id"):
        guardian = load_present(act.session, Person, draft.guardian_id)
        if guardian.birth_date is None:
            raise UnknownAgeError(guardian.name)
        if guardian.is_minor_on(act.day):
            raise MinorGuardianError(guardian.name)
        if guardian.id in guardians_of(act.session, child.id):
            raise AlreadyGuardianError(guardian.name, child.name)
    with beside("sole_holder"):
        _refuse_holder(act, child, draft)
    act.session.add(
        Guardian(
            id=link_id,
            child_id=child.id,
            guardian_id=guardian.id,
            relation=draft.relation,
            sole_holder=draft.sole_holder,
            may_fetch=draft.may_fetch,
        )
    )
    renew_pieces(act.session, act.day, (child.id,))
    act.about(child.id, guardian.id)


@needs(Right.CORRECT_PERSON, inverse="people.add_guardian")
def remove_guardian(act: Act, link_id: UUID) -> None:
    link = act.session.get(Guardian, link_id)
    if link is not None:
        act.about(link.child_id, link.guardian_id)
        act.session.delete(link)
        renew_pieces(act.session, act.day, (link.child_id,))


@needs(Right.CORRECT_PERSON, inverse="people.retract_consent")
def record_consent(act: Act, consent_id: UUID, draft: ConsentDraft) -> None:
    """Keep an answer as a fact of its day; a change of mind is a new answer."""
    if act.session.get(Consent, consent_id) is not None:
        return
    person = load_present(act.session, Person, draft.person_id)
    given_on, by_guardian_id = draft.given_on or act.day, draft.by_guardian_id
    findings = Findings()
    wording = findings.take("wording", draft.wording, tidy_lines).strip()
    if not wording:
        findings.found.append(("wording", BlankWordingError()))
    if given_on > act.day:
        findings.found.append(("given_on", FutureAnswerError(given_on)))
    if by_guardian_id and by_guardian_id not in guardians_of(act.session, person.id):
        guardian = load_present(act.session, Person, by_guardian_id)
        refusal = NotTheirGuardianError(guardian.name, person.name)
        findings.found.append(("by_guardian_id", refusal))
    agrees = draft.given and draft.kind is ConsentKind.IMAGE
    until = draft.valid_until if agrees else None
    if agrees and draft.media is not None and not draft.media:
        findings.found.append(("media", NowhereError()))
    if until and until < given_on:
        findings.found.append(("valid_until", EndedAnswerError(given_on)))
    findings.stop()
    version = _version(act, draft, wording)
    act.session.add(
        Consent(
            id=consent_id,
            person_id=person.id,
            kind=draft.kind,
            given=draft.given,
            given_on=given_on,
            wording=version.text if version else wording,
            source=draft.source.value,
            by_guardian_id=by_guardian_id,
            media=[one.value for one in Medium if agrees and one in (draft.media or ())],
            valid_until=until,
            wording_id=version.id if version else None,
        )
    )
    renew_pieces(act.session, act.day, (person.id,))
    act.about(person.id)


@needs(Right.CORRECT_PERSON, inverse="people.record_consent")
def retract_consent(act: Act, consent_id: UUID) -> None:
    """An answer entered by mistake counts no more, and the one before it does again."""
    if act.session.get(ConsentRetraction, consent_id) is None:
        consent = act.session.get_one(Consent, consent_id)
        act.session.add(ConsentRetraction(consent_id=consent_id, at=act.now))
        renew_pieces(act.session, act.day, (consent.person_id,))
        act.about(consent.person_id)


@needs(Right.CORRECT_PERSON, inverse="people.remove_contact")
def add_contact(
    act: Act, link_id: UUID, organisation_id: UUID, person_id: UUID, role: str = ""
) -> None:
    """Name a known person who speaks for an organisation."""
    if act.session.get(OrganisationContact, link_id) is not None:
        return
    role = checked("role", role, tidy)
    organisation = load_present(act.session, Organisation, organisation_id)
    with beside("person_id"):
        person = load_present(act.session, Person, person_id)
    known = select(OrganisationContact.id).where(
        OrganisationContact.organisation_id == organisation_id,
        OrganisationContact.person_id == person_id,
    )
    if act.session.scalar(known) is not None:
        refusal = AlreadyContactError(person.name, organisation.name)
        raise Problems([("person_id", refusal)])
    act.session.add(
        OrganisationContact(
            id=link_id, organisation_id=organisation_id, person_id=person_id, role=role
        )
    )
    act.about(organisation_id, person_id)


@needs(Right.CORRECT_PERSON, inverse="people.add_contact")
def remove_contact(act: Act, link_id: UUID) -> None:
    link = act.session.get(OrganisationContact, link_id)
    if link is not None:
        act.about(link.organisation_id, link.person_id)
        act.session.delete(link)


def _refuse_holder(act: Act, child: Person, draft: GuardianDraft) -> None:
    """One person at most has the authority alone, and nobody who is only trusted."""
    if not draft.sole_holder:
        return
    if draft.relation is GuardianRelation.OTHER:
        raise TrustedHolderError
    alone = (
        select(Person.name)
        .join(Guardian, Guardian.guardian_id == Person.id)
        .where(Guardian.child_id == child.id, Guardian.sole_holder)
    )
    if name := act.session.scalars(alone).first():
        raise SecondHolderError(name, child.name)


def _version(act: Act, draft: ConsentDraft, wording: str) -> PieceWording | None:
    """The version that was answered; an answer to another text is one to none."""
    known = act.session.get(PieceWording, draft.wording_id) if draft.wording_id else None
    return known if known and is_same_text(known.text, wording) else None


def _refuse_age(child: Person, day: date) -> None:
    """Whoever is of age is older than whoever is not: no rule compares the two."""
    if child.birth_date is None:
        raise UnknownAgeError(child.name)
    if not child.is_minor_on(day):
        raise NotAMinorError(child.name)
