"""Checking, copying and putting back the base."""

from argparse import Namespace
from pathlib import Path

from fablab_desk.care.backup import back_up as make_copy
from fablab_desk.care.backup import bring_back, bring_back_here, list_strays
from fablab_desk.care.check import check_everything
from fablab_desk.cli.output import about, show_progress, tell, warn
from fablab_desk.cli.station import Station, desk_seat, open_if_any, place_of, sit_down
from fablab_desk.clock import utc_now
from fablab_desk.db.refusals import make_folder, stands
from fablab_desk.demo.making import make_demo_at
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.paths import copies_folder, keys_folder
from fablab_desk.schema import BLUEPRINT

A_COPY = mark("A proved copy lies at {path}.")
NOT_PROVED = mark(
    "A copy lies at {path}. Only its list of contents could be read: this user of the server may"
    " not make a database to try it in (CREATEDB)."
)


class TakenPlaceError(DeskError):
    def __init__(self, place: Path) -> None:
        super().__init__(
            mark("There is something at {place} already: choose another name."), place=place
        )


class NoFileError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A demo lab is a file: give it a path, not a server’s address."))


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
        strays = len(list_strays(session, files, utc_now()))
    if strays:
        tell(
            translate_many(
                "{n} attached file is no longer used: the next backup takes it away",
                "{n} attached files are no longer used: the next backup takes them away",
                strays,
            )
        )
    if wrong:
        warn(translate_many("{n} problem", "{n} problems", wrong))
    return 1 if wrong else 0


def back_up(arguments: Namespace, station: Station) -> int:
    if arguments.folder:
        folder = Path(arguments.folder).expanduser()
    else:
        folder = copies_folder()
        make_folder(folder.parent)
    made = make_copy(station.database, station.seat, utc_now, folder, show_progress)
    show_progress(0, 0)
    tell(translate(A_COPY if made.proved else NOT_PROVED).format(path=made.path))
    return 0


def restore(arguments: Namespace) -> int:
    """The right is asked of the base that is there; where none can be opened, there is none."""
    place, copy, folder = place_of(arguments), Path(arguments.file).expanduser(), copies_folder()
    make_folder(folder.parent)
    database = open_if_any(place)
    if database:
        try:
            seat = sit_down(arguments, database).seat
            before = bring_back_here(
                copy, database, seat, BLUEPRINT, folder, utc_now, show_progress
            )
        finally:
            database.close()
    else:
        before = bring_back(copy, place, BLUEPRINT, folder, desk_seat, utc_now, show_progress)
    show_progress(0, 0)
    tell(translate(mark("The base is as it was in {name}.")).format(name=copy.name))
    if before:
        tell(translate(mark("What was there lies at {path}.")).format(path=before))
    return 0


def make_demo(arguments: Namespace) -> int:
    """A new base at that path; one that is there is left alone."""
    place = Path(arguments.path).expanduser().absolute()
    if "://" in arguments.path:
        raise NoFileError
    if stands(place):
        raise TakenPlaceError(place)
    make_demo_at(
        place,
        BLUEPRINT,
        people=arguments.people,
        seed=arguments.seed,
        uses=arguments.uses,
        progress=show_progress,
    )
    show_progress(0, 0)
    tell(translate(mark("A demo lab lies at {path}.")).format(path=place))
    return 0
