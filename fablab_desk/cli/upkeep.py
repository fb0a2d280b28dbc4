"""Checking, copying and putting back the base."""

from argparse import Namespace
from pathlib import Path

from fablab_desk.care.backup import back_up as make_copy
from fablab_desk.care.backup import bring_back, refuse_without
from fablab_desk.care.check import check_everything
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.station import Station, open_place, place_of, sit_down
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.errors import DatabaseError
from fablab_desk.demo.making import make_demo_at
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.paths import copies_folder, keys_folder
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.rights import Right
from fablab_desk.staff.unit import Seat


class TakenPlaceError(DeskError):
    def __init__(self, place: Path) -> None:
        super().__init__(
            mark("There is something at {place} already: choose another name."), place=place
        )


def check(_arguments: Namespace, station: Station) -> int:
    """Every part is checked, whatever was found in the one before."""
    wrong = 0
    files = station.database.attachments
    with station.database.reading() as session:
        for part, found in check_everything(
            session, BLUEPRINT, files, keys_folder(), show_progress
        ):
            show_progress(0, 0)
            for problem in found:
                warn(say(problem))
            state = translate(mark("in order")) if not found else translate(mark("not in order"))
            tell(about(translate(part), state))
            wrong += len(found)
    if wrong:
        warn(translate_many("{n} problem", "{n} problems", wrong))
    return 1 if wrong else 0


def back_up(arguments: Namespace, station: Station) -> int:
    folder = Path(arguments.folder).expanduser() if arguments.folder else copies_folder()
    made = make_copy(station.database, station.seat, utc_now, folder, show_progress)
    show_progress(0, 0)
    tell(translate(mark("A proved copy lies at {path}.")).format(path=made.path))
    return 0


def restore(arguments: Namespace) -> int:
    """The right is asked of the base that is there; where none can be opened, there is none."""
    place = place_of(arguments)
    if isinstance(place, str) or place.exists():
        try:
            database = open_place(place)
        except DatabaseError as refusal:
            warn(say(refusal))
        else:
            _ask_right(arguments, database)
    before = bring_back(
        Path(arguments.file).expanduser(),
        place,
        BLUEPRINT,
        copies_folder(),
        lambda restored: _seat(arguments, restored),
        utc_now,
        show_progress,
    )
    show_progress(0, 0)
    tell(translate(mark("The base is as it was in {name}.")).format(name=Path(arguments.file).name))
    if before:
        tell(translate(mark("What was there lies at {path}.")).format(path=before.path))
    return 0


def make_demo(arguments: Namespace) -> int:
    """A new base at that path; one that is there is left alone."""
    place = Path(arguments.path).expanduser().absolute()
    if place.exists():
        raise TakenPlaceError(place)
    make_demo_at(
        place, BLUEPRINT, people=arguments.people, seed=arguments.seed, progress=show_progress
    )
    show_progress(0, 0)
    tell(translate(mark("A demo lab lies at {path}.")).format(path=place))
    return 0


def _ask_right(arguments: Namespace, database: Database) -> None:
    try:
        refuse_without(database, _seat(arguments, database), Right.RESTORE)
    finally:
        database.close()


def _seat(arguments: Namespace, database: Database) -> Seat:
    return sit_down(arguments, database).seat
