"""The words of the command line. No rule lives here."""

from argparse import ArgumentError, ArgumentParser, Namespace
from collections.abc import Sequence

from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.cli.leaves import Commands, add_common, at_least_one, kind, leaf, named, whole
from fablab_desk.cli.parser_papers import add_papers
from fablab_desk.cli.words import argparse_translated
from fablab_desk.i18n import LANGUAGES, mark, use
from fablab_desk.i18n import translate as _
from fablab_desk.machines.kinds import Severity
from fablab_desk.people.kinds import PeopleFilter, Purpose

DEMO_PEOPLE = 400
DEMO_SEED = 2026
DEMO_USES = 6000
FILTERS = [chosen.name.lower().replace("_", "-") for chosen in PeopleFilter]


def parse(arguments: Sequence[str]) -> Namespace:
    """Everything is said in the language that the arguments themselves ask for."""
    if language := _language_in(arguments):
        use(language)
    with argparse_translated():
        parser = _parser()
        wanted = parser.parse_args(arguments)
        if wanted.demo and wanted.command:
            parser.error(_(mark("--demo opens the window and goes with no command")))
        return wanted


def _language_in(arguments: Sequence[str]) -> str | None:
    first = ArgumentParser(add_help=False, exit_on_error=False)
    first.add_argument("--language")
    try:
        found: str | None = first.parse_known_args(arguments)[0].language
    except ArgumentError:  # the parser itself tells it
        return None
    return found if found in LANGUAGES else None


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="fablab-desk", description=_(mark("The desk of a fablab.")))
    add_common(parser)
    parser.add_argument("--demo", action="store_true", help=_(mark("open a full demo lab")))
    commands = parser.add_subparsers(dest="command", metavar=_(mark("COMMAND")))
    _add_members(commands)
    _add_door(commands)
    _add_machines(commands)
    add_papers(commands)
    _add_upkeep(commands)
    return parser


def _add_members(commands: Commands) -> None:
    taken = kind(commands, "import", mark("take in a file"))
    members = leaf(taken, "members", _(mark("members, from CSV, XLSX or ODS")))
    members.add_argument("file", type=named, metavar=_(mark("FILE")))
    members.add_argument("--dry-run", action="store_true", help=_(mark("write nothing")))
    members.add_argument("--json", action="store_true", help=_(mark("tell the result as JSON")))
    _add_refused(members)
    _add_lists(taken)
    given = kind(commands, "export", mark("write a file"))
    exported = leaf(given, "members", _(mark("members, to CSV or XLSX")))
    exported.add_argument("file", type=named, metavar=_(mark("FILE.csv|FILE.xlsx")))
    _add_filter(exported, None, _(mark("only those of a filter, kept or standing: {filters}")))
    _add_logbook(given)
    merged = leaf(commands, "merge", _(mark("make one of two records of somebody")))
    for name, shown, text in (
        ("keep", mark("KEEP"), mark("number of the record that stays")),
        ("goes", mark("GOES"), mark("number of the one merged into it")),
    ):
        merged.add_argument(name, type=named, metavar=_(shown), help=_(text))
    merged.add_argument("--dry-run", action="store_true", help=_(mark("write nothing")))
    _add_person(commands)
    mailing = leaf(given, "mailing", _(mark("the e-mails of a mailing, to CSV or XLSX")))
    mailing.add_argument("file", type=named, metavar=_(mark("FILE.csv|FILE.xlsx")))
    mailing.add_argument(
        "--for",
        dest="purpose",
        choices=[purpose.value for purpose in Purpose],
        default=Purpose.MEMBERSHIP.value,
        help=_(mark("what it is about: the newsletter goes to those who agreed")),
    )
    _add_filter(mailing, "all", _(mark("those of a filter, kept or standing: {filters}")))
    mailing.add_argument(
        "--audience",
        action="append",
        default=[],
        type=named,
        metavar=_(mark("AUDIENCE")),
        help=_(mark("only this one; may be said again")),
    )


def _add_person(commands: Commands) -> None:
    person = leaf(commands, "person", _(mark("all that is kept of somebody, to a ZIP for them")))
    person.add_argument(
        "number", type=named, metavar=_(mark("NUMBER")), help=_(mark("number of the member"))
    )
    person.add_argument("file", type=named, metavar=_(mark("FILE.zip")))


def _add_lists(taken: Commands) -> None:
    for name, text in (
        ("first-visits", mark("the day people on file first came")),
        ("arrivals", mark("who came: a list that was kept on paper")),
        ("figures", mark("figures of earlier years")),
        ("balances", mark("what people owed before the lab came here")),
        ("certifications", mark("who was certified for what, before the lab came here")),
    ):
        one = leaf(taken, name, _(text))
        one.add_argument("file", type=named, metavar=_(mark("FILE")))
        one.add_argument("--dry-run", action="store_true", help=_(mark("write nothing")))
        _add_refused(one)
        if name in ("arrivals", "balances", "certifications"):
            one.add_argument(
                "--day",
                type=named,
                metavar=_(mark("DAY")),
                help=_(mark("of the whole list, where no column tells it")),
            )
    leaf(taken, "list", _(mark("the files that were taken in, each with its code")))
    undone = leaf(taken, "undo", _(mark("take a file back that nothing has used since")))
    undone.add_argument(
        "code", type=named, metavar=_(mark("CODE")), help=_(mark("as “import list” tells it"))
    )
    undone.add_argument("--dry-run", action="store_true", help=_(mark("write nothing")))


def _add_refused(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--refused",
        type=named,
        metavar=_(mark("FILE.csv|FILE.xlsx")),
        help=_(mark("where to write the refused lines, each with its reasons")),
    )


