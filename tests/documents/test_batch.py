from io import BytesIO
from pathlib import Path

import pytest
from pikepdf.pdfa import validate_written
from pypdf import PdfReader

from builders import NOW
from fablab_desk.documents.batch import draw_batch
from fablab_desk.documents.page import Letterhead, Page, PageBreak, Paragraph

LETTERHEAD = Letterhead(name="Fablab d’essai")
TWO_SHEETS = (Paragraph("Ada"), PageBreak(), Paragraph("La suite"))


def letters() -> list[Page]:
    pages = [Page(title=f"Lettre {n}", made_at=NOW) for n in range(2)]
    return [*pages, Page(title="Longue lettre", made_at=NOW, blocks=TWO_SHEETS)]


def test_a_batch_is_one_archived_file_of_letters_in_their_order(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = draw_batch(
        letters(), LETTERHEAD, title="Lettres", told=lambda done, total: told.append((done, total))
    )
    texts = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert [text.count("Lettre 0") for text in texts] == [1, 0, 0, 0]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    file = tmp_path / "batch.pdf"
    file.write_bytes(made)
    assert validate_written(file, "3b").findings == []


def test_each_letter_numbers_its_own_sheets() -> None:
    made = draw_batch(letters(), LETTERHEAD, title="Lettres")
    texts = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert ["1 / 1" in text for text in texts] == [True, True, False, False]
    assert "1 / 2" in texts[2]
    assert "2 / 2" in texts[3]


def test_the_same_letters_are_the_same_bytes() -> None:
    first, again = (draw_batch(letters(), LETTERHEAD, title="Lettres") for _ in range(2))
    assert first == again


def test_stopped_on_the_way_there_is_no_file() -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        draw_batch(letters(), LETTERHEAD, title="Lettres", told=stop)
