from datetime import UTC, datetime

from fablab_desk.keys import new_key, seeded_keys

SINCE = datetime(2023, 9, 1, tzinfo=UTC)


def test_keys_made_one_after_the_other_sort_so() -> None:
    keys = [new_key() for _ in range(1000)]
    assert keys == sorted(set(keys))
    assert {key.version for key in keys} == {7}


def test_seeded_keys_are_the_same_again_and_leave_no_trace() -> None:
    def ten() -> list[object]:
        with seeded_keys(7, SINCE):
            return [new_key() for _ in range(10)]

    before = new_key()
    assert ten() == ten()
    assert new_key() > before
    assert sorted(ten(), key=str) == ten()
