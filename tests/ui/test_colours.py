import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fablab_desk.ui import theme
from fablab_desk.ui.colours import (
    DARK,
    LIGHT,
    Colours,
    contrast,
    drawn_pairs,
    other_scheme,
    text_pairs,
)
from fablab_desk.ui.theme import Scheme

LEAST, LEAST_DRAWN = 4.5, 3.0


@pytest.mark.parametrize(
    ("name", "text", "ground"),
    [pair for colours in (LIGHT, DARK) for pair in text_pairs(colours)],
)
def test_every_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    assert contrast(text, ground) >= LEAST, name


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#667085", "#eef2ff", 4.45)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_toasts_are_written_in_the_other_scheme(colours: Colours) -> None:
    other = other_scheme(colours)
    assert contrast(other.text, other.surface) >= LEAST
    assert contrast(other.accent_text, other.surface) >= LEAST


@pytest.mark.parametrize(
    ("name", "drawn", "ground"),
    [pair for colours in (LIGHT, DARK) for pair in drawn_pairs(colours)],
)
def test_every_mark_that_means_something_is_seen_on_its_ground(
    name: str, drawn: str, ground: str
) -> None:
    assert contrast(drawn, ground) >= LEAST_DRAWN, name


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_rule_of_the_stylesheet_writes_a_pair_that_was_measured(colours: Colours) -> None:
    other = other_scheme(colours)
    measured = {(text, ground) for _, text, ground in (*text_pairs(colours), *text_pairs(other))}
    rules = re.findall(r"([^{}]+){([^{}]*)}", theme.stylesheet(colours))
    unknown = []
    for selector, body in rules:
        text = re.search(r"(?<![-\w])color: (#\w+)", body)
        ground = re.search(r"(?<![-\w])background: (#\w+)", body)
        if text and ground and (text[1], ground[1]) not in measured:
            unknown.append(f"{selector.strip()}: {text[1]} on {ground[1]}")
    assert unknown == []


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_what_a_field_proposes_is_as_legible_as_every_text(
    qapp: QApplication, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.dress(qapp, scheme)
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        field.ensurePolished()
        proposed = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert proposed.alpha() == 255
        assert contrast(proposed.name(), theme.colours().surface) >= LEAST
    theme.dress(qapp, Scheme.LIGHT)
