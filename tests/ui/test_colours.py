import pytest

from fablab_desk.ui.colours import DARK, LIGHT, Colours, contrast, text_pairs

LEAST = 4.5


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
    other = LIGHT if colours.dark else DARK
    assert contrast(other.text, other.surface) >= LEAST
    assert contrast(other.accent_text, other.surface) >= LEAST
