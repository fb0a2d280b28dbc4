import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf.pdfa import validate_written
from PIL import Image
from pypdf import PdfReader

from fablab_desk.documents.archive import Attached
from fablab_desk.documents.draw import draw
from fablab_desk.documents.errors import LogoError, UnreadablePdfError
from fablab_desk.documents.logo import check_logo
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Facts,
    Halves,
    Heading,
    Letterhead,
    Page,
    PageBreak,
    PageFormat,
    Paragraph,
    SealBlock,
    Signature,
    Spacer,
    Table,
    strong,
)
from fablab_desk.documents.seal_text import find_seal_text

SEAL = "FD1:" + "8UADZCKFEOEDJOD2 C54EM-DX.CH8FSKDQ$D" * 6
HEAD = Letterhead(
    name="La Fabrique du Crêt",
    legal_lines=("Association loi 1901",),
    address_lines=("12 rue des Armuriers", "42000 Saint-Étienne"),
    contact_lines=("bonjour@fabrique.example",),
    footer_lines=("Déclarée à la préfecture de la Loire",),
)
PAGE = Page(
    title="Attestation d’adhésion",
    number="A2026-00001",
    place_and_date="Saint-Étienne, le 3 mars 2026",
    recipient=("Mme Aïcha Benali", "27 cours Fauriel", "42100 Saint-Étienne"),
    made_at=datetime(2026, 3, 3, 10, tzinfo=UTC),
    blocks=(
        Paragraph(strong("{name} est adhérente jusqu’au {day}.", name="Aïcha", day="2 mars 2027")),
        Facts((("Cotisation", "1\u202f215,50\u00a0€"),)),
        Heading("Détail"),
        Table(
            (Column("Pour", share=3), Column("Montant", Align.RIGHT)),
            (("Adhésion", "15,00\u00a0€"), ("", "")),
            (("Total", "15,00\u00a0€"),),
        ),
        Spacer(3),
        Halves((SealBlock(SEAL, "Signée"),), (Signature("La présidente", "Jeanne Faure"),)),
        PageBreak(),
        Paragraph("Mentions", quiet=True),
    ),
)
LONG = "Jean-" * 60
NASTY = "<b>&amp;</para> " + LONG + " 😀👩‍🔧 שלום السلام 漢字 \x00\x07\ud800 \n e\u0301"

NASTY_HEAD = Letterhead(
    name=NASTY,
    legal_lines=(NASTY,) * 12,
    address_lines=(NASTY,) * 12,
    contact_lines=(NASTY,) * 12,
    footer_lines=(NASTY,) * 12,
)


def written(folder: Path, page: Page, letterhead: Letterhead = HEAD) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(draw(page, letterhead, seal_text=SEAL))
    return file


def run(program: str, environment: Mapping[str, str]) -> bytes:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def said(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)


def a_logo(mode: str = "RGBA", form: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new(mode, (300, 90), 120 if mode in "LP" else None).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", PageFormat)
def test_every_format_is_pdf_a_3b(tmp_path: Path, form: PageFormat) -> None:
    file = written(tmp_path, replace(PAGE, format=form), replace(HEAD, logo=a_logo()))
    assert validate_written(file, "3b").findings == []


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGBA", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")],
)
def test_any_picture_is_flattened_to_an_archivable_logo(
    tmp_path: Path, mode: str, form: str
) -> None:
    file = written(tmp_path, PAGE, replace(HEAD, logo=a_logo(mode, form)))
    assert validate_written(file, "3b").findings == []


@pytest.mark.parametrize("logo", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n cut", a_logo()[:60]])
def test_a_logo_that_is_no_picture_is_refused(logo: bytes) -> None:
    with pytest.raises(LogoError):
        check_logo(logo)


def test_a_paper_says_what_its_page_says() -> None:
    text = said(draw(PAGE, HEAD))
    for part in (
        "La Fabrique du Crêt",
        "42100 SAINT-ÉTIENNE",
        "Aïcha est adhérente jusqu’au 2 mars 2027.",
        "1 215,50 €",
        "A2026-00001 · 1 / 2",
        "A2026-00001 · 2 / 2",
        "Saint-Étienne, le 3 mars 2026",
    ):
        assert part in text


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh", "Σωκράτης Παπαδόπουλος", "Олександр Їжак", "Łukasz Żółć", "Țîrlea"]
)
def test_names_of_europe_and_vietnam_are_printed_whole(name: str) -> None:
    assert name in said(draw(Page(title="Reçu", blocks=(Paragraph(name),)), HEAD))


def test_no_line_ends_inside_an_amount() -> None:
    text = " ".join("a" * length + " 12\u202f345\u202f678,00\u00a0€" for length in range(40))
    lines = said(draw(Page(title="Reçu", blocks=(Paragraph(text),)), HEAD)).splitlines()
    filled = [line.split() for line in lines if "aa" in line]
    assert len(filled) > 10
    assert not any(words[0] in ("345", "678,00", "€") for words in filled)


def test_what_the_typeface_lacks_is_shown_as_a_square_and_markup_as_typed() -> None:
    page = Page(title="Reçu", blocks=(Paragraph("<b>Ada</b> & 漢字!"),))
    assert "<b>Ada</b> & □!" in said(draw(page, HEAD))


