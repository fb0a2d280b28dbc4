"""Past imports: which there were, and one of them undone."""

from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fablab_desk.care.import_errors import ImportInUseError
from fablab_desk.care.import_trace import PastImport, list_imports
from fablab_desk.care.import_words import LISTED, brought_told, withdrawal_told
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.care.withdrawal import Withdrawal, preview_withdrawal
from fablab_desk.cli.output import about, show_progress, tell
from fablab_desk.cli.station import Station
from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.queries import find_settings
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right

CODE = 8  # the last letters of a key: its first ones are the same for a minute
NOTHING = mark("No file was taken in yet.")


class UnknownImportError(DeskError):
    def __init__(self, code: str) -> None:
        super().__init__(
            mark("No import is “{code}”: “fablab-desk import list” tells the code of each."),
            code=code,
        )


class UndoneImportError(DeskError):
    def __init__(self, one: PastImport, at: datetime) -> None:
        super().__init__(
            mark("The import of “{file}” was undone on {day} already."),
            file=one.file_name,
            day=at.date(),
        )


def list_past(_arguments: Namespace, station: Station) -> int:
    """The newest first, each with the code that undoes it."""
    zone, rows = station.asks(lambda session: _allowed(session, station))
    for one in rows:
        tell(LISTED.join(part for part in _parts(one, zone) if part))
    if not rows:
        tell(translate(NOTHING))
    return 0


def undo(arguments: Namespace, station: Station) -> int:
    """With --dry-run it is only told what it would take away."""

    def read(session: Session) -> tuple[PastImport, Withdrawal]:
        zone, rows = _allowed(session, station)
        one = _meant(rows, arguments.code)
        if one.undone_at:
            raise UndoneImportError(one, one.undone_at.astimezone(zone))
        return one, preview_withdrawal(session, one.id)

    one, found = station.asks(read)
    if found.used:
        raise ImportInUseError(found.used)
    tell(about(one.file_name, f"{withdrawal_told(found)}."))
    if arguments.dry_run:
        tell(translate(mark("Nothing was written.")))
        return 0
    station.does(lambda act: withdraw_import(act, one.id, show_progress))
    show_progress(0, 0)
    tell(translate(mark("The import of “{file}” is undone.")).format(file=one.file_name))
    return 0


def _allowed(session: Session, station: Station) -> tuple[ZoneInfo, list[PastImport]]:
    """A list of files and of who took them in is not for everybody."""
    refuse_without(session, station.seat.account_id, Right.IMPORT_PEOPLE)
    return find_settings(session).zone, list_imports(session)


def _parts(one: PastImport, zone: ZoneInfo) -> tuple[str, ...]:
    at = one.at.astimezone(zone)
    undone = ""
    if one.undone_at:
        day = format_day(one.undone_at.astimezone(zone).date(), current(), short=True)
        undone = translate(mark("Undone on {day}")).format(day=day)
    when = f"{format_day(at.date(), current(), short=True)} {at:%H:%M}"
    return code_of(one), when, one.file_name, one.by, brought_told(one), undone


def code_of(one: PastImport) -> str:
    return one.id.hex[-CODE:]


def _meant(rows: list[PastImport], code: str) -> PastImport:
    for one in rows:
        if code_of(one) == code.strip().lower():
            return one
    raise UnknownImportError(code)
