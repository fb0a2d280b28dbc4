"""What attests trainings: issued once, replaced when it changes, refused where nothing is true."""

from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, an_organisation
from builders.trainings import (
    a_certification,
    a_course,
    a_session,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    present,
)
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.papers.queries import load_paper, load_pdf
from fablab_desk.papers.verify import Verdict, verify_pdf_here
from fablab_desk.trainings.drafts import AssessmentDraft
from fablab_desk.trainings.errors import PapersIssuedError
from fablab_desk.trainings.kinds import Presence, Result
from fablab_desk.trainings.paper_errors import (
    NeverThereError,
    NobodyToAttestError,
    NoTrainingBodyError,
    OpenSessionError,
    WithdrawnPaperError,
)
from fablab_desk.trainings.service_certifications import withdraw_certifications
from fablab_desk.trainings.service_closing import reopen_session
from fablab_desk.trainings.service_enrolments import assess
from fablab_desk.trainings.service_papers import (
    attest_attendance,
    attest_certification,
    attest_session,
    attest_training,
    certify_completion,
)


def said(worker: Worker, paper_id: UUID) -> str:
    with worker.database.reading() as session:
        pages = PdfReader(BytesIO(load_pdf(session, paper_id))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    return text.replace("\u00a0", " ")


def verdict(worker: Worker, paper_id: UUID) -> Verdict:
    with worker.database.reading() as session:
        return verify_pdf_here(session, load_pdf(session, paper_id)).verdict


@pytest.fixture
def machine(administrator: Worker) -> UUID:
    return a_machine(administrator, name="Laser")


@pytest.fixture
def held(administrator: Worker, machine: UUID) -> UUID:
    worker = administrator
    course = a_course(worker, machine, objectives="Découper sans danger.", validity_months=24)
    return a_session(worker, course, a_trainer(worker, machine))


def passed(worker: Worker, session_id: UUID, name: str = "Éloïse") -> UUID:
    key = an_enrolment(worker, session_id, a_person(worker, name, "Stagiaire"))
    present(worker, session_id, key)
    assessed(worker, session_id, key)
    return key


def trained(worker: Worker, enrolment: UUID) -> UUID:
    return worker.does(lambda act: attest_training(act, new_key(), enrolment)).result


def test_it_says_what_was_followed_and_verifies(administrator: Worker, held: UUID) -> None:
    one = passed(administrator, held)
    closed(administrator, held)
    paper = trained(administrator, one)
    text = said(administrator, paper)
    for part in (
        "Éloïse Stagiaire a suivi la formation « Découpe laser »",
        "Durée suivie 3 h 00",
        "1er mars 2026",
        "Découper sans danger.",
        "Samira Formatrice",
        "Résultat Validée",
        "Habilite à Laser",
    ):
        assert part in text
    assert "L. 6353" not in text  # no article of the labour code is cited
    assert verdict(administrator, paper) is Verdict.GENUINE
    assert trained(administrator, one) == paper  # it is given again while it is true


def test_a_corrected_result_is_another_number_that_names_the_old_one(
    administrator: Worker, held: UUID
) -> None:
    one = passed(administrator, held)
    closed(administrator, held)
    old = trained(administrator, one)
    failed = [(one, AssessmentDraft(result=Result.FAILED))]
    administrator.does(lambda act: assess(act, held, failed, "mal noté"))
    new = trained(administrator, one)
    assert new != old
    assert "Résultat Non validée" in said(administrator, new)
    assert verdict(administrator, old) is Verdict.REPLACED
    assert verdict(administrator, new) is Verdict.GENUINE


def test_a_session_with_papers_is_not_reopened(administrator: Worker, held: UUID) -> None:
    one = passed(administrator, held)
    closed(administrator, held)
    trained(administrator, one)
    with pytest.raises(PapersIssuedError):
        administrator.does(lambda act: reopen_session(act, held))


def test_nothing_is_attested_of_a_session_that_is_open_or_of_who_was_absent(
    administrator: Worker, held: UUID
) -> None:
    one = passed(administrator, held)
    absent = an_enrolment(administrator, held, a_person(administrator, "Ida"))
    present(administrator, held, absent, as_=Presence.ABSENT)
    refused(administrator, one, OpenSessionError)
    closed(administrator, held)
    refused(administrator, absent, NeverThereError)
    keys = {one: new_key(), absent: new_key()}
    made = administrator.does(lambda act: attest_session(act, held, keys)).result
    assert made == [keys[one]]
    again = {absent: new_key()}
    with pytest.raises(NobodyToAttestError):
        administrator.does(lambda act: attest_session(act, held, again))


def refused(worker: Worker, enrolment: UUID, error: type[DeskError]) -> None:
    with pytest.raises(error):
        worker.does(lambda act: attest_training(act, new_key(), enrolment))


def test_presence_is_attested_half_day_by_half_day(administrator: Worker, held: UUID) -> None:
    one = passed(administrator, held)
    closed(administrator, held)
    call = administrator.does(lambda act: attest_attendance(act, new_key(), one))
    text = said(administrator, call.result)
    assert "1er mars 2026 10:30–13:30 Présent" in text
    assert "Suivi 3 h 00" in text


def test_a_certification_says_level_machine_and_term(administrator: Worker, machine: UUID) -> None:
    worker = administrator
    ada = a_person(worker, "Ada")
    terms = {"granted_on": NOW.date(), "disuse_months": 12, "granted_by": "Samira"}
    key = a_certification(worker, ada, machine_id=machine, **terms)
    paper = worker.does(lambda act: attest_certification(act, new_key(), key)).result
    text = said(worker, paper)
    for part in ("Machine Laser", "Niveau Autonome", "Habilité par Samira", "12 mois sans usage"):
        assert part in text
    with worker.database.reading() as session:
        assert load_paper(session, paper).number.startswith("A2026-")
    worker.does(lambda act: withdraw_certifications(act, [key], "erreur"))
    with pytest.raises(WithdrawnPaperError):
        worker.does(lambda act: attest_certification(act, new_key(), key))


def declared(worker: Worker) -> None:
    with worker.database.writing() as session:
        session.scalars(select(Carrier)).one().training_body = "84420123456"


def test_completion_is_certified_by_a_declared_training_body_alone(
    administrator: Worker, held: UUID
) -> None:
    employer = an_organisation(administrator, "Atelier Exemple")
    one = an_enrolment(administrator, held, a_person(administrator, "Ada"), payer_id=employer)
    present(administrator, held, one)
    assessed(administrator, held, one)
    closed(administrator, held)
    with pytest.raises(NoTrainingBodyError):
        administrator.does(lambda act: certify_completion(act, new_key(), one))
    declared(administrator)
    paper = administrator.does(lambda act: certify_completion(act, new_key(), one)).result
    text = said(administrator, paper)
    for part in (
        "Certificat de réalisation",
        "84420123456",
        "Atelier Exemple",
        "Action de formation",
        "Durée suivie 3 h 00",
        "Durée prévue 3 h 00",
    ):
        assert part in text
    assert verdict(administrator, paper) is Verdict.GENUINE
    assert trained(administrator, one) != paper  # an attestation is another paper
