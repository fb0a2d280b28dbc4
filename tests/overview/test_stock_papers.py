"""The sheet to count by, and labels whose code is read back."""

import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from builders import NOW, Worker
from builders.stock import a_level, delivered, level_of
from fablab_desk.db.database import Database
from fablab_desk.documents.card_sheet import draw_cards
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Letterhead
from fablab_desk.overview.stock_papers import label_faces, lay_out_count
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.queries import list_levels
from fablab_desk.stock.tags import tag_of

TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_what_is_to_be_counted_stands_by_store_and_place(administrator: Worker) -> None:
    a_level(administrator, "VIS", place="Tiroir 2")
    delivered(administrator, a_level(administrator, "PLA", place="Étagère A"), "4200")
    a_level(administrator, "TASSE", Store.SALE, place="Vitrine")
    with administrator.database.reading() as session:
        rows = list_levels(session)
    page = lay_out_count(rows, TODAY, "fr")
    text = text_of(draw(page, Letterhead(name="Fablab d’essai")))
    places = [text.index(said) for said in ("Étagère A", "Tiroir 2", "Vitrine")]
    assert places == sorted(places)
    for said in ("Stock à compter", "PLA", "4200", "Compté", "Compté par"):
        assert said in text, text


def test_an_empty_stock_says_so(administrator: Worker) -> None:
    with administrator.database.reading() as session:
        page = lay_out_count(list_levels(session), TODAY, "fr")
    assert "Rien n’est tenu en stock" in text_of(draw(page, Letterhead(name="Fablab")))


def test_a_label_is_read_back_once_for_an_article_in_two_stores(
    administrator: Worker, tmp_path: Path
) -> None:
    level = a_level(administrator, "PLA-1.75", threshold=Decimal(5), place="Étagère A")
    article = level_of(administrator, level).article_id
    with administrator.database.reading() as session:
        faces = label_faces([*list_levels(session)] * 2)
    assert len(faces) == 1
    sheet = tmp_path / "labels.pdf"
    sheet.write_bytes(draw_cards(faces, "Fablab d’essai", "Étiquettes", language="fr"))
    picture = tmp_path / "labels"
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(sheet), str(picture)], check=True)
    (page,) = tmp_path.glob("labels*.png")
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(page)], check=True, capture_output=True, text=True
    )
    assert read.stdout.split() == [tag_of(article)]