def _add_filter(parser: ArgumentParser, default: str | None, said: str) -> None:
    shown = said.format(filters=", ".join(FILTERS))
    parser.add_argument(
        "--filter", type=named, default=default, metavar=_(mark("FILTER")), help=shown
    )


def _add_door(commands: Commands) -> None:
    door = leaf(commands, "checkin", _(mark("somebody comes")))
    door.add_argument("who", type=named, metavar=_(mark("NUMBER|CARD|+N")))
    door.add_argument(
        "audience",
        nargs="*",
        metavar=_(mark("AUDIENCE")),
        help=_(mark("of a count: +3 students, +2 women, +12 pupils, 4 new")),
    )
    door.add_argument(
        "--role",
        choices=[role.value for role in ArrivalRole],
        default=ArrivalRole.PUBLIC.value,
        help=_(mark("as what they come (default: public)")),
    )
    door.add_argument(
        "--day",
        type=named,
        metavar=_(mark("DAY")),
        help=_(mark("of a list on paper: yesterday, 03/02/2026 (default: today)")),
    )
    door.add_argument("--undo", action="store_true", help=_(mark("take it back")))


def _add_upkeep(commands: Commands) -> None:
    leaf(commands, "check", _(mark("check the base, its chains and its papers")))
    backup = leaf(commands, "backup", _(mark("make a proved copy")))
    backup.add_argument(
        "folder",
        nargs="?",
        type=named,
        metavar=_(mark("DIR")),
        help=_(mark("where it is put (default: among yours)")),
    )
    restore = leaf(commands, "restore", _(mark("put a copy back")))
    restore.add_argument("file", type=named, metavar=_(mark("FILE")))
    demo = leaf(commands, "demo", _(mark("make a demo lab")))
    demo.add_argument("path", type=named, metavar=_(mark("PATH")))
    demo.add_argument(
        "--people",
        type=at_least_one,
        default=DEMO_PEOPLE,
        metavar="N",
        help=_(mark("how many people (default: {n})")).format(n=DEMO_PEOPLE),
    )
    demo.add_argument(
        "--uses",
        type=whole,
        default=DEMO_USES,
        metavar="N",
        help=_(mark("how many uses of machines over three years (default: {n})")).format(
            n=DEMO_USES
        ),
    )
    demo.add_argument(
        "--seed",
        type=whole,
        default=DEMO_SEED,
        metavar="S",
        help=_(mark("the same number makes the same lab")),
    )
    tour = leaf(commands, "tour", _(mark("draw every tab and paper, without a screen")))
    tour.add_argument("folder", type=named, metavar=_(mark("DIR")))


def _add_logbook(given: Commands) -> None:
    register = leaf(given, "certifications", _(mark("all certifications, to CSV or XLSX")))
    register.add_argument("file", type=named, metavar=_(mark("FILE.csv|FILE.xlsx")))
    logbook = leaf(given, "logbook", _(mark("the logbook of a machine, to CSV or XLSX")))
    logbook.add_argument("machine", type=named, metavar=_(mark("MACHINE")))
    logbook.add_argument("file", type=named, metavar=_(mark("FILE.csv|FILE.xlsx")))
    for name, kept, text in (
        ("--from", "first", mark("from that day on")),
        ("--to", "last", mark("through that day")),
    ):
        logbook.add_argument(name, dest=kept, type=named, metavar=_(mark("DAY")), help=_(text))


def _add_machines(commands: Commands) -> None:
    logged = kind(commands, "log", mark("note what happened at a machine"))
    use = leaf(logged, "use", _(mark("a use of a machine that is over")))
    for name, shown, text in (
        ("machine", mark("MACHINE"), mark("code of the machine")),
        ("person", mark("NUMBER|CARD"), mark("who used it")),
        ("start", mark("HOUR"), mark("when it began: 14:30")),
        ("duration", mark("DURATION"), mark("how long: 1h30, 90")),
    ):
        use.add_argument(name, type=named, metavar=_(shown), help=_(text))
    use.add_argument(
        "--on",
        dest="day",
        type=named,
        metavar=_(mark("DAY")),
        help=_(mark("the day (default: today)")),
    )
    use.add_argument("--unattended", action="store_true", help=_(mark("it ran unattended")))
    use.add_argument(
        "--allow",
        type=named,
        metavar=_(mark("REASON")),
        help=_(mark("allow it all the same, and why")),
    )
    fault = leaf(logged, "fault", _(mark("what does not work on a machine")))
    fault.add_argument("machine", type=named, metavar=_(mark("MACHINE")))
    fault.add_argument("text", type=named, metavar=_(mark("TEXT")))
    fault.add_argument(
        "--severity",
        choices=[one.value for one in Severity],
        default=Severity.SERIOUS.value,
        help=_(mark("how serious it is")),
    )
    fault.add_argument("--stops", action="store_true", help=_(mark("the machine may not be used")))
    may = leaf(commands, "who-may", _(mark("who may work on a machine, and what is missing")))
    may.add_argument("machine", type=named, metavar=_(mark("MACHINE")))
    may.add_argument(
        "--on",
        dest="day",
        type=named,
        metavar=_(mark("DAY")),
        help=_(mark("the day (default: today)")),
    )
    labels = leaf(commands, "labels", _(mark("labels of machines with their code, to PDF")))
    labels.add_argument("file", type=named, metavar=_(mark("FILE.pdf")))
    labels.add_argument(
        "machines",
        nargs="*",
        metavar=_(mark("MACHINE")),
        help=_(mark("only those (default: all in service)")),
    )
