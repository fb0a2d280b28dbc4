"""The text in bytes of unknown encoding, judged by how French it looks."""

import codecs
import re
from contextlib import suppress
from itertools import islice

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In order of preference where the score is the same; latin-1 reads any bytes.
_EIGHT_BITS = ("cp1252", "cp850", "mac_roman", "latin-1")
_HIGH_BYTES = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_ENOUGH_SAMPLES = 5_000
# Points of a letter, about its share in French names and addresses; others have none.
_SMALL_LETTERS = {
    "é": 8,
    "è": 4,
    "à": 3,
    "ç": 3,
    "ê": 3,
    "ô": 3,
    "ï": 3,
    "ë": 3,
    "ü": 2,
    "î": 2,
    **dict.fromkeys("âûùœ", 2),
    **dict.fromkeys("öäñáíóúãõåø", 1),
}
_CAPITALS = {"É": 3, **dict.fromkeys("ÈÀÇÊÔÎËÏÜŒ", 2)}
_SIGNS = "\u00a0«»°€–—…²·"
_IMPLAUSIBLE = -8


class NoTextError(ValueError):
    """The bytes are no text."""


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding; bytes that are none become U+FFFD in a text mostly UTF-8.

    Raises NoTextError for what holds NUL or is cut UTF-16.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(data[len(bom) :], encoding), encoding
    encoding = _wide_encoding(data[:4096])
    if encoding:
        return _text(data, encoding), encoding
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    encoding = _likeliest(data)
    return _text(data, encoding), encoding


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding, "replace" if encoding == "utf-8" else "strict")
    except UnicodeDecodeError as problem:
        raise NoTextError from problem
    if "\0" in text:
        raise NoTextError
    return text


def _wide_encoding(head: bytes) -> str:
    """UTF-16 by the NUL that every second byte of French is, or nothing without any NUL."""
    if 0 not in head:
        return ""
    nul_first, nul_last = head[0::2].count(0), head[1::2].count(0)
    if max(nul_first, nul_last) < len(head) * 0.35:
        raise NoTextError
    return "utf-16-le" if nul_last > nul_first else "utf-16-be"


def _likeliest(data: bytes) -> str:
    samples = [found[0] for found in islice(_HIGH_BYTES.finditer(data), _ENOUGH_SAMPLES)]
    whole = sum(_is_utf8(sample) for sample in samples)
    if whole * 2 > len(samples):
        return "utf-8"
    return max(_EIGHT_BITS, key=lambda encoding: sum(_score(s, encoding) for s in samples))


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, encoding: str) -> int:
    text = f" {sample.decode(encoding, 'replace')} "
    return sum(
        _plausibility(text[at - 1], text[at], text[at + 1])
        for at in range(1, len(text) - 1)
        if text[at] >= "\x80"
    )


def _plausibility(before: str, letter: str, after: str) -> int:
    if letter == "’":
        return 3 if before.isalpha() and after.isalpha() else _IMPLAUSIBLE
    if letter.islower():
        shouted = before.isupper() and after.isupper()
        return _IMPLAUSIBLE if shouted else _SMALL_LETTERS.get(letter, 0)
    if letter.isalpha():
        inside = before.islower() or (before.isalpha() and after.islower())
        return _IMPLAUSIBLE if inside else _CAPITALS.get(letter, -1)
    between = before.isalnum() and after.isalnum()
    return 0 if letter in _SIGNS and not between else _IMPLAUSIBLE
