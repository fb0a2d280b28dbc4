"""All that is kept of a person, for them to read."""

from argparse import Namespace
from pathlib import Path

from sqlalchemy.orm import Session

from fablab_desk.care.access import Access, gather
from fablab_desk.care.access_file import write_access
from fablab_desk.care.service_personal import note_access
from fablab_desk.cli.output import about, show_progress, tell
from fablab_desk.cli.papers import UnknownNumberError
from fablab_desk.cli.station import Station
from fablab_desk.clock import utc_now
from fablab_desk.i18n import translate_many
from fablab_desk.keys import new_key
from fablab_desk.people.queries import find_by_number
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right


def give_access(arguments: Namespace, station: Station) -> int:
    """The act is written first: nothing leaves the base that the journal does not tell."""
    reader = station.seat.account_id
    station.asks(lambda session: refuse_without(session, reader, Right.ANSWER_REQUESTS))
    found = station.asks(lambda session: find_by_number(session, arguments.number))
    if found is None:
        raise UnknownNumberError(arguments.number)

    def read(session: Session) -> Access:
        return gather(session, found, station.database.attachments)

    access = station.asks(read)
    key, file = new_key(), Path(arguments.file).expanduser()
    station.does(lambda act: note_access(act, key, found))
    count = write_access(access, file, utc_now(), show_progress)
    show_progress(0, 0)
    tell(about(file, translate_many("{n} file", "{n} files", count)))
    return 0
