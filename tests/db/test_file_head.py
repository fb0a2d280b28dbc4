import pytest

from fablab_desk.db.file_head import Head

HELD = Head(counter=5, in_wal=True, is_ours=True)


@pytest.mark.parametrize(
    ("found", "may_become"),
    [
        (Head(counter=5, in_wal=True, is_ours=True), True),
        (Head(counter=9, in_wal=True, is_ours=True), True),
        (Head(counter=4, in_wal=True, is_ours=True), False),
        (Head(counter=9, in_wal=False, is_ours=True), False),
        (Head(counter=9, in_wal=True, is_ours=False), False),
    ],
)
def test_an_open_base_in_wal_mode_stays_ours_and_in_it_and_never_counts_down(
    found: Head, may_become: bool
) -> None:
    assert HELD.may_become(found) is may_become


@pytest.mark.parametrize("in_wal", [True, False])
def test_a_head_that_a_rollback_may_lower_tells_nothing(in_wal: bool) -> None:
    assert Head(counter=5, in_wal=False, is_ours=True).may_become(Head(4, in_wal, True))
    assert Head(counter=5, in_wal=in_wal, is_ours=False).may_become(Head(4, True, True))
