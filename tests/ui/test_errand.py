from concurrent.futures import ThreadPoolExecutor
from weakref import ref

import pytest

from fablab_desk.ui.errand import Errand


class Named:
    """What an errand names, as a question names the dialog that asks it."""

    def answer(self) -> str:
        return "found"

    def fail(self) -> str:
        raise ValueError("not found")


@pytest.mark.parametrize("fails", [False, True])
def test_what_it_names_is_let_go_of_where_it_ends_though_a_thread_still_holds_it(
    *, fails: bool
) -> None:
    named = Named()
    gone = ref(named)
    errand = Errand(named.fail if fails else named.answer)
    with ThreadPoolExecutor(1) as thread:
        held = errand.run
        thread.submit(held).result()
        told = errand.end()
        assert told
        assert fails is isinstance(told.exception(), ValueError)
        assert fails or told.result() == "found"
        del named, told
    assert gone() is None
    del held


def test_what_was_never_begun_has_no_outcome() -> None:
    assert Errand(Named().answer).end() is None
