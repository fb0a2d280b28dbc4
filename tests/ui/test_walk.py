import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)

from fablab_desk import i18n
from fablab_desk.db.opening import open_database
from fablab_desk.demo.making import make_demo_at
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui import theme
from fablab_desk.ui import tour as tours
from fablab_desk.ui.letters import letter_of
from fablab_desk.ui.theme import Scheme
from ui.accessible import assert_all_reached, assert_focus_seen, assert_letters_lead, assert_named
from ui.uncut import cut

PATIENCE = 5  # seconds
FULL_HD, USUAL, SMALL = (1920, 1080), (1320, 820), (1024, 640)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lab") / "lab.sqlite"
    make_demo_at(path, BLUEPRINT, people=12, seed=1)
    return path


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.dress(qapp, Scheme.LIGHT)


def stops(
    app: QApplication, lab: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, QWidget]]:
    """Every tab and main dialog, in French."""
    monkeypatch.setattr(tours, "SETTLED", 0.1)  # longer than a patient question waits
    monkeypatch.setattr(tours, "SIZES", (size,))  # the dialogs too
    i18n.use("fr")
    database = open_database(lab, BLUEPRINT)
    try:
        yield from tours.walk(app, database, lab.parent / "keys", size, lab.parent)
    finally:
        database.close()


@pytest.mark.parametrize(
    ("scale", "size"),
    [
        pytest.param(2.0, FULL_HD, id="texts twice as large"),
        pytest.param(2.0, USUAL, id="texts twice as large in a usual window"),
        pytest.param(1.0, (960, 540), id="a Full HD screen at 200 %"),
        pytest.param(1.0, (660, 410), id="a usual window at 200 %"),
    ],
)
def test_nothing_is_cut_at_twice_the_size(
    app: QApplication,
    lab: Path,
    scale: float,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theme.dress(app, Scheme.LIGHT, scale)
    found = [
        f"{name}: {said}"
        for name, screen in stops(app, lab, size, monkeypatch)
        for said in still_cut(screen)
    ]
    assert found == []


def still_cut(screen: QWidget) -> list[str]:
    """On a busy machine a screen may be looked at before its last layout."""
    until = time.monotonic() + PATIENCE
    while cut(screen) and time.monotonic() < until:
        QTest.qWait(100)
    return cut(screen)


def test_nothing_has_to_be_looked_for_sideways_in_a_small_window(
    app: QApplication, lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.dress(app, Scheme.LIGHT)
    found = [
        name
        for name, screen in stops(app, lab, SMALL, monkeypatch)
        for area in screen.findChildren(QScrollArea)
        if area.isVisibleTo(screen) and area.horizontalScrollBar().maximum()
    ]
    assert found == []


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_each_letter_of_alt_leads_to_one_thing_and_tab_to_all(
    app: QApplication, lab: Path, scheme: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.dress(app, scheme)
    for name, screen in stops(app, lab, USUAL, monkeypatch):
        assert_named(screen)
        assert_letters_lead(screen)
        assert_all_reached(screen)
        assert_focus_seen(screen)
        for texts in (on_screen(screen), *menus(screen)):
            assert twice(texts) == [], name


def on_screen(screen: QWidget) -> list[str]:
    """The texts that Alt may lead to."""
    shown = [one for one in screen.findChildren(QWidget) if one.isVisibleTo(screen)]
    tabs = [one for one in shown if isinstance(one, QTabBar)]
    return [
        *(one.text() for one in shown if isinstance(one, QAbstractButton)),
        *(one.text() for one in shown if isinstance(one, QLabel) and one.buddy()),
        *(bar.tabText(place) for bar in tabs for place in range(bar.count())),
    ]


def menus(screen: QWidget) -> list[list[str]]:
    holders: list[QWidget] = [
        *screen.findChildren(QMenu),
        *(one for one in screen.findChildren(QAbstractItemView) if one.isVisibleTo(screen)),
    ]
    return [[act.text() for act in holder.actions()] for holder in holders]


def twice(texts: list[str]) -> list[str]:
    """The texts whose letter is another's too."""
    letters = Counter(letter_of(text) for text in texts)
    return [text for text in texts if letter_of(text) and letters[letter_of(text)] > 1]
