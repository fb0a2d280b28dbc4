"""Card numbers given in one go, and the sheet they are printed on."""

import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.people import a_person, a_photo
from fablab_desk.documents.card_sheet import CardFace, draw_cards
from fablab_desk.people.models import Party
from fablab_desk.people.queries import find_holder
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_card import give_card, give_cards, take_cards_back

needs_readers = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")),
    reason="pdftoppm and zbarimg are installed by packaging/test.sh",
)


def cards(worker: Worker) -> list[str | None]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Party.card).order_by(Party.number)))


def given_to(worker: Worker, *keys: UUID) -> dict[UUID, str]:
    return worker.does(lambda act: give_cards(act, keys)).result


def test_those_without_a_card_are_given_one_that_opens_their_record(administrator: Worker) -> None:
    ada, bea = a_person(administrator, "Ada"), a_person(administrator, "Bea", card="04A2")
    assert given_to(administrator, ada, bea) == {ada: "00000001"}
    with administrator.database.reading() as session:
        holder = find_holder(session, "00000001")
    assert holder
    assert holder.id == ada
    assert cards(administrator) == ["00000001", "04A2"]


def test_a_number_that_somebody_holds_already_is_not_given_again(administrator: Worker) -> None:
    ada = a_person(administrator, "Ada")
    a_person(administrator, "Bea", card="00000001")
    assert given_to(administrator, ada) == {ada: "10000001"}


def test_somebody_archived_is_given_no_card(administrator: Worker) -> None:
    ada = a_person(administrator)
    administrator.does(lambda act: archive_party(act, ada))
    assert given_to(administrator, ada) == {}


def test_taking_cards_back_leaves_one_that_was_changed_since(administrator: Worker) -> None:
    keys = [a_person(administrator, name) for name in ("Ada", "Bea")]
    given = given_to(administrator, *keys)
    administrator.does(lambda act: give_card(act, keys[0], "04A2"))
    administrator.does(lambda act: take_cards_back(act, given))
    assert cards(administrator) == ["04A2", None]


@needs_readers
def test_every_card_of_a_sheet_is_read_back(tmp_path: Path) -> None:
    codes = [f"{number:08}" for number in range(1, 12)] + ["A-01 043/é"]
    nasty = ("<b>Zoé</b> & Cie", "J" * 300, "😀 שלום", "")
    faces = [
        CardFace(nasty[at % 4], f"M-{at:05}", code, a_photo(300, 400, "JPEG") if at % 2 else b"no")
        for at, code in enumerate(codes)
    ]
    file = tmp_path / "cards.pdf"
    file.write_bytes(draw_cards(faces, "La Fabrique <du> Crêt", "Cartes"))
    subprocess.run(["pdftoppm", "-r", "150", "-png", file, tmp_path / "sheet"], check=True)
    sheets = sorted(tmp_path.glob("*.png"))
    read = subprocess.run(
        ["zbarimg", "--raw", "-q", *sheets], check=True, capture_output=True, text=True
    )
    assert (len(sheets), sorted(read.stdout.splitlines())) == (2, sorted(codes))
