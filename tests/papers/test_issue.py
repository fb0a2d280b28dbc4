from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from builders import NOW, Worker
from builders.lab import a_carrier
from builders.papers import a_forger, a_page, a_paper, issue
from fablab_desk.documents.page import Page
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_carriers import make_main
from fablab_desk.papers.check import check_papers
from fablab_desk.papers.errors import AlreadyReplacedError, PaperMissingError, SeriesFullError
from fablab_desk.papers.issue import Issued, issue_paper
from fablab_desk.papers.models import LAST_NUMBER, Paper, PaperCounter, PaperKind, Series
from fablab_desk.papers.queries import PAPERS, PaperState, list_papers_about, load_paper, load_pdf
from fablab_desk.seals import NoKeyFolderError
from fablab_desk.staff.act import Act


def numbers(worker: Worker) -> list[str]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Paper.number).order_by(Paper.position)))


def test_each_series_counts_without_a_gap_from_the_years_first_day(treasurer: Worker) -> None:
    for series in (Series.ATTESTATION, Series.RECEIPT, Series.ATTESTATION):
        a_paper(treasurer, series)
    treasurer.now = NOW + timedelta(days=365)
    a_paper(treasurer)
    assert numbers(treasurer) == ["A2026-00001", "R2026-00001", "A2026-00002", "A2027-00001"]


def test_each_structure_numbers_its_papers_apart_and_the_first_one_as_ever(
    treasurer: Worker,
) -> None:
    other = a_carrier(treasurer)
    for carrier in (None, other, None, other):
        a_paper(treasurer, carrier_id=carrier)
    assert numbers(treasurer) == [
        *("A2026-00001", "UNIV-A2026-00001", "A2026-00002", "UNIV-A2026-00002"),
    ]
    with treasurer.database.reading() as session:
        assert check_papers(session) == []


def test_no_series_passes_to_another_structure_when_the_main_one_changes(
    treasurer: Worker, administrator: Worker
) -> None:
    other = a_carrier(treasurer)
    for carrier in (None, other):
        a_paper(treasurer, carrier_id=carrier)
    administrator.does(lambda act: make_main(act, other))
    a_paper(treasurer)
    assert numbers(treasurer)[2:] == ["UNIV-A2026-00002"]


def test_the_same_key_is_the_same_paper(treasurer: Worker) -> None:
    key = new_key()
    first = treasurer.does(lambda act: issue(act, key))
    assert treasurer.does(lambda act: issue(act, key)).result == first.result == "A2026-00001"
    assert numbers(treasurer) == ["A2026-00001"]


def test_an_act_that_fails_gives_its_number_back(treasurer: Worker) -> None:
    def fail(act: Act) -> None:
        issue(act, new_key())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        treasurer.does(fail)
    a_paper(treasurer)
    assert numbers(treasurer) == ["A2026-00001"]


def test_a_clock_set_back_dates_no_paper_before_the_last_one(treasurer: Worker) -> None:
    treasurer.now = NOW + timedelta(days=3)
    a_paper(treasurer)
    treasurer.now = NOW
    key = a_paper(treasurer)
    with treasurer.database.reading() as session:
        paper = session.get_one(Paper, key)
        assert (paper.issued_at, str(paper.issued_on)) == (NOW + timedelta(days=3), "2026-03-05")


def test_a_full_series_is_refused_and_not_cut(treasurer: Worker) -> None:
    a_paper(treasurer)
    with a_forger(treasurer.database) as session:
        session.execute(update(PaperCounter).values(last=LAST_NUMBER))
    with pytest.raises(SeriesFullError):
        a_paper(treasurer)


def test_the_bytes_are_kept_with_their_digest_and_bear_the_papers_number(treasurer: Worker) -> None:
    drawn: list[Page] = []

    def lay_out(issued: Issued) -> Page:
        drawn.append(a_page(issued))
        return drawn[-1]

    key = new_key()
    treasurer.does(
        lambda act: (
            issue_paper(
                act,
                key=key,
                series=Series.RECEIPT,
                kind=PaperKind.RECEIPT,
                subject_id=new_key(),
                subject_text="Ada",
                valid=None,
                lay_out=lay_out,
                carrier=load_carrier(act.session),
            ).number
        )
    )
    with treasurer.database.reading() as session:
        pdf = load_pdf(session, key)
        paper = session.get_one(Paper, key)
        assert sha256(pdf).hexdigest() == paper.sha256
    assert pdf.startswith(b"%PDF-1.7")
    assert len(drawn) == 1


def test_a_desk_without_a_key_folder_issues_nothing(treasurer: Worker) -> None:
    keyless = Worker(treasurer.database, treasurer.roles)
    with pytest.raises(NoKeyFolderError):
        a_paper(keyless)
    assert numbers(keyless) == []


def test_a_replacement_names_the_paper_it_replaces_once(treasurer: Worker) -> None:
    old = a_paper(treasurer)
    new = a_paper(treasurer, replaces=old)
    with treasurer.database.reading() as session:
        assert load_paper(session, old).state is PaperState.REPLACED
        assert load_paper(session, new).state is PaperState.VALID
        assert session.get_one(Paper, new).replaces_id == old
    with pytest.raises(AlreadyReplacedError):
        a_paper(treasurer, replaces=old)
    with pytest.raises(PaperMissingError):
        a_paper(treasurer, replaces=new_key())


def test_the_list_begins_with_the_newest_and_finds_the_papers_of_a_record(
    treasurer: Worker,
) -> None:
    subject, keys = new_key(), [new_key(), new_key()]
    for key in keys:
        treasurer.does(partial(issue, key=key, subject_id=subject))
    a_paper(treasurer)
    with treasurer.database.reading() as session:
        assert [row.number for row in PAPERS.page(session, 0, 2)] == ["A2026-00003", "A2026-00002"]
        assert PAPERS.count(session) == 3
        assert [row.id for row in list_papers_about(session, subject)] == keys[::-1]


def test_a_paper_loaded_for_a_list_leaves_its_bytes_in_the_base(treasurer: Worker) -> None:
    key = a_paper(treasurer)
    with treasurer.database.reading() as session:
        assert "pdf" not in session.get_one(Paper, key).__dict__
        assert session.scalars(select(func.length(Paper.pdf))).one() > 10_000


def test_the_signing_key_is_outside_the_base(treasurer: Worker, tmp_path: Path) -> None:
    a_paper(treasurer)
    (file,) = (tmp_path / "keys").rglob("*.pem")
    assert file.stat().st_mode & 0o077 == 0


def test_two_desks_at_once_leave_no_gap_and_one_chain(treasurer: Worker) -> None:
    a_paper(treasurer)
    series = [Series.ATTESTATION, Series.RECEIPT] * 6
    with ThreadPoolExecutor(3) as desks:
        list(desks.map(partial(a_paper, treasurer), series))
    with treasurer.database.reading() as session:
        assert check_papers(session) == []
    assert len(numbers(treasurer)) == 13
