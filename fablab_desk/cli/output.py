"""What a command tells: answers on the standard output, the rest on the other."""

import sys

from fablab_desk.i18n import mark, translate


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def about(what: object, said: str) -> str:
    """One line on something, with the colon of the language."""
    return translate(mark("{what}: {said}")).format(what=what, said=said)


def show_progress(done: int, of: int) -> None:
    """How far it is, on a terminal only; (0, 0) takes the line away."""
    if sys.stderr.isatty():
        text = f"{done} / {of}" if of else str(done or "")
        sys.stderr.write(f"\r{text:<40}" if text else f"\r{'':<40}\r")
        sys.stderr.flush()
