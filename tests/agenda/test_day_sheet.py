"""The blank sheet that lies at the door."""

from io import BytesIO

from pypdf import PdfReader

from builders import NOW
from fablab_desk.agenda.day_sheet import lay_out_sheet
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Letterhead


def test_it_asks_on_the_two_sides_of_one_sheet_what_is_typed_at_the_door() -> None:
    pdf = draw(lay_out_sheet(NOW.date(), "fr"), Letterhead(name="Lab"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) == 2
    for title in ("Nom", "Public", "Première visite"):
        assert title in pages[0]
    for title in ("Sans nom", "Combien", "Dont nouveaux"):
        assert title in pages[1]
