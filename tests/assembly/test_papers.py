"""What the papers of an assembly say, drawn as they are printed."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from pypdf import PdfReader

from builders import Worker
from builders.assembly import MEETS, an_assembly, convened, entered, represented, some_voters
from fablab_desk.assembly.document import convocation, mail_text, minutes, sheet
from fablab_desk.assembly.meeting import (
    Addressee,
    Meeting,
    SheetLine,
    list_addressees,
    list_lines,
    load_meeting,
)
from fablab_desk.assembly.posting import draw_convocations, write_mails
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Page
from fablab_desk.papers.errors import UnwritableFileError

Read = tuple[Meeting, list[Addressee], list[SheetLine]]


def read(worker: Worker, key: UUID, day: date = MEETS) -> Read:
    with worker.database.reading() as session:
        return (
            load_meeting(session, key, day),
            list_addressees(session, key, "en"),
            list_lines(session, key),
        )


def sheets(meeting: Meeting, page: Page) -> list[str]:
    pdf = PdfReader(BytesIO(draw(page, meeting.letterhead)))
    return [" ".join(one.extract_text().split()) for one in pdf.pages]


def nobody(_done: int, _total: int) -> None:
    return


def test_a_convocation_has_its_agenda_and_on_a_second_sheet_the_proxy(
    administrator: Worker,
) -> None:
    some_voters(administrator, "Ada")
    meeting, to, _ = read(administrator, convened(administrator, an_assembly(administrator)))
    first, second = sheets(meeting, convocation(meeting, to[0], "en"))
    assert "ordinary general assembly, on 2 March 2026 at 18:30, Salle des fêtes." in first
    assert "1. Rapport moral 2. Rapport financier 3. Élection du conseil" in first
    assert "I, Ada Exemple (M-00001), give power to" in second
    assert "2 at most" in second


def test_where_no_proxies_are_allowed_there_is_no_slip(administrator: Worker) -> None:
    some_voters(administrator, "Ada")
    key = convened(administrator, an_assembly(administrator, most_proxies=0))
    meeting, to, _ = read(administrator, key)
    assert len(sheets(meeting, convocation(meeting, to[0], "en"))) == 1


def test_all_convocations_are_one_file(administrator: Worker) -> None:
    some_voters(administrator, "Ada", "Zoé")
    meeting, to, _ = read(administrator, an_assembly(administrator))
    pdf = draw_convocations(meeting, to, "en", nobody)
    with pikepdf.open(BytesIO(pdf)) as found:
        assert len(found.pages) == 4


def test_the_sheet_to_sign_shows_who_is_represented_already(administrator: Worker) -> None:
    ada, zoe = some_voters(administrator, "Ada", "Zoé")
    key = convened(administrator, an_assembly(administrator))
    represented(administrator, key, zoe, ada)
    meeting, _, lines = read(administrator, key)
    (said,) = sheets(meeting, sheet(meeting, lines, "en"))
    assert "Zoé Exemple M-00002 Ada Exemple" in said
    assert "of 2 voters" in said


@pytest.mark.parametrize("voters", range(13, 20))
def test_the_signatures_stand_below_the_figures_they_are_for(
    administrator: Worker, voters: int
) -> None:
    some_voters(administrator, "Ada")
    meeting, _, lines = read(administrator, convened(administrator, an_assembly(administrator)))
    *_, last = sheets(meeting, sheet(meeting, lines * voters, "en"))
    for part in ("Present: ____", "In all: ____", f"of {voters} voters", "Secretary"):
        assert part in last


def test_an_e_mail_says_the_rules_as_the_convocation_does(administrator: Worker) -> None:
    some_voters(administrator, "Ada")
    key = an_assembly(administrator, least_age=16)
    meeting, to, _ = read(administrator, convened(administrator, key))
    first, _ = sheets(meeting, convocation(meeting, to[0], "en"))
    said = mail_text(meeting, "en")
    for rule in ("One votes from the age of 16.", "25 % of the voters have to be present"):
        assert rule in said
        assert rule in first
    assert said.endswith(f"\n\n{meeting.carrier}\n")


def test_the_figures_for_the_minutes_stand_on_one_page(administrator: Worker) -> None:
    ada, zoe, _ = some_voters(administrator, "Ada", "Zoé", "Max")
    key = convened(administrator, an_assembly(administrator))
    entered(administrator, key, ada)
    represented(administrator, key, zoe, ada)
    meeting, _, lines = read(administrator, key)
    (said,) = sheets(meeting, minutes(meeting, lines, "en"))
    for part in (
        "Provisional",
        "Voters 3",
        "In person 1",
        "By proxy 1",
        "The quorum of 25 % (needed: 1) is reached.",
        "Ada Exemple Zoé Exemple",
    ):
        assert part in said.replace("\u00a0", " ")


def test_a_folder_that_takes_nothing_is_told(administrator: Worker, tmp_path: Path) -> None:
    some_voters(administrator, "Ada")
    meeting, to, _ = read(administrator, an_assembly(administrator))
    reached = [replace(one, email="ada@example.org") for one in to]
    with pytest.raises(UnwritableFileError):
        write_mails(meeting, reached, tmp_path / "gone", "en", nobody)
