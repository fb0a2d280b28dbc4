"""What a file has to be to be kept: not empty, not too large."""

from fablab_desk.errors import DeskError, refuse
from fablab_desk.machines.errors import EmptyDocumentError, LargeDocumentError

MOST_MEGABYTES = 25
NAME_LENGTH = 200


def refuse_content(content: bytes) -> None:
    found: list[tuple[str, DeskError]] = []
    if not content:
        found.append(("file", EmptyDocumentError()))
    elif len(content) > MOST_MEGABYTES * 1_000_000:
        found.append(("file", LargeDocumentError(MOST_MEGABYTES)))
    refuse(found)
