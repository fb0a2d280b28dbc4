"""Counting a drawer by coin and note; a count is kept as {cents: how many}."""

from collections.abc import Mapping
from decimal import Decimal

from fablab_desk.errors import DeskError, Problems
from fablab_desk.money import CENT, ZERO
from fablab_desk.payments.drafts import TypedCount
from fablab_desk.payments.errors import UnknownCoinError
from fablab_desk.typed import parse_count

COINS = (1, 2, 5, 10, 20, 50, 100, 200)
NOTES = (500, 1000, 2000, 5000, 10000, 20000, 50000)
DENOMINATIONS = COINS + NOTES
MOST = 10_000


def read_count(typed: TypedCount) -> dict[str, int]:
    """What was typed beside each coin and note, or every problem with it."""
    count: dict[str, int] = {}
    found: list[tuple[str, DeskError]] = []
    for cents, many in sorted(typed.items()):
        if not str(many).strip():
            continue
        try:
            count[str(cents)] = parse_count(str(many), MOST)
        except DeskError as refusal:
            found.append((f"count.{cents}", refusal))
        if cents not in DENOMINATIONS:
            found.append((f"count.{cents}", UnknownCoinError(cents * CENT)))
    if found:
        raise Problems(found)
    return {cents: many for cents, many in count.items() if many}


def amount_of(count: Mapping[str, int]) -> Decimal:
    return sum((int(cents) * many * CENT for cents, many in count.items()), ZERO)
