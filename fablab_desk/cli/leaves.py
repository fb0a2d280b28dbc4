"""What the words of the command line are made of."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, _SubParsersAction
from typing import Any, TypeAlias

from fablab_desk.i18n import LANGUAGES, mark
from fablab_desk.i18n import translate as _

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def add_common(parser: ArgumentParser, *, again: bool = False) -> None:
    """Accepted before the command and after it; `again`: what was given before stays."""
    default: Any = SUPPRESS if again else None
    options: tuple[tuple[str, dict[str, Any]], ...] = (
        (
            "--database",
            {
                "type": named,
                "metavar": _(mark("PATH|URL")),
                "help": _(mark("the base (default: yours)")),
            },
        ),
        (
            "--as",
            {"dest": "login", "metavar": _(mark("LOGIN")), "help": _(mark("whose rights apply"))},
        ),
        (
            "--password-fd",
            {"type": whole, "metavar": "N", "help": _(mark("descriptor to read the password on"))},
        ),
        ("--language", {"choices": LANGUAGES, "help": _(mark("language of the messages"))}),
    )
    for name, what in options:
        parser.add_argument(name, default=default, **what)


def named(text: str) -> str:
    """An empty text is a variable that a script forgot, never the usual base or this folder."""
    if not text.strip():
        raise ArgumentTypeError(_(mark("nothing stands there")))
    return text


def whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        said = _(mark("“{text}” is not a whole number"))
        raise ArgumentTypeError(said.format(text=text)) from None


def at_least_one(text: str) -> int:
    if (many := whole(text)) < 1:
        raise ArgumentTypeError(_(mark("one or more, please")))
    return many


def kind(commands: Commands, name: str, text: str) -> Commands:
    parser = commands.add_parser(name, help=_(text), description=_(text))
    return parser.add_subparsers(dest="what_kind", metavar=_(mark("WHAT")), required=True)


def leaf(commands: Commands, name: str, text: str) -> ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    add_common(parser, again=True)
    return parser
