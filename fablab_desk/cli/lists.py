"""Files of one kind of fact: first visits, arrivals, figures, balances, certifications."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from fablab_desk.care.listed import ListKind
from fablab_desk.care.listed_trial import settles, try_out
from fablab_desk.care.service_listed import remember_list_columns
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.refused import keep_refused
from fablab_desk.cli.station import Station, today_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.overview.list_columns import OpenedList, load_list
from fablab_desk.overview.list_fates import LEFT_OUT, LineFate, ListLine, Sorted
from fablab_desk.overview.taking_lists import ListReading, read_list, sorted_lines
from fablab_desk.people.exchange.making import open_file
from fablab_desk.staff.act import Act
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right
from fablab_desk.typed import parse_day

ASKED = {
    ListKind.FIRST_VISITS: Right.IMPORT_PEOPLE,
    ListKind.ARRIVALS: Right.CHECK_IN,
    ListKind.FIGURES: Right.EDIT_LAB,
    ListKind.BALANCES: Right.IMPORT_PEOPLE,
    ListKind.CERTIFICATIONS: Right.CERTIFY,
}


def take_in(kind: ListKind) -> Callable[[Namespace, Station], int]:
    """The command of that kind, which reads and writes as the window does."""
    return partial(_take_in, kind)


def _take_in(kind: ListKind, arguments: Namespace, station: Station) -> int:
    file = Path(arguments.file).expanduser()
    reader = station.seat.account_id
    # Even a trial shows what is known here.
    station.asks(lambda session: refuse_without(session, reader, ASKED[kind]))
    sheet, source = open_file(file)
    opened = station.asks(lambda session: load_list(session, sheet, source, kind))
    days = _days(arguments, station)
    columns = opened.columns
    reading = station.asks(
        lambda session: read_list(session, kind, opened, columns, days, {}, show_progress)
    )
    _try_out(station, reading)
    lines = sorted_lines(reading)
    left = sorted((one for fate in LEFT_OUT for one in lines[fate]), key=lambda one: one.line)
    kept = keep_refused(arguments, file, sheet, left)
    if lines[LineFate.TAKEN] and not arguments.dry_run:
        station.does(lambda act: _write(act, kind, opened, reading))
    show_progress(0, 0)
    _tell(kind, file, lines, left, arguments)
    if kept:
        tell(kept)
    return 0


def _days(arguments: Namespace, station: Station) -> tuple[date, date | None]:
    today = station.asks(today_of)
    told = getattr(arguments, "day", None)
    return today, parse_day(told, today) if told else None


def _try_out(station: Station, reading: ListReading) -> None:
    """What the base itself would refuse is found by writing, and throwing that away."""
    listing = reading.listing
    while listing is not None and listing.taken:
        try:
            station.does(
                lambda act: try_out(act, listing, lambda act: reading.write(act, show_progress))
            )
        except DeskError as refusal:
            if settles(listing, refusal):
                return


def _write(act: Act, kind: ListKind, opened: OpenedList, reading: ListReading) -> None:
    reading.write(act, show_progress)
    remember_list_columns(act, kind, opened.sheet, opened.columns)


def _tell(
    kind: ListKind, file: Path, lines: Sorted, left: list[ListLine], arguments: Namespace
) -> None:
    if arguments.dry_run:
        for one in lines[LineFate.TAKEN]:
            tell(one.said)
    said = _written(kind, len(lines[LineFate.TAKEN]))
    known = len(lines[LineFate.KNOWN])
    same = translate_many("{n} known already", "{n} known already", known)
    wrong = translate_many("{n} refused line", "{n} refused lines", len(left))
    tell(about(file.name, f"{said}, {same}, {wrong}."))
    for one in left:
        line = translate(mark("Line {line}")).format(line=one.line)
        warn(about(line, " ".join(say(reason) for reason in one.reasons)))
    if arguments.dry_run:
        tell(translate(mark("Nothing was written.")))


def _written(kind: ListKind, count: int) -> str:
    match kind:
        case ListKind.FIRST_VISITS:
            return translate_many("{n} first visit noted", "{n} first visits noted", count)
        case ListKind.ARRIVALS:
            return translate_many(
                "{n} line of arrivals noted", "{n} lines of arrivals noted", count
            )
        case ListKind.FIGURES:
            return translate_many("{n} figure taken over", "{n} figures taken over", count)
        case ListKind.BALANCES:
            return translate_many("{n} balance taken over", "{n} balances taken over", count)
        case ListKind.CERTIFICATIONS:
            return translate_many(
                "{n} certification taken over", "{n} certifications taken over", count
            )
