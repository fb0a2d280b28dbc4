"""Attesting trainings and certifications: numbered, sealed and kept papers."""

from collections.abc import Mapping
from uuid import UUID

from fablab_desk.i18n import LANGUAGES
from fablab_desk.papers.models import PaperKind
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.attesting import (
    Before,
    Held,
    certified,
    issue,
    load_before,
    load_held,
    trained,
)
from fablab_desk.trainings.certification_errors import GoneCertificationError
from fablab_desk.trainings.document import (
    Completed,
    lay_out_attendance_of,
    lay_out_certification,
    lay_out_completion,
    lay_out_training,
)
from fablab_desk.trainings.models import Certification, Enrolment
from fablab_desk.trainings.paper_errors import (
    NeverThereError,
    NobodyToAttestError,
    NoTrainingBodyError,
)
from fablab_desk.trainings.places import list_enrolled
from fablab_desk.trainings.records import load_enrolment

LANGUAGE = LANGUAGES[0]


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def attest_training(act: Act, paper_id: UUID, enrolment_id: UUID) -> UUID:
    """That they followed it; the paper kept is given again while it says what is true."""
    return _attest_training(act, paper_id, load_enrolment(act, enrolment_id))


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def attest_attendance(act: Act, paper_id: UUID, enrolment_id: UUID) -> UUID:
    """In which half-days they were present, and for how many hours."""
    said, person, carrier = trained(act, load_enrolment(act, enrolment_id))
    days = [one.day for one in said.halves]
    return issue(
        act,
        paper_id,
        PaperKind.TRAINING_PRESENCE,
        enrolment_id,
        person,
        said,
        (days[0], days[-1]),
        carrier,
        lambda issued: lay_out_attendance_of(said, issued, carrier.city, LANGUAGE),
    )


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def certify_completion(act: Act, paper_id: UUID, enrolment_id: UUID) -> UUID:
    """For whoever pays for a professional training; of a declared training body alone."""
    enrolment = load_enrolment(act, enrolment_id)
    said, person, carrier = trained(act, enrolment)
    if not carrier.training_body:
        raise NoTrainingBodyError(carrier.name)
    payer = act.session.get(Party, enrolment.payer_id) if enrolment.payer_id else None
    completed = Completed(
        trained=said, declaration=carrier.training_body, payer=payer.name if payer else ""
    )
    days = [one.day for one in said.halves]
    return issue(
        act,
        paper_id,
        PaperKind.COMPLETION_CERTIFICATE,
        enrolment_id,
        person,
        completed,
        (days[0], days[-1]),
        carrier,
        lambda issued: lay_out_completion(completed, issued, carrier.city, LANGUAGE),
    )


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def attest_certification(act: Act, paper_id: UUID, certification_id: UUID) -> UUID:
    """That somebody may work on a machine, at which level and until when."""
    one = act.session.get(Certification, certification_id, with_for_update=True)
    if one is None:
        raise GoneCertificationError
    said, person, carrier = certified(act, one)
    return issue(
        act,
        paper_id,
        PaperKind.CERTIFICATION,
        certification_id,
        person,
        said,
        (one.granted_on, one.fixed_until) if one.fixed_until else None,
        carrier,
        lambda issued: lay_out_certification(said, issued, carrier.city, LANGUAGE),
    )


@needs(Right.ATTEST)
def attest_session(act: Act, session_id: UUID, keys: Mapping[UUID, UUID]) -> list[UUID]:
    """The attestations of all who were there, in one act; `keys` of the papers by enrolment."""
    made: list[UUID] = []
    enrolled = [one for one in list_enrolled(act.session, session_id) if one.id in keys]
    if not enrolled:
        raise NobodyToAttestError
    held = load_held(act, session_id)
    subjects = [one.id for one in enrolled]
    before = load_before(act, PaperKind.TRAINING_ATTESTATION, list(keys.values()), subjects)
    for enrolment in enrolled:
        try:
            made.append(_attest_training(act, keys[enrolment.id], enrolment, held, before))
        except NeverThereError:
            continue  # absent throughout: there is nothing to attest of them
    if not made:
        raise NobodyToAttestError
    return made


def _attest_training(
    act: Act,
    paper_id: UUID,
    enrolment: Enrolment,
    held: Held | None = None,
    before: Before | None = None,
) -> UUID:
    said, person, carrier = trained(act, enrolment, held)
    days = [one.day for one in said.halves]
    return issue(
        act,
        paper_id,
        PaperKind.TRAINING_ATTESTATION,
        enrolment.id,
        person,
        said,
        (days[0], days[-1]),
        carrier,
        lambda issued: lay_out_training(said, issued, carrier.city, LANGUAGE),
        before,
    )
