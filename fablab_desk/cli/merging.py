"""Two records made one, by their numbers."""

from argparse import Namespace
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.care.merge_preview import MergePreview, preview_merge
from fablab_desk.care.merge_words import moves_told
from fablab_desk.care.service_merge import merge_parties
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.papers import UnknownNumberError
from fablab_desk.cli.station import Station
from fablab_desk.i18n import mark, say, translate
from fablab_desk.people.queries import find_by_number
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right


def merge(arguments: Namespace, station: Station) -> int:
    """What is proposed is kept of each field; with --dry-run it is only told."""
    reader = station.seat.account_id
    station.asks(lambda session: refuse_without(session, reader, Right.MERGE_PEOPLE))

    def read(session: Session) -> MergePreview:
        kept, gone = (_found(session, number) for number in (arguments.keep, arguments.goes))
        return preview_merge(session, kept, gone)

    preview = station.asks(read)
    kept, gone = preview.kept, preview.gone
    for choice in preview.choices:
        value = choice.gone_text if choice.takes_gone else choice.kept_text
        tell(about(translate(choice.label), value))
    for said in (*moves_told(preview.moves), *(say(refusal) for refusal in preview.told)):
        tell(said)
    if arguments.dry_run:
        tell(translate(mark("Nothing was written.")))
        return 0
    taken, seen = preview.proposed, preview.seen
    merged = station.does(lambda act: merge_parties(act, kept.id, gone.id, taken, seen))
    told = translate(mark("{gone} is merged into {kept}."))
    tell(told.format(gone=gone.shown_number, kept=f"{merged.name} ({kept.shown_number})"))
    return 0


def _found(session: Session, number: str) -> UUID:
    found = find_by_number(session, number)
    if found is None:
        raise UnknownNumberError(number)
    return found
