"""Old copies go, and with them the attached files that only they needed."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from fablab_desk.db.backup import rotate
from fablab_desk.db.file import COPY_NAME
from fablab_desk.db.proof import looking_into
from fablab_desk.errors import DeskError
from fablab_desk.files import AttachmentsFolder
from fablab_desk.live import LiveBaseError, refuse_live
from fablab_desk.people.queries import list_photos

HEAD = b"SQLite format 3\0"
UNREADABLE = (DeskError, OSError, SQLAlchemyError, LookupError, TypeError, ValueError)


def thin_out(folder: Path, files: AttachmentsFolder, before: datetime) -> None:
    """`files` are those of all copies in `folder`; what was brought since `before` stays."""
    if rotate(folder):
        drop_unneeded(folder, files, before)


def drop_unneeded(folder: Path, files: AttachmentsFolder, before: datetime) -> int:
    """Take away what no copy names, whatever it is called; how many files those were.

    None goes while there is a copy that cannot be read, or one that another desk has just brought.
    """
    strays = {Path(stray).name: stray for stray in files.strays((), before)}
    for copy in _bases(folder):
        if not strays:
            break
        try:
            with looking_into(copy) as session:
                named = list_photos(session)
        except UNREADABLE:
            return 0
        for digest in named:
            strays.pop(digest, None)
    return sum(files.drop(stray, before) for stray in strays.values())


def _bases(folder: Path) -> list[Path]:
    """The newest first: it names most. A server's copy holds its files itself."""
    found = [path for path in folder.glob("*.db") if _is_base(path)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def _is_base(path: Path) -> bool:
    if COPY_NAME.fullmatch(path.name):
        return True
    try:
        refuse_live(path)
        with path.open("rb") as file:
            return file.read(len(HEAD)) == HEAD
    except LiveBaseError:
        return False
    except OSError:
        return True
