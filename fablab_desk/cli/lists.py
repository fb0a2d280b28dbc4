"""Files of one kind of fact: first visits, arrivals of a paper list, figures of earlier years."""

from argparse import Namespace
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake
from fablab_desk.care.listed import Listing
from fablab_desk.care.listed_arrivals import read_arrivals, write_arrivals
from fablab_desk.care.listed_figures import read_figures, write_figures
from fablab_desk.care.listed_trial import settles, try_out
from fablab_desk.care.service_intake import import_members
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.station import Station, today_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.first_visits import columns_of_first_visits, only_first_visits
from fablab_desk.people.exchange.making import open_file, preview_members
from fablab_desk.people.exchange.preview import Preview, Refusal, Verdict
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right
from fablab_desk.typed import parse_day

NO_MEMBERSHIPS = Intake((), {}, (), has_plans=False)


def first_visits(arguments: Namespace, station: Station) -> int:
    """An earlier day replaces a later one; whoever is not on file is refused."""
    file = _allowed_file(arguments, station, Right.IMPORT_PEOPLE)
    sheet, source = open_file(file)

    def read(session: Session) -> Preview:
        columns = columns_of_first_visits(match_columns(session, sheet).columns)
        day = today_of(session)
        return only_first_visits(
            preview_members(session, sheet, source, columns, day, progress=show_progress)
        )

    preview = station.asks(read)
    if not arguments.dry_run and preview.writes:
        station.does(lambda act: import_members(act, preview, NO_MEMBERSHIPS, show_progress))
    show_progress(0, 0)
    changed = preview.count(Verdict.CHANGED)
    said = translate_many("{n} first visit noted", "{n} first visits noted", changed)
    _tell(file, said, preview.count(Verdict.UNCHANGED), preview.refused, arguments)
    return 0


def arrivals(arguments: Namespace, station: Station) -> int:
    """A list kept on paper; whoever is counted that day already stays counted once."""
    file = _allowed_file(arguments, station, Right.CHECK_IN)
    sheet, _ = open_file(file)
    today = station.asks(today_of)
    day = parse_day(arguments.day, today) if arguments.day else None
    listing = station.asks(lambda session: read_arrivals(session, sheet, today, day))
    _try_out(station, listing, lambda act: write_arrivals(act, listing))
    if not arguments.dry_run and listing.taken:
        station.does(lambda act: write_arrivals(act, listing))
    said = translate_many(
        "{n} line of arrivals noted", "{n} lines of arrivals noted", len(listing.taken)
    )
    _tell_list(file, said, listing, arguments)
    return 0


def figures(arguments: Namespace, station: Station) -> int:
    file = _allowed_file(arguments, station, Right.EDIT_LAB)
    sheet, _ = open_file(file)
    listing = station.asks(lambda session: _read_figures(session, sheet))
    _try_out(station, listing, lambda act: write_figures(act, listing))
    if not arguments.dry_run and listing.taken:
        station.does(lambda act: write_figures(act, listing))
    said = translate_many("{n} figure taken over", "{n} figures taken over", len(listing.taken))
    _tell_list(file, said, listing, arguments)
    return 0


def _read_figures(session: Session, sheet: Sheet) -> Listing[Any]:
    return read_figures(session, sheet, today_of(session).year)


def _allowed_file(arguments: Namespace, station: Station, right: Right) -> Path:
    """Even a trial shows what is known here."""
    reader = station.seat.account_id
    station.asks(lambda session: refuse_without(session, reader, right))
    return Path(arguments.file).expanduser()


def _try_out(
    station: Station, listing: Listing[Any], write: Callable[[Act], Collection[int]]
) -> None:
    while True:
        try:
            station.does(lambda act: try_out(act, listing, write))
        except DeskError as refusal:
            if settles(listing, refusal):
                return


def _tell_list(file: Path, said: str, listing: Listing[Any], arguments: Namespace) -> None:
    if arguments.dry_run:
        for one in listing.taken:
            tell(one.said)
    _tell(file, said, len(listing.known), listing.refused, arguments)


def _tell(
    file: Path, said: str, known: int, refused: Iterable[Refusal], arguments: Namespace
) -> None:
    lines = list(refused)
    same = translate_many("{n} known already", "{n} known already", known)
    wrong = translate_many("{n} refused line", "{n} refused lines", len(lines))
    tell(about(file.name, f"{said}, {same}, {wrong}."))
    for refusal in lines:
        line = translate(mark("Line {line}")).format(line=refusal.line)
        warn(about(line, " ".join(say(reason) for reason in refusal.reasons)))
    if arguments.dry_run:
        tell(translate(mark("Nothing was written.")))
