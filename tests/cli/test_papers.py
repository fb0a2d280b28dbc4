"""Attestations by the command line, and whether a paper is genuine."""

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from pikepdf.pdfa import validate_written
from PySide6.QtGui import QPainter, QPdfWriter
from sqlalchemy import select

from builders.sheets import DATA
from cli.conftest import Commands
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.papers.models import Paper
from fablab_desk.papers.service import revoke_paper
from fablab_desk.paths import keys_folder
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform
from fablab_desk.ui.preview import PRINTED_DPI, draw_pages

needs_a_scanner = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")),
    reason="pdftoppm and zbarimg are installed by packaging/test.sh",
)


@pytest.fixture
def attested(commands: Commands, tmp_path: Path) -> Path:
    """The attestation of the first member of a HelloAsso export."""
    commands("import", "members", DATA / "members-helloasso.csv")
    file = tmp_path / "attestation.pdf"
    told = commands("attest", "membership", 1, "--out", file)
    assert told.status == 0, told.err
    assert "attestation A" in told.out
    return file


def scanned(file: Path) -> str:
    """The code on the paper, as a camera reads it from a print at 150 dpi."""
    drawing = ["pdftoppm", "-r", "150", "-png", "-singlefile", str(file), str(file.with_suffix(""))]
    subprocess.run(drawing, check=True)
    reading = ["zbarimg", "--raw", "-q", "-Sbinary", str(file.with_suffix(".png"))]
    return subprocess.run(reading, capture_output=True, check=True).stdout.decode()


def test_an_attestation_is_a_pdf_for_archives(attested: Path) -> None:
    assert validate_written(attested, "3b").findings == []


@needs_a_scanner
def test_the_code_on_the_paper_is_genuine_with_the_base_and_without(
    commands: Commands, attested: Path, tmp_path: Path
) -> None:
    text = scanned(attested)
    here = commands("verify", text)
    assert here.status == 0
    assert "Éloïse Dupré" in here.out
    commands.place = tmp_path / "nowhere.sqlite"
    away = commands("verify", text)
    assert (away.status, away.out) == (0, here.out)


