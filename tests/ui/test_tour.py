from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select, text

from builders import NOW, Worker
from builders.visits import visit
from fablab_desk.care.import_trace import list_imports
from fablab_desk.db.backup import take
from fablab_desk.db.database import Database
from fablab_desk.db.errors import NotADatabaseError
from fablab_desk.db.opening import open_database
from fablab_desk.demo.lab import make_demo
from fablab_desk.demo.making import make_demo_at
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui import tour as tours
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.tour import tour
from pgserver import PgServer


def test_everything_is_drawn_of_a_copy_and_the_base_stays_as_it_is(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tours, "SETTLED", 0.1)  # longer than a patient question waits
    monkeypatch.setattr(tours, "SIZES", ((1024, 700),))  # each size takes as long again
    base = tmp_path / "lab.sqlite"
    make_demo_at(base, BLUEPRINT, people=12, seed=1)
    open_database(base, BLUEPRINT).close()
    before = base.read_bytes()
    target = tmp_path / "pictures"
    assert tour(str(target), str(base)) == 0
    names = {path.name for path in target.iterdir()}
    for scheme in ("light", "dark"):
        end = f"{scheme}-1024x700.png"
        wanted = {f"{place:02}-{spec.key}-{end}" for place, spec in enumerate(SPECS, 1)}
        assert names >= wanted | {f"00-lock-{end}", f"02-people-admit-{end}"}
        further = ["renew", "duplicates", "cards-then", "letters-then", "no-photo"]
        further += ["imports", "new"]
        assert names >= {f"02-people-{stop}-{end}" for stop in further}
        at_the_door = ("correct", "import", "days", "page-then", "sheets")
        assert names >= {f"03-agenda-{stop}-{end}" for stop in at_the_door}
        assert f"08-settings-02-{end}" in names
        assert f"08-settings-01-{end}" not in names  # it is 08-settings
    assert {name.split("-")[1] for name in names if name.startswith("paper-")} >= {
        "membership_attestation",
        "presence_attestation",
    }
    picture = QImage(str(target / "01-today-light-1024x700.png"))
    assert (picture.width(), picture.height()) == (1024, 700)
    assert base.read_bytes() == before


def test_the_past_imports_that_are_drawn_hold_one(
    administrator: Worker, qapp: QApplication, tmp_path: Path
) -> None:
    tours.take_a_file_in(administrator.database, tmp_path)
    with administrator.database.reading() as session:
        (past,) = list_imports(session)
    assert (past.file_name, past.created) == ("anciens-adherents.csv", 2)


def test_no_copy_is_drawn_but_those_of_the_base_that_is_drawn(
    qapp: QApplication, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, elsewhere = tmp_path / "tour" / tours.COPIES, tmp_path / "data" / "copies"
    monkeypatch.setattr("fablab_desk.ui.desk.copies_folder", lambda: elsewhere)
    monkeypatch.setattr(tours, "SETTLED", 0.02)
    for folder in (own, elsewhere):
        folder.mkdir(parents=True)
    for folder in (own, elsewhere, elsewhere):
        take(database, folder, NOW)
    shown = list[int]()
    for _, window in tours.walk(qapp, database, tmp_path / "keys", (1024, 700), own.parent):
        for page in window.findChildren(BackupsPage):
            shown.append(page.list.table.rows.rowCount())
    assert set(shown) == {1}


def test_a_base_that_cannot_be_opened_is_told_and_nothing_is_drawn(
    qapp: QApplication, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("Bonjour\n" * 500)
    with pytest.raises(NotADatabaseError, match=r"notes\.txt"):
        tour(str(tmp_path / "pictures"), str(wrong))
    assert list((tmp_path / "pictures").iterdir()) == []


def rows_of(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in BLUEPRINT.metadata.sorted_tables
        }


def test_a_servers_base_is_drawn_from_a_twin_that_goes_again(
    qapp: QApplication,
    server: PgServer,
    server_database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_demo(server_database, tmp_path / "keys", people=12, seed=1, today=NOW.date())
    drawn = []

    def one_tab(_app: object, copy: Database, *_: object) -> Iterator[tuple[str, QWidget]]:
        drawn.append(copy.place)
        visit(copy)
        yield "the tab", QWidget()

    monkeypatch.setattr(tours, "walk", one_tab)
    before = rows_of(server_database)
    url = server_database.engine.url.render_as_string(hide_password=False)
    assert tour(str(tmp_path / "pictures"), url) == 0
    assert list((tmp_path / "pictures").glob("paper-*.png"))
    assert rows_of(server_database) == before
    assert server_database.place not in drawn
    with server_database.reading() as session:
        names = session.scalars(text("SELECT datname FROM pg_database")).all()
    assert not [name for name in names if name.startswith("fablab_proof")]


def test_a_picture_that_finds_no_room_is_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError):
        tours.keep(QImage(8, 8, QImage.Format.Format_RGB32), tmp_path / "nowhere" / "a.png")
