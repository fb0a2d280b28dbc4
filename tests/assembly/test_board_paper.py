"""The board on paper, of a day, and the attestation of one mandate."""

from datetime import date
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest
from pypdf import PdfReader

from builders import Worker
from builders.assembly import a_mandate
from builders.lab import a_carrier
from builders.people import a_person
from fablab_desk.assembly.board_paper import (
    attested_page,
    board_page,
    draw_attested,
    draw_board,
    load_attested,
    load_board,
)
from fablab_desk.assembly.errors import EmptyBoardError
from fablab_desk.assembly.kinds import Office
from fablab_desk.assembly.service_mandates import resign
from fablab_desk.documents.page import Facts, Paragraph, Table
from fablab_desk.errors import Problems
from fablab_desk.i18n import say

FIRST, LAST = date(2025, 3, 3), date(2026, 3, 2)
TODAY = date(2026, 3, 2)


def rows(worker: Worker, day: date, carrier_id: UUID | None = None) -> tuple[tuple[str, ...], ...]:
    with worker.database.reading() as session:
        page = board_page(load_board(session, carrier_id, day, TODAY), "en")
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    return table.rows


def test_the_list_says_who_holds_which_office_since_when_and_until_when(
    administrator: Worker,
) -> None:
    a_mandate(administrator, a_person(administrator, "Ada"), Office.TREASURER, FIRST, LAST)
    left = a_mandate(administrator, a_person(administrator, "Max"), Office.PRESIDENT, FIRST, LAST)
    administrator.does(lambda act: resign(act, left, date(2025, 9, 1)))
    zoe = a_person(administrator, "Zoé")
    a_mandate(administrator, zoe, Office.PRESIDENT, date(2025, 9, 2), LAST)
    assert rows(administrator, TODAY) == (
        ("Zoé Exemple", "President", "2 September 2025", "2 March 2026"),
        ("Ada Exemple", "Treasurer of the board", "3 March 2025", "2 March 2026"),
    )
    assert rows(administrator, date(2025, 6, 1))[0] == (
        *("Max Exemple", "President", "3 March 2025"),
        "1 September 2025",
    )


def test_a_structure_s_list_has_its_own_people_and_its_letterhead(administrator: Worker) -> None:
    university = a_carrier(administrator)
    a_mandate(administrator, a_person(administrator, "Ada"), starts_on=FIRST, ends_on=LAST)
    a_mandate(
        administrator,
        a_person(administrator, "Max"),
        starts_on=FIRST,
        ends_on=LAST,
        carrier_id=university,
    )
    assert [row[0] for row in rows(administrator, TODAY, university)] == ["Max Exemple"]
    with administrator.database.reading() as session:
        board = load_board(session, university, TODAY, TODAY)
    text = PdfReader(BytesIO(draw_board(board, "fr"))).pages[0].extract_text()
    assert "Université d’Essai" in text
    assert "Max Exemple" in text
    assert "Ada" not in text


def test_a_day_without_a_board_is_refused_beside_the_day(administrator: Worker) -> None:
    a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(Problems) as told, administrator.database.reading() as session:
        load_board(session, None, date(2024, 1, 1), TODAY)
    ((field, found),) = told.value.found
    assert (field, type(found)) == ("day", EmptyBoardError)
    assert "1 January 2024" in say(found, "en")


@pytest.mark.parametrize(
    ("made_on", "said"),
    [
        (date(2025, 3, 2), "is to hold"),
        (FIRST, "holds"),
        (LAST, "holds"),
        (date(2026, 3, 3), "held"),
    ],
)
def test_an_attestation_says_whether_the_mandate_runs(
    administrator: Worker, made_on: date, said: str
) -> None:
    key = a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    with administrator.database.reading() as session:
        page = attested_page(load_attested(session, key, made_on), "en")
    (told, *_) = (block for block in page.blocks if isinstance(block, Paragraph))
    assert f" {said} this office" in "".join(told.text)


def test_who_resigned_is_attested_with_the_day(administrator: Worker) -> None:
    key = a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    administrator.does(lambda act: resign(act, key, date(2025, 9, 1)))
    with administrator.database.reading() as session:
        board = load_attested(session, key, TODAY)
    (facts,) = (block for block in attested_page(board, "en").blocks if isinstance(block, Facts))
    assert facts.pairs[-1] == ("Resigned on", "1 September 2025")


def test_both_papers_are_made_to_last(administrator: Worker) -> None:
    key = a_mandate(administrator, starts_on=FIRST, ends_on=LAST)
    with administrator.database.reading() as session:
        papers = (
            draw_board(load_board(session, None, TODAY, TODAY), "fr"),
            draw_attested(load_attested(session, key, TODAY), "fr"),
        )
    for paper in papers:
        with pikepdf.open(BytesIO(paper)) as pdf, pdf.open_metadata() as known:
            assert known["pdfaid:part"] == "3"
