"""What is typed here and what is written elsewhere meanwhile, brought together field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.staff.meanwhile import Reconciled, reconcile

NONE = frozenset[str]()
CITY = frozenset({"city"})


@pytest.mark.parametrize(
    ("typed", "fresh", "expected"),
    [
        ("Lyon", "Lyon", Reconciled(NONE, NONE, NONE)),
        ("Lyon", "Brest", Reconciled(NONE, CITY, NONE)),
        ("Paris", "Lyon", Reconciled(CITY, NONE, NONE)),
        ("Paris", "Brest", Reconciled(CITY, NONE, CITY)),
        ("Paris", "Paris", Reconciled(NONE, NONE, NONE)),
        ("", "Brest", Reconciled(CITY, NONE, CITY)),
    ],
    ids=["nobody", "they", "I", "both, apart", "both, the same", "I emptied it"],
)
def test_who_changed_a_field_says_what_becomes_of_it(
    typed: str, fresh: str, expected: Reconciled
) -> None:
    assert reconcile({"city": "Lyon"}, {"city": typed}, {"city": fresh}) == expected


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=6))
def test_nothing_that_was_typed_is_ever_taken_away(fields: list[tuple[str, str, str]]) -> None:
    shown, typed, fresh = (
        {str(place): states[when] for place, states in enumerate(fields)} for when in range(3)
    )
    found = reconcile(shown, typed, fresh)
    after = {name: typed[name] if name in found.kept else fresh[name] for name in typed}
    assert all(after[name] == typed[name] for name in typed if typed[name] != shown[name])
    assert all(after[name] == fresh[name] for name in typed if typed[name] == shown[name])
    assert found.clashing <= found.kept
    assert not found.taken & found.kept
