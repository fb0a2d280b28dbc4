"""Papers of machines, read back from their PDF."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from builders import NOW, Worker
from builders.machines import a_machine, a_stop
from builders.people import a_person
from builders.stock import a_level, delivered, level_of
from builders.upkeep import a_fault, a_plan, an_order
from builders.uses import HOUR, recorded, the_use
from fablab_desk.db.database import Database
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Letterhead, Page
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import MaterialDraft, UseDraft
from fablab_desk.logbook.service_corrections import correct_use
from fablab_desk.machines.kinds import CheckResult, DocumentKind, StopKind
from fablab_desk.machines.models import MachineDocument
from fablab_desk.machines.service_upkeep import close_order
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft, PartDraft
from fablab_desk.overview.logbook_paper import lay_out_logbook, load_logbook, period_of
from fablab_desk.overview.upkeep_papers import (
    lay_out_guide,
    lay_out_order,
    load_guide,
    load_order_paper,
)

PARIS = ZoneInfo("Europe/Paris")
TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def text_of(page: Page) -> str:
    read = PdfReader(BytesIO(draw(page, Letterhead(name="Fablab d’essai"))))
    return " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


def order_text(worker: Worker, key: object) -> str:
    with worker.database.reading() as session:
        paper = load_order_paper(session, key, PARIS)  # type: ignore[arg-type]
    assert paper
    return text_of(lay_out_order(paper, "fr"))


def test_a_maintenance_under_way_has_boxes_to_tick_and_a_place_to_sign(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(
        administrator,
        laser,
        "Nettoyer les optiques",
        every_days=30,
        stops=True,
        checklist=("Lentille propre", "Miroir propre"),
    )
    key = an_order(administrator, laser, plan)
    text = order_text(administrator, key)
    for said in (
        *("Ordre de maintenance", "Laser · LASER", "Nettoyer les optiques"),
        *("La machine ne doit pas servir.", "1. Lentille propre", "2. Miroir propre", "Fait par"),
    ):
        assert said in text
    assert (text.count("☐"), text.count("☑")) == (6, 0)


def test_a_maintenance_that_is_done_tells_its_results_and_what_it_drew(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, checklist=("Lentille", "Courroie"))
    level = a_level(administrator, "LENTILLE")
    delivered(administrator, level, "4", "12.50")
    key = an_order(administrator, laser, plan)
    done = DoneDraft(
        done_by="Atelier Ménard",
        checks=(
            CheckDraft(position=0, result=CheckResult.GOOD),
            CheckDraft(position=1, result=CheckResult.FAILED, note="fendue"),
        ),
        parts=(
            PartDraft(article_id=level_of(administrator, level).article_id, quantity=Decimal(2)),
        ),
        cost=Decimal("80.00"),
        minutes=45,
    )
    administrator.does(lambda act: close_order(act, key, done))
    text = order_text(administrator, key)
    for said in ("Atelier Ménard", "80,00 €", "45 min", "fendue", "LENTILLE", "25,00 €"):
        assert said in text
    assert (text.count("☐"), text.count("☑")) == (4, 2)


def test_a_guide_names_the_safety_sheet_in_force_and_the_upkeep(administrator: Worker) -> None:
    laser = a_machine(administrator, guide_use="# Avant\n\n- **Aspiration** en marche", min_age=14)
    a_plan(administrator, laser, "Nettoyer", every_days=30, every_hours=50)
    with administrator.database.writing() as session:
        for major, since in ((1, date(2025, 1, 1)), (2, date(2026, 1, 1)), (3, date(2030, 1, 1))):
            session.add(
                MachineDocument(
                    machine_id=laser,
                    kind=DocumentKind.SAFETY_SHEET,
                    label="Fiche laser",
                    file="0" * 64,
                    file_name="fiche.pdf",
                    major=major,
                    valid_from=since,
                )
            )
    with administrator.database.reading() as session:
        text = text_of(lay_out_guide(load_guide(session, laser, TODAY, "fr"), TODAY, "fr"))
    for said in (
        *("Fiche laser, version 2.0, depuis le 1er janvier 2026", "à partir de 14 ans", "Avant"),
        *("Aspiration en marche", "Nettoyer", "tous les 30 jours ou 50 h d’utilisation"),
    ):
        assert said in text, text


def test_a_guide_of_which_nothing_is_written_says_where_to(administrator: Worker) -> None:
    key = a_machine(administrator)
    with administrator.database.reading() as session:
        text = text_of(lay_out_guide(load_guide(session, key, TODAY, "fr"), TODAY, "fr"))
    assert "les guides se rédigent dans la fiche" in text


def test_the_logbook_of_a_period_has_its_lines_and_its_sums(administrator: Worker) -> None:
    laser = a_machine(administrator)
    ada, grace = a_person(administrator), a_person(administrator, "Grace", "Hopper")
    level = a_level(administrator, "PMMA")
    delivered(administrator, level, "10")
    article = level_of(administrator, level).article_id
    early = NOW - timedelta(days=40)
    recorded(administrator, laser, ada, early, label="hors période", heads=3)
    first = NOW - timedelta(days=3)
    used = (MaterialDraft(article_id=article, quantity=Decimal("1.5")),)
    key = recorded(administrator, laser, ada, first, materials=used)
    recorded(administrator, laser, grace, first + 2 * HOUR, 1.5 * HOUR)
    new, version = new_key(), the_use(administrator, key).version
    draft = UseDraft(
        machine_id=laser,
        user_id=ada,
        starts_at=first,
        ends_at=first + 1.25 * HOUR,
        materials=used,
    )
    administrator.does(lambda act: correct_use(act, key, new, draft, "plus long", version))
    a_fault(administrator, laser, "Lentille fêlée", at=NOW - 3 * HOUR, stops=True)
    a_stop(administrator, laser, NOW - 4 * HOUR, NOW - 2 * HOUR, StopKind.OTHER)
    begins = TODAY - timedelta(days=7)
    with administrator.database.reading() as session:
        whole = period_of(session, laser, PARIS, TODAY)
        paper = load_logbook(session, laser, begins, TODAY, PARIS, NOW)
    assert whole == (early.astimezone(PARIS).date(), TODAY)
    text = text_of(lay_out_logbook(paper, "fr"))
    # 1 h 15 and 1 h 30; it stood from four hours ago on: the fault is open and overlaps the stop.
    for said in (
        *("2 utilisations · 2 h 45", "4 h 00 · 1 arrêt · 1 panne", "Pmma (1,5)"),
        *("Ada Exemple", "Grace Hopper", "corrigé ; l’original est conservé", "Lentille fêlée"),
    ):
        assert said in text.replace("\u00a0", " "), text
    assert "hors période" not in text


def test_a_logbook_without_lines_says_so(administrator: Worker) -> None:
    key = a_machine(administrator)
    with administrator.database.reading() as session:
        assert period_of(session, key, PARIS, TODAY) == (TODAY, TODAY)
        paper = load_logbook(session, key, TODAY, TODAY, PARIS, NOW)
    assert "Rien n’y figure pour ces jours." in text_of(lay_out_logbook(paper, "fr"))
