"""Reading a file that somebody chose, whatever it turns out to be."""

from pathlib import Path

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.live import refuse_live


class UnreadableFileError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The file “{name}” cannot be read."), name=name)


def read_chosen(file: Path, most: int = -1) -> bytes:
    """One byte more than `most` bytes at the most: its size is refused, however large it is."""
    refuse_live(file)
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1 if most >= 0 else most)
    except OSError as error:
        raise UnreadableFileError(file.name) from error
