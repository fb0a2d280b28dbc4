"""A number for a place in the order of names, so that an index by number is one by name too."""

from bisect import bisect_left

EXACT = " 0123456789abcdefghijklmnopqrstuvwxyz"
LETTERS = 8
SPAN = 1_600_000  # numbers that share the letters of one place: 39**8 * SPAN < 2**63


def place_in_order(sort_name: str, number: int) -> int:
    """By the first letters, then by the number: never after what follows in the order itself.

    A letter not of EXACT counts as the next one there, and whatever comes after it as nothing.
    """
    if not 0 <= number < SPAN:
        raise ValueError(f"{number} has no place")
    head = 0
    known = True
    for letter in sort_name[:LETTERS].ljust(LETTERS, "\0"):
        at = bisect_left(EXACT, letter) if known and letter != "\0" else -1
        head = head * (len(EXACT) + 2) + at + 1
        known = known and EXACT[at : at + 1] == letter
    return head * SPAN + number
