import os
import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf.pdfa import validate_written
from pypdf import PdfReader

from fablab_desk.documents.card_sheet import CardFace, draw_cards
from fablab_desk.documents.draw import draw
from fablab_desk.documents.ink import Ink
from fablab_desk.documents.page import (
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Page,
    PageFormat,
    Paragraph,
    Signature,
    Table,
    strong,
)
from fablab_desk.documents.scripts import script_fonts
from fablab_desk.documents.words import Words, _order

HEAD = Letterhead(name="Le labo de مريم")
NAMES = ["مريم العربي", "שרה כהן", "Елена Иванова", "🦊 Zoé", "👩‍🔧 🇫🇷 1️⃣", "پژمان می‌خواهم", "مُحَمَّد"]


@pytest.mark.parametrize("form", PageFormat)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_writing_is_archived_without_a_square(
    tmp_path: Path, name: str, form: PageFormat
) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph(strong("{name} est là.", name=name)),
        Heading(name),
        Facts(((name, name),)),
        Table((Column(name),), ((name * 9,),), ((name,),)),
        Signature(name, name),
    )
    page = Page(title=name, format=form, recipient=(name, name), blocks=blocks)
    file = tmp_path / "paper.pdf"
    file.write_bytes(draw(page, HEAD))
    assert validate_written(file, "3b").findings == []
    assert "□" not in PdfReader(file).pages[0].extract_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_card_bears_a_name_in_any_writing(tmp_path: Path, name: str) -> None:
    file = tmp_path / "cards.pdf"
    file.write_bytes(draw_cards([CardFace(name, "M-1", "")], HEAD.name, "Cartes"))
    assert validate_written(file, "3b").findings == []
    assert "□" not in PdfReader(file).pages[0].extract_text()


def test_a_foot_and_a_watermark_in_another_writing_stay_archivable(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    page = Page(title="Reçu", watermark=NAMES[0])
    file.write_bytes(draw(page, Letterhead(name="Labo", footer_lines=(NAMES[3],))))
    assert validate_written(file, "3b").findings == []


@pytest.mark.parametrize("name", [NAMES[0], NAMES[1], "🦊 Zoé"])
def test_a_name_is_copied_from_a_paper_as_it_was_typed(name: str) -> None:
    """Each glyph of the paper says its own letters, whatever the reader puts them in order by."""
    for word in name.split():
        for font in script_fonts().values():
            if font.covers.issuperset(map(ord, word)):
                codes = font.shape(word)
                assert "".join(font.placed[code].said for code in codes) == word
                break


@pytest.mark.parametrize(
    ("read", "seen"), [("Mme שרה כהן 12", "Mme 12 ןהכ הרש"), ("abc", "abc"), ("ש(ר)ה", "ה(ר)ש")]
)
def test_a_line_is_drawn_in_the_direction_it_is_read(read: str, seen: str) -> None:
    assert "".join(letter for _at, letter in _order(read)) == seen


def test_a_name_from_right_to_left_goes_on_in_the_next_line() -> None:
    lines = Words("שרה כהן " * 3, Ink(PageFormat.A4).body()).breakLines(40).lines
    first = [
        font.placed[each].said
        for word in lines[0].words
        for font in (script_fonts()["NotoHebrew"],)
        for each in word.text
        if each in font.placed
    ]
    assert "".join(first) == "ןהכהרש"


def test_letters_of_arabic_are_joined() -> None:
    font = script_fonts()["NotoArabic"]
    alone = {font.placed[each].glyph for letter in "مريم" for each in font.shape(letter)}
    assert not alone.issuperset(font.placed[each].glyph for each in font.shape("مريم"))


def test_a_paper_of_our_own_letters_opens_no_other_font() -> None:
    program = (
        "from fablab_desk.documents.draw import warm_up; warm_up();"
        "from fablab_desk.documents.scripts import script_fonts;"
        "print(script_fonts.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"0"]
