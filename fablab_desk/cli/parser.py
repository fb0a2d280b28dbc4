"""The words of the command line. No rule lives here."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from typing import TypeAlias

from fablab_desk.i18n import LANGUAGES, mark, translate

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
DEMO_PEOPLE = 400
DEMO_SEED = 2026


def parse(arguments: Sequence[str]) -> Namespace:
    return _parser().parse_args(arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="fablab-desk", description=_(mark("The desk of a fablab.")))
    parser.add_argument(
        "--database", metavar="PATH|URL", help=_(mark("the base (default: the user’s own)"))
    )
    parser.add_argument("--demo", action="store_true", help=_(mark("open a full demo lab")))
    parser.add_argument("--as", dest="login", metavar="LOGIN", help=_(mark("whose rights apply")))
    parser.add_argument(
        "--password-fd",
        type=int,
        metavar="N",
        help=_(mark("read the password on this descriptor instead of asking")),
    )
    parser.add_argument("--language", choices=LANGUAGES, help=_(mark("language of the messages")))
    commands = parser.add_subparsers(dest="command", metavar="")
    _add_members(commands)
    _add_papers(commands)
    _add_upkeep(commands)
    return parser


def _add_members(commands: Commands) -> None:
    taken = _kind(commands, "import", mark("take in a file"))
    members = taken.add_parser("members", help=_(mark("members, from CSV, XLSX or ODS")))
    members.add_argument("file", metavar="FILE")
    members.add_argument("--dry-run", action="store_true", help=_(mark("write nothing")))
    members.add_argument("--json", action="store_true", help=_(mark("tell the result as JSON")))
    given = _kind(commands, "export", mark("write a file"))
    exported = given.add_parser("members", help=_(mark("members, to CSV or XLSX")))
    exported.add_argument("file", metavar="FILE.csv|FILE.xlsx")


def _add_papers(commands: Commands) -> None:
    attest = _kind(commands, "attest", mark("issue an attestation"))
    membership = attest.add_parser("membership", help=_(mark("of a membership")))
    membership.add_argument("number", metavar="NUMBER", help=_(mark("number of the member")))
    membership.add_argument("--out", required=True, metavar="FILE.pdf")
    verify = commands.add_parser("verify", help=_(mark("is this paper genuine?")))
    verify.add_argument("what", metavar="FILE.pdf|TEXT")
    verify.add_argument(
        "--key", action="append", default=[], metavar="FILE", help=_(mark("a lab’s public key"))
    )


def _add_upkeep(commands: Commands) -> None:
    commands.add_parser("check", help=_(mark("check the base, its chains and its papers")))
    backup = commands.add_parser("backup", help=_(mark("make a proved copy")))
    backup.add_argument("folder", nargs="?", metavar="DIR")
    restore = commands.add_parser("restore", help=_(mark("put a copy back")))
    restore.add_argument("file", metavar="FILE")
    demo = commands.add_parser("demo", help=_(mark("make a demo lab")))
    demo.add_argument("path", metavar="PATH")
    demo.add_argument("--people", type=int, default=DEMO_PEOPLE, metavar="N")
    demo.add_argument("--seed", type=int, default=DEMO_SEED, metavar="S")
    tour = commands.add_parser("tour", help=_(mark("draw every tab and paper, without a screen")))
    tour.add_argument("folder", metavar="DIR")


def _kind(commands: Commands, name: str, text: str) -> Commands:
    parser = commands.add_parser(name, help=_(text))
    return parser.add_subparsers(dest="what_kind", metavar="", required=True)


def _(text: str) -> str:
    return translate(text)
