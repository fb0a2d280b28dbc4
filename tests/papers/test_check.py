import pytest
from sqlalchemy import text

from builders import Worker
from builders.papers import a_forger, a_paper
from fablab_desk.i18n import say
from fablab_desk.papers.check import check_papers
from fablab_desk.papers.models import Series


@pytest.fixture
def issued(treasurer: Worker) -> Worker:
    for series in (Series.ATTESTATION, Series.RECEIPT, Series.ATTESTATION):
        a_paper(treasurer, series)
    return treasurer


def wrongs(worker: Worker) -> list[str]:
    with worker.database.reading() as session:
        return [say(wrong) for wrong in check_papers(session)]


def test_papers_as_they_were_issued_pass_and_progress_is_told(issued: Worker) -> None:
    told: list[tuple[int, int]] = []
    with issued.database.reading() as session:
        assert check_papers(session, lambda done, count: told.append((done, count))) == []
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("forgery", "sentence"),
    [
        ("UPDATE papers SET pdf = signature WHERE position = 2", "R2026-00001 is no longer"),
        ("UPDATE papers SET title = 'x' WHERE position = 2", "R2026-00001 is no longer"),
        ("UPDATE papers SET signature = pdf WHERE position = 2", "seal of paper R2026-00001"),
        ("UPDATE papers SET payload = 'x' WHERE position = 1", "seal of paper A2026-00001"),
        ("DELETE FROM papers WHERE position = 2", "A2026-00002 does not follow"),
        ("DELETE FROM papers WHERE position = 1", "A2026-00002 leaves a gap"),
        ("DELETE FROM papers WHERE position = 3", "The last papers are missing"),
        ("DELETE FROM paper_counters WHERE series = 'R'", "The counter of series R"),
        ("UPDATE paper_heads SET hash = 'x'", "The last papers are missing"),
    ],
)
def test_a_forgery_is_found(issued: Worker, forgery: str, sentence: str) -> None:
    with a_forger(issued.database) as session:
        session.execute(text(forgery))
    assert any(sentence in wrong for wrong in wrongs(issued))


def test_a_replaced_paper_whose_revocation_is_gone_is_found(issued: Worker) -> None:
    a_paper(issued, replaces=a_paper(issued))
    assert wrongs(issued) == []
    with a_forger(issued.database) as session:
        session.execute(text("DELETE FROM paper_revocations"))
    assert wrongs(issued) == ["Paper A2026-00003 was replaced, and no longer says so."]
