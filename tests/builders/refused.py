"""What a call is refused for, each refusal with the field beside which it is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fablab_desk.errors import DeskError, Problems


@contextmanager
def refused(*wanted: tuple[str, type[DeskError]]) -> Iterator[None]:
    with pytest.raises(Problems) as refusal:
        yield
    assert [(name, type(problem)) for name, problem in refusal.value.found] == list(wanted)
