"""What argparse itself says, in the language of the program."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from fablab_desk.i18n import mark, translate

SAID_BY_ARGPARSE = (
    mark("usage: "),
    mark("options"),
    mark("positional arguments"),
    mark("%(heading)s:"),
    mark("show this help message and exit"),
    mark("%(prog)s: error: %(message)s\n"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("expected one argument"),
    mark("ignored explicit argument %r"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
)


@contextmanager
def argparse_translated() -> Iterator[None]:
    """It takes its texts from a `_` of its own, that of the system's catalogues."""
    own = vars(argparse)
    before = own["_"]
    own["_"] = translate
    try:
        yield
    finally:
        own["_"] = before
