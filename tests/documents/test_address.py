import pytest
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.documents.address import address_block


@pytest.mark.parametrize(
    ("given_lines", "printed"),
    [
        (("Ada Lovelace",), ("Ada Lovelace",)),
        (
            ("Ada", " ", "1 rue  Noire", "42000 Saint-Étienne"),
            ("Ada", "1 rue Noire", "42000 SAINT-ÉTIENNE"),
        ),
        ((), ()),
        (
            ("Association pour la fabrication numérique en Forez", "42600 Montbrison"),
            ("Association pour la fabrication", "numérique en Forez", "42600 MONTBRISON"),
        ),
        (tuple("abcdefgh"), ("a", "b", "c", "d", "e", "H")),
    ],
)
def test_an_address_fits_the_window_of_an_envelope(
    given_lines: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    assert address_block(given_lines) == printed


@given(st.lists(st.text(max_size=200), max_size=12))
def test_no_address_is_longer_than_six_lines_of_38(lines: list[str]) -> None:
    block = address_block(lines)
    assert len(block) <= 6
    assert all(0 < len(line) <= 38 for line in block)
