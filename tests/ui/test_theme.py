import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fablab_desk.paths import resources_folder
from fablab_desk.ui import icons, theme
from fablab_desk.ui.colours import DARK, LIGHT
from fablab_desk.ui.theme import Scheme

NAMES = sorted(file.stem for file in (resources_folder() / "icons").glob("*.svg"))


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.dress(qapp, Scheme.LIGHT)


def inked(name: str, ink: icons.Ink = icons.Ink.TEXT) -> set[str]:
    """The colours of the wholly drawn pixels of an icon."""
    drawn = icons.icon(name, ink).pixmap(QSize(64, 64)).toImage()
    spots = (drawn.pixelColor(x, y) for x in range(64) for y in range(64))
    return {spot.name() for spot in spots if spot.alpha() == 255}


@pytest.mark.parametrize(("scheme", "colours"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)])
def test_a_scheme_is_worn_by_palette_and_icons(
    app: QApplication, scheme: Scheme, colours: object
) -> None:
    theme.dress(app, scheme)
    assert theme.colours() is colours
    palette = app.palette().color(QPalette.ColorRole.Base)
    assert palette == QColor(theme.colours().surface)
    assert inked("stop") == {theme.colours().text}


def test_an_icon_made_before_changes_with_the_scheme(app: QApplication) -> None:
    theme.dress(app, Scheme.LIGHT)
    made = icons.icon("stop")
    light = made.pixmap(QSize(18, 18)).toImage()
    theme.dress(app, Scheme.DARK)
    assert made.pixmap(QSize(18, 18)).toImage() != light


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_pills_and_dots_stay_round_at_every_size(app: QApplication, scale: float) -> None:
    sheet = theme.stylesheet(LIGHT, scale)
    pill = re.search(r"\"pill\"\] { border-radius: (\d+)px; min-height: (\d+)px", sheet)
    box = re.search(r"::indicator { width: (\d+)px", sheet)
    dot = re.search(r"::indicator { border-radius: (\d+)px", sheet)
    assert pill
    assert box
    assert dot
    assert 2 * int(pill[1]) <= int(pill[2]) + 2  # with its border; above it Qt draws a square
    assert 2 * int(dot[1]) <= int(box[1]) + 2
    assert int(box[1]) == 16 * scale


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(app: QApplication, name: str) -> None:
    image = icons.pixmap(name, icons.Ink.TEXT, 48).toImage()
    corners = [image.pixelColor(x, y).alpha() for x in (0, 47) for y in (0, 47)]
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))
    assert sum(corners) < 4 * 255  # outlines leave their corners free


def test_an_icon_nobody_drew_is_told_where_it_is_named(app: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("unicorn")


def test_texts_are_in_inter_and_grow(app: QApplication, qtbot: QtBot) -> None:
    theme.dress(app, Scheme.LIGHT)
    label = QLabel("Adhérents")
    qtbot.addWidget(label)
    once = label.sizeHint()
    assert QFontInfo(app.font()).family() == theme.FAMILY
    theme.dress(app, Scheme.LIGHT, scale=2.0)
    twice = label.sizeHint()
    assert 1.9 < twice.width() / once.width() < 2.1
    assert theme.px(24) == 48
