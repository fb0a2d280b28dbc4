"""The logbook of a period on paper: a thousand lines, and uses across its edges."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine
from builders.people import a_person
from builders.stock import a_level, delivered, level_of
from builders.uses import HOUR, recorded, started
from fablab_desk.db.database import Database
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Facts, Letterhead, Page, Table
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.logbook.drafts import MaterialDraft
from fablab_desk.logbook.kinds import UseSource, UseState
from fablab_desk.logbook.models import Use, UseMaterial
from fablab_desk.logbook.timeline import timeline
from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.meters import hours_used
from fablab_desk.machines.models import LogEntry, UseDay
from fablab_desk.overview.logbook_paper import LogbookPaper, lay_out_logbook, load_logbook

PARIS = ZoneInfo("Europe/Paris")
TODAY = NOW.date()
MANY = 1000
NIGHT = date(2026, 2, 25)
EVE = NIGHT - timedelta(days=1)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def paper_of(worker: Worker, machine: UUID, first: date, last: date) -> LogbookPaper:
    with worker.database.reading() as session:
        return load_logbook(session, machine, first, last, PARIS, NOW)


def plain(told: str) -> str:
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def sums(page: Page) -> dict[str, str]:
    """What stands below the table, by its label."""
    *_, last = page.blocks
    assert isinstance(last, Facts)
    return {name: plain(str(told)) for name, told in last.pairs}


def lines(page: Page) -> list[tuple[str, ...]]:
    (table,) = [one for one in page.blocks if isinstance(one, Table)]
    return [tuple(plain(cell) for cell in row) for row in table.rows]


def many_uses(worker: Worker, machine: UUID, begins: datetime) -> None:
    """One every hour from then on, each of some minutes more than the one before, with material."""
    article = an_article(worker, "PMMA", "Acrylique")
    ada = a_person(worker)
    with worker.database.writing() as session:
        for at in range(MANY):
            key, starts_at = new_key(), begins + at * HOUR
            lasted = timedelta(minutes=5 + at % 50)
            day = (starts_at.astimezone(PARIS) - timedelta(hours=4)).date()
            session.add(
                Use(
                    id=key,
                    machine_id=machine,
                    state=UseState.OVER,
                    source=UseSource.SHEET,
                    starts_at=starts_at,
                    ends_at=starts_at + lasted,
                    day=day,
                    user_id=ada,
                    recorded_at=NOW,
                    recorded_by=worker.seat.account_id,
                )
            )
            session.flush()
            session.add(
                UseDay(
                    use_id=key,
                    day=day,
                    machine_id=machine,
                    operator_id=ada,
                    seconds=int(lasted.total_seconds()),
                    first=True,
                )
            )
            session.add(
                LogEntry(
                    machine_id=machine,
                    kind=LogKind.USE,
                    at=starts_at,
                    until=starts_at + lasted,
                    fact_id=key,
                    party_id=ada,
                )
            )
            session.add(
                UseMaterial(use_id=key, article_id=article, quantity=Decimal(at % 7 + 1) / 4)
            )


def test_a_thousand_lines_have_their_header_on_each_page_and_their_sums_at_the_end(
    administrator: Worker,
) -> None:
    machine, other = a_machine(administrator), a_machine(administrator, "CNC")
    begins = datetime(2026, 1, 5, 7, tzinfo=UTC)
    many_uses(administrator, machine, begins)
    recorded(administrator, other, a_person(administrator, "Grace", "Hopper"))
    first, last = begins.date(), TODAY
    paper = paper_of(administrator, machine, first, last)
    page = lay_out_logbook(paper, "fr")
    assert len(lines(page)) == MANY
    with administrator.database.reading() as session:
        asked = {
            "machine": machine.bytes if session.get_bind().dialect.name == "sqlite" else machine
        }
        counted, seconds, material = session.execute(
            text(
                "SELECT (SELECT count(*) FROM uses WHERE machine_id = :machine),"
                " (SELECT sum(seconds) FROM use_days WHERE machine_id = :machine),"
                " (SELECT sum(m.quantity) FROM use_materials m JOIN uses u ON u.id = m.use_id"
                " WHERE u.machine_id = :machine)"
            ),
            asked,
        ).one()
    minutes = int(seconds) // 60
    told = sums(page)
    assert counted == MANY
    assert told["Utilisations"] == f"1 000 utilisations · {minutes // 60} h {minutes % 60:02}"
    kept = Decimal(material) / 10_000  # quantities are kept in ten thousandths
    assert told["Matière consommée"] == f"Acrylique ({kept})".replace(".", ",")
    sheets = PdfReader(BytesIO(draw(page, Letterhead(name="Fablab d’essai")))).pages
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert len(texts) > 20
    assert all(re.search("Quand Quoi Qui Durée", one, re.IGNORECASE) for one in texts[:-1]), texts[
        1
    ][:300]
    assert sum(one.count("Ada Exemple") for one in texts) == MANY
    assert "1 000 utilisations" in plain(texts[-1])


def across(worker: Worker, hour: time, lasted: timedelta, **said: object) -> UUID:
    """A use of a machine of its own, begun on the night of that day. The machine's key."""
    machine = a_machine(worker, may_run_alone=True)
    starts_at = datetime.combine(NIGHT, hour, PARIS).astimezone(UTC)
    recorded(worker, machine, a_person(worker), starts_at, lasted, **said)
    return machine


