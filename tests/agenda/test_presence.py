"""What the lab attests of somebody's presence."""

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from builders import NOW, Worker
from builders.agenda import an_arrival, an_opening
from builders.people import a_person
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.service import withdraw_arrivals
from fablab_desk.agenda.service_permanence import close_permanence
from fablab_desk.agenda.service_presence import attest_presence
from fablab_desk.care.merge_preview import preview_merge
from fablab_desk.care.service_merge import merge_parties
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.overview.papers import papers_of
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.verify import Verdict, verify_pdf_here

TODAY = NOW.date()
MONTH = TODAY - timedelta(days=30)


@pytest.fixture
def ada(administrator: Worker) -> UUID:
    return a_person(administrator)


def attested(worker: Worker, person: UUID, first: date | None, last: date | None) -> UUID:
    key = new_key()
    worker.does(lambda act: attest_presence(act, key, person, first, last))
    return key


def said(worker: Worker, paper_id: UUID) -> str:
    with worker.database.reading() as session:
        pages = PdfReader(BytesIO(load_pdf(session, paper_id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_tells_each_day_with_what_is_known_of_its_hours(
    administrator: Worker, ada: UUID
) -> None:
    an_arrival(administrator, ada, TODAY - timedelta(days=40))
    an_arrival(administrator, ada, TODAY - timedelta(days=3), ArrivalRole.VOLUNTEER)
    an_arrival(administrator, ada)
    key = an_opening(administrator, [ada])
    administrator.now += timedelta(hours=3, minutes=30)
    administrator.does(lambda act: close_permanence(act, key))
    text = said(administrator, attested(administrator, ada, MONTH, TODAY))
    begins = NOW.astimezone(ZoneInfo("Europe/Paris"))
    assert "Ada Exemple (M-00001)" in text
    assert "2 jours" in text
    assert "3 h 30" in text
    assert f"{begins:%H:%M} – {begins + timedelta(hours=3, minutes=30):%H:%M}" in text
    assert "Bénévole" in text
    assert f"{begins:%H:%M}" in text


def test_what_was_withdrawn_is_not_attested(administrator: Worker, ada: UUID) -> None:
    key = an_arrival(administrator, ada)
    administrator.does(lambda act: withdraw_arrivals(act, [key]))
    with pytest.raises(Problems) as refused:
        attested(administrator, ada, MONTH, TODAY)
    assert "on no day" in say(refused.value)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (None, TODAY, "first"),
        (TODAY, None, "last"),
        (TODAY, MONTH, "last"),
        (TODAY, TODAY + timedelta(days=1), "last"),
    ],
)
def test_a_period_that_makes_no_sense_is_told_beside_its_field(
    administrator: Worker, ada: UUID, first: date | None, last: date | None, field: str
) -> None:
    an_arrival(administrator, ada)
    with pytest.raises(Problems) as refused:
        attested(administrator, ada, first, last)
    assert [name for name, _ in refused.value.found] == [field]


def test_it_is_sealed_and_stands_among_the_papers_of_the_person(
    administrator: Worker, ada: UUID
) -> None:
    an_arrival(administrator, ada)
    key = attested(administrator, ada, MONTH, TODAY)
    with administrator.database.reading() as session:
        assert verify_pdf_here(session, load_pdf(session, key)).verdict is Verdict.GENUINE
        assert [row.id for row in papers_of(ada).every(session)] == [key]


def test_it_follows_a_person_who_was_merged_into_another_record(
    administrator: Worker, ada: UUID
) -> None:
    an_arrival(administrator, ada)
    key = attested(administrator, ada, MONTH, TODAY)
    kept = a_person(administrator, "Ada", "Exemplaire")
    with administrator.database.reading() as session:
        seen = preview_merge(session, kept, ada)
    administrator.does(lambda act: merge_parties(act, kept, ada, seen.proposed, seen.seen))
    with administrator.database.reading() as session:
        assert [row.id for row in papers_of(kept).every(session)] == [key]
