"""Much at once, some at a time: an engine takes only so many values in one question.

And where much goes at once, no other thread runs meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
CHUNK = 500  # values in one condition


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def let_go(*piles: list[Any] | dict[Any, Any]) -> None:
    """Of all they hold, some at a time."""
    for pile in piles:
        while pile:
            if isinstance(pile, dict):
                pile.popitem()
            else:
                del pile[-CHUNK:]
