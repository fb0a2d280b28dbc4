"""What a party is called: its number, its name as shown, and the words it is found by."""

from fablab_desk.db.lengths import LINE
from fablab_desk.db.search import normalise, search_text
from fablab_desk.people.numbers import member_number


def full_name(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}".strip()


def name_key(first_name: str, last_name: str) -> str:
    """What names are sorted and compared by: “dupre eloise”; of signs alone, themselves."""
    written = f"{last_name} {first_name}".strip()
    return (normalise(written) or written.casefold())[:LINE]


def search_words_of(
    number: int,
    name: str,
    *,
    email: str,
    phone: str,
    card: str | None,
    outside_number: str,
    former: str = "",
) -> str:
    """The column a party is searched in; `former` holds lines of records merged into it."""
    written = (name, member_number(number), str(number), email, phone, card or "", outside_number)
    return search_text(*written, *former.split("\n"))
