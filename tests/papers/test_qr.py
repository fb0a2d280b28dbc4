import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Letterhead, Page, PageFormat, SealBlock
from fablab_desk.papers.models import PaperKind
from fablab_desk.papers.seal import Seal, payload_of, seal_text
from fablab_desk.papers.verify import Verdict, verify_text
from fablab_desk.seals import KeyStore

SUBJECTS = ("Ada", "Lycée Étienne-Mimard, première techno", "Σωκράτης Παπαδόπουλος Κωνσταντίνου")
needs_a_scanner = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")),
    reason="pdftoppm and zbarimg are installed by packaging/test.sh",
)


@needs_a_scanner
@pytest.mark.parametrize("form", [PageFormat.A4, PageFormat.A6])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_code_read_from_paper_at_150_dpi_is_proved(
    tmp_path: Path, form: PageFormat, subject: str
) -> None:
    keys = KeyStore(tmp_path / "keys")
    seal = Seal(
        key_id=keys.key_id,
        number="A2026-00001",
        kind=PaperKind.MEMBERSHIP_ATTESTATION,
        issued_on=date(2026, 3, 2),
        subject=subject,
        valid=(date(2026, 3, 2), date(2027, 3, 1)),
    )
    payload = payload_of(seal)
    text = seal_text(payload, keys.sign(payload.encode()))
    page = Page(title="Reçu", format=form, blocks=(SealBlock(text, "Signé"),))
    (tmp_path / "paper.pdf").write_bytes(draw(page, Letterhead(name="Fablab")))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", "paper.pdf", "paper"],
        cwd=tmp_path,
        check=True,
    )
    read = subprocess.run(
        ["zbarimg", "--raw", "-q", "-Sbinary", "paper.png"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    proof = verify_text(read.stdout.decode(), {keys.key_id: keys.public_key})
    assert proof.verdict is Verdict.GENUINE
    assert proof.seal is not None
    assert proof.seal.subject == seal.subject
