"""When two names may be one person's: a letter, an order of words, an initial apart."""

from collections.abc import Iterator, Sequence

LONG_ENOUGH = 4  # letters: Léa is not Léo, and a letter of a longer word may be mistyped


def near_keys(words: Sequence[str]) -> Iterator[str]:
    """Keys of which two names that are near share one: all words but one, and half of that one.

    A wrong letter leaves a word's first two as they were, or its last two.
    """
    yield "".join(words)
    for place, word in enumerate(words):
        if _may_be_mistyped(word):
            rest = " ".join((*words[:place], "", *words[place + 1 :]))
            yield f"{rest}<{word[:2]}"
            yield f"{rest}>{word[-2:]}"


def are_near(one: Sequence[str], other: Sequence[str]) -> bool:
    """A blank apart, or a letter of one longer word; figures tell things apart."""
    if "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    differ = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return (len(differ) == 1 and all(_may_be_mistyped(word) for word in differ[0])) and is_close(
        *differ[0]
    )


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
    if not (_may_be_mistyped(one) and _may_be_mistyped(other)):
        return one == other
    return is_close(one, other)


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= LONG_ENOUGH and word.isalpha()
