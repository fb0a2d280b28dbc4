"""Each paper of a training read back from its printed page: genuine, replaced or revoked."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.trainings import (
    a_certification,
    a_course,
    a_session,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    half_days,
    present,
)
from fablab_desk.keys import new_key
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.seal import Seal
from fablab_desk.papers.service import revoke_paper
from fablab_desk.papers.verify import Verdict, verify_text_here
from fablab_desk.people.models import Person
from fablab_desk.trainings.kinds import Presence
from fablab_desk.trainings.models import Enrolment
from fablab_desk.trainings.service_enrolments import note_presences
from fablab_desk.trainings.service_papers import (
    attest_attendance,
    attest_certification,
    attest_session,
)

needs_a_scanner = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")),
    reason="pdftoppm and zbarimg are installed by packaging/test.sh",
)
LONG = "Marie-Antoinette Éléonore"


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return a_machine(administrator, name="Laser")


@pytest.fixture
def held(administrator: Worker, laser: UUID) -> UUID:
    return a_session(administrator, a_course(administrator, laser), a_trainer(administrator, laser))


def followed(worker: Worker, session_id: UUID, name: str) -> UUID:
    key = an_enrolment(
        worker, session_id, a_person(worker, name, "Stagiaire de La Tour-d’Auvergne")
    )
    present(worker, session_id, key)
    assessed(worker, session_id, key)
    return key


def read_back(worker: Worker, paper_id: UUID, folder: Path) -> tuple[Verdict, Seal | None]:
    """As somebody who holds the printed page: its code is scanned, and asked of the base."""
    with worker.database.reading() as session:
        (folder / "paper.pdf").write_bytes(load_pdf(session, paper_id))
    printed = ["pdftoppm", "-r", "150", "-png", "-singlefile", "paper.pdf", "paper"]
    subprocess.run(printed, cwd=folder, check=True)
    scanned = subprocess.run(
        ["zbarimg", "--raw", "-q", "-Sbinary", "paper.png"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    with worker.database.reading() as session:
        proof = verify_text_here(session, scanned.stdout.decode())
    return proof.verdict, proof.seal


@needs_a_scanner
def test_the_attestations_of_a_session_verify_from_their_pages(
    administrator: Worker, held: UUID, tmp_path: Path
) -> None:
    keys = [followed(administrator, held, name) for name in ("Ada", LONG, "Σωκράτης")]
    closed(administrator, held)
    wanted = {one: new_key() for one in keys}
    papers = administrator.does(lambda act: attest_session(act, held, wanted)).result
    told = [read_back(administrator, paper, tmp_path) for paper in papers]
    assert [verdict for verdict, _ in told] == [Verdict.GENUINE] * 3
    names = [seal.subject.split()[0] for _, seal in told if seal]
    assert names == ["Ada", "Marie-Antoinette", "Σωκράτης"]


@needs_a_scanner
def test_a_corrected_presence_makes_a_new_number_and_the_old_page_says_so(
    administrator: Worker, held: UUID, tmp_path: Path
) -> None:
    one = followed(administrator, held, "Ada")
    other = followed(administrator, held, "Ida")
    closed(administrator, held)

    def attested(enrolment: UUID) -> UUID:
        return administrator.does(lambda act: attest_attendance(act, new_key(), enrolment)).result

    old, kept = attested(one), attested(other)
    (half,) = half_days(administrator, held)
    marks = {(other, half): Presence.PRESENT, (one, half): Presence.EXCUSED}
    administrator.does(lambda act: note_presences(act, held, marks, "feuille relue"))
    back = {(one, half): Presence.PRESENT}
    administrator.does(lambda act: note_presences(act, held, back, "feuille relue encore"))
    verdict, _ = read_back(administrator, old, tmp_path)
    assert verdict is Verdict.REVOKED  # they were said not to have been there at all
    gone, old = old, attested(one)
    assert old != gone  # true again, by another number
    assert read_back(administrator, kept, tmp_path)[0] is Verdict.GENUINE
    with administrator.database.writing() as session:
        person = session.get_one(Enrolment, one).person_id
        session.get_one(Person, person).last_name = "Nouveau"
        session.get_one(Person, person).name = "Ada Nouveau"
    new = attested(one)
    assert new != old
    assert read_back(administrator, old, tmp_path)[0] is Verdict.REPLACED
    verdict, seal = read_back(administrator, new, tmp_path)
    assert verdict is Verdict.GENUINE
    assert seal is not None
    assert seal.subject == "Ada Nouveau"


@needs_a_scanner
def test_a_revoked_certification_says_so_on_its_old_page(
    administrator: Worker, laser: UUID, tmp_path: Path
) -> None:
    ada = a_person(administrator)
    until = date(2027, 3, 1)
    held = a_certification(administrator, ada, machine_id=laser, fixed_until=until)
    paper = administrator.does(lambda act: attest_certification(act, new_key(), held)).result
    verdict, seal = read_back(administrator, paper, tmp_path)
    assert verdict is Verdict.GENUINE
    assert seal is not None
    assert seal.valid is not None
    assert seal.valid[1] == until
    administrator.does(lambda act: revoke_paper(act, paper, "perdue"))
    assert read_back(administrator, paper, tmp_path)[0] is Verdict.REVOKED
