"""What a thread does for the window, and holds nothing of once it is done."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Errand(Generic[T]):
    """Work, with its outcome, that the window's thread keeps and alone lets go of.

    What is asked for names widgets, and so does what failed, by its traceback. Where a thread
    forgets them last, they are destroyed twice.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work: Callable[[], T] | None = work
        self._told: Future[T] | None = None

    def run(self) -> None:
        """In the thread."""
        assert self._work
        self._told = Future()
        try:
            self._told.set_result(self._work())
        except BaseException as failure:
            self._told.set_exception(failure)

    def end(self) -> Future[T] | None:
        """In the window's thread, the outcome; None if the work was never begun."""
        told, self._work, self._told = self._told, None, None
        return told
