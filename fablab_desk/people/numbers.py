"""The number by which people know a party: M-00042."""

import re

OURS = re.compile(r"M-0*(\d{1,9})", re.IGNORECASE)
BARE = re.compile(r"0*(\d{1,9})")


def member_number(number: int) -> str:
    """As people see it: M-00042."""
    return f"M-{number:05}"


def read_member_number(written: str) -> int | None:
    """The number behind “M-00042”; None where it is not one of ours."""
    found = OURS.fullmatch(written.strip())
    return int(found[1]) if found else None


def cards_of(number: int) -> list[str]:
    """What a card of that member may bear, best first: digits only, which any reader types."""
    return [f"{first}{number:07}" for first in range(10)]
