"""What a command tells: answers on the standard output, the rest on the other."""

import os
import sys
from collections.abc import Callable
from typing import TextIO

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate


class UnwrittenAnswerError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("The answer could not be written to the end: check the room left where it goes.")
        )


def tell(text: str) -> None:
    _write(sys.stdout, f"{text}\n")


def warn(text: str) -> None:
    _write(sys.stderr, f"{text}\n")


def about(what: object, said: str) -> str:
    """One line on something, with the colon of the language."""
    return translate(mark("{what}: {said}")).format(what=what, said=said)


def show_progress(done: int, of: int) -> None:
    """How far it is, on a terminal only; (0, 0) takes the line away."""
    if sys.stderr and sys.stderr.isatty():
        text = f"{done} / {of}" if of else str(done or "")
        sys.stderr.write(f"\r{text:<40}" if text else f"\r{'':<40}\r")
        sys.stderr.flush()


def finish() -> None:
    """Let everything out: what is refused is refused here, not after the exit status is given."""
    _send(sys.stdout, lambda stream: stream.flush())


def hush() -> None:
    """Whoever was listening has gone: what is left to say goes nowhere, without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if sys.stdout:
        os.dup2(nowhere, sys.stdout.fileno())


def _write(stream: TextIO | None, text: str) -> None:
    try:
        _send(stream, lambda open_one: open_one.write(text))
    except UnicodeEncodeError:  # an old terminal
        plain = text.encode("ascii", "replace").decode("ascii")
        _send(stream, lambda open_one: open_one.write(plain))


def _send(stream: TextIO | None, do: Callable[[TextIO], object]) -> None:
    if stream is None:  # closed by whoever started the program
        return
    try:
        do(stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        if stream is sys.stdout:
            hush()
            raise UnwrittenAnswerError from error
