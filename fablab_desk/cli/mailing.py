"""A mailing list out, with those whom no e-mail reaches in a file beside it."""

from argparse import Namespace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.cli.filtering import find_listing
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.station import Station
from fablab_desk.db.listing import Listing
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import list_audiences
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.exchange.leaving import write_table
from fablab_desk.people.kinds import Purpose
from fablab_desk.people.mailing import beside, mailing_table
from fablab_desk.people.service_mailing import export_mailing


class UnknownLabelError(DeskError):
    def __init__(self, label: str, known: list[str]) -> None:
        super().__init__(
            mark("“{label}” is no audience of the lab. There are: {known}."),
            label=label,
            known=known,
        )


def export(arguments: Namespace, station: Station) -> int:
    def read(session: Session) -> tuple[frozenset[UUID], Listing[MemberRow]]:
        audiences = _audiences(session, arguments.audience)
        return audiences, find_listing(session, station, arguments.filter)

    audiences, listing = station.asks(read)
    purpose, key = Purpose(arguments.purpose), new_key()
    mailing = station.does(lambda act: export_mailing(act, key, listing, purpose, audiences))
    file = Path(arguments.file).expanduser()
    write_table(file, *mailing_table(mailing.to))
    tell(about(file, translate_many("{n} e-mail", "{n} e-mails", len(mailing.to))))
    if mailing.without_email:
        other = beside(file)
        write_table(other, *mailing_table(mailing.without_email))
        tell(about(other, translate_many("{n} person", "{n} people", len(mailing.without_email))))
    return 0


def _audiences(session: Session, labels: list[str]) -> frozenset[UUID]:
    rows = list_audiences(session)
    known = {normalise(row.label): row.id for row in rows}
    for label in labels:
        if normalise(label) not in known:
            raise UnknownLabelError(label, [row.label for row in rows])
    return frozenset(known[normalise(label)] for label in labels)
