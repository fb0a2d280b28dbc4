"""JSON of long records: written a part at a time, so that no other thread waits for all of it.

The interpreter hands nothing over within one call of json.dumps, which takes half a second for
what an act writes that records a hundred thousand lines.
"""

import json
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any

from fablab_desk.db.chunks import chunks

LONG = 500  # parts; fewer are written in one call


def dumps(value: Any, **options: Any) -> str:
    """What json.dumps gives with the same options; `indent` is none of them."""
    return "".join(parts(value, **options))


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
