"""When two names may be one person's: a letter, an order of words, an initial apart."""

from collections.abc import Iterator, Sequence


def spellings(name: str) -> Iterator[str]:
    """The name and what is left of it without each of its letters.

    Names one letter apart, whether typed wrong, forgotten or one too many, share one of them.
    """
    yield name
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def is_close(one: str, other: str) -> bool:
    """Equal, or one letter apart."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    place = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    return shorter[place + (len(one) == len(other)) :] == longer[place + 1 :]


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Each word of the shorter name stands in the longer one: almost, or as its initial."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 2 <= len(longer) and len(shorter[0]) < 2:
        return False
    rest = list(longer)
    for word in shorter:
        found = next((there for there in rest if _meet(word, there)), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def _meet(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    if min(len(one), len(other)) < 4:  # Léa is not Léo
        return one == other
    return is_close(one, other)
