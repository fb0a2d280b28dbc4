"""An address as the window of an envelope shows it."""

from collections.abc import Sequence
from textwrap import wrap

LINES = 6
WIDTH = 38  # characters, the postal rule for France


def address_block(lines: Sequence[str]) -> tuple[str, ...]:
    """At most 6 lines of 38 characters, the last of several in capitals; cuts end in “…”."""
    given = [" ".join(line.split()) for line in lines if line.strip()]
    if len(given) > 1:
        given[-1] = given[-1].upper()
    folded = [wrap(line, WIDTH) for line in given]
    while sum(map(len, folded)) > LINES:
        longest = max(reversed(range(len(folded))), key=lambda at: len(folded[at]))
        if len(folded[longest]) == 1:
            del folded[-2]  # the name stands first and the town last: these are kept
        else:
            kept = folded[longest][:-1]
            folded[longest] = [*kept[:-1], f"{kept[-1][: WIDTH - 1].rstrip()}…"]
    return tuple(line for part in folded for line in part)
