"""What a party is called: its number, its name as shown, and the words it is found by."""

import re

from fablab_desk.db.lengths import LINE
from fablab_desk.db.search import normalise, search_text

OURS = re.compile(r"M-0*(\d{1,9})", re.IGNORECASE)
BARE = re.compile(r"0*(\d{1,9})")


def member_number(number: int) -> str:
    """As people see it: M-00042."""
    return f"M-{number:05}"


def read_member_number(written: str) -> int | None:
    """The number behind “M-00042”; None where it is not one of ours."""
    found = OURS.fullmatch(written.strip())
    return int(found[1]) if found else None


def full_name(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}".strip()


def name_key(first_name: str, last_name: str) -> str:
    """What names are sorted and compared by: “dupre eloise”."""
    return normalise(f"{last_name} {first_name}")[:LINE]


def search_words_of(
    number: int, name: str, *, email: str, phone: str, card: str | None, outside_number: str
) -> str:
    """The column a party is searched in."""
    return search_text(
        name, member_number(number), str(number), email, phone, card or "", outside_number
    )