@needs_a_scanner
def test_a_changed_code_is_not_genuine(commands: Commands, attested: Path) -> None:
    text = scanned(attested)
    payload = text.rstrip()
    for place in (len(payload) // 4, len(payload) // 2):
        other = "A" if payload[place] != "A" else "B"
        told = commands("verify", payload[:place] + other + payload[place + 1 :])
        assert told.status in (1, 2)
        assert told.out.strip()


def printed_into_a_file(original: Path) -> Path:
    """As *Print* does with a printer that writes a PDF: the sheet is a picture there."""
    printed = original.with_name("printed.pdf")
    writer = QPdfWriter(str(printed))
    painter = QPainter(writer)
    for sheet in draw_pages(original.read_bytes(), PRINTED_DPI):
        painter.drawImage(painter.viewport(), sheet)
    painter.end()
    return printed


@needs_a_scanner
def test_a_print_saved_as_a_pdf_is_not_the_original_but_its_code_is_genuine(
    commands: Commands, attested: Path, qapp: object
) -> None:
    printed = printed_into_a_file(attested)
    told = commands("verify", printed)
    assert told.status == 2
    assert "not the original" in told.out
    assert "QR code" in told.out
    assert commands("verify", scanned(printed)).status == 0


@pytest.mark.parametrize("keywords", ["", "laser, workshop"])
def test_any_other_pdf_is_not_the_original_either(
    commands: Commands, tmp_path: Path, keywords: str
) -> None:
    file = tmp_path / "other.pdf"
    with pikepdf.new() as other:
        other.add_blank_page()
        other.docinfo["/Keywords"] = keywords
        other.save(file)
    told = commands("verify", file)
    assert told.status == 2
    assert "not the original" in told.out


def test_the_file_is_genuine_with_the_base_and_without(
    commands: Commands, attested: Path, tmp_path: Path
) -> None:
    assert commands("verify", attested).status == 0
    commands.place = tmp_path / "nowhere.sqlite"
    assert commands("verify", attested).status == 0


def test_a_published_key_is_enough(
    commands: Commands, attested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pem,) = keys_folder().rglob("*.pem")
    published = tmp_path / "lab.pem"
    shutil.copy(pem, published)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    commands.place = tmp_path / "nowhere.sqlite"
    unknown = commands("verify", attested)
    assert unknown.status == 1
    assert "key" in unknown.out
    assert commands("verify", attested, "--key", published).status == 0


def test_the_published_list_tells_a_third_party_what_was_revoked(
    commands: Commands, attested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, listed, later = tmp_path / "lab.pem", tmp_path / "list.json", tmp_path / "later.json"
    assert commands("key", key).status == 0
    told = commands("revoked", listed)
    assert (told.status, "0 papers" in told.out) == (0, True)
    with closing(Database(url_of(commands.place))) as database:
        seat = built_in_seat(database, "", keys_folder())
        with database.reading() as session:
            paper = session.scalars(select(Paper.id)).one()
        perform(database, seat, utc_now, lambda act: revoke_paper(act, paper, "wrong name"))
    assert commands("revoked", later).status == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    before = commands("verify", attested, "--key", key, "--revoked", listed)
    assert before.status == 0
    assert "does not revoke it" in before.out
    after = commands("verify", attested, "--key", key, "--revoked", later)
    assert (after.status, "was revoked on" in after.out) == (3, True)
    stranger = commands("verify", attested, "--revoked", later)
    assert stranger.status == 2
    assert "proves nothing" in stranger.err
    assert commands("verify", attested, "--key", key, "--revoked", attested).status == 2


def test_a_third_party_verifies_with_the_key_that_the_lab_published(
    commands: Commands, attested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = tmp_path / "lab.pem"
    told = commands("key", published)
    assert (told.status, "1 public key" in told.out) == (0, True)
    assert "PRIVATE" not in published.read_text()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    commands.place = tmp_path / "nowhere.sqlite"
    genuine = commands("verify", attested, "--key", published)
    assert genuine.status == 0
    assert "Éloïse Dupré" in genuine.out


def test_no_key_is_published_before_the_first_paper(commands: Commands, tmp_path: Path) -> None:
    told = commands("key", tmp_path / "lab.pem")
    assert told.status == 1
    assert "first" in told.err
    assert not (tmp_path / "lab.pem").exists()


@pytest.mark.parametrize("name", ["private.pem", "nowhere/lab.pem", "desk.sqlite"])
def test_a_published_key_takes_no_place_that_is_another_s(
    commands: Commands, attested: Path, name: str
) -> None:
    del attested
    (private,) = keys_folder().rglob("*.pem")
    assert isinstance(commands.place, Path)
    file = private if name == "private.pem" else commands.place.parent / name
    before = file.read_bytes()[:64] if file.exists() else b""
    told = commands("key", file)
    assert (told.status, told.out) == (1, "")
    assert told.err.strip()
    assert (file.read_bytes()[:64] if file.exists() else b"") == before


def test_an_attestation_never_takes_the_place_of_the_base(commands: Commands) -> None:
    commands("import", "members", DATA / "members-helloasso.csv")
    told = commands("attest", "membership", 1, "--out", commands.place)
    assert told.status == 1
    assert "is the base that is open here" in told.err


def test_one_byte_changed_is_told_with_the_base_at_hand(commands: Commands, attested: Path) -> None:
    pdf = bytearray(attested.read_bytes())
    pdf[len(pdf) // 2] ^= 1
    attested.write_bytes(pdf)
    told = commands("verify", attested)
    assert told.status in (1, 2)
    assert told.out.strip()


def test_a_revoked_paper_is_told_with_the_base_at_hand(commands: Commands, attested: Path) -> None:
    database = Database(url_of(commands.place))
    seat = built_in_seat(database, "desk", keys_folder())
    with database.reading() as session:
        paper_id = session.scalars(select(Paper.id)).one()
    perform(database, seat, utc_now, lambda act: revoke_paper(act, paper_id, "Erreur de nom"))
    database.close()
    told = commands("verify", attested)
    assert told.status == 3
    assert "Erreur de nom" in told.out


@pytest.mark.parametrize("what", ["", "bonjour", "x" * 5000, "HTTPS://EXAMPLE.ORG/%%%"])
def test_what_is_no_seal_is_unreadable(commands: Commands, what: str) -> None:
    told = commands("verify", what)
    assert told.status == 2
    assert told.out.strip()


def test_a_file_without_seal_or_none_at_all_is_unreadable(
    commands: Commands, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(b"%PDF-1.7\n%%EOF")
    assert commands("verify", blank).status == 2
    missing = commands("verify", tmp_path / "missing.pdf")
    assert missing.status == 2
    assert "cannot be read" in missing.err


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("77", "Nobody has the number"),
        ("x", "Nobody has the number"),
        ("6", "never was a member"),
    ],
)
def test_who_never_was_a_member_gets_no_attestation(
    commands: Commands, tmp_path: Path, number: str, why: str
) -> None:
    commands("import", "members", DATA / "members-helloasso.csv")
    out = tmp_path / "out.pdf"
    told = commands("attest", "membership", number, "--out", out)
    assert told.status == 1
    assert why in told.err
    assert not out.exists()


def test_no_paper_is_issued_for_a_place_that_cannot_be_written(
    commands: Commands, attested: Path, tmp_path: Path
) -> None:
    del attested
    told = commands("attest", "membership", 1, "--out", tmp_path / "nowhere" / "out.pdf")
    assert told.status == 1
    assert "cannot be written" in told.err
    database = Database(url_of(commands.place))
    with database.reading() as session:
        assert len(session.scalars(select(Paper.id)).all()) == 1
    database.close()


def test_a_new_attestation_does_not_replace_the_one_before(
    commands: Commands, attested: Path, tmp_path: Path
) -> None:
    commands("attest", "membership", 1, "--out", tmp_path / "again.pdf")
    assert commands("verify", attested).status == 0
    assert commands("verify", tmp_path / "again.pdf").status == 0