@pytest.mark.parametrize("form", PageFormat)
@pytest.mark.parametrize(
    "block",
    [
        Paragraph(NASTY),
        Heading(NASTY),
        Facts(((NASTY, NASTY * 20),)),
        Facts(()),
        Table(
            (Column(NASTY), Column("")),
            ((NASTY * 20, ""), ("", NASTY)),
            (
                (
                    NASTY,
                    "",
                ),
            ),
        ),
        Table((Column("Pour"),), ()),
        Signature(NASTY, NASTY * 20),
        SealBlock(SEAL * 4, NASTY * 20),
        Halves((SealBlock(SEAL, NASTY), Paragraph(NASTY * 30)), (Signature(NASTY),)),
        Halves((), ()),
    ],
    ids=lambda block: type(block).__name__ if not isinstance(block, PageFormat) else None,
)
def test_no_text_breaks_the_layout(tmp_path: Path, block: Block, form: PageFormat) -> None:
    page = Page(
        title=NASTY,
        number="A2026-00001",
        place_and_date=NASTY,
        recipient=(NASTY,) * 12,
        blocks=(Paragraph("before"), block, Paragraph("after")),
        format=form,
        watermark=NASTY,
    )
    file = written(tmp_path, page, NASTY_HEAD)
    assert validate_written(file, "3b").findings == []
    assert "after" in said(file.read_bytes())


def test_a_long_table_repeats_its_header_below_its_heading() -> None:
    rows = tuple((f"Personne {number}", "1,00\u00a0€") for number in range(120))
    table = Table((Column("Nom"), Column("Montant", Align.RIGHT)), rows)
    page = Page(title="Liste", blocks=(Heading("Encaissements"), table))
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(draw(page, HEAD))).pages]
    assert len(sheets) > 3
    assert all("Montant" in sheet for sheet in sheets)
    assert "Personne 0" in sheets[0]


@pytest.mark.parametrize(("lines", "height"), [(1, 148), (30, 238), (80, 297)])
def test_a_small_receipt_is_as_long_as_its_text(lines: int, height: int) -> None:
    page = Page(title="Reçu", format=PageFormat.A6, blocks=(Paragraph("1,00\u00a0€"),) * lines)
    sheets = PdfReader(BytesIO(draw(page, HEAD))).pages
    assert float(sheets[0].mediabox.height) * 25.4 / 72 == pytest.approx(height, abs=2)
    assert f"1 / {len(sheets)}" in sheets[0].extract_text()


def test_a_few_last_lines_are_drawn_tighter_rather_than_on_a_sheet_of_their_own() -> None:
    for lines, sheets in ((20, 1), (26, 1), (31, 2), (50, 2)):
        facts = Facts((("Caisse", "Accueil"),) * lines)
        page = Page(title="Clôture", blocks=(facts, Signature("Comptée par", "Léa")))
        found = PdfReader(BytesIO(draw(page, HEAD))).pages
        assert len(found) == sheets
        assert "Comptée par" in found[-1].extract_text()


def test_the_same_page_is_drawn_to_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from test_draw import HEAD, PAGE, SEAL, draw;"
        "sys.stdout.buffer.write(draw(PAGE, HEAD, seal_text=SEAL))"
    )
    here = Path(__file__).parent
    paths = {"PYTHONPATH": f"{here}{os.pathsep}{here.parents[1]}"}
    other = run(program, os.environ | paths)
    draw(replace(PAGE, title="Another one before"), HEAD)
    assert draw(PAGE, HEAD, seal_text=SEAL) == other


def test_a_paper_is_described_for_archives_and_screen_readers() -> None:
    with pikepdf.open(BytesIO(draw(PAGE, HEAD, seal_text=SEAL))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Attestation d’adhésion A2026-00001"
            assert xmp["dc:creator"] == ["La Fabrique du Crêt"]
            assert xmp["xmp:CreateDate"] == "2026-03-03T10:00:00+00:00"


def test_a_file_can_travel_inside_the_paper(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    attached = Attached(name="a.xml", content=b"<a/>", media_type="text/xml")
    file.write_bytes(draw(PAGE, HEAD, attachments=[attached]))
    assert validate_written(file, "3b").findings == []
    with pikepdf.open(file) as pdf:
        assert pdf.attachments["a.xml"].get_file().read_bytes() == b"<a/>"


def test_the_seal_is_read_back_without_a_camera() -> None:
    assert find_seal_text(draw(PAGE, HEAD, seal_text=SEAL)) == SEAL
    assert find_seal_text(draw(PAGE, HEAD)) is None
    with pytest.raises(UnreadablePdfError):
        find_seal_text(b"no PDF")


def test_drawing_is_not_imported_before_the_first_paper() -> None:
    program = (
        "import sys, fablab_desk.documents.draw, fablab_desk.documents.seal_text;"
        "print({'reportlab', 'pikepdf', 'segno', 'PIL'} & set(sys.modules))"
    )
    assert run(program, os.environ).split() == [b"set()"]


@pytest.mark.parametrize("sheet", [PageFormat.A4, PageFormat.A4_LANDSCAPE])
def test_a_long_list_keeps_every_row_under_its_titles(sheet: PageFormat) -> None:
    told = list[tuple[int, int]]()
    rows = tuple((f"Line {n}", "word " * (n % 30), f"{n}") for n in range(300))
    columns = (Column("Name"), Column("Words", share=2), Column("Number", Align.RIGHT))
    page = replace(PAGE, format=sheet, blocks=(Table(columns, rows),))
    pdf = draw(page, HEAD, told=lambda done, count: told.append((done, count)))
    sheets = [one.extract_text() for one in PdfReader(BytesIO(pdf)).pages]
    assert all("Number" in text for text in sheets)
    assert [n for n in range(300) if f"Line {n}\n" not in "\n".join(sheets)] == []
    assert told[-1] == (300, 300)
    assert len(told) == len(sheets)


def test_a_row_higher_than_a_sheet_does_not_stop_a_long_list() -> None:
    rows = (("word " * 3000, "1"), *((f"Line {n}", "2") for n in range(100)))
    page = replace(PAGE, blocks=(Table((Column("Name"), Column("Number")), rows),))
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(draw(page, HEAD))).pages)
    assert text.count("word") == 3000
    assert "Line 99" in text
