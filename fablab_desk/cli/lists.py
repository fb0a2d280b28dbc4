"""Files of one kind of fact: first visits, arrivals of a paper list, figures of earlier years."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake
from fablab_desk.care.listed import Listing
from fablab_desk.care.listed_arrivals import read_arrivals, write_arrivals
from fablab_desk.care.listed_figures import read_figures, write_figures
from fablab_desk.care.service_intake import import_members
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.station import Station, today_of
from fablab_desk.errors import DeskError, Problems
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

T = TypeVar("T")
NO_MEMBERSHIPS = Intake((), {}, (), has_plans=False)


class _TriedError(DeskError):
    """Thrown on purpose, so that all that was written on trial is taken back."""

    def __init__(self) -> None:
        super().__init__("")


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
    again = _try_out(station, listing, lambda act: write_arrivals(act, listing))
    if not arguments.dry_run and listing.taken:
        again = station.does(lambda act: write_arrivals(act, listing))
    said = translate_many(
        "{n} line of arrivals noted", "{n} lines of arrivals noted", len(listing.taken) - again
    )
    _tell_list(file, said, listing, arguments, known=again)
    return 0


def figures(arguments: Namespace, station: Station) -> int:
    file = _allowed_file(arguments, station, Right.EDIT_LAB)
    sheet, _ = open_file(file)
    listing = station.asks(lambda session: _read_figures(session, sheet))
    _try_out(station, listing, lambda act: write_figures(act, listing))
    if not arguments.dry_run and listing.taken:
        station.does(lambda act: write_figures(act, listing))
    said = translate_many("{n} figure taken over", "{n} figures taken over", len(listing.taken))
    _tell_list(file, said, listing, arguments, known=listing.known)
    return 0


def _read_figures(session: Session, sheet: Sheet) -> Listing[Any]:
    return read_figures(session, sheet, today_of(session).year)


def _allowed_file(arguments: Namespace, station: Station, right: Right) -> Path:
    """Even a trial shows what is known here."""
    reader = station.seat.account_id
    station.asks(lambda session: refuse_without(session, reader, right))
    return Path(arguments.file).expanduser()


def _try_out(station: Station, listing: Listing[Any], write: Callable[[Act], T]) -> T:
    """Write and throw away, without the lines that are refused then: what is told is true."""

    results: list[T] = []

    def trial(act: Act) -> None:
        results.append(write(act))
        raise _TriedError

    while not results:
        try:
            station.does(trial)
        except _TriedError:
            break
        except Problems as problems:
            refused: dict[int, list[DeskError]] = {}
            for line, problem in problems.found:
                refused.setdefault(int(line), []).append(problem)
            listing.drop(refused)
    return results[-1]


def _tell_list(
    file: Path, said: str, listing: Listing[Any], arguments: Namespace, *, known: int
) -> None:
    if arguments.dry_run:
        for one in listing.taken:
            tell(one.said)
    _tell(file, said, known, listing.refused, arguments)


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
