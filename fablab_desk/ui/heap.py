"""What the GNU C library keeps of memory that nobody uses any more; elsewhere nothing is done."""

from contextlib import suppress

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def share_one() -> None:
    """Python runs one thread at a time: heaps of their own would each lie half empty."""
    _ask("mallopt", ARENA_MAX, 1)


def give_back() -> None:
    """What starting, or some long work, took and let go; about a millisecond."""
    _ask("malloc_trim", 0)


def _ask(function: str, *values: int) -> None:
    from ctypes import CDLL  # not before the window is painted

    with suppress(AttributeError, OSError, TypeError):
        getattr(CDLL(None), function)(*values)
