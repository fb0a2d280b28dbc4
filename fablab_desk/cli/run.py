"""One command, then its exit status: 0 done, 1 refused, 2 called wrongly."""

from argparse import Namespace
from collections.abc import Callable

from fablab_desk.cli import members, papers, upkeep
from fablab_desk.cli.output import warn
from fablab_desk.cli.station import Station, open_place, sit_down
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say

Command = Callable[[Namespace, Station], int]

COMMANDS: dict[tuple[str, str | None], Command] = {
    ("import", "members"): members.take_in,
    ("export", "members"): members.export,
    ("attest", "membership"): papers.attest_membership_of,
    ("check", None): upkeep.check,
    ("backup", None): upkeep.back_up,
}
# These open no base, or one in their own way.
ALONE: dict[str, Callable[[Namespace], int]] = {
    "verify": papers.verify,
    "restore": upkeep.restore,
    "demo": upkeep.make_demo,
}


def run(arguments: Namespace) -> int:
    try:
        if arguments.command in ALONE:
            return ALONE[arguments.command](arguments)
        database = open_place(arguments)
        try:
            kind = getattr(arguments, "what_kind", None)
            return COMMANDS[arguments.command, kind](arguments, sit_down(arguments, database))
        finally:
            database.close()
    except DeskError as refusal:
        warn(say(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
