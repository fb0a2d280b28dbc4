"""A list is written and thrown away first: what is told of its lines then is true."""

from collections.abc import Callable, Collection
from typing import Any

from fablab_desk.care.listed import Listing
from fablab_desk.errors import DeskError, Problems
from fablab_desk.staff.act import Act


class TriedError(DeskError):
    """Thrown on purpose, so that all that was written on trial is taken back."""

    def __init__(self) -> None:
        super().__init__("")


def try_out(act: Act, listing: Listing[Any], write: Callable[[Act], Collection[int]]) -> None:
    """`write` answers with the lines that say what is there already. Always TriedError at the end.

    Problems tell what stands in the way, under the lines’ numbers.
    """
    listing.know(write(act))
    raise TriedError


def settles(listing: Listing[Any], refusal: DeskError) -> bool:
    """Whether the trial went through; else without the lines it refused it is to be tried again.

    Any other refusal is raised again.
    """
    if isinstance(refusal, TriedError):
        return True
    if not isinstance(refusal, Problems):
        raise refusal
    refused: dict[int, list[DeskError]] = {}
    for line, problem in refusal.found:
        refused.setdefault(int(line), []).append(problem)
    listing.drop(refused)
    return False
