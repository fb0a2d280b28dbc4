from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from fablab_desk.db.opening import open_database
from fablab_desk.demo.making import make_demo_at
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui import tour as tours
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.tour import tour


def test_everything_is_drawn_of_a_copy_and_the_base_stays_as_it_is(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tours, "SETTLED", 0.05)
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
    assert {name.split("-")[1] for name in names if name.startswith("paper-")} >= {
        "membership_attestation"
    }
    picture = QImage(str(target / "01-today-light-1024x700.png"))
    assert (picture.width(), picture.height()) == (1024, 700)
    assert base.read_bytes() == before


def test_a_base_that_cannot_be_opened_is_told_and_nothing_is_drawn(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("Bonjour\n" * 500)
    assert tour(str(tmp_path / "pictures"), str(wrong)) == 1
    assert "notes.txt" in capsys.readouterr().err
    assert list((tmp_path / "pictures").iterdir()) == []
