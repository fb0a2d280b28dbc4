"""A proved copy of the base, and the base put back to one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from fablab_desk.care.named_files import list_named_files
from fablab_desk.care.service import record_backup, record_restore
from fablab_desk.care.thinning import UNREADABLE, thin_out
from fablab_desk.db import backup as copies
from fablab_desk.db.backup import Backup
from fablab_desk.db.blueprint import Blueprint
from fablab_desk.db.database import Database
from fablab_desk.db.opening import open_database
from fablab_desk.db.proof import Check, digest_of, looking_into
from fablab_desk.db.restore import restore
from fablab_desk.db.shape import refuse_unfinished
from fablab_desk.errors import DeskError
from fablab_desk.files import Attachments, AttachmentsFolder
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import find_settings
from fablab_desk.papers.check import check_papers
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.models import Account
from fablab_desk.staff.queries import check_journal
from fablab_desk.staff.rights import Right, RightError
from fablab_desk.staff.unit import Seat, perform

STRAY_FOR = timedelta(days=1)
Progress = Callable[[int, int], None]
Now = Callable[[], datetime]


def back_up(
    database: Database,
    seat: Seat,
    now: Now,
    folder: Path,
    progress: Progress = lambda _done, _all: None,
) -> Backup:
    """A copy with its files, its pages, references, journal and papers read through.

    The old ones thin out with the files that only they needed, and attached files that no row
    names any more go.
    """
    refuse_without(database, seat, Right.BACK_UP)
    made = copies.take(database, folder, now(), PROOFS, progress)
    database.attachments.copy_into(beside(made.path))
    thin_out(folder, beside(made.path), now() - STRAY_FOR)
    gone = drop_strays(database, now())
    key, name, digest = new_key(), made.path.name, digest_of(made.path)
    perform(
        database,
        seat,
        now,
        lambda act: record_backup(
            act, key, name, made.size, digest, proved=made.proved, strays=gone
        ),
    )
    return made


def list_strays(session: Session, attachments: Attachments, now: datetime) -> list[str]:
    """Attached files that no row has named for a day, in which whoever took one off may undo it."""
    return attachments.strays(list_named_files(session), now - STRAY_FOR)


def drop_strays(database: Database, now: datetime) -> int:
    """Take them away; how many they were. The folder of copies holds them still, or the copy."""
    files = database.attachments
    with database.writing() as session:  # no act names one meanwhile
        strays = list_strays(session, files, now)
    return sum(files.drop(stray, now - STRAY_FOR) for stray in strays)


def bring_back(
    copy: Path,
    place: Path | str,
    blueprint: Blueprint,
    folder: Path,
    sit: Callable[[Database], Seat],
    now: Now,
    progress: Progress = lambda _done, _all: None,
) -> Path | None:
    """Put a copy back, and tell where what was there lies: a copy in `folder`, or beside itself.

    `sit` gives the seat in the base that was put back, in whose journal the act is written.
    """
    proofs = (_written_as(blueprint, copy.name), *PROOFS)
    aside = restore(copy, place, folder, now(), proofs, progress)
    database = open_database(place, blueprint, copies=folder)
    try:
        key = new_key()
        perform(database, sit(database), now, lambda act: record_restore(act, key, copy.name))
        with database.reading() as session:
            named = list_named_files(session)
        beside(copy).bring_back(named, database.attachments)
    finally:
        database.close()
    return aside


def bring_back_here(
    copy: Path,
    database: Database,
    seat: Seat,
    blueprint: Blueprint,
    folder: Path,
    now: Now,
    progress: Progress = lambda _done, _all: None,
) -> Path | None:
    """Put a copy back into the base that is open; it is opened anew afterwards."""
    refuse_without(database, seat, Right.RESTORE)
    database.refuse_cut_off()
    url = database.engine.url
    sqlite = url.get_backend_name() == "sqlite"
    place = Path(database.place) if sqlite else url.render_as_string(hide_password=False)

    def sit(restored: Database) -> Seat:
        with restored.reading() as session:
            if session.get(Account, seat.account_id):
                return seat
        return own_seat(restored, seat)

    with database.left():
        return bring_back(copy, place, blueprint, folder, sit, now, progress)


def lab_in(copy: Path) -> str:
    """The name of the lab whose base was copied; nothing where that cannot be read."""
    with suppress(*UNREADABLE), looking_into(copy) as session:
        return find_settings(session).name
    return ""


def beside(copy: Path) -> AttachmentsFolder:
    """The attached files of all copies of a folder: each content is there once."""
    return AttachmentsFolder(copy.parent / "files")


def refuse_without(database: Database, seat: Seat, right: Right) -> None:
    with database.reading() as session:
        if not session.get_one(Account, seat.account_id).may(right):
            raise RightError(right)


def _written_as(blueprint: Blueprint, name: str) -> Check:
    def check(session: Session) -> list[DeskError]:
        refuse_unfinished(session.connection(), blueprint.metadata, name)
        return []

    return check


def _journal(session: Session) -> list[DeskError]:
    return check_journal(session, None)


PROOFS = (_journal, check_papers)
