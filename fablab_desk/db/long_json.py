"""JSON of long records: written a part at a time, so that no other thread waits for all of it.

The interpreter hands nothing over within one call of json.dumps, which takes half a second for
what an act writes that records a hundred thousand lines.
"""

import json
import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any

from fablab_desk.db.chunks import chunks

LONG = 500  # parts; fewer are written in one call
LONG_TEXT = 20_000  # characters; fewer are read in one call
_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,:]*")


def dumps(value: Any, **options: Any) -> str:
    """What json.dumps gives with the same options; `indent` is none of them."""
    return "".join(["".join(some) for some in chunks(parts(value, **options))])


def loads(text: str | bytes) -> Any:
    """What json.loads gives, its outermost keys one at a time where it is long."""
    text = text if isinstance(text, str) else text.decode()
    if len(text) < LONG_TEXT or not text.startswith("{"):
        return json.loads(text)
    found: dict[str, Any] = {}
    at = _next(text, 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        found[key], at = _DECODER.raw_decode(text, _next(text, at))
        at = _next(text, at)
    return found


def parts(value: Any, **options: Any) -> Iterator[str]:
    """The same text in pieces."""
    if not isinstance(value, dict) or len(value) < LONG:
        yield json.dumps(value, **options)
        return
    comma: str
    colon: str
    comma, colon = options.get("separators", (", ", ": "))
    before = "{"
    for key in _in_order(value) if options.get("sort_keys") else value:
        yield f"{before}{json.dumps(key, **options)}{colon}{json.dumps(value[key], **options)}"
        before = comma
    yield "}"


def _in_order(keys: Iterable[str]) -> Iterator[str]:
    """As `sorted`, which hands nothing over either."""
    return merge(*(sorted(some) for some in chunks(keys)))


def _next(text: str, at: int) -> int:
    """Where the next key or value begins, in what is known to be whole."""
    found = _BETWEEN.match(text, at)
    assert found
    return found.end()