def test_a_use_across_the_edge_stands_on_both_papers_each_with_its_own_part(
    administrator: Worker,
) -> None:
    level = a_level(administrator, "PMMA")
    delivered(administrator, level, "10")
    used = MaterialDraft(
        article_id=level_of(administrator, level).article_id, quantity=Decimal("1.5")
    )
    machine = across(administrator, time(3), 2.5 * HOUR, materials=(used,))
    evening = lay_out_logbook(paper_of(administrator, machine, EVE, EVE), "fr")
    morning = lay_out_logbook(paper_of(administrator, machine, NIGHT, NIGHT), "fr")
    both = lay_out_logbook(paper_of(administrator, machine, EVE, NIGHT), "fr")
    assert [
        (row[3], said)
        for one in (evening, morning, both)
        for row in lines(one)
        for said in [re.findall("dont .* sur la période", row[4])]
    ] == [
        ("2 h 30", ["dont 1 h 00 sur la période"]),
        ("2 h 30", ["dont 1 h 30 sur la période"]),
        ("2 h 30", []),
    ]
    assert [sums(one)["Utilisations"] for one in (evening, morning, both)] == [
        "1 utilisation · 1 h 00",
        "0 utilisation · 1 h 30",
        "1 utilisation · 2 h 30",
    ]
    assert [sums(one).get("Matière consommée") for one in (evening, morning, both)] == [
        "Pmma (1,5)",
        None,
        "Pmma (1,5)",
    ]
    with administrator.database.reading() as session:
        parts = [hours_used(session, machine, day, day) for day in (EVE, NIGHT)]
    assert parts == [1, Decimal("1.5")]


def test_what_ends_before_the_working_day_begins_is_of_the_day_before(
    administrator: Worker,
) -> None:
    machine = across(administrator, time(1), HOUR)
    eve = lay_out_logbook(paper_of(administrator, machine, EVE, EVE), "fr")
    assert sums(eve)["Utilisations"] == "1 utilisation · 1 h 00"
    night = paper_of(administrator, machine, NIGHT, NIGHT)
    assert (night.rows, night.begun, night.hours) == ((), 0, timedelta())


def test_the_logbook_on_the_screen_begins_and_ends_with_the_working_day(
    administrator: Worker,
) -> None:
    machine = across(administrator, time(1), HOUR)
    with administrator.database.reading() as session:
        own = find_settings(session)
        zone, ends = own.zone, own.day_ends_at
        found = [
            timeline(machine, first=day, last=day, zone=zone, day_ends_at=ends).count(session)
            for day in (EVE, NIGHT)
        ]
    assert found == [1, 0]


def test_a_print_of_several_days_stands_on_each_paper_in_between(administrator: Worker) -> None:
    machine = across(administrator, time(12), 60 * HOUR, unattended=True)
    days = [NIGHT + timedelta(days=n) for n in range(-1, 4)]
    papers = [paper_of(administrator, machine, day, day) for day in days]
    assert [(len(one.rows), one.begun, one.hours / HOUR) for one in papers] == [
        (0, 0, 0),
        (1, 1, 16),
        (1, 0, 24),
        (1, 0, 20),
        (0, 0, 0),
    ]


def test_what_still_runs_has_its_line_and_is_counted_in_hours_when_it_ends(
    administrator: Worker,
) -> None:
    machine = a_machine(administrator)
    started(administrator, machine, a_person(administrator))
    page = lay_out_logbook(paper_of(administrator, machine, TODAY, TODAY), "fr")
    ((_, _, who, lasted, _),) = lines(page)
    assert (who, lasted) == ("Ada Exemple", "")
    assert sums(page)["Utilisations"] == "1 utilisation · 0 h 00"
