"""What changes hands in a merge, in words."""

from collections.abc import Callable, Iterable, Iterator

from fablab_desk.i18n import translate_many

UNTOLD = frozenset({"told_apart", "party_merges"})
WORDS: dict[str, Callable[[int], str]] = {
    "accounts": lambda n: translate_many("{n} account of the team", "{n} accounts of the team", n),
    "arrivals": lambda n: translate_many("{n} arrival", "{n} arrivals", n),
    "assembly_voters": lambda n: translate_many(
        "{n} general assembly", "{n} general assemblies", n
    ),
    "cashings": lambda n: translate_many("{n} payment", "{n} payments", n),
    "charges": lambda n: translate_many("{n} line of debt", "{n} lines of debt", n),
    "consents": lambda n: translate_many("{n} consent", "{n} consents", n),
    "custom_values": lambda n: translate_many("{n} custom field", "{n} custom fields", n),
    "covers": lambda n: translate_many("{n} cover", "{n} covers", n),
    "guardians": lambda n: translate_many("{n} tie of guardian", "{n} ties of guardian", n),
    "household_members": lambda n: translate_many("{n} household", "{n} households", n),
    "households": lambda n: translate_many("{n} household paid for", "{n} households paid for", n),
    "invoices": lambda n: translate_many("{n} invoice", "{n} invoices", n),
    "mandates": lambda n: translate_many("{n} mandate", "{n} mandates", n),
    "memberships": lambda n: translate_many("{n} membership", "{n} memberships", n),
    "organisation_contacts": lambda n: translate_many("{n} contact", "{n} contacts", n),
    "papers": lambda n: translate_many(
        "{n} issued paper, as it was issued", "{n} issued papers, as they were issued", n
    ),
    "people_on_duty": lambda n: translate_many("{n} day on duty", "{n} days on duty", n),
    "pieces": lambda n: translate_many("{n} piece handed in", "{n} pieces handed in", n),
}


def moves_told(moves: Iterable[tuple[str, int]]) -> list[str]:
    """“3 memberships”, “1 issued paper”; what has no word here is counted together."""
    return list(_told(dict(moves)))


def _told(moves: dict[str, int]) -> Iterator[str]:
    for table, n in moves.items():
        if table in WORDS:
            yield WORDS[table](n)
    others = sum(n for table, n in moves.items() if table not in {*WORDS, *UNTOLD})
    if others:
        yield translate_many("{n} other entry", "{n} other entries", others)
